// How followed categories stand: whether papers of a day may still come.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  calendarDays,
  CATEGORIES_AT_ONCE,
  presentAlarms,
  unreadCategories,
} from '../../../src/pipeline/fetch/standing.js';
import { openFetching, rssFeed, type Fetching } from '../../helpers/fetching.js';

let f: Fetching;
beforeEach(async () => {
  f = await openFetching();
  f.follow('cs.CL');
});
afterEach(() => f.close());

async function readAt(...times: string[]): Promise<void> {
  for (const time of times) {
    f.now = new Date(time);
    await f.fetcher.look();
  }
}

it.each([
  ['of which the batch was read', [{ id: '3006.00011' }]],
  ['of which the feed was empty', []],
])('no papers of a day come any more %s after the hour that is asked about', async (_what, items) => {
  f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-04', items) });
  const hour = new Date('2030-06-04T04:00:00Z');
  f.now = new Date('2030-06-04T09:00:00Z');
  expect(await unreadCategories(f.parts, hour)).toEqual(['cs.CL']);
  await readAt('2030-06-04T09:05:00Z', '2030-06-04T10:10:00Z');
  expect(await unreadCategories(f.parts, hour)).toEqual([]);
  f.now = new Date('2030-06-05T04:10:00Z');
  expect(await unreadCategories(f.parts, hour)).toEqual([]);
  expect(await unreadCategories(f.parts, f.now)).toEqual(['cs.CL']);
});

it('papers of a day may come whose feed fails since it was read too early, and how long it fails is known', async () => {
  f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-03', [{ id: '3006.00001' }]) });
  await readAt('2030-06-04T04:00:00Z');
  const today = async (): Promise<unknown> =>
    (await calendarDays(f.parts, 1)).map(({ state, reason }) => [state, reason]);
  expect(await today()).toEqual([['waiting', { kind: 'no-batch' }]]);
  f.handle = () => ({ status: 503 });
  await readAt('2030-06-04T04:15:00Z', '2030-06-04T09:00:00Z');
  expect(await today()).toEqual([['waiting', { kind: 'failing', since: '2030-06-04T04:15:00.000Z' }]]);
  expect(await unreadCategories(f.parts, f.now)).toEqual(['cs.CL']);
});

it.each([
  ['403', { status: 403 }],
  ['Retry-After of a day', { status: 503, headers: { 'Retry-After': '86400' } }],
])('a server that is not asked again for hours (%s) is failing after two of them', async (_what, answer) => {
  f.handle = () => answer;
  const wantedNames = () => new Set(['cs.CL']);
  const kinds = async (): Promise<string[]> =>
    (await presentAlarms({ ...f.parts, wantedNames })).map(({ kind }) => kind);
  await readAt('2030-06-04T04:00:00Z');
  f.now = new Date('2030-06-04T05:59:59Z');
  expect(await kinds()).toEqual([]);
  f.now = new Date('2030-06-04T06:00:00Z');
  expect(await kinds()).toEqual(['failing']);
});

describe('all categories', () => {
  /** How many categories were read in each turn of the event loop, and since when in each question. */
  async function readIn(work: (parts: Fetching['parts']) => Promise<unknown>): Promise<[number[], string[]]> {
    const [turns, since]: [number[], string[]] = [[], []];
    let turn = 0;
    let next = setImmediate(function count() {
      turn += 1;
      next = setImmediate(count);
    });
    const reader = {
      ...f.store.reader,
      followed: () => [{ wanted: null, since: '2030-01-01T00:00:00Z' }],
      feedReads(category: string, from: string, now: string) {
        turns[turn] = (turns[turn] ?? 0) + 1;
        since.push(from);
        return f.store.reader.feedReads(category, from, now);
      },
    };
    await work({ ...f.parts, reader });
    clearImmediate(next);
    return [turns.filter(Boolean), since];
  }

  it.each([
    ['what is wrong', (parts) => presentAlarms({ ...parts, wantedNames: () => new Set() })],
    ['the calendar of today', (parts) => calendarDays(parts, 1)],
    ['the calendar of two weeks', (parts) => calendarDays(parts)],
    ['what may still come', (parts) => unreadCategories(parts, parts.now())],
  ] satisfies [string, (parts: Fetching['parts']) => Promise<unknown>][])(
    'are read a few at a time, each once, for %s',
    async (_, work) => {
      const [turns, since] = await readIn(work);
      expect(since).toHaveLength(f.parts.taxonomy.all.filter(f.parts.taxonomy.isActive).length);
      expect(Math.max(...turns)).toBeLessThanOrEqual(CATEGORIES_AT_ONCE);
    },
  );

  it('are read two days back for today: of the days before, small categories without a paper alone', async () => {
    f.now = new Date('2030-06-04T12:00:00Z');
    for (const at of ['2030-06-04T05:00:00.000Z', '2030-06-04T06:00:00.000Z'])
      for (const [category, items] of [
        ['cs.CL', 9],
        ['cs.LG', 0],
      ] as const) {
        const batchDay = items === 0 ? null : '2030-06-04';
        f.store.writer.keepRead({ category, at, batchDay, builtAt: at, items, digest: category });
      }
    const [, since] = await readIn((parts) => calendarDays(parts, 1));
    expect(since.filter((from) => from < '2030-06-02')).toEqual(['2030-05-25T12:00:00.000Z']);
  });
});
