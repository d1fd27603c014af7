// Release: what is held goes on when Discord tells of a change, and never faster than its refusals allow.
import { setImmediate } from 'node:timers/promises';
import type { Destinations } from '../../domain/delivery.js';
import type { Log } from '../../log.js';
import type { Reader } from '../../store/reader.js';
import { releaseAll } from './in-slices.js';
import type { WriterPort } from '../../store/port.js';

export interface ReleaseOptions {
  readonly reader: Pick<Reader, 'heldDestinations' | 'unknownDestinations' | 'directPlace'>;
  readonly writer: WriterPort;
  readonly destinations: Pick<Destinations, 'kindOf' | 'canPost' | 'stateOf' | 'canReadHistory'>;
  readonly now: () => Date;
  readonly monotonic: () => number;
  readonly log: Log;
}

export interface Hold {
  readonly reason: string;
  /** When to try it again without a sign from Discord (milliseconds); null: by the usual rests. */
  readonly afterMs: number | null;
  /** Cards that wait for it. */
  readonly waiting: number;
}

export interface Releaser {
  /** A destination is held from now on. */
  held(destination: string, hold: Hold): void;
  /** A destination took a card. */
  accepted(destination: string): void;
  /** Releases what can be released now; answers how many destinations. */
  release(): Promise<number>;
}

const FIRST_REST_MS = 60_000;
const LONGEST_REST_MS = 3_600_000;
/** The same for a destination that the gateway does not list: an archived thread, or a channel that we were taken out of. */
const LONGEST_UNLISTED_REST_MS = 21_600_000;
/** Unlisted destinations tried in one go, so that thousands of them do not use up the refusals that Discord allows. */
const UNLISTED_AT_ONCE = 5;
/** Releases of a destination in a row since it changed: a server whose channels change all the time would use up the refusals of all. */
const MOST_QUICK = 3;
/** Destinations that are looked at without a pause, about 2 ms of work: the gateway's thread does this. */
const LOOKED_AT_ONCE = 50;
/** A channel that the gateway never told of is asked for no more often than this (milliseconds). */
const UNSEEN_REST_MS = 600_000;

interface Rest {
  readonly refusals: number;
  readonly until: number;
  /** The gateway knows it as closed, or not at all: that it is open will be news. */
  readonly wasClosed: boolean;
  /** As the gateway knew it at the refusal (see Destinations). */
  readonly state: string | null;
}

/**
 * A destination that we know to be closed is released as soon as the gateway says that it is open, and never by time: a card
 * without the right to embed might be posted blank. Where a refusal
 * contradicts what the gateway says, and where it says nothing, it rests for 1, 2, 4 ... 60 minutes, so that
 * many events do not cause many requests; a change of the channel itself, such as a lock that is opened or a tag that need
 * not be given any more, is worth one trial. After three changes in a row that brought nothing, the rest counts alone. A
 * trial is told only when it succeeds.
 */
export function createReleaser(options: ReleaseOptions): Releaser {
  const { reader, writer, destinations, now, monotonic, log } = options;
  const rests = new Map<string, Rest>();
  const trials = new Set<string>();
  /** Releases that changes made since it took a card, or was tried by time. */
  const quick = new Map<string, number>();
  const lookUps = new Map<string, Rest>();

  function rested(before: Rest | undefined, longest: number, wasClosed: boolean): Rest {
    const refusals = (before?.refusals ?? 0) + 1;
    const until = monotonic() + Math.min(FIRST_REST_MS * 2 ** (refusals - 1), longest);
    return { refusals, until, wasClosed, state: null };
  }

  /** `news`: the gateway opened it; `change`: it is another one now; `trial`: its time has come. */
  function chance(destination: string): 'news' | 'change' | 'trial' | null {
    const open = destinations.canPost(destination);
    const rest = rests.get(destination);
    if (open === true && rest === undefined) return 'trial';
    if (open === true && (quick.get(destination) ?? 0) < MOST_QUICK) {
      if (rest?.wasClosed === true) return 'news';
      if (rest?.state !== null && rest?.state !== destinations.stateOf(destination)) return 'change';
    }
    if (open !== true) {
      // Not seen since the start: what is unlisted gets its first rest.
      const known = rest ?? { refusals: 0, until: monotonic() + FIRST_REST_MS, wasClosed: true, state: null };
      rests.set(destination, { ...known, wasClosed: true });
      if (open === false) return null;
    }
    return rest !== undefined && monotonic() >= rest.until ? 'trial' : null;
  }

  async function releaseHeld(): Promise<number> {
    let released = 0;
    let unlisted = 0;
    for (const [index, destination] of reader.heldDestinations().entries()) {
      if (index > 0 && index % LOOKED_AT_ONCE === 0) await setImmediate();
      const how = chance(destination);
      if (how === null) continue;
      if (destinations.canPost(destination) === null && ++unlisted > UNLISTED_AT_ONCE) continue;
      if (how === 'trial') quick.delete(destination);
      else quick.set(destination, (quick.get(destination) ?? 0) + 1);
      if (how === 'news') rests.delete(destination);
      else trials.add(destination);
      const cards = await releaseAll(writer, destination, now().toISOString());
      if (how === 'news') log.info({ destination, cards }, 'a destination is open again: what waited for it goes out');
      released += 1;
    }
    return released;
  }

  async function releaseUnknown(): Promise<number> {
    let released = 0;
    for (const [index, destination] of reader.unknownDestinations().entries()) {
      if (index > 0 && index % LOOKED_AT_ONCE === 0) await setImmediate();
      const rest = lookUps.get(destination);
      if (rest !== undefined && !rest.wasClosed && monotonic() < rest.until) continue;
      // A person is no channel: their messages stand in the one of their direct messages.
      const channelId = reader.directPlace(destination)?.channelId ?? destination;
      if (destinations.kindOf(channelId) === null && monotonic() < (rest?.until ?? 0)) continue;
      const can = await destinations.canReadHistory(channelId);
      if (can !== true) {
        lookUps.set(destination, { refusals: 0, until: monotonic() + UNSEEN_REST_MS, wasClosed: true, state: null });
        continue;
      }
      // Should the history be refused though it seems readable, it is not asked for again at once.
      lookUps.set(destination, rested(rest, LONGEST_REST_MS, false));
      const cards = await writer.call('releaseUnknown', destination, now().toISOString());
      log.info({ destination, cards }, 'a history can be read, as far as is known: cards in doubt are looked up');
      released += 1;
    }
    return released;
  }

  return {
    held(destination, { reason, afterMs, waiting }) {
      const open = destinations.canPost(destination);
      const longest = open === null ? LONGEST_UNLISTED_REST_MS : LONGEST_REST_MS;
      const rest = rested(rests.get(destination), longest, open !== true);
      const until = afterMs === null ? rest.until : monotonic() + afterMs;
      rests.set(destination, { ...rest, until, state: destinations.stateOf(destination) });
      const isTrial = trials.delete(destination);
      log[isTrial ? 'debug' : 'warn']({ destination, reason, waiting }, 'a destination is held; its cards wait');
    },
    accepted(destination) {
      rests.delete(destination);
      quick.delete(destination);
      if (trials.delete(destination)) log.info({ destination }, 'a destination takes cards again');
    },
    release: async () => (await releaseHeld()) + (await releaseUnknown()),
  };
}
