// The outbox, written: one method per step in the life of a delivery, each one transaction.
import { NONCE_WINDOW_MS } from '../domain/delivery.js';
import type { Db } from './database.js';

/** Reason of a delivery of which nobody knows whether its message exists. */
export const OUTCOME_UNKNOWN = 'outcome unknown';

/** Times are UTC texts with milliseconds, so that windows of seconds are exact. */
export function createOutbox(db: Db) {
  const claim = db.prepare(
    `UPDATE deliveries SET state = 'sending', nonce = @nonce, body = @body, first_attempt_at = @at, attempts = attempts + 1,
       next_attempt_at = @at, is_doubtful = 0, reason = NULL
     WHERE id = @id AND state = 'pending'`,
  );
  const countAttempt = db.prepare("UPDATE deliveries SET attempts = attempts + 1 WHERE id = ? AND state = 'sending'");
  const sent = db.prepare(
    "UPDATE deliveries SET state = 'sent', message_id = ?, reason = NULL, settled_at = ? WHERE id = ?",
  );
  const settle = db.prepare('UPDATE deliveries SET state = ?, reason = ?, settled_at = ? WHERE id = ?');
  const postponeUnsent = db.prepare(
    `UPDATE deliveries SET state = iif(is_doubtful = 1, state, 'pending'), next_attempt_at = ?, reason = ? WHERE id = ?`,
  );
  const postponeDoubtful = db.prepare(
    'UPDATE deliveries SET is_doubtful = 1, next_attempt_at = ?, reason = ? WHERE id = ?',
  );
  const holdDestination = db.prepare(
    `INSERT INTO held_destinations VALUES (?, ?, ?) ON CONFLICT (destination) DO UPDATE SET reason = excluded.reason`,
  );
  const holdWaiting = db.prepare(
    "UPDATE deliveries SET state = 'held', reason = ? WHERE destination = ? AND state = 'pending'",
  );
  const releaseWaiting = db.prepare(
    `UPDATE deliveries SET state = 'pending', reason = NULL, next_attempt_at = ?
     WHERE destination = ? AND state = 'held' AND reason <> '${OUTCOME_UNKNOWN}'`,
  );
  const releaseDestination = db.prepare('DELETE FROM held_destinations WHERE destination = ?');
  const holdOld = db.prepare(
    `UPDATE deliveries SET state = 'held', reason = '${OUTCOME_UNKNOWN}', settled_at = ? WHERE state = 'sending' AND first_attempt_at <= ?`,
  );
  const markDoubtful = db.prepare("UPDATE deliveries SET is_doubtful = 1 WHERE state = 'sending'");

  return {
    /** Commits nonce and body before the request leaves; false when somebody else settled the row meanwhile. */
    claimDelivery: (id: number, nonce: string, body: string, at: string): boolean =>
      claim.run({ id, nonce, body, at }).changes === 1,
    countAttempt: (id: number): void => void countAttempt.run(id),
    markSent: (id: number, messageId: string | null, at: string): void => void sent.run(messageId, at, id),
    reject: (id: number, reason: string, at: string): void => void settle.run('rejected', reason, at, id),
    holdUnknown: (id: number, at: string): void => void settle.run('held', OUTCOME_UNKNOWN, at, id),
    /** `isDoubtful`: Discord may have accepted this attempt; otherwise the delivery is simply owed again. */
    retryLater: (id: number, isDoubtful: boolean, nextAttemptAt: string, reason: string): void =>
      void (isDoubtful ? postponeDoubtful : postponeUnsent).run(nextAttemptAt, reason, id),
    /** Holds the destination with everything that waits for it; what comes later is held as well. */
    holdDestination: db.transaction((id: number, destination: string, reason: string, at: string): void => {
      holdDestination.run(destination, reason, at);
      settle.run('held', reason, at, id);
      holdWaiting.run(reason, destination);
    }).immediate,
    releaseDestination: db.transaction((destination: string, at: string): number => {
      releaseDestination.run(destination);
      return releaseWaiting.run(at, destination).changes;
    }).immediate,
    /** After a restart nobody knows whether a request that was under way arrived: within the window it is repeated, later held. */
    recoverSending: db.transaction((now: string): number => {
      markDoubtful.run();
      return holdOld.run(now, new Date(Date.parse(now) - NONCE_WINDOW_MS).toISOString()).changes;
    }).immediate,
  };
}

export type Outbox = ReturnType<typeof createOutbox>;
