// Subscriptions, written: adding is idempotent, removing withholds what was waiting because of it alone.
import { UNSUBSCRIBED } from '../delivery/announce.js';
import type { Db } from '../database/db.js';
import type { NewSubscription, Subscription } from '../../domain/subscription.js';
import { toSubscription, type SubscriptionRow } from '../papers/rows.js';

const COLUMNS = 'id, guild_id, destination, category, language, created_by, created_at';

/** Each method is one transaction. */
export function createSubscriptionStore(db: Db) {
  const live = db.prepare<[string, string], SubscriptionRow>(
    `SELECT ${COLUMNS} FROM subscriptions WHERE destination = ? AND category = ? AND removed_at IS NULL`,
  );
  const byId = db.prepare<[number, string], SubscriptionRow>(
    `SELECT ${COLUMNS} FROM subscriptions WHERE id = ? AND guild_id = ? AND removed_at IS NULL`,
  );
  const insert = db.prepare(
    'INSERT INTO subscriptions (guild_id, destination, category, language, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const remove = db.prepare('UPDATE subscriptions SET removed_at = ? WHERE id = ?');
  const withhold = db.prepare(
    `UPDATE deliveries SET state = 'withheld', reason = '${UNSUBSCRIBED}', settled_at = @at
     WHERE is_doubtful = 0 AND id IN (
         SELECT id FROM deliveries WHERE destination = @destination AND state IN ('pending', 'sending') AND state = 'pending'
         UNION ALL SELECT id FROM deliveries WHERE destination = @destination AND state = 'held')
       AND EXISTS (SELECT 1 FROM matches WHERE delivery_id = deliveries.id AND subscription_id = @id)
       AND NOT EXISTS (
         SELECT 1 FROM matches JOIN subscriptions ON subscriptions.id = subscription_id
         WHERE delivery_id = deliveries.id AND removed_at IS NULL)`,
  );

  function add(wanted: NewSubscription): { subscription: Subscription; existed: boolean } {
    const existing = live.get(wanted.destination, wanted.category);
    if (existing !== undefined) return { subscription: toSubscription(existing), existed: true };
    const { lastInsertRowid } = insert.run(
      wanted.guildId,
      wanted.destination,
      wanted.category,
      wanted.language,
      wanted.createdBy,
      wanted.createdAt,
    );
    return { subscription: { ...wanted, id: Number(lastInsertRowid) }, existed: false };
  }

  function drop(id: number, guildId: string, at: string): { subscription: Subscription; withheld: number } | null {
    const row = byId.get(id, guildId);
    if (row === undefined) return null;
    remove.run(at, id);
    return {
      subscription: toSubscription(row),
      withheld: withhold.run({ id, at, destination: row.destination }).changes,
    };
  }

  return {
    addSubscription: db.transaction(add).immediate,
    removeSubscription: db.transaction(drop).immediate,
  };
}
