// What leaves by itself besides cards: one thing that takes long holds up nothing else.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SendOutcome } from '../../../src/domain/delivery.js';
import { NO_OPTIONS } from '../../../src/domain/subscription.js';
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
