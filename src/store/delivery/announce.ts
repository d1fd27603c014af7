// Announcing: the first announcing record of a paper makes its matches and deliveries, in the caller's transaction.
import type { Taxonomy } from '../../domain/category.js';
import type { PaperFacts } from '../../domain/paper.js';
import type { Db } from '../database/db.js';
import type { SubscriptionRow } from '../papers/rows.js';

/** Reason of a delivery that nobody wanted any more when its turn would have come. */
export const UNSUBSCRIBED = 'unsubscribed';

/** Announces papers; `taxonomy` decides which subscriptions a paper's categories fall under. */
export function createAnnouncer(db: Db, taxonomy: Taxonomy) {
  const paper = db.prepare<[number], { facts: string; announced_at: string | null }>(
    'SELECT facts, announced_at FROM papers WHERE id = ?',
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
  const withheld = db.prepare<[number], { id: number; destination: string }>(
    `SELECT id, destination FROM deliveries WHERE paper_id = ? AND state = 'withheld' AND reason = '${UNSUBSCRIBED}'`,
  );
  const renew = db.prepare(
    `UPDATE deliveries SET state = CASE WHEN held.reason IS NULL THEN 'pending' ELSE 'held' END, reason = held.reason,
       next_attempt_at = @at, settled_at = NULL
     FROM (SELECT 1) LEFT JOIN held_destinations AS held ON held.destination = @destination WHERE deliveries.id = @id`,
  );
  const match = db.prepare('INSERT OR IGNORE INTO matches VALUES (?, ?)');

  function matching(facts: string): SubscriptionRow[] {
    const { categories } = JSON.parse(facts) as PaperFacts;
    return subscriptions.all().filter((subscription) => taxonomy.matches(categories, subscription.category));
  }

  /** The first announcement of a paper; a later one only wakes what was withheld where it is wanted again. */
  return function announce(paperId: number, dumpId: number, at: string): void {
    const row = paper.get(paperId)!;
    if (row.announced_at === null) {
      mark.run(at, dumpId, paperId);
      for (const { id, destination, language } of matching(row.facts)) {
        enqueue.run({ paperId, destination, language, at });
        match.run(deliveryOf.get(destination, paperId)!.id, id);
      }
      return;
    }
    const sleeping = withheld.all(paperId);
    if (sleeping.length === 0) return;
    for (const { id, destination } of matching(row.facts)) {
      const delivery = sleeping.find((each) => each.destination === destination);
      if (delivery === undefined) continue;
      renew.run({ id: delivery.id, destination, at });
      match.run(delivery.id, id);
    }
  };
}
