// Threads of a day that somebody closes as soon as they are made: each leaves a message in the channel, so one an hour is made.
import type { Refusal } from '../../domain/delivery.js';

export interface ClosedThreads {
  /** One took no list, or could not be opened. Answers whether another may be made at once. */
  left(destination: string, reason: string): boolean;
  /** Why none is made now, and for how long; null where one may be made. */
  refusal(destination: string): Refusal | null;
  /** One took a list. */
  used(destination: string): void;
}

/** So many in a row are followed by another at once: people delete one, or two; more are closed by something. */
const MOST_AT_ONCE = 2;
const REST_MS = 3_600_000;

/** `monotonic` is in milliseconds. */
export function createClosedThreads(monotonic: () => number): ClosedThreads {
  const closed = new Map<string, { readonly inARow: number; readonly reason: string; readonly until: number }>();
  return {
    left(destination, reason) {
      const inARow = (closed.get(destination)?.inARow ?? 0) + 1;
      const isAtOnce = inARow <= MOST_AT_ONCE;
      closed.set(destination, { inARow, reason, until: isAtOnce ? 0 : monotonic() + REST_MS });
      return isAtOnce;
    },
    refusal(destination) {
      const found = closed.get(destination);
      const afterMs = (found?.until ?? 0) - monotonic();
      return found === undefined || afterMs <= 0 ? null : { kind: 'hold', reason: found.reason, afterMs };
    },
    used: (destination) => void closed.delete(destination),
  };
}
