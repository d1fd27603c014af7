// Fetching for tests: the real client and store, a server on loopback that answers as the test says, a clock that is set.
import { PLACE, ruleFor } from './rules.js';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createWrites } from '../../src/app/writes.js';
import { machineMs } from '../../src/clock.js';
import { parseConfig, type SourceSettings } from '../../src/config.js';
import { createArxivCalendar } from '../../src/domain/arxiv-calendar.js';
import { parseHolidays } from '../../src/domain/holidays.js';
import { createLog } from '../../src/log.js';
import { createFetcher, openSourceAccess, type FetchParts, type Fetcher } from '../../src/pipeline/fetch/fetcher.js';
import type { Ask } from '../../src/pipeline/fetch/ask.js';
import type { FetchLine, FetchPort } from '../../src/pipeline/fetch/writes.js';
import { openTestStore, taxonomy, taxonomyData, type TestStore } from './stores.js';

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}
export type Handler = (url: URL, request: IncomingMessage, response: ServerResponse) => Answer | null;

const holidays = new URL('../../data/arxiv-holidays.json', import.meta.url);
export const calendar = createArxivCalendar(parseHolidays(readFileSync(holidays, 'utf8'), 'holidays'));

export interface Fetching {
  readonly store: TestStore;
  readonly url: string;
  /** The clock; may be set at any time. */
  now: Date;
  /** Null when it answers by itself. */
  handle: Handler;
  /** Path and query of every request, in order. */
  readonly requests: string[];
  readonly lines: FetchLine[];
  /** Messages about alarms; those to a channel have a # before its id. */
  readonly told: { userId: string; content: string }[];
  readonly settings: SourceSettings;
  readonly parts: FetchParts;
  readonly ask: Ask;
  readonly fetcher: Fetcher;
  readonly writer: FetchPort;
  /** Everything forgotten that a process knows by itself. */
  restart(): Promise<Fetcher>;
  follow(category: string, createdAt?: string): void;
  close(): Promise<void>;
}

export async function openFetching(env: Readonly<Record<string, string>> = {}): Promise<Fetching> {
  const requests: string[] = [];
  const lines: FetchLine[] = [];
  const told: { userId: string; content: string }[] = [];
  const server = createServer((request, response) => {
    // The parameter that leads past caches says only when a page was asked for.
    requests.push((request.url ?? '').replace(/[?&]nocache=\d+/, ''));
    const answer = state.handle(new URL(request.url ?? '', state.url), request, response);
    if (answer !== null) response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `http://${host}/`;
  const config = parseConfig(
    {
      FEEDS: 'auto',
      ARXIV_FEED_URL: `${url}rss/`,
      ARXIV_API_URL: `${url}api/query`,
      ARXIV_OAI_URL: `${url}oai`,
      SOURCE_ALLOW: host,
      SOURCE_PACE_MS: '0',
      ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replaceAll('LOCAL/', url)])),
    },
    () => true,
  );
  const store = openTestStore(() => state.now);
  const writes = createWrites(store.path, { taxonomy: taxonomyData, terms: {}, zone: 'UTC' }, () => false);
  const writer = {
    call: (name: keyof typeof writes, ...args: unknown[]) =>
      Promise.resolve().then(() => (writes[name] as (...given: unknown[]) => unknown)(...args)),
  } as FetchPort;
  let stopping = new AbortController();
  const state = { now: new Date('2030-06-03T12:00:00Z'), handle: (() => ({ status: 404 })) as Handler, url };
  const partsNow = (): FetchParts => ({
    settings: config.sources,
    version: '1.2.3',
    reader: store.reader,
    writer,
    taxonomy,
    calendar,
    now: () => state.now,
    random: () => 0.5,
    machineMs,
    log: createLog('silent'),
    signal: stopping.signal,
    onLine: (line) => void lines.push(line),
    sender: {
      isSilenced: () => false,
      tell(userId, { content }) {
        told.push({ userId, content: content ?? '' });
        return Promise.resolve({ kind: 'sent', messageId: '1', channelId: '1' });
      },
      send(place, body) {
        told.push({ userId: `#${place}`, content: 'content' in body ? (body.content ?? '') : '' });
        return Promise.resolve({ kind: 'sent', messageId: '1', channelId: '1' });
      },
    },
  });
  let parts = partsNow();
  let line = openSourceAccess(parts);
  let fetcher = createFetcher(parts, line.ask);
  return {
    store,
    url,
    requests,
    lines,
    told,
    settings: config.sources,
    writer,
    get now() {
      return state.now;
    },
    set now(at) {
      state.now = at;
    },
    get handle() {
      return state.handle;
    },
    set handle(given) {
      state.handle = given;
    },
    get parts() {
      return parts;
    },
    get ask() {
      return line.ask;
    },
    get fetcher() {
      return fetcher;
    },
    async restart() {
      stopping.abort(new Error('restarted'));
      await line.close();
      stopping = new AbortController();
      parts = partsNow();
      line = openSourceAccess(parts);
      fetcher = createFetcher(parts, line.ask);
      return fetcher;
    },
    follow(category, createdAt = '2030-05-01T00:00:00Z') {
      store.writer.addSubscription(ruleFor(`1${category}`, category, { createdAt }), { ...PLACE, language: 'en' });
    },
    async close() {
      stopping.abort(new Error('closed'));
      await line.close();
      server.closeAllConnections();
      server.close();
      writes.close();
      store.close();
    },
  };
}

export interface FeedItem {
  readonly id: string;
  readonly type?: 'new' | 'cross' | 'replace' | 'replace-cross';
  readonly categories?: readonly string[];
  readonly title?: string;
}

/** A feed as rss.arxiv.org writes it, of a day (`YYYY-MM-DD`). */
export function rssFeed(category: string, day: string, items: readonly FeedItem[]): string {
  const date = new Date(`${day}T04:00:00Z`).toUTCString().replace('GMT', '+0000');
  const entries = items.map(
    ({ id, type = 'new', categories = [category], title = `Paper ${id}` }) => `<item><title>${title}</title>
<link>https://arxiv.org/abs/${id}</link><description>arXiv:${id}v1 Announce Type: ${type}
Abstract: About ${id}.</description><guid isPermaLink="false">oai:arXiv.org:${id}v1</guid>
${categories.map((each) => `<category>${each}</category>`).join('')}<pubDate>${date}</pubDate>
<arxiv:announce_type>${type}</arxiv:announce_type><dc:creator>Ann ${id}</dc:creator></item>`,
  );
  return `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel>
<title>${category} updates on arXiv.org</title><link>http://rss.arxiv.org/rss/${category}</link>
<lastBuildDate>${date}</lastBuildDate><pubDate>${date}</pubDate>${entries.join('\n')}</channel></rss>`;
}
