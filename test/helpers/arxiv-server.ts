// A local arXiv: feeds, API and OAI-PMH of a generated world by a clock that is set, and every misbehaviour on request.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { easternDay, type ArxivCalendar } from '../../src/domain/arxiv-calendar.js';
import { foldText } from '../../src/text/fold.js';
import { readable } from '../../src/text/readable.js';
import { apiDocument, atomDocument, rssDocument } from './arxiv-documents.js';
import { harvested, oaiAnswer, type OaiWorld } from './arxiv-oai.js';
import type { World, WorldItem } from './arxiv-world.js';

/** What a request meets instead of its answer. */
export type Fault =
  | 'slow'
  | 'cut-off'
  | 'wrong-length'
  | 'wrong-charset'
  | 'endless'
  | 'redirect-loop'
  | 'redirect-inward'
  | 'reset'
  | 'html'
  | '403'
  | '429'
  | '503';

/** What a category's feed carries instead of its batch. `late`: still the copy of the day before; `partial`: its first half. */
export type BatchFault = 'stale' | 'late' | 'partial' | 'empty';

export interface SeenRequest {
  readonly path: string;
  readonly agent: string;
  readonly status: number;
  /** Real, monotonic milliseconds. */
  readonly beganMs: number;
  readonly endedMs: number;
}

export interface ArxivOptions {
  readonly world: World;
  readonly calendar: ArxivCalendar;
  readonly now: () => Date;
  /** Records on a page of a harvest. */
  readonly pageRecords?: number;
  readonly isOldOai?: boolean;
  /** A request that begins sooner than this (real milliseconds) after the last one ended gets 429. */
  readonly paceMs?: number;
}

export interface LocalArxiv {
  /** `http://127.0.0.1:PORT/`. */
  readonly url: string;
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** The settings that lead to this server. */
  readonly env: Readonly<Record<string, string>>;
  readonly requests: readonly SeenRequest[];
  /** The most requests that were under way at once. */
  mostAtOnce(): number;
  /** Asked for each request; null answers as arXiv does. */
  misbehave(fault: (url: URL, at: Date) => Fault | null): void;
  /** Asked for each feed; null shows the day's batch. */
  spoil(fault: (category: string, day: string, at: Date) => BatchFault | null): void;
  close(): Promise<void>;
}

interface Prepared {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const XML = { 'Content-Type': 'application/xml; charset=utf-8' };
const DRIP_MS = 200;

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

export async function startArxiv(options: ArxivOptions): Promise<LocalArxiv> {
  const { world, calendar, now } = options;
  const requests: SeenRequest[] = [];
  const copies = new Map<string, { readonly key: string; readonly builtAt: Date }>();
  let faultOf: (url: URL, at: Date) => Fault | null = () => null;
  let batchFaultOf: (category: string, day: string, at: Date) => BatchFault | null = () => null;
  let atOnce = 0;
  let mostAtOnce = 0;
  let lastEndedMs = Number.NEGATIVE_INFINITY;
  let base = '';

  /** The day's items, or what the fault leaves; the day that the copy says it is of; and whether it was built for today. */
  function batch(category: string): { day: string; items: WorldItem[]; isOld: boolean } {
    const day = easternDay(now());
    const today = world.items(category, day);
    const before = calendar.previousAnnouncement(day);
    switch (calendar.scheduled(day).pause === null ? batchFaultOf(category, day, now()) : null) {
      case 'stale':
        return { day: before, items: world.items(category, before), isOld: false };
      case 'late':
        return { day: before, items: world.items(category, before), isOld: true };
      case 'partial':
        return { day, items: today.slice(0, Math.floor(today.length / 2)), isOld: false };
      case 'empty':
        return { day, items: [], isOld: false };
      default:
        return { day, items: today, isOld: false };
    }
  }

  function feed(kind: 'rss' | 'atom', category: string, etag: string | undefined): Prepared {
    const { day, items, isOld } = batch(category);
    const key = digestOf(
      `${kind} ${category} ${easternDay(now())} ${day} ${isOld} ${items.map(({ paper }) => paper.id).join()}`,
    );
    const copy = copies.get(`${kind} ${category}`);
    const isKept = copy !== undefined && (isOld || copy.key === key);
    const built = isKept ? copy : { key, builtAt: isOld ? new Date(now().getTime() - 86_400_000) : now() };
    copies.set(`${kind} ${category}`, built);
    const headers = { ...XML, ETag: `"${built.key}"`, 'Cache-Control': 'max-age=3600' };
    if (etag === headers.ETag) return { status: 304, headers, body: '' };
    const document = kind === 'rss' ? rssDocument : atomDocument;
    return { status: 200, headers, body: document({ category, day, items, builtAt: built.builtAt }) };
  }

  const oaiWorld = (): OaiWorld => ({
    world,
    now: now(),
    base: `${base}oai`,
    isOld: options.isOldOai === true,
    pageRecords: options.pageRecords ?? 2_500,
  });

  function api(query: URLSearchParams): Prepared {
    const [start, most] = [Number(query.get('start') ?? 0), Number(query.get('max_results') ?? 10)];
    const ids = (query.get('id_list') ?? '').split(',').filter((id) => id !== '');
    const terms = (query.get('search_query') ?? '').split(/ AND | ANDNOT /).map((term) => term.split(':'));
    const found = harvested(oaiWorld())
      .map(({ paper }) => paper)
      .filter((paper) => {
        if (ids.length > 0) return ids.some((id) => id.replace(/v\d+$/, '') === paper.id);
        return terms.every(([prefix = '', ...rest]) => {
          const word = rest.join(':').replaceAll('"', '').toLowerCase();
          const authors = foldText(readable(paper.authors.map(({ keyname }) => keyname).join(' ')));
          // As the server takes a title apart: signs of formulas are no words.
          const title = paper.title.toLowerCase().split(/[^a-z0-9]+/);
          const isFound = prefix === 'au' ? authors.includes(word) : title.includes(word);
          return word !== '' && (isFound || (prefix === 'all' && authors.includes(word)));
        });
      });
    const body = apiDocument(query, { papers: found.slice(start, start + most), total: found.length, now: now() });
    return { status: 200, headers: XML, body };
  }

  function prepare(url: URL, request: IncomingMessage): Prepared {
    const [, room = '', category = ''] = url.pathname.split('/');
    if (room === 'rss' || room === 'atom') return feed(room, category, request.headers['if-none-match']);
    if (url.pathname === '/api/query') return api(url.searchParams);
    if (url.pathname === '/oai') return { status: 200, headers: XML, body: oaiAnswer(oaiWorld(), url.searchParams) };
    return { status: 404, headers: {}, body: 'Not found' };
  }

  function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Prepared): void {
    const isPacked = /gzip/.test(String(request.headers['accept-encoding'])) && body.length > 200;
    const bytes = isPacked ? gzipSync(body) : Buffer.from(body);
    response.writeHead(status, { ...headers, ...(isPacked ? { 'Content-Encoding': 'gzip' } : {}) }).end(bytes);
  }

