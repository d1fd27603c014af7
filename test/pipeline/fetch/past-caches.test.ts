// Further pages of a site with a cache: they are asked for where it has no copy, for its copies are of different ages.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openFetching, type Answer, type Fetching } from '../../helpers/fetching.js';
import { siteFeed } from '../../helpers/site-feed.js';

const PAGE_SIZE = 10;
let f: Fetching;
/** The number of the newest entry, and of the newest one when the cache kept a page; null: it has no copy of that. */
let newest: number;
let keptAt: (number: number) => number | null;
/** Whether the cache passes over the parameter that leads past it, too. */
let isBlind: boolean;
let hour: number;

function page(number: number, top: number): string {
  const highest = top - (number - 1) * PAGE_SIZE;
  return siteFeed(Array.from({ length: PAGE_SIZE }, (_, index) => highest - index));
}

function answer(url: URL): Answer {
  const number = Number(url.searchParams.get('paged') ?? 1);
  const kept = url.searchParams.has('nocache') && !isBlind ? null : keptAt(number);
  return { body: page(number, kept ?? newest) };
}

async function look(): Promise<void> {
  hour += 1;
  f.now = new Date(Date.parse('2030-06-03T12:00:00Z') + hour * 3_600_000);
  await f.fetcher.look();
}

/** How many cards are owed: of papers that the site had at first sight, and of new ones. */
function owed(): { old: number; new: number } {
  const db = new Database(f.store.path, { readonly: true });
  const keys = db
    .prepare<[], string>('SELECT arxiv_id FROM deliveries JOIN papers ON papers.id = paper_id')
    .pluck()
    .all();
  db.close();
  const numbers = keys.map((arxivId) => Number(arxivId.slice(-5)));
  return { old: numbers.filter((id) => id <= 400).length, new: numbers.filter((id) => id > 400).length };
}

beforeEach(async () => {
  f = await openFetching({ FEEDS: 'LOCAL/site/feed/' });
  f.follow('cs.LG');
  [newest, keptAt, isBlind, hour] = [400, () => null, false, 0];
  f.handle = answer;
  await look();
});
afterEach(() => f.close());

it.each([8, 12, 20])('none of 25 new papers is missed where the cache filled after %i of them', async (early) => {
  newest += 25;
  keptAt = (number) => (number === 1 ? null : 400 + early);
  for (let turn = 0; turn < 4; turn += 1) await look();
  keptAt = () => null;
  newest += 2;
  for (let turn = 0; turn < 2; turn += 1) await look();
  expect(owed()).toEqual({ old: 0, new: 27 });
});

it.each([30, 40, 60])(
  'no old paper is posted with %i new ones where the pages that held them last are older',
  async (isNew) => {
    newest += isNew;
    keptAt = (number) => (number > isNew / PAGE_SIZE ? 400 : null);
    for (let turn = 0; turn < 3; turn += 1) await look();
    expect(owed()).toEqual({ old: 0, new: isNew });
  },
);

const refusals: [string, (url: URL) => Answer][] = [
  ...[400, 403, 404, 429, 500, 503].map((status): [string, () => Answer] => [`HTTP ${status}`, () => ({ status })]),
  ['a web page', () => ({ body: '<!doctype html><html><body>Checking your browser</body></html>' })],
  ['its first page', () => ({ body: page(1, newest) })],
];

it.each(refusals)(
  'a site that answers %s at such an address is read at its own ones, day after day',
  async (_what, no) => {
    f.handle = (url) => (url.searchParams.has('nocache') ? no(url) : answer(url));
    for (let day = 1; day <= 3; day += 1) {
      newest += 25;
      f.requests.splice(0);
      for (let turn = 0; turn < 8; turn += 1) await look();
      expect(owed()).toEqual({ old: 0, new: 25 * day });
      expect(f.store.reader.sourceStates()[0]).toMatchObject({ error: null, openFrom: 0 });
      // A look at the first page each, two readings of the further ones, and what was asked for in vain.
      expect(f.requests.length).toBeLessThanOrEqual(8 + 2 * 3 + 3);
    }
  },
);

it.each([30, 40, 60])(
  'no old paper is posted with %i new ones after a night in which nothing was answered',
  async (isNew) => {
    newest += 5;
    f.handle = () => ({ status: 503 });
    for (let turn = 0; turn < 3; turn += 1) await look();
    f.handle = answer;
    newest += isNew;
    keptAt = (number) => (number > isNew / PAGE_SIZE ? 400 : null);
    for (let turn = 0; turn < 6; turn += 1) await look();
    expect(owed()).toEqual({ old: 0, new: isNew + 5 });
  },
);

