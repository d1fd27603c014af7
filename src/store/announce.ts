// Announcing: the first announcing record of a paper makes its matches and deliveries, in the caller's transaction.
import type { Taxonomy } from '../domain/category.js';
import type { PaperFacts } from '../domain/paper.js';
import type { Db } from './database.js';
import type { SubscriptionRow } from './rows.js';

/** Announces papers; `taxonomy` decides which subscriptions a paper's categories fall under. */
export function createAnnouncer(db: Db, taxonomy: Taxonomy) {
  const unannounced = db.prepare<[number], { facts: string }>(
    'SELECT facts FROM papers WHERE id = ? AND announced_at IS NULL',
  );
  const mark = db.prepare('UPDATE papers SET announced_at = ?, announced_by = ? WHERE id = ?');
  const subscriptions = db.prepare<[], SubscriptionRow>(
    'SELECT id, guild_id, destination, category, language, created_by, created_at FROM subscriptions WHERE removed_at IS NULL ORDER BY id',
  );
  const enqueue = db.prepare(
    `INSERT INTO deliveries (paper_id, destination, language, state, reason, next_attempt_at, created_at)
     SELECT @paperId, @destination, @language,
       CASE WHEN held.reason IS NULL THEN 'pending' ELSE 'held' END, held.reason, @at, @at
     FROM (SELECT 1) LEFT JOIN held_destinations AS held ON held.destination = @destination
     WHERE true ON CONFLICT (destination, paper_id) DO NOTHING`,
  );
  const deliveryOf = db.prepare<[string, number], { id: number }>(
    'SELECT id FROM deliveries WHERE destination = ? AND paper_id = ?',
  );
  const match = db.prepare('INSERT OR IGNORE INTO matches VALUES (?, ?)');

  /** Does nothing when the paper was announced before, or when the type says that it only replaces. */
  return function announce(paperId: number, type: PaperFacts['announceType'], dumpId: number, at: string): void {
    if (type === 'replace' || type === 'replace-cross') return;
    const row = unannounced.get(paperId);
    if (row === undefined) return;
    mark.run(at, dumpId, paperId);
    const { categories } = JSON.parse(row.facts) as PaperFacts;
    for (const subscription of subscriptions.all()) {
      if (!taxonomy.matches(categories, subscription.category)) continue;
      const { destination, language } = subscription;
      enqueue.run({ paperId, destination, language, at });
      match.run(deliveryOf.get(destination, paperId)!.id, subscription.id);
    }
  };
}
