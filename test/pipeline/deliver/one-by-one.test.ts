// Deliveries that wait for the same thing: when it comes, one message, or a piece of one, is made in each turn of the event loop.
import { afterEach, expect, it, vi } from 'vitest';
import type { Delivery } from '../../../src/domain/delivery.js';
import { createOneByOne } from '../../../src/domain/one-by-one.js';
import { PLACED_AT_ONCE } from '../../../src/pipeline/deliver/compose.js';
import { createDepartures, type DepartureOptions } from '../../../src/pipeline/deliver/departure.js';
import { dayDump, setMode } from '../../helpers/modes.js';
import { openPosting } from '../../helpers/posting.js';
import { openTestStore } from '../../helpers/stores.js';

afterEach(() => vi.restoreAllMocks());

/** Counts turns of the event loop until it is told to end. */
function countTurns(): { now: () => number; end: () => void } {
  let turn = 0;
  let next = setImmediate(function count() {
    turn += 1;
    next = setImmediate(count);
  });
  return { now: () => turn, end: () => clearImmediate(next) };
}

it('are composed one by one', async () => {
  const turns = countTurns();
  const composed: number[] = [];
  const options = {
    reader: { destinationSettings: () => ({ zone: null, quietFrom: null, quietUntil: null }) },
    viewOf: () => ({}),
    compose: () => Promise.resolve((composed.push(turns.now()), null)),
    zone: 'UTC',
    turn: createOneByOne(),
  };
  const depart = createDepartures(options as unknown as DepartureOptions);
  const deliveries = Array.from({ length: 5 }, (_, id) => ({ id, destination: String(id) }) as Delivery);
  const departures = await Promise.all(deliveries.map((delivery) => depart(delivery)));
  turns.end();
  expect(departures.map(({ kind }) => kind)).toEqual(Array<string>(5).fill('later'));
  expect(new Set(composed).size).toBe(5);
});

it('of digests at one hour are read a few papers at a time, whatever their number', async () => {
  const now = (): Date => new Date('2031-01-01T00:00:00Z');
  const store = openTestStore();
  for (let index = 0; index < 10; index += 1) store.subscribe(String(100 + index), 'cs.LG');
  await store.ingest(dayDump(1, 2 * PLACED_AT_ONCE + 1));
  setMode({ store }, 'digest');
  const turns = countTurns();
  const read = new Map<number, number>();
  const { findPaper } = store.reader;
  vi.spyOn(store.reader, 'findPaper').mockImplementation((key) => {
    read.set(turns.now(), (read.get(turns.now()) ?? 0) + 1);
    return findPaper(key);
  });
  const posting = openPosting(store, now);
  await posting.drain();
  await posting.stop();
  turns.end();
  store.close();
  expect(posting.posted).toHaveLength(10);
  expect(Math.max(...read.values())).toBeLessThanOrEqual(PLACED_AT_ONCE);
});
