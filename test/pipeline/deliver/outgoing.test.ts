// What leaves by itself: what takes long, or is not answered, holds up nothing else.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SendOutcome } from '../../../src/domain/delivery.js';
import { NO_OPTIONS } from '../../../src/domain/subscription.js';
import { dumpText, generateEntries } from '../../helpers/dump-generator.js';
import { openPosting } from '../../helpers/posting.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

/** 08:11 in Tokyo, of a Thursday. */
const now = (): Date => new Date('2030-01-02T23:11:00Z');
let store: TestStore;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  store = openTestStore(now);
});
afterEach(() => {
  vi.useRealTimers();
  store.close();
});

it('lines of a day without papers that take long hold up nothing else', async () => {
  const rule = ruleFor('10', 'cs.LG', { mode: 'digest', hour: 8, options: { ...NO_OPTIONS, tellsEmptyDays: true } });
  store.writer.addSubscription({ ...rule, createdAt: '2029-12-01T00:00:00Z' }, PLACE);
  const told: string[] = [];
  let answer: (outcome: SendOutcome) => void = () => undefined;
  const posting = openPosting(store, now, {
    send(destination) {
      told.push(destination);
      return new Promise((done) => (answer = done));
    },
  });
  vi.advanceTimersByTime(15_000);
  await vi.waitFor(() => expect(told).toEqual(['10']), { interval: 5 });
  await posting.release();
  answer({ kind: 'sent', messageId: '1', channelId: '10' });
  await posting.stop();
  expect(told).toEqual(['10']);
});

it('where many channels do not answer, half of the places in flight are left to the others', async () => {
  const silenced = Array.from({ length: 25 }, (_, place) => String(100 + place));
  const well = Array.from({ length: 8 }, (_, place) => String(200 + place));
  for (const place of [...silenced, ...well]) store.subscribe(place, 'cs.LG');
  const entries = generateEntries(5, 12).map((entry) => ({ ...entry, categories: ['cs.LG'] }));
  const clock = { ms: 86_400_000 };
  const asked = new Set<string>();
  const unanswered = new Map<string, (outcome: SendOutcome) => void>();
  let areSilent = false;
  let taken = 0;
  const posting = openPosting(store, () => new Date(now().getTime() + clock.ms), {
    monotonic: () => clock.ms,
    send: (channelId) =>
      areSilent && silenced.includes(channelId)
        ? new Promise((done) => {
            asked.add(channelId);
            unanswered.set(channelId, done);
          })
        : Promise.resolve({ kind: 'sent', messageId: String((taken += 1)), channelId }),
  });
  const timeOut = (): void => {
    for (const [place, done] of unanswered) {
      unanswered.delete(place);
      done({ kind: 'retry', maybeAccepted: true, afterMs: null, isUnreachable: true, reason: 'no answer' });
    }
  };
  const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 50));
  await store.ingest(dumpText(entries.slice(0, 1)));
  await posting.drain();
  expect(taken).toBe(silenced.length + well.length);
  areSilent = true;
  taken = 0;
  await store.ingest(dumpText(entries.slice(0, 3)));
  // Until each was asked: the first requests of all may hold every place.
  for (let round = 0; round < 100 && (asked.size < silenced.length || taken < 2 * well.length); round += 1) {
    posting.wake();
    await settled();
    timeOut();
    await settled();
    clock.ms += 20_000;
  }
  expect(taken).toBe(2 * well.length);

  await store.ingest(dumpText(entries));
  posting.wake();
  await vi.waitFor(() => expect(taken).toBe(11 * well.length), { timeout: 3_000, interval: 10 });
  expect(unanswered.size).toBe(10);
  const stopped = posting.stop();
  timeOut();
  await stopped;
});

it('a place that Discord asked to leave alone says until when and why, and one that cannot be reached why alone', async () => {
  for (const place of ['10', '20']) store.subscribe(place, 'cs.LG');
  const clock = { ms: 86_400_000 };
  const at = (ms: number): string => new Date(now().getTime() + ms).toISOString();
  let isOut = false;
  const limited = { kind: 'retry', maybeAccepted: false, afterMs: 3_000_000, reason: '429' } as const;
  const down = { ...limited, afterMs: null, isUnreachable: true, isOffline: true, reason: 'ECONNREFUSED' } as const;
  const posting = openPosting(store, () => new Date(at(clock.ms)), {
    monotonic: () => clock.ms,
    send(channelId) {
      if (isOut) return Promise.resolve(down);
      return Promise.resolve(channelId === '10' ? limited : { kind: 'sent', messageId: '1', channelId });
    },
  });
  const entries = generateEntries(5, 3).map((entry) => ({ ...entry, categories: ['cs.LG'] }));
  await store.ingest(dumpText(entries.slice(0, 2)));
  await posting.drain();
  expect(posting.restOf('10')).toEqual({ until: at(clock.ms + 3_000_000), reason: '429' });
  expect(posting.restOf('20')).toBeNull();
  isOut = true;
  await store.ingest(dumpText(entries));
  posting.wake();
  await vi.waitFor(() => expect(posting.restOf('20')).toEqual({ until: at(clock.ms), reason: 'ECONNREFUSED' }));
  expect(posting.restOf('10')?.reason).toBe('429');
  isOut = false;
  await vi.waitFor(() => {
    // The next request of an outage is put off once the last one has settled, which may be after this.
    clock.ms += 60_000;
    posting.wake();
    expect(posting.restOf('20')).toBeNull();
  });
  await posting.stop();
});
