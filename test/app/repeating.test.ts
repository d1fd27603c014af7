// Jobs that ask to run again: one owner, who stops them and waits for what is under way.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { repeatOnRequest } from '../../src/app/repeating.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a job', () => {
  it('runs again when it asks to, and never after its stop', async () => {
    let runs = 0;
    const job = repeatOnRequest(
      () => {
        runs += 1;
        return Promise.resolve(2_500);
      },
      () => undefined,
    );
    await job.run();
    await vi.advanceTimersByTimeAsync(2_500);
    expect(runs).toBe(2);
    await job.stop();
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(10_000);
    await job.run();
    expect(runs).toBe(2);
  });

  it('is waited for at its stop, and asks for nothing more', async () => {
    let finish = (): void => undefined;
    const job = repeatOnRequest(
      () => new Promise((done) => (finish = () => done(1))),
      () => undefined,
    );
    const running = job.run();
    let isStopped = false;
    const stopping = job.stop().then(() => (isStopped = true));
    await vi.advanceTimersByTimeAsync(100);
    expect(isStopped).toBe(false);
    finish();
    await Promise.all([running, stopping]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that fails after its stop fails quietly, before it with its error', async () => {
    let reject: (error: Error) => void = () => undefined;
    const heard: unknown[] = [];
    const job = repeatOnRequest(
      () => new Promise((_, refused) => (reject = refused)),
      (error) => heard.push(error),
    );
    const first = job.run();
    reject(new Error('before'));
    await expect(first).rejects.toThrow('before');
    const second = job.run();
    const stopping = job.stop();
    reject(new Error('the database connection is not open'));
    await Promise.all([second, stopping]);
    expect(heard).toEqual([]);
  });
});
