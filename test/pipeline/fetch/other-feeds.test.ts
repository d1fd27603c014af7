// Feeds of other sites: recognised by content, silent at first sight, paged until what is known, also after an interruption.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFeedReader } from '../../../src/pipeline/fetch/feeds.js';
import { createFetcher } from '../../../src/pipeline/fetch/fetcher.js';
import { otherFeed } from '../../../src/pipeline/fetch/plan.js';
import { openFetching, rssFeed, type Answer, type Fetching } from '../../helpers/fetching.js';
import { siteFeed } from '../../helpers/site-feed.js';

let f: Fetching;
/** Numbers of the entries that the site has, newest first. */
let entries: number[] = [];
let broken: number | null = null;
/** What comes instead of the broken page. */
let instead: (() => Answer) | null = null;
let pageSize = 10;

const page = (number: number): string => siteFeed(entries.slice((number - 1) * pageSize, number * pageSize));
const range = (newest: number, oldest: number): number[] =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => newest - index);
const paged = (): string[] => f.requests.splice(0).map((path) => path.replace('/site/feed/', ''));
const papers = (): number => f.store.reader.counts().papers;
const owed = (): number => f.store.reader.outboxCounts().pending;
async function look(at: string): Promise<string[]> {
  f.now = new Date(at);
  await f.fetcher.look();
  return paged();
}

beforeEach(async () => {
  f = await openFetching({ FEEDS: 'LOCAL/site/feed/' });
  f.follow('cs.LG');
  broken = null;
  instead = null;
  pageSize = 10;
  f.handle = (url) => {
    const number = Number(url.searchParams.get('paged') ?? 1);
    if (number === broken) return instead?.() ?? { status: 500 };
    return number === 1 || (number - 1) * pageSize < entries.length ? { body: page(number) } : { status: 404 };
  };
});
afterEach(() => f.close());

it('is stored in silence at first sight, some pages of it, and announces what comes later, however many pages', async () => {
  entries = range(100, 1);
  expect(await look('2030-06-03T12:00:00Z')).toEqual(['', '?paged=2', '?paged=3']);
  expect([papers(), owed()]).toEqual([30, 0]);
  entries = range(125, 1);
  expect(await look('2030-06-03T13:00:00Z')).toEqual(['', '?paged=2', '?paged=3']);
  expect([papers(), owed()]).toEqual([55, 25]);
  expect(f.store.reader.sourceStates()[0]).toMatchObject({ format: 'arxiv-jp-rss', error: null });
});

it('that is empty at first shows what it has in silence, and announces what comes after that', async () => {
  entries = [];
  await look('2030-06-03T12:00:00Z');
  await look('2030-06-03T13:00:00Z');
  entries = range(100, 1);
  await look('2030-06-03T14:00:00Z');
  expect([papers(), owed()]).toEqual([30, 0]);
  entries = [];
  await look('2030-06-03T15:00:00Z');
  entries = range(102, 1);
  await look('2030-06-03T16:00:00Z');
  expect([papers(), owed()]).toEqual([32, 2]);
});

describe('that answers slowly', () => {
  /** Looks where each page takes so long. */
  async function slowLook(at: string, pageMs: number): Promise<void> {
    const { handle } = f;
    let machine = 0;
    f.handle = (...request) => {
      machine += pageMs;
      return handle(...request);
    };
    f.now = new Date(at);
    await createFetcher({ ...f.parts, machineMs: () => machine }, f.ask).look();
    f.handle = handle;
  }
  const error = () => f.store.reader.sourceStates()[0]?.error;

  it('is left for other sources, and read on the next time', async () => {
    entries = range(40, 1);
    await look('2030-06-03T12:00:00Z');
    entries = range(100, 1);
    await slowLook('2030-06-03T13:00:00Z', 120_000);
    expect(paged()).toEqual(['', '?paged=2', '?paged=3', '?paged=4']);
    expect(error()).toMatch(/so slowly/);
    await look('2030-06-03T14:00:00Z');
    expect([papers(), owed()]).toEqual([90, 60]);
    expect(error()).toBeNull();
  });

  it('comes to the end of what is new, although the pages that were stored before take longer than a turn', async () => {
    entries = range(40, 1);
    await look('2030-06-03T12:00:00Z');
    entries = range(140, 1);
    await slowLook('2030-06-03T13:00:00Z', 60_000);
    expect(error()).toMatch(/so slowly/);
    await slowLook('2030-06-03T14:00:00Z', 60_000);
    expect([papers(), owed()]).toEqual([130, 100]);
    expect(error()).toBeNull();
  });

  it('is left at last among pages that were stored before, too', async () => {
    entries = range(40, 1);
    await look('2030-06-03T12:00:00Z');
    entries = range(200, 1);
    broken = 16;
    await look('2030-06-03T13:00:00Z');
    broken = null;
    await slowLook('2030-06-03T14:00:00Z', 180_000);
    expect(paged().at(-1)).toBe('?paged=7');
    expect(error()).toMatch(/so slowly/);
  });
});

