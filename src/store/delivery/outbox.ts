// The outbox, written: one method per step in the life of a delivery, each one transaction.
import { LEASE_MS } from '../../domain/delivery.js';
import type { Db } from '../database/db.js';

/** Reason of a delivery of which nobody knows whether its message exists. */
export const OUTCOME_UNKNOWN = 'outcome unknown';
/** After a restart no request is made sooner than this (milliseconds): one of the last run may still be on its way. */
const SETTLING_MS = 2_000;

export interface Claim {
  readonly id: number;
  readonly nonce: string;
  readonly body: string;
  /** An id older than any message that this claim can make. */
  readonly historyAfter: string;
}

export interface Delay {
  readonly id: number;
  readonly isDoubtful: boolean;
  readonly isCounted: boolean;
  /** UTC text with milliseconds. */
  readonly next: string | null;
  readonly reason: string;
}

export interface FoundMessage {
  readonly messageId: string | null;
  readonly channelId: string | null;
}

function plus(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}

/** Times are UTC texts with milliseconds, so that windows of seconds are exact. */
export function createOutbox(db: Db) {
  const claim = db.prepare(
    `UPDATE deliveries SET state = 'sending', nonce = @nonce, body = @body, history_after = @historyAfter,
       first_attempt_at = coalesce(first_attempt_at, @at), attempts = attempts + 1, next_attempt_at = @lease,
       lease_until = @lease, is_doubtful = 0, reason = NULL
     WHERE id = @id AND state = 'pending'`,
  );
  const claimAgain = db.prepare(
    `UPDATE deliveries SET attempts = attempts + 1, is_doubtful = 1, next_attempt_at = @lease, lease_until = @lease
     WHERE id = @id AND state = 'sending'`,
  );
  const sent = db.prepare(
    `UPDATE deliveries SET state = 'sent', message_id = @messageId, message_channel = nullif(@channelId, destination),
       body = coalesce(body, @body), reason = NULL, is_doubtful = 0, lease_until = NULL, settled_at = @at
     WHERE id = @id AND state <> 'sent'`,
  );
  const wantPublished = db.prepare(
    `INSERT INTO message_steps (delivery_id, kind, next_attempt_at, created_at) VALUES (?, 'publish', ?, ?)
     ON CONFLICT (delivery_id, kind) DO NOTHING`,
  );
  const absent = db.prepare(
    `UPDATE deliveries SET state = iif(is_wanted, 'pending', 'withheld'), reason = iif(is_wanted, NULL, 'unsubscribed'),
       settled_at = iif(is_wanted, NULL, @at), is_doubtful = 0, lease_until = NULL, next_attempt_at = @at
     FROM (SELECT EXISTS (SELECT 1 FROM matches JOIN subscriptions ON subscriptions.id = subscription_id
       WHERE delivery_id = @id AND removed_at IS NULL) AS is_wanted)
     WHERE id = @id AND state = 'sending'`,
  );
  const settle = db.prepare(
    'UPDATE deliveries SET state = ?, reason = ?, settled_at = ?, lease_until = NULL WHERE id = ?',
  );
  /** Without a time of its own a delivery keeps its place, which may lie ahead where the clock was ahead at its match. */
  const NEXT = 'coalesce(@next, min(created_at, @at))';
  const postponeUnsent = db.prepare(
    `UPDATE deliveries SET state = iif(is_doubtful = 1, state, 'pending'), lease_until = NULL, next_attempt_at = ${NEXT},
       attempts = attempts - @uncounted, reason = @reason WHERE id = @id`,
  );
  const postponeDoubtful = db.prepare(
    `UPDATE deliveries SET is_doubtful = 1, lease_until = NULL, next_attempt_at = ${NEXT}, attempts = attempts - @uncounted,
       reason = @reason WHERE id = @id`,
  );
  const holdDestination = db.prepare(
    `INSERT INTO held_destinations VALUES (?, ?, ?) ON CONFLICT (destination) DO UPDATE SET reason = excluded.reason`,
  );
  const holdWaiting = db.prepare(
    `UPDATE deliveries SET is_doubtful = iif(state = 'sending', 1, is_doubtful), state = 'held', reason = @reason,
       lease_until = NULL, settled_at = @at
     WHERE destination = @destination AND state IN ('pending', 'sending')`,
  );
  const releaseWaiting = db.prepare(
    `UPDATE deliveries SET state = iif(is_doubtful = 1, 'sending', 'pending'), reason = NULL, next_attempt_at = ?, settled_at = NULL
     WHERE destination = ? AND state = 'held' AND reason <> '${OUTCOME_UNKNOWN}'`,
  );
  const releaseDestination = db.prepare('DELETE FROM held_destinations WHERE destination = ?');
  const releaseUnknown = db.prepare(
    `UPDATE deliveries SET state = 'sending', is_doubtful = 1, reason = NULL, next_attempt_at = ?, settled_at = NULL
     WHERE destination = ? AND state = 'held' AND reason = '${OUTCOME_UNKNOWN}'`,
  );
  const doubt = db.prepare('UPDATE deliveries SET is_doubtful = 1 WHERE id = ?');
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
     WHERE state IN ('pending', 'sending') AND state = 'sending'`,
  );
  const recall = db.prepare(
    `UPDATE deliveries SET lease_until = min(lease_until, @latest),
       next_attempt_at = iif(lease_until IS NULL, @now, min(next_attempt_at, @latest))
     WHERE state IN ('pending', 'sending') AND next_attempt_at > @now`,
  );
  const recallUpdates = db.prepare(
    "UPDATE message_steps SET next_attempt_at = @now WHERE state = 'pending' AND next_attempt_at > @now",
  );
  const recallFailedDeliveries = db.prepare(
    `UPDATE deliveries SET next_attempt_at = @now
     WHERE state IN ('pending', 'sending') AND next_attempt_at > @now AND reason IS NOT NULL AND lease_until IS NULL`,
  );
  const recallFailedSteps = db.prepare(
    `UPDATE message_steps SET next_attempt_at = @now
     WHERE state = 'pending' AND next_attempt_at > @now AND reason IS NOT NULL`,
  );
  const recallFailedNotices = db.prepare(
    'UPDATE notices SET next_attempt_at = @now WHERE told_at IS NULL AND next_attempt_at > @now',
  );

  return {
    /** Commits nonce and body before the request leaves; false when somebody else settled the row meanwhile. */
    claimDelivery: (wanted: Claim, at: string): boolean =>
      claim.run({ ...wanted, at, lease: plus(at, LEASE_MS) }).changes === 1,
    /** Takes a delivery under way once more; from now on nobody can say which attempt made its message. */
    claimAgain: (id: number, at: string): boolean => claimAgain.run({ id, lease: plus(at, LEASE_MS) }).changes === 1,
    /** `body` is what the message shows where no claim froze it; `isToPublish` asks for publishing as a step of its own. */
    markSent: db.transaction(
      (id: number, message: FoundMessage, body: string | null, isToPublish: boolean, at: string): void => {
        const isNew = sent.run({ id, ...message, body, at }).changes === 1;
        if (isNew && isToPublish && message.messageId !== null) wantPublished.run(id, at, at);
      },
    ).immediate,
    /** The history shows that no attempt made a message: owed as if never tried, or withheld when nobody wants it any more. */
    markAbsent: (id: number, at: string): void => void absent.run({ id, at }),
    reject: (id: number, reason: string, at: string): void => void settle.run('rejected', reason, at, id),
    /** Nobody can tell; an admin is to be told, once for each time that the destination's history becomes unreadable. */
    holdUnknown: db.transaction((id: number, at: string): void => {
      settle.run('held', OUTCOME_UNKNOWN, at, id);
      doubt.run(id);
      notify.run({ destination: destinationOf.get(id)!.destination, at });
    }).immediate,
    /**
     * `isDoubtful`: Discord may have accepted this attempt; otherwise the delivery is simply owed again.
     * `isCounted` false takes back what the claim counted: the attempt says nothing of the delivery.
     * `next` null: it keeps its place, for it is the destination, or everything, that waits.
     */
    retryLater({ isDoubtful, isCounted, ...delay }: Delay, at: string): void {
      const uncounted = isCounted ? 0 : 1;
      (isDoubtful ? postponeDoubtful : postponeUnsent).run({ ...delay, uncounted, at });
    },
    /** An outage is over: whatever failed, and waits for its next attempt, is due now. */
    recallFailed: db.transaction((now: string): void => {
      recallFailedDeliveries.run({ now });
      recallFailedSteps.run({ now });
      recallFailedNotices.run({ now });
    }).immediate,
    /** Holds the destination with everything that waits for it, and answers how much that is; what comes later is held as well. Doubts are kept. */
    holdDestination: db.transaction((id: number, destination: string, reason: string, at: string): number => {
      holdDestination.run(destination, reason, at);
      postponeUnsent.run({ id, reason, next: at, uncounted: 0, at });
      return holdWaiting.run({ destination, reason, at }).changes;
    }).immediate,
    releaseDestination: db.transaction((destination: string, at: string): number => {
      releaseDestination.run(destination);
      return releaseWaiting.run(at, destination).changes;
    }).immediate,
    /** The history can be read again: what was unknown is looked up. */
    releaseUnknown: db.transaction((destination: string, at: string): number => {
      forgetNotice.run(destination);
      return releaseUnknown.run(at, destination).changes;
    }).immediate,
    /**
     * After a restart nobody knows whether a request that was under way arrived: every such delivery is doubtful, and
     * waits for the end of its lease, at least two seconds and never longer than a whole lease, whatever the clock says.
     */
    recoverSending: (now: string): number =>
      recover.run({ now, earliest: plus(now, SETTLING_MS), latest: plus(now, LEASE_MS) }).changes,
    /** The clock went back: what was to be done at a time that is far away again is due now, or when its lease ends. */
    recallWaiting: db.transaction((now: string): void => {
      recall.run({ now, latest: plus(now, LEASE_MS) });
      recallUpdates.run({ now });
    }).immediate,
  };
}

export type Outbox = ReturnType<typeof createOutbox>;
