// Outages: Discord itself cannot be reached. Seen in the answers of all destinations and at the gateway, told at beginning and end.
import { backOff } from '../../domain/back-off.js';
import type { Refusal, Sender } from '../../domain/delivery.js';
import type { Log } from '../../log.js';

export interface OutageOptions {
  /** Monotonic time in milliseconds. */
  readonly monotonic: () => number;
  readonly random: () => number;
  readonly log: Log;
  /** Cards that are due. */
  readonly waiting: () => number;
  /** Requests are answered again: what the outage made wait may go on. */
  readonly onEnd: () => void;
}

export interface Outage {
  /** Whether requests are not answered. While the gateway alone is away, cards go on. */
  isOn(): boolean;
  /** How the last request failed in it; null without an outage. */
  reason(): string | null;
  /** Whether a refusal says nothing of its message: Discord cannot be reached at all. */
  isCauseOf(refusal: Refusal): boolean;
  /** How loud a refusal is told: what cannot be reached in an outage that was told, and not yet its end, need not be told one by one. */
  levelOf(refusal: Refusal): 'debug' | 'warn';
  /** Milliseconds until a request may find out whether it is over; 0 when one may be made now, and without an outage. */
  waitMs(): number;
  /** In an outage the places that were answered last before they could fail, latest first: whether they fail, too, tells most. */
  witnesses(): readonly string[];
  /** Counts the next request as the test of whether the outage is over. The place that it is made for is no witness any more. */
  probe(place?: string): void;
  /** To be called when what was to be that test is done: where it needed no request after all, the next one is the test. */
  release(): void;
  /** The gateway has been away for a while. */
  lost(reason: string): void;
  /** The gateway stands again: the next request may find out at once whether it is over. */
  reached(): void;
  /** Tells the end of an outage that has been over for a while. */
  tellEnd(): void;
  /** The same sender, whose answers are taken note of. */
  watch(sender: Sender): Sender;
}

/** An answer, or the lack of one, as far as it tells whether Discord can be reached. */
interface Answer {
  readonly kind: string;
  readonly isUnreachable?: boolean;
  readonly isOffline?: boolean;
  readonly reason?: string;
}

/** Failures in a row at one place that are an outage all the same: nothing else shows that Discord can be reached. */
const MOST_AT_ONE_PLACE = 5;
/** An outage is over within this time (milliseconds) after Discord answers again. */
const LONGEST_PROBE_MS = 30_000;
/** An end is told when it has held for so long (milliseconds): where every second answer is lost, that is one outage. */
const HELD_MS = 30_000;
/** A request and its timeout: no second one finds out meanwhile (milliseconds). */
const PROBE_MS = 20_000;
/** Where nothing was answered for so long (milliseconds), what fails may be an outage wherever it fails. */
const ANSWERED_MS = 60_000;
/** What begins so soon (milliseconds) after a history was read is the same outage still: it rests for half a minute at most between two. */
const HALF_OVER_MS = 300_000;
/** So many places that were answered last are remembered. */
const MOST_WITNESSES = 20;
/** So many places that failed while others were answered are remembered: threads and people may never be asked again. */
const MOST_TROUBLED = 1_000;

/** Puts a place last, and drops the first where there are more than `most`. */
function putLast(places: Set<string>, place: string, most: number): void {
  places.delete(place);
  places.add(place);
  const [oldest] = places;
  if (places.size > most && oldest !== undefined) places.delete(oldest);
}

/** Whether a request was not answered, or with a failure of Discord's own that says nothing of it. */
export const isOutOfReach = ({ kind, isUnreachable }: Answer): boolean => kind === 'retry' && isUnreachable === true;

/**
 * An outage has begun when no connection can be made, when two destinations fail in a row, or one five times, and nothing was
 * answered between; those end with the first answer. Meanwhile a single request at a time, ever more rarely, finds out. What
 * failed while others are answered, such as the channels of one server or those with a card that Discord cannot take, is no
 * outage by failing again: it would hold up the others for as long. An outage of the gateway is told as well; where both are
 * away that is one outage, which ends with the later one.
 */
