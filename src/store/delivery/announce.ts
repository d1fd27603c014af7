// Announcing: the first announcing record of a paper in a category makes its matches and deliveries, in the caller's transaction.
import type { Announcement } from '../../domain/announcement.js';
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
  const byIdentifier = db.prepare<[string], number>('SELECT id FROM papers WHERE arxiv_id = ?').pluck();
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
  const announcedIn = db
    .prepare<[number], string>('SELECT category FROM announced_categories WHERE paper_id = ?')
    .pluck();
  const markCategory = db.prepare('INSERT OR IGNORE INTO announced_categories VALUES (?, ?)');

  const canonical = (code: string): string => taxonomy.canonical(code) ?? code;

  /** The categories in which this announcement is the paper's first. A cross-list leaves the primary one to its own feed. */
  function freshCategories(paperId: number, facts: PaperFacts, announcement: Announcement): string[] {
    const { categories, isCross } = announcement;
    const primary = isCross && facts.primaryCategory !== null ? canonical(facts.primaryCategory) : null;
    const shown = new Set((categories ?? facts.categories).map(canonical));
    const known = new Set(announcedIn.all(paperId).map(canonical));
    return [...shown].filter((category) => category !== primary && !known.has(category));
  }

  /** Rules that are older than the announcement and under which the paper is new, or newly cross-listed from outside. */
  function wanting(categories: readonly string[], facts: PaperFacts, announcement: Announcement): SubscriptionRow[] {
    const { announcedAt, isCross } = announcement;
    const primary = isCross && facts.primaryCategory !== null ? [facts.primaryCategory] : [];
    return subscriptions
      .all()
      .filter(
        ({ category, created_at }) =>
          (announcedAt === null || created_at <= announcedAt) &&
          taxonomy.matches(categories, category) &&
          !taxonomy.matches(primary, category),
      );
  }

  /** Announces a paper where it was not announced yet; elsewhere only wakes what was withheld and is wanted again. */
  function announce(paperId: number, dumpId: number, announcement: Announcement, at: string): void {
    const row = paper.get(paperId)!;
    const facts = JSON.parse(row.facts) as PaperFacts;
    if (row.announced_at === null) mark.run(at, dumpId, paperId);
    const fresh = freshCategories(paperId, facts, announcement);
    const sleeping = withheld.all(paperId);
    for (const { id, destination, language } of wanting(fresh, facts, announcement)) {
      enqueue.run({ paperId, destination, language, at });
      match.run(deliveryOf.get(destination, paperId)!.id, id);
    }
    for (const category of fresh) markCategory.run(paperId, category);
    if (sleeping.length === 0) return;
    for (const { id, destination } of wanting(announcement.categories ?? facts.categories, facts, announcement)) {
      const delivery = sleeping.find((each) => each.destination === destination);
      if (delivery === undefined) continue;
      renew.run({ id: delivery.id, destination, at });
      match.run(delivery.id, id);
    }
  }

  return {
    announce,
    /** Whether a paper was announced in a category already; false for one that is not known. */
    isAnnouncedIn(arxivId: string, category: string): boolean {
      const id = byIdentifier.get(arxivId);
      return id !== undefined && announcedIn.all(id).some((code) => canonical(code) === canonical(category));
    },
  };
}
