// The translating worker: what is to be translated is planned also while a request is under way.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLog } from '../../src/log.js';
import { createTranslateWorker } from '../../src/pipeline/translate/worker.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('plans every few seconds while a slow model has one text, so that what changes meanwhile is asked for before it is edited', async () => {
  let answer = (): void => undefined;
  const round = (): Promise<'worked'> => new Promise((done) => (answer = () => done('worked')));
  let plans = 0;
  const worker = createTranslateWorker({ log: createLog('silent') }, { round, ahead: async () => void (plans += 1) });
  worker.wake();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(plans).toBeGreaterThan(20);
  const stopped = worker.stop();
  answer();
  await stopped;
  const before = plans;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(plans).toBe(before);
});
