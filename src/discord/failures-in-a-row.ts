// Failures in a row of the gateway's connection: attempts without a session, and sessions that did not last.

/**
 * Resuming uses up no identify, and a line that is cut every minute is no reason to be away for most of the time: so many
 * resumed sessions that did not last count at most, which makes the wait 8 seconds.
 */
const MOST_RESUMED = 4;

export interface FailuresInARow {
  /** An attempt begins; answers how many failures lie behind it. */
  begin(): number;
  /** A session stands, a new one or one that was resumed: where it lasts, nothing lies behind the next attempt. */
  succeeded(how: 'new' | 'resumed'): void;
}

/** A session lasts when it stands for `lastingMs` (milliseconds). */
export function createFailuresInARow(lastingMs: number): FailuresInARow {
  let failures = 0;
  /** Those in a row that did not last: a gateway that takes each new session away again would use up the day's identifies. */
  let shortLived = { new: 0, resumed: 0 };
  let lasting: NodeJS.Timeout | undefined;
  return {
    begin() {
      clearTimeout(lasting);
      failures += 1;
      return failures - 1;
    },
    succeeded(how) {
      failures = Math.min(shortLived[how], how === 'new' ? Infinity : MOST_RESUMED);
      shortLived[how] += 1;
      clearTimeout(lasting);
      lasting = setTimeout(() => {
        failures = 0;
        shortLived = { new: 0, resumed: 0 };
      }, lastingMs).unref();
    },
  };
}
