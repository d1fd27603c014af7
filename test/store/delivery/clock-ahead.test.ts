// What is kept for a time outlives an hour in which the clock was a year ahead.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

let store: TestStore;
beforeEach(() => void (store = openTestStore()));
afterEach(() => store.close());

it('a day without papers is claimed once', () => {
  const { claimEmptyDay } = store.writer;
  expect(claimEmptyDay('1', '2030-06-03', '2030-06-03T08:00:00Z')).toBe(true);
  expect(claimEmptyDay('1', '2031-06-03', '2031-06-03T08:00:00Z')).toBe(true);
  expect(claimEmptyDay('1', '2030-06-03', '2030-06-03T08:10:00Z')).toBe(false);
});

it('the search behind a button is found', () => {
  const request = {
    text: 'before',
    author: null,
    category: null,
    since: null,
    until: null,
    sort: 'newest',
    limit: 5,
  } as const;
  const id = store.writer.saveSearch({ ...request, offset: 0 }, '2030-06-03T08:00:00Z');
  store.writer.saveSearch({ ...request, text: 'meanwhile', offset: 0 }, '2031-06-03T08:00:00Z');
  expect(store.reader.findSearch(id)).not.toBeNull();
});

it('the thread of a day takes what comes later on that day', () => {
  const claim = { destination: '1', nonce: 'n', body: '{}', historyAfter: '1' };
  const today = { destination: '1', day: '2030-06-03' };
  store.writer.claimDayThread({ ...claim, ...today }, '2030-06-03T08:00:00.000Z');
  store.writer.markDayThread(today, { messageId: '5', threadId: '5', publishAt: null });
  store.writer.claimDayThread({ ...claim, day: '2031-06-03' }, '2031-06-03T08:00:00.000Z');
  expect(store.reader.dayThread('1', '2030-06-03')?.threadId).toBe('5');
});
