// One attempt at one delivery, and all that stand in its message: claim, repeat or reconcile, then settle by what Discord said.
import { backOff } from '../../domain/back-off.js';
import {
  isPost,
  NONCE_WINDOW_MS,
  type CardBody,
  type Delivery,
  type Destinations,
  type PostBody,
  type Refusal,
  type Sender,
  type SendOutcome,
} from '../../domain/delivery.js';
import { markOfMessage, marksOfPaper, snowflakeAt } from '../../domain/fingerprint.js';
import type { Log } from '../../log.js';
import type { Reader } from '../../store/reader.js';
import { LONGEST_WAIT_MS, type Cooldowns } from './cooldown.js';
import { holdAll } from './in-slices.js';
import type { Outage } from './outage.js';
import type { Hold } from './release.js';
import { reconcile, type Verdict } from './reconcile.js';
import type { Departure } from './departure.js';
import type { WriterPort } from '../../store/port.js';

export interface AttemptOptions {
  readonly reader: Pick<Reader, 'findPaper' | 'hasSentSince'>;
  readonly writer: WriterPort;
  readonly sender: Sender;
  readonly destinations: Destinations;
  readonly userId: string;
  /** What leaves with a delivery, or why not now. */
  readonly depart: (delivery: Delivery) => Promise<Departure>;
  readonly now: () => Date;
  /** Milliseconds that never go back, whatever happens to the clock. */
  readonly monotonic: () => number;
  readonly random: () => number;
  readonly log: Log;
  readonly cooldowns: Cooldowns;
  readonly outage: Pick<Outage, 'isOn'>;
  /** A destination is held from now on. */
  readonly onHold: (destination: string, hold: Hold) => void;
  /** A destination took a card. */
  readonly onAccepted: (destination: string) => void;
  /** Discord refused the token or blocked us: nothing more is sent, everything owed is kept. */
  readonly onStop: (reason: string) => void;
}

/** No repeat starts so late that it could reach Discord after the nonce's window. */
const LAST_REPEAT_MS = NONCE_WINDOW_MS - 15_000;
/** The message of a day's thread that was refused is tried again after this time. */
const REFUSED_PLACE_MS = 3_600_000;
/** A delivery that failed so often, while its destination took others, is given up: it is the delivery that is bad. */
export const MOST_ATTEMPTS = 30;
/** Messages of a delivery that an older version of this program claimed are looked for from this long before (milliseconds). */
const BEFORE_FIRST_ATTEMPT_MS = 60_000;

export interface Attempt {
  /** Works on a delivery whose time has come; rejects with a failure of the store, or of what the delivery holds. */
  attempt(delivery: Delivery): Promise<void>;
  /** What cannot be worked on is rejected; after a request of this process, or of several papers, the history decides. */
  giveUp(delivery: Delivery, reason: string): Promise<void>;
}

