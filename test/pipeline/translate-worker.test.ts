// The translating worker: what is to be translated is planned also while a request is under way, and a failure that lasts is said once.
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TransientError } from '../../src/errors.js';
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

it('says once that the database cannot be written, however often it looks, and again where it could be meanwhile', async () => {
  const said: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void said.push(line) });
  let isFull = true;
  let rounds = 0;
  const round = async (): Promise<'idle'> => {
    rounds += 1;
    if (isFull) throw new TransientError('the disk is full');
    return 'idle';
  };
  const worker = createTranslateWorker({ log }, { round, ahead: async () => undefined });
  worker.wake();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(rounds).toBeGreaterThan(5);
  expect(said).toEqual([expect.stringContaining('translating waits until it can')]);
  isFull = false;
  await vi.advanceTimersByTimeAsync(10_000);
  isFull = true;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(said).toHaveLength(2);
  await worker.stop();
});
