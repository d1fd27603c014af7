// Outages: Discord itself cannot be reached. Seen in the answers of all destinations, told at beginning and end.
import { backOff } from '../../domain/back-off.js';
import type { Sender } from '../../domain/delivery.js';
import type { Log } from '../../log.js';

export interface OutageOptions {
  /** Monotonic time in milliseconds. */
  readonly monotonic: () => number;
  readonly random: () => number;
  readonly log: Log;
  /** Cards that wait to be sent. */
  readonly waiting: () => number;
  /** Discord answers again: what the outage made wait may go on. */
  readonly onEnd: () => void;
}

export interface Outage {
  isOn(): boolean;
  /** Milliseconds until a request may find out whether it is over; 0 when one may be made now, and without an outage. */
  waitMs(): number;
  /** The next request is the one that finds out. */
  probe(): void;
  /** The gateway stands again: the next request may find out at once whether it is over. */
  reached(): void;
  /** The same sender, whose answers are taken note of. */
  watch(sender: Sender): Sender;
}

/** An answer, or the lack of one, as far as it tells whether Discord can be reached. */
interface Answer {
  readonly kind: string;
  readonly isUnreachable?: boolean;
  readonly maybeAccepted?: boolean;
  readonly reason?: string;
}

/** Failures in a row at one place that are an outage all the same: nothing else shows that Discord can be reached. */
const MOST_AT_ONE_PLACE = 5;
/** An outage is over within this time (milliseconds) after Discord answers again. */
const LONGEST_PROBE_MS = 30_000;
/** A request and its timeout: no second one finds out meanwhile (milliseconds). */
const PROBE_MS = 20_000;

/**
 * An outage has begun when no connection can be made, when two destinations fail in a row, or one five times, and nothing was
 * answered between. It ends with the first answer. Meanwhile a single request at a time, ever more rarely, finds out.
 */
export function createOutage({ monotonic, random, log, waiting, onEnd }: OutageOptions): Outage {
  let failures: string[] = [];
  let began: number | null = null;
  let probes = 0;
  let nextProbe = 0;

  const rest = (): void =>
    void (nextProbe = monotonic() + backOff({ failures: probes, longestMs: LONGEST_PROBE_MS, random }));

  function failed(place: string, { maybeAccepted, reason }: Answer): void {
    if (began !== null) return rest();
    failures.push(place);
    const isOutage = maybeAccepted === false || failures.length >= MOST_AT_ONE_PLACE || new Set(failures).size > 1;
    if (!isOutage) return;
    began = monotonic();
    probes = 1;
    rest();
    log.warn({ reason, waiting: waiting() }, 'an outage: Discord cannot be reached; cards and edits wait until it can');
  }

  function answered(): void {
    failures = [];
    if (began === null) return;
    const seconds = Math.round((monotonic() - began) / 1000);
    began = null;
    log.info({ seconds, waiting: waiting(), tries: probes - 1 }, 'the outage is over: what waited goes out');
    onEnd();
  }

  function note<Given extends Answer>(place: string, answer: Given): Given {
    if (answer.isUnreachable === true) failed(place, answer);
    else if (answer.kind !== 'retry' && answer.kind !== 'stop') answered();
    return answer;
  }

  return {
    isOn: () => began !== null,
    waitMs: () => (began === null ? 0 : Math.max(0, nextProbe - monotonic())),
    probe() {
      if (began === null) return;
      probes += 1;
      nextProbe = monotonic() + PROBE_MS;
    },
    reached: () => void (nextProbe = monotonic()),
    watch: (sender) => ({
      send: async (destination, body) => note(destination, await sender.send(destination, body)),
      edit: async (channelId, messageId, body) => note(channelId, await sender.edit(channelId, messageId, body)),
      openThread: async (channelId, messageId, name) =>
        note(channelId, await sender.openThread(channelId, messageId, name)),
      publish: async (channelId, messageId) => note(channelId, await sender.publish(channelId, messageId)),
      openDirect: async (userId) => note(userId, await sender.openDirect(userId)),
      tell: async (userId, body) => note(userId, await sender.tell(userId, body)),
      readHistory: async (destination, isForum, after) =>
        note(destination, await sender.readHistory(destination, isForum, after)),
    }),
  };
}
