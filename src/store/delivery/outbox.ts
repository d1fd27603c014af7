// The outbox, written: one method per step in the life of a delivery and of those that stand in its message, each one transaction.
import { timePlus } from '../../domain/calendar.js';
import { LEASE_MS } from '../../domain/delivery.js';
import { requireRow, type Db } from '../database/db.js';
import type { Along } from './along.js';
import {
  IS_OPEN,
  IS_PENDING,
  IS_SENDING,
  OUTCOME_UNKNOWN,
  PAPER,
  PAUSED,
  rowsOf,
  sameAs,
  UNSUBSCRIBED,
} from './reasons.js';

/** So many deliveries of a destination are held or released in one transaction. */
export const HELD_AT_ONCE = 1_000;
/** After a restart no request is made sooner than this (milliseconds): one of the last run may still be on its way. */
const SETTLING_MS = 2_000;

export interface Delay {
  readonly id: number;
  readonly isDoubtful: boolean;
  readonly isCounted: boolean;
  /** UTC text with milliseconds. */
  readonly next: string | null;
  readonly reason: string;
}

/** The message that Discord has for a delivery, as far as its ids are known. */
export interface SentMessage {
  readonly messageId: string | null;
  readonly channelId: string | null;
  /** What it shows where no claim froze it. */
  readonly body: string | null;
  /** Asks for publishing as a step of its own. */
  readonly isToPublish: boolean;
}

/** A destination that takes no messages, and why. */
export interface ClosedDestination {
  readonly destination: string;
  readonly reason: string;
}

/** A delivery with all that stand in its message: whatever becomes of the message becomes of each of them at once. */
const MESSAGE = '(id = @id OR leader_id = @id)';
/** What is owed again stands in no message any more: the next claim composes again. */
const LEFT = `leader_id = NULL, line = NULL, message_channel = NULL, called_role = NULL,
  language = coalesce((SELECT place.language FROM destinations AS place WHERE place.destination = deliveries.destination), language)`;
const LEFT_UNLESS_DOUBTFUL = `leader_id = iif(is_doubtful = 1, leader_id, NULL), line = iif(is_doubtful = 1, line, NULL),
  message_channel = iif(is_doubtful = 1, message_channel, NULL), called_role = iif(is_doubtful = 1, called_role, NULL)`;
/** A time, but not before the hour that rules give by now. */
export const notBefore = (time: string): string => `max(${time}, coalesce(not_before, ''))`;
/** Whether another delivery shows the same paper there, or will: two papers that both had one became one. Of two in one message the first stays. */
const IS_TWIN = `EXISTS (SELECT 1 FROM deliveries AS twin WHERE twin.destination = deliveries.destination
  AND twin.paper_id IN ${rowsOf(PAPER)}
  AND (twin.state IN ('pending', 'sending', 'held', 'sent') OR (twin.state = 'rejected' AND twin.is_doubtful = 1))
  AND (coalesce(twin.leader_id, twin.id) <> coalesce(deliveries.leader_id, deliveries.id) OR twin.id < deliveries.id))`;
/**
 * The members of a message with whether somebody wants them still: 2 by a rule, 1 by rules that are paused, 0 where another
 * one shows the paper, else NULL.
 */
const MEMBERS = `(SELECT id AS member, iif(${IS_TWIN}, 0, (SELECT max(iif(paused_at IS NULL, 2, 1)) FROM matches JOIN subscriptions
    ON subscriptions.id = subscription_id WHERE delivery_id = deliveries.id AND removed_at IS NULL)) AS wish
  FROM deliveries WHERE ${MESSAGE})`;
/** Rules that changed while it was under way decide as well: it is owed, or withheld for the reason that a change gives. */
const OWED = "iif(wish = 2, 'pending', 'withheld')";
const WHY_WITHHELD = `CASE wish WHEN 1 THEN '${PAUSED}' WHEN 0 THEN ${sameAs(PAPER)} ELSE '${UNSUBSCRIBED}' END`;