export function createOutage({ monotonic, random, log, waiting, onEnd }: OutageOptions): Outage {
  /** Places that failed since the last answer, and how often. */
  const failing = new Set<string>();
  let failures = 0;
  /** Places that failed while others were answered, and were not answered themselves since. */
  const troubled = new Set<string>();
  /** The others that were answered, the latest last. */
  const answering = new Set<string>();
  let answeredAt = Number.NEGATIVE_INFINITY;
  let isUnreachable = false;
  let lastReason: string | null = null;
  let isGatewayLost = false;
  /** When the outage was told; null without one. */
  let toldAt: number | null = null;
  /** What is told of its end, once that has held; null while it lasts. */
  let end: { readonly at: number; readonly waiting: number } | null = null;
  let tries = 0;
  let probes = 0;
  /** When an outage ended by a history alone: where nothing else was answered since, one that begins soon goes on with its rests. */
  let halfOverAt = Number.NEGATIVE_INFINITY;
  let nextProbe = 0;
  /** Whether a request was made since the last probe began. */
  let hasAsked = true;

  const rest = (): void =>
    void (nextProbe = monotonic() + backOff({ failures: probes, longestMs: LONGEST_PROBE_MS, random }));

  function tell(reason: string | undefined, text: string): void {
    end = null;
    if (toldAt !== null) return;
    toldAt = monotonic();
    log.warn({ reason, waiting: waiting() }, text);
  }

  function noteEnd(): void {
    if (toldAt !== null && !isUnreachable && !isGatewayLost) end ??= { at: monotonic(), waiting: waiting() };
  }

  function failed(place: string, { isOffline = false, reason }: Answer): void {
    lastReason = reason ?? null;
    answering.delete(place);
    const isTroubled = troubled.has(place);
    if (isTroubled) putLast(troubled, place, MOST_TROUBLED);
    const isOfPlace = isTroubled && monotonic() - answeredAt < ANSWERED_MS;
    if (!isUnreachable && isOfPlace && !isOffline) return;
    failing.add(place);
    if (isUnreachable) return rest();
    failures += 1;
    const isOutage = isOffline || failures >= MOST_AT_ONE_PLACE || failing.size > 1;
    if (!isOutage) return;
    isUnreachable = true;
    probes = monotonic() - halfOverAt < HALF_OVER_MS ? probes + 1 : 1;
    rest();
    tell(reason, 'an outage: Discord cannot be reached; cards and edits wait until it can');
  }

  function answered(): void {
    failing.clear();
    failures = 0;
    if (!isUnreachable) return;
    isUnreachable = false;
    noteEnd();
    onEnd();
  }

  function answeredAtPlace(place: string): void {
    for (const each of failing) putLast(troubled, each, MOST_TROUBLED);
    troubled.delete(place);
    putLast(answering, place, MOST_WITNESSES);
    answeredAt = monotonic();
    halfOverAt = Number.NEGATIVE_INFINITY;
    answered();
  }

  /** Where histories can be read, as before each card in doubt, cards may fail all the same. */
  function answeredHistory(): void {
    if (isUnreachable) halfOverAt = monotonic();
    answered();
  }

  async function asked<Given extends Answer>(
    place: string,
    request: Promise<Given>,
    noteAnswer: (place: string) => void = answeredAtPlace,
  ): Promise<Given> {
    hasAsked = true;
    const answer = await request;
    if (answer.isUnreachable === true) failed(place, answer);
    else if (answer.kind !== 'retry' && answer.kind !== 'stop') noteAnswer(place);
    return answer;
  }

  return {
    isOn: () => isUnreachable,
    reason: () => (isUnreachable ? lastReason : null),
    isCauseOf: (refusal) => isUnreachable && isOutOfReach(refusal),
    levelOf: (refusal) => (toldAt !== null && isOutOfReach(refusal) ? 'debug' : 'warn'),
    waitMs: () => (isUnreachable ? Math.max(0, nextProbe - monotonic()) : 0),
    witnesses: () => (isUnreachable ? [...answering].toReversed() : []),
    probe(place) {
      if (!isUnreachable) return;
      // What fails may be a thread of it, or the direct messages of a person, and itself be answered for ever.
      if (place !== undefined) answering.delete(place);
      probes += 1;
      tries += 1;
      nextProbe = monotonic() + PROBE_MS;
      hasAsked = false;
    },
    release() {
      if (!isUnreachable || hasAsked) return;
      probes -= 1;
      tries -= 1;
      nextProbe = monotonic();
      hasAsked = true;
    },
    lost(reason) {
      isGatewayLost = true;
      tell(reason, 'an outage: the gateway is away; commands and what cannot be sent meanwhile wait until it is back');
    },
    reached() {
      isGatewayLost = false;
      nextProbe = monotonic();
      noteEnd();
    },
    tellEnd() {
      if (toldAt === null || end === null || monotonic() - end.at < HELD_MS) return;
      const seconds = Math.round((end.at - toldAt) / 1000);
      log.info({ seconds, waiting: end.waiting, tries }, 'the outage is over: what waited goes out');
      toldAt = null;
      end = null;
      tries = 0;
    },
    watch: (sender) => ({
      send: (destination, body) => asked(destination, sender.send(destination, body)),
      edit: (channelId, messageId, body) => asked(channelId, sender.edit(channelId, messageId, body)),
      openThread: (channelId, messageId, name) => asked(channelId, sender.openThread(channelId, messageId, name)),
      publish: (channelId, messageId) => asked(channelId, sender.publish(channelId, messageId)),
      openDirect: (userId) => asked(userId, sender.openDirect(userId)),
      tell: (userId, body) => asked(userId, sender.tell(userId, body)),
      readHistory: (destination, isForum, after) =>
        asked(destination, sender.readHistory(destination, isForum, after), answeredHistory),
    }),
  };
}