it('a first page of which another feed of the site has stored all is no older copy', async () => {
  await f.close();
  f = await openFetching({ FEEDS: 'LOCAL/site/b/feed/,LOCAL/site/a/feed/' });
  f.follow('cs.LG');
  // One category of the site has every paper but those with even numbers from 401 to 415.
  const isOfBoth = (id: number): boolean => id <= 400 || id > 415 || id % 2 === 1;
  f.handle = (url) => {
    const number = Number(url.searchParams.get('paged') ?? 1);
    const all = Array.from({ length: newest }, (_, index) => newest - index);
    const shown = url.pathname.startsWith('/site/b/') ? all.filter(isOfBoth) : all;
    return { body: siteFeed(shown.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE)) };
  };
  await look();
  newest = 430;
  for (let turn = 0; turn < 4; turn += 1) await look();
  expect(owed()).toEqual({ old: 0, new: 30 });
});

it.each([12, 15, 25])(
  'an older copy of the first page does not end the second reading of a list: %i new ones',
  async (isNew) => {
    isBlind = true;
    newest += isNew;
    keptAt = (number) => (number === 1 ? null : 400);
    await look();
    keptAt = () => 400;
    await look();
    keptAt = () => null;
    newest += 2;
    for (let turn = 0; turn < 3; turn += 1) await look();
    expect(owed()).toEqual({ old: 0, new: isNew + 2 });
  },
);

it('what a gap held is found where the pages lead down by chance before they are all fresh', async () => {
  isBlind = true;
  keptAt = (number) => (number === 2 ? 400 : null);
  for (const isNew of [19, 12, 17]) {
    newest += isNew;
    await look();
  }
  keptAt = (number) => (number === 3 ? 419 : null);
  await look();
  keptAt = () => null;
  for (let turn = 0; turn < 3; turn += 1) await look();
  newest += 1;
  await look();
  expect(owed()).toEqual({ old: 0, new: 49 });
});

it('one outage at such an address brings no old paper from a cache', async () => {
  newest += 40;
  keptAt = (number) => (number > 4 ? 400 : null);
  let isOut = true;
  f.handle = (url) => {
    const isFirst = isOut && url.searchParams.get('paged') === '2';
    if (isFirst) isOut = false;
    return isFirst ? { status: 503 } : answer(url);
  };
  for (let turn = 0; turn < 5; turn += 1) await look();
  expect(owed()).toEqual({ old: 0, new: 40 });
});

it.each([15, 25])('an older copy of the first page hides no gap of what comes next: %i new ones', async (isNew) => {
  isBlind = true;
  newest += 12;
  for (let turn = 0; turn < 3; turn += 1) await look();
  keptAt = (number) => (number === 1 ? 400 : null);
  await look();
  newest += isNew;
  keptAt = (number) => (number === 2 ? 412 : null);
  for (let turn = 0; turn < 2; turn += 1) await look();
  keptAt = () => null;
  for (let turn = 0; turn < 3; turn += 1) await look();
  expect(owed()).toEqual({ old: 0, new: 12 + isNew });
});

/** Twelve more come, of 24 new ones in all: no look is called a gap, and nothing stays open. */
async function expectNoGap(): Promise<void> {
  newest += 12;
  for (let turn = 0; turn < 10; turn += 1) {
    await look();
    expect(f.store.reader.sourceStates()[0]?.error).toBeNull();
  }
  expect(owed()).toEqual({ old: 0, new: 24 });
  expect(f.store.reader.sourceStates()[0]?.openFrom).toBe(0);
}

it.each([
  ['no validators', false],
  ['entity tags', true],
])('newest posts that are deleted in a quiet hour make no gap of what comes next: %s', async (_what, isTagged) => {
  let left = (): number[] => Array.from({ length: newest }, (_, index) => newest - index);
  f.handle = (url, request) => {
    const number = Number(url.searchParams.get('paged') ?? 1);
    const shown = left().slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE);
    if (!isTagged) return { body: siteFeed(shown) };
    const etag = `"${shown.join('-')}"`;
    return request.headers['if-none-match'] === etag ? { status: 304 } : { body: siteFeed(shown), headers: { etag } };
  };
  newest += 12;
  for (let turn = 0; turn < 3; turn += 1) await look();
  const [after, all] = [newest, left];
  left = () => all().filter((id) => id > after || id <= after - 5);
  for (let turn = 0; turn < 3; turn += 1) await look();
  await expectNoGap();
});

it('an older copy of the first page makes no gap of what comes next', async () => {
  newest += 12;
  for (let turn = 0; turn < 3; turn += 1) await look();
  keptAt = (number) => (number === 1 ? 400 : null);
  await look();
  keptAt = () => null;
  await expectNoGap();
});
