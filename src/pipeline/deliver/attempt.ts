// One attempt at one delivery, and all that stand in its message: claim, repeat or reconcile, then settle by what Discord said.
import {
  isAskedToWait,
  isPost,
  type CardBody,
  type Delivery,
  type Destinations,
  type PostBody,
  type Refusal,
  type Sender,
  type SendOutcome,
} from '../../domain/delivery.js';
import { markOfMessage, marksOfPaper, snowflakeAt } from '../../domain/fingerprint.js';
import type { Reader } from '../../store/reader.js';
import type { Departure } from './departure.js';
import { createFirstSends } from './first-sends.js';
import { reconcile, type Verdict } from './reconcile.js';
import { createSettlements, LONG_WAIT_MS, type Postponement, type SettlementOptions } from './settlements.js';

export interface AttemptOptions extends Omit<SettlementOptions, 'sends'> {
  readonly reader: Pick<Reader, 'findPaper' | 'hasSentSince' | 'directPlace'>;
  readonly sender: Sender;
  readonly destinations: Destinations;
  readonly userId: string;
  /** What leaves with a delivery, or why not now. */
  readonly depart: (delivery: Delivery) => Promise<Departure>;
  /** Monotonic time in milliseconds, whatever happens to the clock. */
  readonly monotonic: () => number;
}

/** Why nothing is asked of Discord at a destination. */
const NOT_ALLOWED = 'a permission to post there is missing';
const SILENCED = 'a time-out keeps the bot from posting there';
/** Direct messages that cannot be opened are tried again after this time (milliseconds). */
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

type Hold = Extract<Refusal, { kind: 'hold' }>;