  /** `body` is what an answer without the fault would have. */
  function fail(fault: Fault, { url, body }: { url: URL; body: string }, response: ServerResponse): void {
    switch (fault) {
      case '403':
      case '429':
      case '503': {
        const headers = { 'Content-Type': 'text/html', ...(fault === '403' ? {} : { 'Retry-After': '600' }) };
        response.writeHead(Number(fault), headers).end('<html><body><h1>Retry after 600 seconds</h1></body></html>');
        return;
      }
      case 'html':
        response
          .writeHead(200, { 'Content-Type': 'text/html' })
          .end('<!doctype html><html><body>Maintenance</body></html>');
        return;
      case 'cut-off':
        response.writeHead(200, XML).end(body.slice(0, body.length / 2));
        return;
      case 'wrong-length':
        response.writeHead(200, { ...XML, 'Content-Length': String(Buffer.byteLength(body) + 1_000) });
        response.write(body, () => response.destroy());
        return;
      case 'wrong-charset':
        // It declares UTF-8 and is Latin-1.
        response.writeHead(200, XML).end(Buffer.from(body.replaceAll('We study', 'Étude:'), 'latin1'));
        return;
      case 'redirect-loop':
        response.writeHead(302, { Location: url.href }).end();
        return;
      case 'redirect-inward':
        response.writeHead(302, { Location: 'http://127.0.0.1:1/private' }).end();
        return;
      case 'reset':
        response.destroy();
        return;
      default: {
        response.writeHead(200, XML);
        if (fault === 'endless') response.write(' '.repeat(4_000_000));
        const drip = setInterval(() => response.write(fault === 'endless' ? ' '.repeat(1_000_000) : ' '), DRIP_MS);
        response.on('close', () => clearInterval(drip));
      }
    }
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', base);
    const beganMs = performance.now();
    const isTooSoon = beganMs - lastEndedMs < (options.paceMs ?? 0);
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    // The client has its answer after this moment, however late a busy test hears that the response is closed.
    let handedOverMs: number | null = null;
    response.on('prefinish', () => void (handedOverMs = performance.now()));
    response.on('close', () => {
      atOnce -= 1;
      lastEndedMs = handedOverMs ?? performance.now();
      const agent = String(request.headers['user-agent']);
      const path = request.url ?? '';
      requests.push({ path, agent, status: response.statusCode, beganMs, endedMs: lastEndedMs });
    });
    const fault = isTooSoon ? '429' : faultOf(url, now());
    if (fault === null) send(request, response, prepare(url, request));
    else fail(fault, { url, body: prepare(url, request).body }, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  base = `http://${host}/`;

  return {
    url: base,
    host,
    env: {
      ARXIV_FEED_URL: `${base}rss/`,
      ARXIV_API_URL: `${base}api/query`,
      ARXIV_OAI_URL: `${base}oai`,
      SOURCE_ALLOW: host,
    },
    requests,
    mostAtOnce: () => mostAtOnce,
    misbehave: (fault) => void (faultOf = fault),
    spoil: (fault) => void (batchFaultOf = fault),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
