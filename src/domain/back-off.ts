// Back-off: how long something waits before its next attempt.

/** Longer than any server can put us off (milliseconds). */
const LONGEST_REST_MS = 25 * 3_600_000;

/** Whether a rest until a time (UTC) goes on. One that would last longer than any rest was noted under a clock that was ahead. */
export function isResting(until: string, now: Date): boolean {
  const left = Date.parse(until) - now.getTime();
  return left > 0 && left <= LONGEST_REST_MS;
}

export interface BackOff {
  /** Failures in a row, from 1. */
  readonly failures: number;
  /** After the first failure, doubled by each further one: a second unless told otherwise (milliseconds). */
  readonly firstMs?: number;
  readonly longestMs: number;
  /** 0 to 1; spreads those who wait, so that they do not march in step. */
  readonly random: () => number;
}

/** 1, 2, 4 ... times the first wait up to the longest, in milliseconds, with half of it left to chance. */
export function backOff({ failures, firstMs = 1000, longestMs, random }: BackOff): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(Math.max(failures - 1, 0), 20));
  return full / 2 + (full / 2) * random();
}