/** Times are UTC texts with milliseconds, so that windows of seconds are exact. */
export function createOutbox(db: Db, along: Pick<Along, 'settle'>) {
  const claimAgain = db.prepare(
    `UPDATE deliveries SET attempts = attempts + 1, is_doubtful = 1, next_attempt_at = @lease, lease_until = @lease
     WHERE ${MESSAGE} AND state = 'sending'`,
  );
  const sent = db.prepare(
    `UPDATE deliveries SET state = 'sent', message_id = @messageId,
       message_channel = coalesce(nullif(@channelId, destination), message_channel),
       body = coalesce(body, @body), reason = NULL, is_doubtful = 0, lease_until = NULL, settled_at = @at
     WHERE ${MESSAGE} AND state <> 'sent'`,
  );
  const wantPublished = db.prepare(
    `INSERT INTO message_steps (delivery_id, kind, next_attempt_at, created_at) VALUES (?, 'publish', ?, ?)
     ON CONFLICT (delivery_id, kind) DO NOTHING`,
  );
  const absent = db.prepare(
    `UPDATE deliveries SET state = ${OWED}, reason = iif(wish = 2, NULL, ${WHY_WITHHELD}),
       settled_at = iif(wish = 2, NULL, @at), is_doubtful = 0, lease_until = NULL, next_attempt_at = ${notBefore('@at')}, ${LEFT}
     FROM ${MEMBERS} WHERE id = member AND state = 'sending'`,
  );
  const settle = db.prepare(
    `UPDATE deliveries SET state = @state, reason = @reason, settled_at = @at, lease_until = NULL WHERE ${MESSAGE}`,
  );
  const countPapers = db.prepare<[{ id: number }], number>(`SELECT count(*) FROM deliveries WHERE ${MESSAGE}`).pluck();
  const part = db.prepare(
    `UPDATE deliveries SET state = ${OWED}, reason = iif(wish = 2, NULL, ${WHY_WITHHELD}), settled_at = iif(wish = 2, NULL, @at),
       most_together = @most, attempts = 0, is_doubtful = 0, lease_until = NULL, next_attempt_at = ${notBefore('@at')}, nonce = NULL, body = NULL,
       ${LEFT} FROM ${MEMBERS} WHERE id = member`,
  );
  /** Without a time of its own a delivery keeps its place, which may lie ahead where the clock was ahead at its match. */
  const NEXT = 'coalesce(@next, min(created_at, @at))';
  const postponeUnsent = db.prepare(
    `UPDATE deliveries SET state = iif(is_doubtful = 1, state, ${OWED}), lease_until = NULL, next_attempt_at = iif(is_doubtful = 1, ${NEXT}, ${notBefore(NEXT)}),
       attempts = attempts - @uncounted, reason = iif(is_doubtful = 1 OR wish = 2, @reason, ${WHY_WITHHELD}),
       settled_at = iif(is_doubtful = 1 OR wish = 2, settled_at, @at), ${LEFT_UNLESS_DOUBTFUL}
     FROM ${MEMBERS} WHERE id = member AND ${IS_OPEN}`,
  );
  const postponeDoubtful = db.prepare(
    `UPDATE deliveries SET is_doubtful = 1, lease_until = NULL, next_attempt_at = ${NEXT}, attempts = attempts - @uncounted,
       reason = @reason WHERE ${MESSAGE}`,
  );
  const holdDestination = db.prepare(
    `INSERT INTO held_destinations VALUES (?, ?, ?) ON CONFLICT (destination) DO UPDATE SET reason = excluded.reason`,
  );
  const holdSending = db.prepare(
    `UPDATE deliveries SET is_doubtful = 1, state = 'held', reason = @reason, lease_until = NULL, settled_at = @at
     WHERE destination = @destination AND ${IS_SENDING}`,
  );
  const holdWaiting = db.prepare(
    `UPDATE deliveries SET state = 'held', reason = @reason, lease_until = NULL, settled_at = @at
     WHERE id IN (SELECT id FROM deliveries WHERE destination = @destination AND ${IS_PENDING} LIMIT ${HELD_AT_ONCE})`,
  );
  const RELEASED = `UPDATE deliveries SET state = iif(is_doubtful = 1, 'sending', 'pending'), reason = NULL, settled_at = NULL,
       next_attempt_at = iif(is_doubtful = 1, @at, ${notBefore('@at')})`;
  const RELEASABLE = `destination = @destination AND state = 'held' AND reason <> '${OUTCOME_UNKNOWN}'`;
  const releaseDoubtful = db.prepare(`${RELEASED} WHERE ${RELEASABLE} AND is_doubtful = 1`);
  const releaseWaiting = db.prepare(
    `${RELEASED} WHERE id IN (SELECT id FROM deliveries WHERE ${RELEASABLE} AND is_doubtful = 0 LIMIT ${HELD_AT_ONCE})`,
  );
  const isHeld = db.prepare<[string], number>('SELECT 1 FROM held_destinations WHERE destination = ?').pluck();
  const releaseDestination = db.prepare('DELETE FROM held_destinations WHERE destination = ?');
  const releaseUnknown = db.prepare(
    `UPDATE deliveries SET state = 'sending', is_doubtful = 1, reason = NULL, next_attempt_at = ?, settled_at = NULL
     WHERE destination = ? AND state = 'held' AND reason = '${OUTCOME_UNKNOWN}'`,
  );
  // Its time is taken over where its rule was moved meanwhile.
  const settleDoubt = db.prepare(
    `UPDATE deliveries SET is_doubtful = 0, next_attempt_at = ${notBefore('@at')} WHERE ${MESSAGE}`,
  );
  const doubt = db.prepare(`UPDATE deliveries SET is_doubtful = 1 WHERE ${MESSAGE}`);
  const notify = db.prepare(
    `INSERT INTO notices (destination, since, next_attempt_at) VALUES (@destination, @at, @at)
     ON CONFLICT (destination) DO NOTHING`,
  );
  const forgetNotice = db.prepare('DELETE FROM notices WHERE destination = ?');
  const destinationOf = db.prepare<[number], { destination: string }>(
    'SELECT destination FROM deliveries WHERE id = ?',
  );
  const recover = db.prepare(
    `UPDATE deliveries SET is_doubtful = 1, lease_until = max(min(lease_until, @latest), @earliest),
       next_attempt_at = coalesce(max(min(lease_until, @latest), @earliest), @now)
     WHERE ${IS_SENDING}`,
  );

  return {
    /** Claims a delivery under way once more; from then on its message may be of either attempt. */
    claimAgain: (id: number, at: string): boolean => claimAgain.run({ id, lease: timePlus(at, LEASE_MS) }).changes > 0,
    markSent: db.transaction((id: number, { isToPublish, ...message }: SentMessage, at: string): void => {
      const isNew = sent.run({ id, ...message, at }).changes > 0;
      if (isNew && isToPublish && message.messageId !== null) wantPublished.run(id, at, at);
    }).immediate,
    /** The history shows that no attempt made a message: owed as if never tried, or withheld when nobody wants it any more. */
    markAbsent: db.transaction((id: number, at: string): void => {
      along.settle(id, at, () => absent.run({ id, at }));
    }).immediate,
    /**
     * Refused for good. A message of several papers is split, so that what is bad in it is refused alone in the end: its
     * papers are owed again, half of them at most together. Answers how many papers were split; 0 where one was rejected.
     */
    reject: db.transaction((id: number, reason: string, at: string): number => {
      const papers = requireRow(countPapers.get({ id }));
      const split = { id, at, most: Math.floor(papers / 2) };
      if (papers > 1) return along.settle(id, at, () => part.run(split)).changes;
      along.settle(id, at, () => {
        settle.run({ id, state: 'rejected', reason, at });
        settleDoubt.run({ id, at });
      });
      return 0;
    }).immediate,
    /** The same of one that cannot be worked on, and whose message may stand: no other one of its paper is posted beside it. */
    giveUp: (id: number, reason: string, at: string): void => void settle.run({ id, state: 'rejected', reason, at }),
    /** Holds a delivery whose outcome is unknown; an admin is notified once until its history was read. */
    holdUnknown: db.transaction((id: number, at: string): void => {
      settle.run({ id, state: 'held', reason: OUTCOME_UNKNOWN, at });
      doubt.run({ id });
      notify.run({ destination: requireRow(destinationOf.get(id)).destination, at });
    }).immediate,
    /**
     * `isDoubtful`: Discord may have accepted this attempt; otherwise the delivery is simply owed again.
     * `isCounted` false takes back what the claim counted: the attempt says nothing of the delivery.
     * `next` null: it keeps its place, for it is the destination, or everything, that waits.
     */
    retryLater: db.transaction(({ isDoubtful, isCounted, ...delay }: Delay, at: string): void => {
      const postponed = { ...delay, uncounted: isCounted ? 0 : 1, at };
      if (isDoubtful) postponeDoubtful.run(postponed);
      else along.settle(delay.id, at, () => postponeUnsent.run(postponed));
    }).immediate,
    /**
     * Holds the destination with what is under way there and the first of what waits, and answers how much that is; what
     * comes later is held as well. Doubts are kept. When it is HELD_AT_ONCE or more, holdMore has the rest.
     */
    holdDestination: db.transaction((id: number, { destination, reason }: ClosedDestination, at: string): number => {
      holdDestination.run(destination, reason, at);
      along.settle(id, at, () => postponeUnsent.run({ id, reason, next: at, uncounted: 0, at }));
      const held = { destination, reason, at };
      return holdSending.run(held).changes + holdWaiting.run(held).changes;
    }).immediate,
    /** Nothing where the destination was released meanwhile. */
    holdMore: db.transaction((destination: string, reason: string, at: string): number =>
      isHeld.get(destination) === 1 ? holdWaiting.run({ destination, reason, at }).changes : 0,
    ).immediate,
    /** When it is HELD_AT_ONCE or more that are released, releaseMore has the rest. */
    releaseDestination: db.transaction((destination: string, at: string): number => {
      releaseDestination.run(destination);
      return releaseDoubtful.run({ at, destination }).changes + releaseWaiting.run({ at, destination }).changes;
    }).immediate,
    /** Nothing where the destination was held again meanwhile. */
    releaseMore: db.transaction((destination: string, at: string): number =>
      isHeld.get(destination) === 1 ? 0 : releaseWaiting.run({ at, destination }).changes,
    ).immediate,
    /** The history can be read again, as far as is known: what was unknown is looked up. */
    releaseUnknown: (destination: string, at: string): number => releaseUnknown.run(at, destination).changes,
    /** The history was read: where it cannot be read one day, that is told again. */
    forgetNotice: (destination: string): void => void forgetNotice.run(destination),
    /**
     * After a restart it is unknown whether a request that was under way arrived: every such delivery is doubtful, and
     * waits for the end of its lease, at least two seconds and never longer than a whole lease, whatever the clock says.
     */
    recoverSending: (now: string): number =>
      recover.run({ now, earliest: timePlus(now, SETTLING_MS), latest: timePlus(now, LEASE_MS) }).changes,
  };
}