it('gets past the pages that an interrupted turn has stored', async () => {
  entries = range(40, 1);
  await look('2030-06-03T12:00:00Z');
  entries = range(80, 1);
  broken = 3;
  await look('2030-06-03T13:00:00Z');
  expect(owed()).toBe(20);
  broken = null;
  expect(await look('2030-06-03T14:00:00Z')).toContain('?paged=4');
  expect(owed()).toBe(40);
  await look('2030-06-03T15:00:00Z');
  expect(f.store.reader.sourceStates()[0]).toMatchObject({ openFrom: 0, error: null });
});

it('posts nothing from behind the pages of its first sight after an interrupted turn', async () => {
  entries = range(40, 1);
  await look('2030-06-03T12:00:00Z');
  entries = range(90, 1);
  broken = 4;
  await look('2030-06-03T13:00:00Z');
  broken = null;
  expect((await look('2030-06-03T14:00:00Z')).at(-1)).toBe('?paged=6');
  expect([papers(), owed()]).toEqual([80, 50]);
});

describe('whose further page is none', () => {
  const webPage = '<!doctype html><html><head><title>Making sure you are not a bot!</title></head></html>';
  const state = () => f.store.reader.sourceStates()[0];
  const withoutItems = (): Answer => ({ body: page(99) });
  const repeated = (): Answer => ({ body: page(1) });
  const cut = (): Answer => ({ body: page(3).slice(0, 1_500) });
  /** Looks whenever it is time; answers the errors. */
  async function lookWhenDue(times: number): Promise<(string | null | undefined)[]> {
    const errors: (string | null | undefined)[] = [];
    for (let time = 0; time < times; time += 1) {
      await look(state()?.nextAt ?? '');
      errors.push(state()?.error);
    }
    return errors;
  }

  /** Stores papers that the feed of another category has. */
  function giveFromElsewhere(ids: number[]): Promise<unknown> {
    entries = ids;
    const bytes = new TextEncoder().encode(page(1));
    return f.writer.call('ingestFetched', {
      url: 'https://arxiv.jp/feed/',
      bytes,
      origin: { kind: 'given' },
      at: f.now,
    });
  }

  it.each<[string, () => Answer, RegExp]>([
    ['is cut off', cut, /cut off/],
    ['is a web page', () => ({ body: webPage }), /web page came.*further page/],
    ['has another layout', () => ({ body: rssFeed('cs.LG', '2030-06-03', [{ id: '3006.99999' }]) }), /another kind/],
    ['is refused for legal reasons', () => ({ status: 451 }), /451/],
    ['has no entries', withoutItems, /without entries/],
    ['repeats the first one', repeated, /earlier page came again/],
  ])('reads on the next time where it %s', async (_, answer, reason) => {
    entries = range(40, 1);
    await look('2030-06-03T12:00:00Z');
    entries = range(90, 1);
    [broken, instead] = [3, answer];
    await look('2030-06-03T13:00:00Z');
    expect([papers(), state()?.error]).toEqual([50, expect.stringMatching(reason)]);
    broken = null;
    entries = range(92, 1);
    await look('2030-06-03T14:00:00Z');
    expect([papers(), owed()]).toEqual([82, 52]);
    await look('2030-06-03T15:00:00Z');
    expect(state()).toMatchObject({ openFrom: 0, error: null });
  });

  it('takes what can be the end for the end at last, and says so once', async () => {
    entries = range(10, 1);
    await look('2030-06-03T12:00:00Z');
    entries = range(30, 11);
    [broken, instead] = [3, withoutItems];
    const errors = await lookWhenDue(9);
    expect(errors.slice(0, 7).every((error) => error?.includes('asked for again'))).toBe(true);
    expect(errors.slice(7)).toEqual([expect.stringMatching(/taken for the end.*inbox/), null]);
    expect([papers(), owed(), state()?.openFrom]).toEqual([30, 20, 0]);
  });

  it('never takes a page for the end that is cut off, or that comes after other failures', async () => {
    entries = range(40, 1);
    await look('2030-06-03T12:00:00Z');
    entries = range(90, 1);
    [broken, instead] = [3, cut];
    expect((await lookWhenDue(10)).every((error) => error?.includes('cut off'))).toBe(true);
    instead = withoutItems;
    await lookWhenDue(1);
    broken = null;
    await lookWhenDue(1);
    expect([papers(), owed()]).toEqual([80, 50]);
  });

  it('has come to the end on a site that has no further pages, where the first one reaches what was known', async () => {
    [broken, instead] = [2, repeated];
    entries = range(10, 1);
    await look('2030-06-03T12:00:00Z');
    expect(state()?.error).toBeNull();
    entries = range(18, 1);
    await look('2030-06-03T13:00:00Z');
    expect(state()).toMatchObject({ error: null, openFrom: 0 });
    expect([papers(), owed()]).toEqual([18, 8]);
  });

  it.each<[string, () => Promise<unknown>, number[]]>([
    ['another source gave papers of the first page before', () => giveFromElsewhere([90, 81]), range(90, 1)],
    ['the first page shows papers twice', () => Promise.resolve(), [90, 90, ...range(89, 82), 82, ...range(81, 1)]],
  ])('has not come to the end where %s', async (_, prepare, shown) => {
    entries = range(40, 1);
    await look('2030-06-03T12:00:00Z');
    await prepare();
    entries = shown;
    [broken, instead] = [2, () => ({ body: webPage })];
    await look('2030-06-03T13:00:00Z');
    expect(state()?.error).toMatch(/web page.*further page/);
    broken = null;
    await look('2030-06-03T14:00:00Z');
    expect([papers(), state()?.error]).toEqual([80, null]);
    await look('2030-06-03T15:00:00Z');
    expect(state()).toMatchObject({ openFrom: 0, error: null });
  });

  it('counts how often it was in doubt in a row, whatever failed before', async () => {
    entries = range(40, 1);
    await look('2030-06-03T12:00:00Z');
    entries = range(90, 1);
    const { handle } = f;
    f.handle = () => ({ status: 500 });
    await lookWhenDue(8);
    f.handle = handle;
    [broken, instead] = [3, withoutItems];
    expect(await lookWhenDue(2)).toEqual([
      expect.stringContaining('(time 1 of 8)'),
      expect.stringContaining('(time 2 of 8)'),
    ]);
    f.handle = () => ({ status: 500 });
    await lookWhenDue(1);
    f.handle = handle;
    expect(await lookWhenDue(1)).toEqual([expect.stringContaining('(time 1 of 8)')]);
    broken = null;
    await lookWhenDue(1);
    expect([papers(), owed()]).toEqual([80, 50]);
  });

  it.each([400, 401, 403, 451])(
    'takes one that is refused for the end at last, and says so once: HTTP %i',
    async (status) => {
      entries = range(10, 1);
      await look('2030-06-03T12:00:00Z');
      entries = range(30, 11);
      [broken, instead] = [3, () => ({ status, body: page(3).slice(0, 1_500) })];
      const errors = await lookWhenDue(9);
      expect(errors.slice(0, 7)).toEqual(
        [1, 2, 3, 4, 5, 6, 7].map((time) =>
          expect.stringMatching(`HTTP ${status}.*time ${time} of 8.*asked for again`),
        ),
      );
      expect(errors.slice(7)).toEqual([expect.stringMatching(/taken for the end.*inbox/), null]);
      expect([papers(), owed(), state()?.openFrom]).toEqual([30, 20, 0]);
    },
  );

  it.each([408, 425, 429, 500, 503, null])(
    'never takes one for the end that an outage hides: HTTP %s',
    async (status) => {
      entries = range(40, 1);
      await look('2030-06-03T12:00:00Z');
      entries = range(90, 1);
      const { handle } = f;
      f.handle = (url, request, response) => {
        if (url.searchParams.get('paged') !== '3') return handle(url, request, response);
        if (status !== null) return { status };
        response.destroy();
        return null;
      };
      const errors = await lookWhenDue(10);
      expect(errors.some((error) => error === null || /further page|taken for/.test(error ?? ''))).toBe(false);
      expect(state()).toMatchObject({ doubts: 0, failures: 10 });
      f.handle = handle;
      await lookWhenDue(2);
      expect([papers(), owed(), state()?.openFrom]).toEqual([80, 50, 0]);
    },
  );

  it('counts on after turns in which it was not asked, and after a restart', async () => {
    entries = range(40, 1);
    await look('2030-06-03T12:00:00Z');
    entries = range(90, 1);
    [broken, instead] = [3, withoutItems];
    await lookWhenDue(2);
    const until = new Date(Date.parse(state()?.nextAt ?? '') + 3_600_000).toISOString();
    await f.writer.call('restHost', new URL(f.url).host, until, 'It asked for a pause.');
    expect(await lookWhenDue(1)).toEqual([expect.stringContaining('is left alone until')]);
    await f.restart();
    expect(await lookWhenDue(1)).toEqual([expect.stringContaining('(time 3 of 8)')]);
    const feeds = createFeedReader({ ...f.parts, ask: f.ask, isThrifty: true });
    await feeds.leave(otherFeed(`${f.url}site/feed/`), 'This one was left to the next time.');
    expect(state()).toMatchObject({ error: 'This one was left to the next time.', doubts: 3 });
    expect((await lookWhenDue(5)).at(-1)).toMatch(/taken for the end/);
    expect(state()).toMatchObject({ doubts: 0, openFrom: 0 });
    expect([papers(), owed()]).toEqual([50, 20]);
  });

  it('says at first sight that a web page came, and takes the first page for enough', async () => {
    [broken, instead] = [2, () => ({ body: webPage })];
    entries = range(40, 1);
    await look('2030-06-03T12:00:00Z');
    expect(state()).toMatchObject({ error: expect.stringMatching(/web page/), format: 'arxiv-jp-rss' });
    entries = range(44, 1);
    await lookWhenDue(1);
    expect([papers(), owed(), state()?.error]).toEqual([14, 4, null]);
  });
});