export function createAttempt(options: AttemptOptions): Attempt {
  const { reader, writer, sender, destinations, log, cooldowns } = options;
  /** When this process first sent a delivery that is still open, by both clocks. After a restart there is none. */
  const claims = new Map<number, { wall: number; monotonic: number }>();
  const nowText = (): string => options.now().toISOString();

  async function markSent(
    delivery: Delivery,
    found: { messageId: string | null; channelId: string | null },
    body: string | null,
  ) {
    const isInThread = delivery.channelId !== delivery.destination;
    const isToPublish = !isInThread && destinations.kindOf(delivery.destination) === 'announcement';
    await writer.call('markSent', delivery.id, found, body, isToPublish, nowText());
    claims.delete(delivery.id);
    cooldowns.clear(delivery.destination);
    options.onAccepted(delivery.destination);
  }

  async function hold(delivery: Delivery, reason: string, afterMs: number | null): Promise<void> {
    const { id, destination } = delivery;
    const waiting = await holdAll(writer, { id, destination, reason, at: nowText() });
    claims.delete(id);
    options.onHold(destination, { reason, afterMs, waiting });
  }

  async function reject(delivery: Delivery, reason: string): Promise<void> {
    const { id, destination } = delivery;
    const papers = await writer.call('reject', id, reason, nowText());
    claims.delete(id);
    if (papers > 0) log.warn({ delivery: id, destination, papers, reason }, 'a message is parted into smaller ones');
  }

  const isThreadGone = ({ channelId, destination }: Delivery, refusal: Refusal): boolean =>
    refusal.kind === 'hold' && refusal.isGone === true && channelId !== destination;

  /** The thread of the day was deleted, with whatever stood in it: another one is made for what is still owed. */
  async function leaveThread(delivery: Delivery): Promise<void> {
    await writer.call('forgetThread', delivery.channelId);
    await writer.call('markAbsent', delivery.id, nowText());
    claims.delete(delivery.id);
    cooldowns.pause(delivery.destination, null);
  }

  async function first(delivery: Delivery): Promise<void> {
    const { destination } = delivery;
    if (destinations.canPost(destination) === false)
      return hold(delivery, 'a permission to post there is missing', null);
    const departure = await options.depart(delivery);
    if (departure.kind === 'later') return;
    if (departure.kind === 'unreadable') return holdUnknown(departure.delivery);
    if (departure.kind === 'refused') return refused(departure.delivery, departure.refusal, false);
    if (departure.kind === 'placeless') return withoutPlace(departure.delivery, departure.refusal);
    const { claim, delivery: leader } = departure;
    if (!(await writer.call('claimDelivery', claim, nowText()))) return;
    if (departure.kind === 'stands') return markSent(leader, departure, claim.body);
    claims.set(leader.id, { wall: options.now().getTime(), monotonic: options.monotonic() });
    await settle(leader, await sender.send(leader.channelId, departure.body), false);
  }

  /** There is no thread of the day, and none can be made now. */
  async function withoutPlace(delivery: Delivery, refusal: Refusal): Promise<void> {
    if (refusal.kind === 'hold') return hold(delivery, refusal.reason, refusal.afterMs);
    if (refusal.kind === 'reject') return hold(delivery, refusal.reason, REFUSED_PLACE_MS);
    return postpone(delivery, refusal, { isDoubtful: false, isClaimed: false });
  }

  /** Whether the nonce still protects a repeat: this process sent it first, by both clocks not long ago. */
  function mayRepeat(delivery: Delivery, body: CardBody | PostBody): body is CardBody {
    const claim = claims.get(delivery.id);
    if (claim === undefined || isPost(body)) return false;
    const age = options.now().getTime() - claim.wall;
    return age >= 0 && age < LAST_REPEAT_MS && options.monotonic() - claim.monotonic < LAST_REPEAT_MS;
  }

  function lookUp(delivery: Delivery): Promise<Verdict> {
    const marks = delivery.leaderId === null ? marksOfCard(delivery) : [markOfMessage(delivery.nonce ?? '')];
    const early = Date.parse(delivery.firstAttemptAt ?? '') - BEFORE_FIRST_ATTEMPT_MS;
    const after = delivery.historyAfter ?? snowflakeAt(new Date(Number.isNaN(early) ? 0 : early));
    return reconcile({ sender, destinations, userId: options.userId }, delivery.channelId, after, marks);
  }

  function marksOfCard(delivery: Delivery): string[] {
    const paper = reader.findPaper(delivery.paperKey);
    const body = JSON.parse(delivery.body ?? '{}') as CardBody | PostBody;
    return marksOfPaper(paper ?? { key: delivery.paperKey, arxivId: null }, isPost(body) ? body.message : body);
  }

  async function holdUnknown(delivery: Delivery): Promise<void> {
    await writer.call('holdUnknown', delivery.id, nowText());
    claims.delete(delivery.id);
    log.warn({ delivery: delivery.id, destination: delivery.destination }, 'held: outcome unknown');
  }

  /** Settles what the history says; `absent` is what to do when the card is not there. */
  async function resolve(delivery: Delivery, absent: () => Promise<void>): Promise<void> {
    const verdict = await lookUp(delivery);
    if (verdict.kind === 'found') return markSent(delivery, verdict, null);
    if (verdict.kind === 'absent') return absent();
    if (verdict.kind === 'unreadable') return holdUnknown(delivery);
    return refused(delivery, verdict, true);
  }

  /** The history could not be had now. */
  async function refused(delivery: Delivery, refusal: Refusal, isDoubtful: boolean): Promise<void> {
    const { id, destination } = delivery;
    const level = isOfOutage(refusal) ? 'debug' : 'warn';
    log[level](
      { delivery: id, destination, reason: refusal.reason },
      'the history of a destination cannot be read now',
    );
    if (isThreadGone(delivery, refusal)) return leaveThread(delivery);
    // Not read is not unable to post: the cards in doubt are held, those that come later are not.
    if (refusal.kind === 'hold') return holdUnknown(delivery);
    return postpone(delivery, refusal, { isDoubtful, isClaimed: false });
  }

  const isAskedToWait = (outcome: SendOutcome): boolean => outcome.kind === 'retry' && outcome.afterMs !== null;
  const isOfOutage = (refusal: Refusal): boolean =>
    refusal.kind === 'retry' && refusal.isUnreachable === true && options.outage.isOn();

  /** `isClaimed`: the claim of this attempt has counted it. What an outage refused keeps its place, and is not counted. */
  async function postpone(
    delivery: Delivery,
    refusal: Refusal,
    { isDoubtful, isClaimed }: { readonly isDoubtful: boolean; readonly isClaimed: boolean },
  ): Promise<void> {
    const { id, attempts, destination } = delivery;
    const isOutage = isOfOutage(refusal);
    const wait = refusal.kind === 'retry' ? refusal.afterMs : null;
    const own = backOff({ failures: attempts + 1, longestMs: LONGEST_WAIT_MS, random: options.random });
    const next = wait !== null || isOutage ? null : new Date(options.now().getTime() + own).toISOString();
    const isCounted = !(isOutage && isClaimed);
    await writer.call('retryLater', { id, isDoubtful, isCounted, next, reason: refusal.reason }, nowText());
    if (!isOutage) cooldowns.pause(destination, wait);
    if (refusal.kind === 'stop') options.onStop(refusal.reason);
  }

  async function again(delivery: Delivery): Promise<void> {
    const body = JSON.parse(delivery.body ?? '{}') as CardBody | PostBody;
    if (!mayRepeat(delivery, body)) {
      return resolve(delivery, async () => {
        await writer.call('markAbsent', delivery.id, nowText());
        claims.delete(delivery.id);
      });
    }
    if (!(await writer.call('claimAgain', delivery.id, nowText()))) return;
    await settle(delivery, await sender.send(delivery.channelId, body), true);
  }

  /** `isDoubtful`: an earlier attempt may have made the message, whatever this one came to. */
  async function settle(delivery: Delivery, outcome: SendOutcome, isDoubtful: boolean): Promise<void> {
    const { id, destination } = delivery;
    if (outcome.kind === 'sent') return markSent(delivery, outcome, null);
    const facts = { delivery: id, destination, outcome: outcome.kind, reason: outcome.reason };
    if (!isAskedToWait(outcome) && outcome.kind !== 'hold')
      log[isOfOutage(outcome) ? 'debug' : 'warn'](facts, 'a card was not accepted');
    if (isThreadGone(delivery, outcome)) return leaveThread(delivery);
    if (outcome.kind === 'hold') return hold(delivery, outcome.reason, outcome.afterMs);
    if (outcome.kind === 'reject') {
      const refuse = (): Promise<void> => reject(delivery, outcome.reason);
      return isDoubtful ? resolve(delivery, refuse) : refuse();
    }
    const mayStand = isDoubtful || (outcome.kind === 'retry' && outcome.maybeAccepted);
    if (isHopeless(delivery, outcome)) {
      const giveUp = (): Promise<void> =>
        reject(delivery, `given up after ${delivery.attempts + 1} attempts: ${outcome.reason}`);
      return mayStand ? resolve(delivery, giveUp) : giveUp();
    }
    return postpone(delivery, outcome, { isDoubtful: mayStand, isClaimed: true });
  }

  function isHopeless(delivery: Delivery, outcome: SendOutcome): boolean {
    if (outcome.kind !== 'retry' || delivery.attempts + 1 < MOST_ATTEMPTS) return false;
    if (isAskedToWait(outcome) || isOfOutage(outcome)) return false;
    return reader.hasSentSince(delivery.destination, delivery.firstAttemptAt ?? nowText());
  }

  return {
    attempt: (delivery) => (delivery.state === 'pending' ? first(delivery) : again(delivery)),
    giveUp(delivery, reason) {
      const isSeveral = delivery.state === 'sending' && delivery.leaderId !== null;
      if (isSeveral || claims.has(delivery.id)) return holdUnknown(delivery);
      return reject(delivery, delivery.state === 'pending' ? reason : `${reason}; its message may stand`);
    },
  };
}
