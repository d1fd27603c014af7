// Retries: work that a missing network or an outage of Discord stopped is tried again until it can be done.
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { backOff } from '../domain/back-off.js';
import type { Log } from '../log.js';
import { failureText } from './rest-errors.js';

/** Something that is away: said once when that is known, and once when it is back. */
export interface OutageNotice {
  began(reason: string): void;
  ended(): void;
}

/** One line when Discord cannot be reached, one when it can again. */
export function createOutageNotice(log: Log): OutageNotice {
  let isAway = false;
  return {
    began(reason) {
      if (!isAway)
        log.warn({ reason }, 'Discord cannot be reached; trying again until it can, nothing is lost meanwhile');
      isAway = true;
    },
    ended() {
      if (isAway) log.info('Discord is reached again');
      isAway = false;
    },
  };
}

export interface Retry {
  readonly notice: OutageNotice;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  readonly random: () => number;
  /** Throws what the work threw when repeating it is of no use. */
  readonly isFinal: (error: unknown) => boolean;
}

const LONGEST_WAIT_MS = 60_000;

/** Repeats `work` with back-off. Throws what `work` throws when that is final, and AbortError when told to stop. */
export async function retried<T>(work: () => Promise<T>, { notice, signal, random, isFinal }: Retry): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      const result = await work();
      notice.ended();
      return result;
    } catch (error) {
      signal.throwIfAborted();
      if (isFinal(error)) throw error;
      notice.began(failureText(error));
      await sleep(backOff({ failures, longestMs: LONGEST_WAIT_MS, random }), undefined, { signal });
    }
  }
}

/** Begins `work` and waits for it, but no longer than the signal allows; rejects with the signal's reason. */
export async function untilAborted<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  // Look-ups of many channels wait for the same stop, which is no leak that Node need warn of.
  setMaxListeners(0, signal);
  const settled = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true, signal: settled.signal });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    settled.abort();
  }
}
