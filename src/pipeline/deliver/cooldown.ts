// Pauses: how long a destination, and each thing owed to it, rests after a refusal.

const LONGEST_WAIT_MS = 300_000;

/** 1, 2, 4 ... 300 seconds, with half of it left to chance so that destinations do not march in step. */
export function backOffMs(attempts: number, random: () => number): number {
  const full = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.min(Math.max(attempts - 1, 0), 20));
  return full / 2 + (full / 2) * random();
}

export interface Pauses {
  /** Nothing is sent to the destination for a while: as long as Discord asked, else longer with each failure in a row. */
  pause(destination: string, afterMs: number | null): void;
  clear(destination: string): void;
  /** Milliseconds until the destination may be used; 0 when now. */
  waitMs(destination: string): number;
  /** The shortest of the pauses under way; null without any. */
  shortestMs(): number | null;
}

/** `monotonic` counts milliseconds and never goes back, so that a jump of the clock shortens or lengthens no pause. */
export function createPauses(monotonic: () => number, random: () => number): Pauses {
  const rests = new Map<string, { failures: number; until: number }>();
  const waitMs = (destination: string): number => Math.max(0, (rests.get(destination)?.until ?? 0) - monotonic());
  return {
    pause(destination, afterMs) {
      const failures = (rests.get(destination)?.failures ?? 0) + (afterMs === null ? 1 : 0);
      rests.set(destination, { failures, until: monotonic() + (afterMs ?? backOffMs(failures, random)) });
    },
    clear: (destination) => void rests.delete(destination),
    waitMs,
    shortestMs() {
      const waits = [...rests.keys()].map(waitMs).filter((wait) => wait > 0);
      return waits.length === 0 ? null : Math.min(...waits);
    },
  };
}
