// What a digest says it left out, since a channel that the person reads has shown it: each paper in one digest, and the same when it is edited.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dayDump, rowsOf } from '../../helpers/modes.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

const PERSON = '77';
let store: TestStore;
let owed: number[];
beforeEach(async () => {
  store = openTestStore(() => new Date(time(0)));
  store.subscribe(PERSON, 'cs.LG');
  await store.ingest(dayDump(5, 5));
  owed = rowsOf(store.path).map(({ id }) => id);
});
afterEach(() => store.close());

const time = (minute: number): string => `2030-01-02T04:${String(minute).padStart(2, '0')}:00.000Z`;

/** Claims a message of some of what is owed, by their places; which of them is sent, or put off unsent. */
function attempt(places: readonly number[], minute: number, isTaken: boolean): void {
  const lines = places.map((place) => ({ id: owed[place]!, shows: 0 }));
  const { id } = lines[0]!;
  const claim = { id, nonce: 'n', body: '{}', historyAfter: '1', several: { form: 'digest', lines } } as const;
  expect(store.writer.claimDelivery(claim, time(minute))).toBe(true);
  const sent = { messageId: `9${minute}`, channelId: PERSON, body: null, isToPublish: false };
  if (isTaken) store.writer.markSent(id, sent, time(minute + 1));
  else
    store.writer.retryLater({ id, isDoubtful: false, isCounted: true, next: null, reason: 'later' }, time(minute + 1));
}
const leaveOut = (place: number, minute: number): void => store.writer.withholdShown(owed[place]!, time(minute));

it('is the same when a digest is edited of which one paper was tried before', () => {
  leaveOut(4, 1);
  attempt([1], 5, false);
  expect(store.reader.leftOut(PERSON, time(10))).toBe(1);
  attempt([0, 1], 10, true);
  expect(store.reader.leftOut(PERSON, time(10))).toBe(1);
});

it('is told by the next digest where it came while one was tried again, with another paper', () => {
  attempt([0], 5, false);
  leaveOut(4, 7);
  attempt([0, 1], 10, true);
  expect(store.reader.leftOut(PERSON, time(5))).toBe(0);
  attempt([2], 20, true);
  expect(store.reader.leftOut(PERSON, time(20))).toBe(1);
});