export function createAttempt(options: AttemptOptions): Attempt {
  const { reader, writer, sender, destinations, log } = options;
  const sends = createFirstSends<number>(options.now, options.monotonic);
  const settlements = createSettlements({ ...options, sends });
  const nowText = (): string => options.now().toISOString();
  /** What leads the message that a delivery left in, by the id of that delivery, until it is known what became of it. */
  const leaders = new Map<number, Delivery>();

  /** Neither in the destination itself nor in a person's direct messages. */
  const isInThread = ({ channelId, destination }: Delivery): boolean =>
    channelId !== destination && reader.directPlace(destination) === null;

  async function first(delivery: Delivery): Promise<void> {
    const { destination } = delivery;
    if (destinations.canPost(destination) === false)
      return settlements.hold(delivery, destinations.isSilenced(destination) ? SILENCED : NOT_ALLOWED, null);
    const departure = await options.depart(delivery);
    if (departure.kind === 'later') return;
    if (departure.kind === 'unreadable') return settlements.holdUnknown(departure.delivery);
    if (departure.kind === 'refused') return historyRefused(departure.delivery, departure.refusal, false);
    if (departure.kind === 'placeless') return withoutPlace(departure.delivery, departure.refusal);
    if (departure.kind === 'threadless')
      return withoutThread(departure.delivery, departure.refusal, { isDoubtful: false, isClaimed: false });
    const { claim, delivery: leader } = departure;
    if (!(await writer.call('claimDelivery', claim, nowText()))) return;
    if (departure.kind === 'stands') return settlements.sent(leader, departure, claim.body);
    sends.note(leader.id);
    leaders.set(delivery.id, leader);
    await settle(leader, await sender.send(leader.channelId, departure.body), false);
    leaders.delete(delivery.id);
  }

  /** There is no place for it, and none can be made now. */
  async function withoutPlace(delivery: Delivery, refusal: Refusal): Promise<void> {
    if (refusal.kind === 'hold') return settlements.hold(delivery, refusal.reason, refusal.afterMs);
    if (refusal.kind === 'reject') return settlements.hold(delivery, refusal.reason, REFUSED_PLACE_MS);
    return settlements.postpone(delivery, refusal, { isDoubtful: false, isClaimed: false });
  }

  function lookUp(delivery: Delivery): Promise<Verdict> {
    const marks = delivery.leaderId === null ? marksOfCard(delivery) : [markOfMessage(delivery.nonce ?? '')];
    const early = Date.parse(delivery.firstAttemptAt ?? '') - BEFORE_FIRST_ATTEMPT_MS;
    const after = delivery.historyAfter ?? snowflakeAt(new Date(Number.isNaN(early) ? 0 : early));
    const range = { destination: delivery.channelId, after };
    return reconcile({ sender, destinations, userId: options.userId }, range, marks);
  }

  function marksOfCard(delivery: Delivery): string[] {
    const paper = reader.findPaper(delivery.paperKey);
    const body = JSON.parse(delivery.body ?? '{}') as CardBody | PostBody;
    return marksOfPaper(paper ?? { key: delivery.paperKey, arxivId: null }, isPost(body) ? body.message : body);
  }

  /** Settles what the history says; `absent` is what to do when the card is not there. */
  async function resolve(delivery: Delivery, absent: () => Promise<void>): Promise<void> {
    const verdict = await lookUp(delivery);
    if (verdict.kind === 'found' || verdict.kind === 'absent') await writer.call('forgetNotice', delivery.destination);
    if (verdict.kind === 'found') return settlements.sent(delivery, verdict, null);
    if (verdict.kind === 'absent') return absent();
    if (verdict.kind === 'unreadable') return settlements.holdUnknown(delivery);
    return historyRefused(delivery, verdict, true);
  }

  async function historyRefused(delivery: Delivery, refusal: Refusal, isDoubtful: boolean): Promise<void> {
    const { id, destination } = delivery;
    log[options.outage.levelOf(refusal)](
      { delivery: id, destination, reason: refusal.reason },
      'the history of a destination cannot be read now',
    );
    if (refusal.kind === 'hold' && refusal.isGone === true && isInThread(delivery))
      return settlements.leaveThread(delivery, refusal.reason);
    // Where the channel itself is gone, no message can be in it: its rules end, or were moved.
    if (refusal.kind === 'hold' && refusal.isGone === true) return settlements.hold(delivery, refusal.reason, null);
    // The bot may still be able to post where it cannot read: only the cards in doubt are held.
    if (refusal.kind === 'hold') return settlements.holdUnknown(delivery);
    return settlements.postpone(delivery, refusal, { isDoubtful, isClaimed: false });
  }

  async function again(delivery: Delivery): Promise<void> {
    const body = JSON.parse(delivery.body ?? '{}') as CardBody | PostBody;
    if (isPost(body) || !sends.mayRepeat(delivery.id)) return resolve(delivery, () => settlements.absent(delivery));
    if (!(await writer.call('claimAgain', delivery.id, nowText()))) return;
    await settle(delivery, await sender.send(delivery.channelId, body), true);
  }

  /** `isDoubtful`: an earlier attempt may have made the message, whatever this one came to. */
  async function settle(delivery: Delivery, outcome: SendOutcome, isDoubtful: boolean): Promise<void> {
    const { id, destination } = delivery;
    if (outcome.kind === 'sent') return settlements.sent(delivery, outcome, null);
    const afterMs = outcome.kind === 'retry' ? outcome.afterMs : null;
    const facts = { delivery: id, destination, outcome: outcome.kind, reason: outcome.reason, afterMs };
    if ((afterMs ?? LONG_WAIT_MS) >= LONG_WAIT_MS && outcome.kind !== 'hold')
      log[options.outage.levelOf(outcome)](facts, 'a card was not accepted');
    if (outcome.kind === 'hold' && isInThread(delivery)) return threadRefused(delivery, outcome, isDoubtful);
    if (outcome.kind === 'hold') return settlements.hold(delivery, outcome.reason, outcome.afterMs);
    if (outcome.kind === 'reject') {
      const refuse = (): Promise<void> => settlements.reject(delivery, outcome.reason);
      return isDoubtful ? resolve(delivery, refuse) : refuse();
    }
    const mayStand = isDoubtful || (outcome.kind === 'retry' && outcome.maybeAccepted);
    if (isHopeless(delivery, outcome)) {
      const giveUp = (): Promise<void> =>
        settlements.reject(delivery, `given up after ${delivery.attempts + 1} attempts: ${outcome.reason}`);
      return mayStand ? resolve(delivery, giveUp) : giveUp();
    }
    return settlements.postpone(delivery, outcome, { isDoubtful: mayStand, isClaimed: true });
  }

  /** Whatever stood in a deleted thread is gone with it; a locked one may have the message of an earlier attempt. */
  async function threadRefused(delivery: Delivery, refusal: Hold, isDoubtful: boolean): Promise<void> {
    const leave = (): Promise<void> => settlements.leaveThread(delivery, refusal.reason);
    if (refusal.isGone === true) return leave();
    if (refusal.isLocked === true) return isDoubtful ? resolve(delivery, leave) : leave();
    return withoutThread(delivery, refusal, { isDoubtful, isClaimed: true });
  }

  /** Where the destination itself is closed as well, more than its lists waits. */
  async function withoutThread(delivery: Delivery, refusal: Refusal, postponement: Postponement): Promise<void> {
    return refusal.kind === 'hold' && destinations.canPost(delivery.destination) !== true
      ? settlements.hold(delivery, refusal.reason, refusal.afterMs)
      : settlements.waitForThread(delivery, refusal, postponement);
  }

  function isHopeless(delivery: Delivery, outcome: SendOutcome): boolean {
    if (outcome.kind !== 'retry' || delivery.attempts + 1 < MOST_ATTEMPTS) return false;
    if (isAskedToWait(outcome) || options.outage.isCauseOf(outcome)) return false;
    return reader.hasSentSince(delivery.destination, delivery.firstAttemptAt ?? nowText());
  }

  return {
    attempt(delivery) {
      // Left by an attempt that a failure of the store ended: what led its message then may have left with others since.
      leaders.delete(delivery.id);
      return delivery.state === 'pending' ? first(delivery) : again(delivery);
    },
    giveUp(delivery, reason) {
      const leader = leaders.get(delivery.id) ?? delivery;
      leaders.delete(delivery.id);
      const isSeveral = delivery.state === 'sending' && delivery.leaderId !== null;
      if (isSeveral || sends.has(leader.id)) return settlements.holdUnknown(leader);
      if (delivery.state === 'pending') return settlements.reject(delivery, reason);
      return writer.call('giveUp', delivery.id, `${reason}; its message may stand`, nowText());
    },
  };
}
