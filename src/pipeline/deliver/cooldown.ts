// Cooldowns: how long a destination, and each thing owed to it, rests after a refusal.
import { backOff } from '../../domain/back-off.js';

/** What failed is tried again within this time (milliseconds). */
export const LONGEST_WAIT_MS = 300_000;

/** So often Discord is taken at its word how long to wait while its limit stands; then it is asked ever more rarely. */
const MOST_TAKEN_AT_WORD = 2;

interface Rest {
  readonly failures: number;
  /** Waits in a row for a limit that stands. */
  readonly standing: number;
  readonly until: number;
  /** Discord asked for it, so that it is never ended early. */
  readonly isAsked: boolean;
  readonly reason: string | null;
}

/** As a refusal has it. */
interface PauseReason {
  readonly reason: string;
  readonly isStanding?: boolean;
}

export interface Cooldowns {
  /** Nothing is sent to the destination for a while: as long as Discord asked at least, longer with each failure in a row. */
  pause(destination: string, afterMs: number | null, why?: PauseReason): void;
  /** It was answered again: what is known of its failures ends with its pause. */
  clear(destination: string): void;
  /** Its last request was not answered; outlasts its pause and the end of an outage. */
  unanswered(destination: string): void;
  isUnanswered(destination: string): boolean;
  /** Ends every pause but those that Discord asked for. */
  clearBackOffs(): void;
  /** Milliseconds until the destination may be used; 0 when now. */
  waitMs(destination: string): number;
  /** The same, of what Discord asked for alone. */
  askedMs(destination: string): number;
  /** Why it rests, or did last; null where nobody said. */
  reasonOf(destination: string): string | null;
  /** The shortest of the cooldowns under way; null without any. */
  shortestMs(): number | null;
}

/** `monotonic` is in milliseconds, so that a jump of the clock shortens or lengthens no pause. */
export function createCooldowns(monotonic: () => number, random: () => number): Cooldowns {
  const rests = new Map<string, Rest>();
  const silent = new Set<string>();
  const left = (rest: Rest | undefined): number => Math.max(0, (rest?.until ?? 0) - monotonic());
  const waitMs = (destination: string): number => left(rests.get(destination));
  return {
    pause(destination, afterMs, why) {
      const isAsked = afterMs !== null;
      const last = rests.get(destination);
      const failures = (last?.failures ?? 0) + (isAsked ? 0 : 1);
      const standing = isAsked ? (last?.standing ?? 0) + (why?.isStanding === true ? 1 : 0) : 0;
      const askedInARow = why?.isStanding === true ? standing - MOST_TAKEN_AT_WORD : 0;
      const inARow = isAsked ? askedInARow : failures;
      const own = inARow > 0 ? backOff({ failures: inARow, longestMs: LONGEST_WAIT_MS, random }) : 0;
      const until = monotonic() + Math.max(afterMs ?? 0, own);
      rests.set(destination, { failures, standing, until, isAsked, reason: why?.reason ?? null });
    },
    clear(destination) {
      rests.delete(destination);
      silent.delete(destination);
    },
    unanswered: (destination) => void silent.add(destination),
    isUnanswered: (destination) => silent.has(destination),
    clearBackOffs() {
      for (const [destination, { isAsked }] of rests) if (!isAsked) rests.delete(destination);
    },
    waitMs,
    askedMs: (destination) => (rests.get(destination)?.isAsked === true ? waitMs(destination) : 0),
    reasonOf: (destination) => rests.get(destination)?.reason ?? null,
    shortestMs() {
      const waits = [...rests.values()].map(left).filter((wait) => wait > 0);
      return waits.length === 0 ? null : Math.min(...waits);
    },
  };
}
