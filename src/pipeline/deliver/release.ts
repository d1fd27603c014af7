// Release: what is held goes on when Discord tells of a change, and never faster than its refusals allow.
import type { Destinations } from '../../domain/delivery.js';
import type { Reader } from '../../store/reader.js';
import type { WriterPort } from '../../store/port.js';

export interface ReleaseOptions {
  readonly reader: Pick<Reader, 'heldDestinations' | 'unknownDestinations'>;
  readonly writer: WriterPort;
  readonly destinations: Pick<Destinations, 'kindOf' | 'canPost' | 'canReadHistory'>;
  readonly now: () => Date;
  readonly monotonic: () => number;
}

export interface Releaser {
  /** A destination is held from now on; `afterMs` is when to try it again without a sign from Discord. */
  held(destination: string, afterMs: number | null): void;
  /** Releases what can be released now; answers how many destinations. */
  release(): Promise<number>;
}

const FIRST_REST_MS = 60_000;
const LONGEST_REST_MS = 3_600_000;
/** A channel that the gateway never told of is asked for no more often than this (milliseconds). */
const UNSEEN_REST_MS = 600_000;

/**
 * A destination that we know to be closed is released as soon as the gateway says that it is open. Where a refusal
 * contradicts what the gateway says, it rests for 1, 2, 4 ... 60 minutes, so that no chatter of events makes us hammer.
 */
export function createReleaser({ reader, writer, destinations, now, monotonic }: ReleaseOptions): Releaser {
  const rests = new Map<string, { refusals: number; until: number; wasClosed: boolean }>();

  const unseen = new Map<string, number>();

  function mayTry(destination: string): boolean {
    const rest = rests.get(destination);
    if (destinations.canPost(destination) !== true) {
      if (rest !== undefined) rests.set(destination, { ...rest, wasClosed: true });
      return false;
    }
    return rest === undefined || rest.wasClosed || monotonic() >= rest.until;
  }

  return {
    held(destination, afterMs) {
      const refusals = (rests.get(destination)?.refusals ?? 0) + 1;
      const pause = afterMs ?? Math.min(FIRST_REST_MS * 2 ** (refusals - 1), LONGEST_REST_MS);
      const wasClosed = destinations.canPost(destination) === false;
      rests.set(destination, { refusals, until: monotonic() + pause, wasClosed });
    },
    async release() {
      let released = 0;
      for (const destination of reader.heldDestinations()) {
        if (!mayTry(destination)) continue;
        const rest = rests.get(destination);
        if (rest?.wasClosed === true) rests.delete(destination);
        await writer.call('releaseDestination', destination, now().toISOString());
        released += 1;
      }
      for (const destination of reader.unknownDestinations()) {
        if (monotonic() < (unseen.get(destination) ?? 0)) continue;
        if (destinations.kindOf(destination) === null) unseen.set(destination, monotonic() + UNSEEN_REST_MS);
        if ((await destinations.canReadHistory(destination)) !== true) continue;
        await writer.call('releaseUnknown', destination, now().toISOString());
        released += 1;
      }
      return released;
    },
  };
}
