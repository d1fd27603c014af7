// After a rule was moved: its deliveries follow it, those in doubt once it is known that their message was not posted.
import type { CardLanguage } from '../../domain/language.js';
import type { Db } from '../database/db.js';
import type { Enqueue } from './enqueue.js';
import { ASLEEP, isOwedAt, MOVED, UNSUBSCRIBED } from './reasons.js';

/** A rule with its destination as it is now. */
export interface MovedRule {
  readonly id: number;
  readonly destination: string;
}

interface LeftBehind extends MovedRule {
  readonly deliveryId: number;
}

/** Each method runs within the caller's transaction. */
export function createAlong(db: Db, enqueue: Enqueue) {
  const languageOf = db
    .prepare<[string], CardLanguage>('SELECT language FROM destinations WHERE destination = ?')
    .pluck();
  const owe = db.prepare(
    `INSERT INTO deliveries (paper_id, destination, language, mode, state, reason, next_attempt_at, not_before, created_at)
     SELECT paper_id, @destination, @language, mode, iif(held.reason IS NULL, 'pending', 'held'), held.reason, next_attempt_at, not_before, created_at
     FROM deliveries LEFT JOIN held_destinations AS held ON held.destination = @destination
     WHERE deliveries.id IN (SELECT value FROM json_each(@ids)) ON CONFLICT (destination, paper_id) DO NOTHING`,
  );
  // CROSS: from the few that are moved to what is there of their papers, not the other way round.
  const match = db.prepare(
    `INSERT OR IGNORE INTO matches SELECT new.id, @id FROM deliveries AS old
       CROSS JOIN deliveries AS new ON new.paper_id = old.paper_id AND new.destination = @destination
     WHERE old.id IN (SELECT value FROM json_each(@ids))`,
  );
  const dropMatches = db.prepare(
    'DELETE FROM matches WHERE subscription_id = ? AND delivery_id IN (SELECT value FROM json_each(?))',
  );
  const explain = db.prepare(
    `UPDATE deliveries SET reason = '${MOVED}' WHERE state = 'withheld' AND reason = '${UNSUBSCRIBED}'
       AND id IN (SELECT value FROM json_each(?))`,
  );
  const there = db
    .prepare<[{ destination: string; ids: string }], number>(
      `SELECT new.id FROM deliveries AS old CROSS JOIN deliveries AS new ON new.paper_id = old.paper_id AND new.destination = @destination
       WHERE old.id IN (SELECT value FROM json_each(@ids))
         AND (new.state IN ('pending', 'held') OR (new.state = 'withheld' AND new.reason IN (${ASLEEP})))`,
    )
    .pluck();
  const LEFT_BEHIND = `SELECT subscriptions.id, subscriptions.destination, delivery_id AS deliveryId
     FROM deliveries JOIN matches ON delivery_id = deliveries.id JOIN subscriptions ON subscriptions.id = subscription_id
     WHERE removed_at IS NULL AND subscriptions.destination <> deliveries.destination`;
  const ofMessage = db.prepare<[number, number], LeftBehind>(`${LEFT_BEHIND} AND (deliveries.id = ? OR leader_id = ?)`);
  const ofPlace = db.prepare<[{ destination: string }], LeftBehind>(
    `${LEFT_BEHIND} AND ${isOwedAt('= @destination')} AND state <> 'pending' AND is_doubtful = 1`,
  );
  const isFree = db
    .prepare<[number], number>(
      `SELECT is_doubtful = 0 AND (state IN ('pending', 'held', 'rejected') OR (state = 'withheld' AND reason IN (${ASLEEP}))) FROM deliveries WHERE id = ?`,
    )
    .pluck();

  /** Moves deliveries that are not in doubt to where a rule that matched them is now; each stays owed exactly once. */
  function take(rule: MovedRule, deliveryIds: readonly number[], at: string): void {
    const ids = JSON.stringify(deliveryIds);
    const owed = { ...rule, language: languageOf.get(rule.destination) ?? 'en', ids };
    owe.run(owed);
    match.run(owed);
    dropMatches.run(rule.id, ids);
    enqueue.replan(deliveryIds, at);
    explain.run(ids);
    enqueue.replan(there.all(owed), at);
  }

  function follow<T>(leftBehind: readonly LeftBehind[], at: string, unposted: () => T): T {
    const result = unposted();
    for (const { deliveryId, ...rule } of leftBehind) if (isFree.get(deliveryId) === 1) take(rule, [deliveryId], at);
    return result;
  }

  return {
    take,
    /**
     * Does what settles a message (of the delivery that leads it) that was in doubt, or was refused, as not posted; then
     * those of its papers whose rules were moved meanwhile go along.
     */
    settle: <T>(leaderId: number, at: string, unposted: () => T): T =>
      follow(ofMessage.all(leaderId, leaderId), at, unposted),
    /** The same of everything in a destination. */
    settleAll: <T>(destination: string, at: string, unposted: () => T): T =>
      follow(ofPlace.all({ destination }), at, unposted),
  };
}

export type Along = ReturnType<typeof createAlong>;
