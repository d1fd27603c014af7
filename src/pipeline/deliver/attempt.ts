// One attempt at one delivery: claim, repeat or reconcile, then settle it by what Discord said.
import { createHash } from 'node:crypto';
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
import { laterId, marksOfPaper, snowflakeAt } from '../../domain/fingerprint.js';
import type { Paper } from '../../domain/paper.js';
import { shownTitle } from '../../domain/shown-title.js';
import type { Log } from '../../log.js';
import type { Reader } from '../../store/reader.js';
import { plain } from '../../text/visible.js';
import { LONGEST_WAIT_MS, type Cooldowns } from './cooldown.js';
import type { Outage } from './outage.js';
import type { Hold } from './release.js';
import type { Render } from './render.js';
import { reconcile, type Verdict } from './reconcile.js';
import type { PastCards } from './past-cards.js';
import type { WriterPort } from '../../store/port.js';

export interface AttemptOptions {
  readonly reader: Pick<Reader, 'findPaper' | 'databaseId' | 'newestMessage' | 'hasSentSince'>;
  readonly writer: WriterPort;
  readonly sender: Sender;
  readonly destinations: Destinations;
  readonly userId: string;
  readonly past: PastCards;
  readonly render: Render;
  /** Whether it goes out now, or waits for the translation of its paper. */
  readonly mayGo: (delivery: Delivery, paper: Paper) => Promise<boolean>;
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
/** A delivery that failed so often, while its destination took others, is given up: it is the delivery that is bad. */
export const MOST_ATTEMPTS = 30;
const POST_NAME_POINTS = 100;
/** Messages of a delivery that an older version of this program claimed are looked for from this long before (milliseconds). */
const BEFORE_FIRST_ATTEMPT_MS = 60_000;

/**
 * At most 25 characters, the same for every repeat of this delivery and for no other message: it is made from the
 * database's own random id, so that a new database cannot repeat the nonces of a deleted one.
 */
export function nonceOf(databaseId: string, delivery: Pick<Delivery, 'id' | 'destination' | 'paperKey'>): string {
  const text = `${databaseId}|${delivery.destination}|${delivery.id}|${delivery.paperKey}`;
  return createHash('sha256').update(text).digest('base64url').slice(0, 25);
}

export interface Attempt {
  /** Works on a delivery whose time has come; rejects with a failure of the store, or of what the delivery holds. */
  attempt(delivery: Delivery): Promise<void>;
  /** What cannot be worked on is rejected; where a request of this process may have left, the history decides later. */
  giveUp(delivery: Delivery, reason: string): Promise<void>;
}

export function createAttempt(options: AttemptOptions): Attempt {
  const { reader, writer, sender, destinations, log, cooldowns } = options;
  /** When this process first sent a delivery that is still open, by both clocks. After a restart there is none. */
  const claims = new Map<number, { wall: number; monotonic: number }>();
  const nowText = (): string => options.now().toISOString();

  function bodyOf(paper: Paper, delivery: Delivery, nonce: string): CardBody | PostBody {
    const card = {
      ...options.render(paper, { deliveryId: delivery.id, language: delivery.language }),
      allowed_mentions: { parse: [] as [] },
    };
    if (destinations.kindOf(delivery.destination) !== 'forum') return { ...card, nonce, enforce_nonce: true };
    return { name: plain(shownTitle(paper), POST_NAME_POINTS), message: card };
  }

  async function markSent(
    delivery: Delivery,
    found: { messageId: string | null; channelId: string | null },
    body: string | null,
  ) {
    const isToPublish = destinations.kindOf(delivery.destination) === 'announcement';
    await writer.call('markSent', delivery.id, found, body, isToPublish, nowText());
    claims.delete(delivery.id);
    cooldowns.clear(delivery.destination);
    options.onAccepted(delivery.destination);
  }

  async function hold(delivery: Delivery, reason: string, afterMs: number | null): Promise<void> {
    const { id, destination } = delivery;
    const waiting = await writer.call('holdDestination', id, destination, reason, nowText());
    claims.delete(id);
    options.onHold(destination, { reason, afterMs, waiting });
  }

  async function reject(delivery: Delivery, reason: string): Promise<void> {
    await writer.call('reject', delivery.id, reason, nowText());
    claims.delete(delivery.id);
  }

  async function first(delivery: Delivery): Promise<void> {
    const { destination, id } = delivery;
    if (destinations.canPost(destination) === false)
      return hold(delivery, 'a permission to post there is missing', null);
    const paper = reader.findPaper(delivery.paperKey);
    if (paper === null) return reject(delivery, 'the paper is not in the store');
    if (!(await options.mayGo(delivery, paper))) return;
    const nonce = nonceOf(reader.databaseId(), delivery);
    const body = bodyOf(paper, delivery, nonce);
    const frozen = JSON.stringify(body);
    const past = await options.past.find(destination, marksOfPaper(paper, isPost(body) ? body.message : body));
    if (past.kind === 'found') return markSent(delivery, past, frozen);
    if (past.kind === 'unreadable') return holdUnknown(delivery);
    if (past.kind !== 'absent') return refused(delivery, past, false);
    const historyAfter = laterId(reader.newestMessage(destination) ?? '0', destinations.lastKnownId(destination));
    if (!(await writer.call('claimDelivery', { id, nonce, body: frozen, historyAfter }, nowText()))) return;
    claims.set(id, { wall: options.now().getTime(), monotonic: options.monotonic() });
    await settle(delivery, await sender.send(destination, body), false);
  }

  /** Whether the nonce still protects a repeat: this process sent it first, by both clocks not long ago. */
  function mayRepeat(delivery: Delivery, body: CardBody | PostBody): body is CardBody {
    const claim = claims.get(delivery.id);
    if (claim === undefined || isPost(body)) return false;
    const age = options.now().getTime() - claim.wall;
    return age >= 0 && age < LAST_REPEAT_MS && options.monotonic() - claim.monotonic < LAST_REPEAT_MS;
  }

  function lookUp(delivery: Delivery): Promise<Verdict> {
    const paper = reader.findPaper(delivery.paperKey);
    const body = JSON.parse(delivery.body ?? '{}') as CardBody | PostBody;
    const marks = marksOfPaper(paper ?? { key: delivery.paperKey, arxivId: null }, isPost(body) ? body.message : body);
    const early = Date.parse(delivery.firstAttemptAt ?? '') - BEFORE_FIRST_ATTEMPT_MS;
    const after = delivery.historyAfter ?? snowflakeAt(new Date(Number.isNaN(early) ? 0 : early));
    return reconcile({ sender, destinations, userId: options.userId }, delivery.destination, after, marks);
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
    // Not read is not unable to post: the cards in doubt are held, those that come later are not.
    if (refusal.kind === 'hold') return holdUnknown(delivery);
    return postpone(delivery, refusal, { isDoubtful, isClaimed: false });
  }

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
    await settle(delivery, await sender.send(delivery.destination, body), true);
  }

