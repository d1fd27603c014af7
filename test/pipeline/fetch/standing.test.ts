// How followed categories stand: whether papers of a day may still come.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { calendarDays, presentAlarms, unreadCategories } from '../../../src/pipeline/fetch/standing.js';
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
  expect(unreadCategories(f.parts, hour)).toEqual(['cs.CL']);
  await readAt('2030-06-04T09:05:00Z', '2030-06-04T10:10:00Z');
  expect(unreadCategories(f.parts, hour)).toEqual([]);
  f.now = new Date('2030-06-05T04:10:00Z');
  expect(unreadCategories(f.parts, hour)).toEqual([]);
  expect(unreadCategories(f.parts, f.now)).toEqual(['cs.CL']);
});

it('papers of a day may come whose feed fails since it was read too early, and how long it fails is known', async () => {
  f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-03', [{ id: '3006.00001' }]) });
  await readAt('2030-06-04T04:00:00Z');
  const today = (): unknown => calendarDays(f.parts, 1).map(({ state, reason }) => [state, reason]);
  expect(today()).toEqual([['waiting', { kind: 'no-batch' }]]);
  f.handle = () => ({ status: 503 });
  await readAt('2030-06-04T04:15:00Z', '2030-06-04T09:00:00Z');
  expect(today()).toEqual([['waiting', { kind: 'failing', since: '2030-06-04T04:15:00.000Z' }]]);
  expect(unreadCategories(f.parts, f.now)).toEqual(['cs.CL']);
});

it.each([
  ['403', { status: 403 }],
  ['Retry-After of a day', { status: 503, headers: { 'Retry-After': '86400' } }],
])('a server that is not asked again for hours (%s) is failing after two of them', async (_what, answer) => {
  f.handle = () => answer;
  const wantedNames = () => new Set(['cs.CL']);
  const kinds = (): string[] => presentAlarms({ ...f.parts, wantedNames }).map(({ kind }) => kind);
  await readAt('2030-06-04T04:00:00Z');
  f.now = new Date('2030-06-04T05:59:59Z');
  expect(kinds()).toEqual([]);
  f.now = new Date('2030-06-04T06:00:00Z');
  expect(kinds()).toEqual(['failing']);
});
