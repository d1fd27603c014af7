// Patience: work that a missing network or an outage of Discord stopped is tried again until it can be done.
import { setTimeout as sleep } from 'node:timers/promises';
import { errorText } from '../errors.js';
import type { Log } from '../log.js';

export interface Patience {
  readonly log: Log;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  /** 0 to 1; spreads the attempts of several bots. */
  readonly random: () => number;
}

const LONGEST_WAIT_MS = 60_000;

/**
 * Repeats `work` after 1, 2, 4 ... 60 seconds, half of each left to chance, and says so once.
 * Throws what `work` throws when `isFinal` says that repeating is of no use, and AbortError when told to stop.
 */
export async function patiently<T>(
  work: () => Promise<T>,
  isFinal: (error: unknown) => boolean,
  { log, signal, random }: Patience,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const result = await work();
      if (attempt > 0) log.info('Discord is reached again');
      return result;
    } catch (error) {
      signal.throwIfAborted();
      if (isFinal(error)) throw error;
      if (attempt === 0)
        log.warn(
          { error: errorText(error) },
          'Discord cannot be reached; trying again until it can, nothing is lost meanwhile',
        );
      const full = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.min(attempt, 10));
      await sleep(full / 2 + (full / 2) * random(), undefined, { signal });
    }
  }
}

/** Waits for `work`, but no longer than the signal allows; rejects with the signal's reason. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const settled = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true, signal: settled.signal });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    settled.abort();
  }
}