it('keeps what is open while it shows no entries', async () => {
  entries = range(40, 1);
  await look('2030-06-03T12:00:00Z');
  entries = range(90, 1);
  broken = 3;
  await look('2030-06-03T13:00:00Z');
  entries = [];
  await look('2030-06-03T14:00:00Z');
  broken = null;
  entries = range(90, 1);
  await look('2030-06-03T16:00:00Z');
  expect([papers(), owed()]).toEqual([80, 50]);
});

it.each([1, 3])('gets past the page that was just stored when the program was stopped: page %i', async (last) => {
  entries = range(40, 1);
  await look('2030-06-03T12:00:00Z');
  entries = range(80, 1);
  f.now = new Date('2030-06-03T13:00:00Z');
  const stopping = new AbortController();
  let stores = 0;
  const call = (async (name: string, ...args: unknown[]) => {
    const answer = await (f.writer.call as (...given: unknown[]) => Promise<unknown>)(name, ...args);
    if (name === 'ingestFetched' && (stores += 1) === last) stopping.abort(new Error('the program stops'));
    return answer;
  }) as typeof f.writer.call;
  await createFetcher({ ...f.parts, writer: { call }, signal: stopping.signal }, f.ask).look();
  expect(owed()).toBe(last * pageSize);
  await look('2030-06-03T14:00:00Z');
  expect(owed()).toBe(40);
  await look('2030-06-03T15:00:00Z');
  expect(f.store.reader.sourceStates()[0]).toMatchObject({ openFrom: 0, error: null });
});

it('says once that it has more new pages than are read', async () => {
  pageSize = 1;
  entries = range(2, 1);
  await look('2030-06-03T12:00:00Z');
  entries = range(160, 1);
  expect(await look('2030-06-03T13:00:00Z')).toHaveLength(150);
  expect(papers()).toBe(152);
  expect(f.store.reader.sourceStates()[0]?.error).toMatch(/more than 150 pages.*inbox/);
  expect(await look('2030-06-03T13:10:00Z')).toEqual(['']);
  expect(f.store.reader.sourceStates()[0]?.error).toBeNull();
});
