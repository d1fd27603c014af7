// A clock that was ahead and is set right: sources are read and judged as if it had never been.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { presentAlarms, calendarDays } from '../../../src/pipeline/fetch/standing.js';
import { openFetching, rssFeed, calendar, type Fetching } from '../../helpers/fetching.js';

let f: Fetching;
beforeEach(async () => {
  f = await openFetching();
  f.follow('cs.CL');
});
afterEach(() => f.close());

/** A feed of the day with two papers, which knows who has it already. */
function serve(day: string): void {
  const number = day.replaceAll('-', '').slice(-4);
  const items = ['1', '2'].map((each) => ({ id: `3006.${number}${each}` }));
  f.handle = (_, request) =>
    request.headers['if-none-match'] === `"${day}"`
      ? { status: 304 }
      : { body: rssFeed('cs.CL', day, items), headers: { etag: `"${day}"` } };
}
async function readAt(...times: string[]): Promise<void> {
  for (const time of times) {
    f.now = new Date(time);
    await f.fetcher.look();
  }
}
const wantedNames = () => new Set(['cs.CL']);
const states = async () =>
  (await calendarDays(f.parts))
    .filter(({ day }) => day >= '2030-06-03' && day <= '2030-06-05')
    .map(({ day, state }) => `${day} ${state}`);

it('leaves days complete, and makes the next ones so', async () => {
  serve('2030-06-03');
  await readAt('2030-06-03T04:05:00Z', '2030-06-03T05:10:00Z', '2031-06-03T04:05:00Z', '2030-06-03T06:10:00Z');
  for (const day of ['2030-06-04', '2030-06-05']) {
    serve(day);
    await readAt(`${day}T04:05:00Z`, `${day}T05:10:00Z`, `${day}T06:10:00Z`);
  }
  expect(await states()).toEqual(['2030-06-03 complete', '2030-06-04 complete', '2030-06-05 complete']);
  expect(
    (await presentAlarms({ ...f.parts, calendar, wantedNames })).filter(({ since }) => since >= '2030-06-03'),
  ).toEqual([]);
  expect(f.store.reader.counts().papers).toBe(6);
});

it('forgets nothing of the days before when something new is read meanwhile', async () => {
  serve('2030-06-03');
  await readAt('2030-06-03T04:05:00Z', '2030-06-03T05:10:00Z');
  serve('2030-06-04');
  await readAt('2031-06-04T04:05:00Z', '2031-06-04T05:10:00Z', '2030-06-04T04:25:00Z', '2030-06-04T05:30:00Z');
  expect((await states()).slice(0, 2)).toEqual(['2030-06-03 complete', '2030-06-04 complete']);
});

it('lets a host rest that asks for it, although it was to rest until a year later', async () => {
  f.handle = () => ({ status: 503, headers: { 'retry-after': '7200' } });
  for (const time of ['2031-06-03T04:05:00Z', '2030-06-03T04:05:00Z', '2030-06-03T05:55:00Z']) {
    f.now = new Date(time);
    await f.ask({ url: `${f.url}rss/cs.CL` });
  }
  expect(f.requests).toHaveLength(2);
});

it('tells of a source that fails since then', async () => {
  f.handle = () => ({ status: 500 });
  await readAt('2031-06-03T04:05:00Z');
  await readAt(...[5, 6, 7, 8].map((hour) => `2030-06-04T0${hour}:05:00Z`));
  expect((await presentAlarms({ ...f.parts, calendar, wantedNames })).map(({ kind }) => kind)).toContain('failing');
});

it('leaves who asked for papers then what they may ask for now', () => {
  for (let number = 0; number < 20; number += 1) f.store.writer.noteLookup('7', '2031-06-03T04:05:00Z');
  expect(f.store.reader.lookupsSince('7', '2030-06-03T03:05:00Z')).toBe(0);
  expect(f.store.reader.lookupsSince('7', '2031-06-03T03:05:00Z')).toBe(20);
});

it('posts what was read meanwhile, which had seemed too old to be announced', async () => {
  serve('2030-06-03');
  await readAt('2031-06-03T04:05:00Z', '2031-06-03T05:10:00Z', '2030-06-03T04:25:00Z', '2030-06-03T05:30:00Z');
  expect(f.store.reader.outboxCounts().pending).toBe(2);
});

it('leaves days complete that it was set back behind for a while', async () => {
  for (const day of ['2030-06-03', '2030-06-04']) {
    serve(day);
    await readAt(`${day}T04:05:00Z`, `${day}T05:10:00Z`);
  }
  await readAt('2030-06-03T02:00:00Z', '2030-06-04T07:30:00Z');
  serve('2030-06-05');
  await readAt('2030-06-05T04:05:00Z', '2030-06-05T05:10:00Z');
  expect(await states()).toEqual(['2030-06-03 complete', '2030-06-04 complete', '2030-06-05 complete']);
  expect(f.told).toEqual([]);
});