  /** `isDoubtful`: an earlier attempt may have made the message, whatever this one came to. */
  async function settle(delivery: Delivery, outcome: SendOutcome, isDoubtful: boolean): Promise<void> {
    const { id, destination } = delivery;
    if (outcome.kind === 'sent') return markSent(delivery, outcome, null);
    const isAskedToWait = outcome.kind === 'retry' && outcome.afterMs !== null;
    const facts = { delivery: id, destination, outcome: outcome.kind, reason: outcome.reason };
    if (!isAskedToWait && outcome.kind !== 'hold')
      log[isOfOutage(outcome) ? 'debug' : 'warn'](facts, 'a card was not accepted');
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
    const isAskedToWait = outcome.kind === 'retry' && outcome.afterMs !== null;
    if (outcome.kind !== 'retry' || isAskedToWait || isOfOutage(outcome) || delivery.attempts + 1 < MOST_ATTEMPTS)
      return false;
    return reader.hasSentSince(delivery.destination, delivery.firstAttemptAt ?? nowText());
  }

  return {
    attempt: (delivery) => (delivery.state === 'pending' ? first(delivery) : again(delivery)),
    giveUp(delivery, reason) {
      if (claims.has(delivery.id)) return holdUnknown(delivery);
      return reject(delivery, delivery.state === 'pending' ? reason : `${reason}; its message may stand`);
    },
  };
}
