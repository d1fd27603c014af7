// Announcing: the first announcing record of a paper in a category makes its matches and deliveries, in the caller's transaction.
// A paper costs the same few statements however many rules there are; only those that it falls under are looked at.
import type { Announcement } from '../../domain/announcement.js';
import type { Taxonomy } from '../../domain/category.js';
import type { PaperFacts } from '../../domain/paper.js';
import type { Db } from '../database/db.js';

/** Reason of a delivery that nobody wanted any more when its turn would have come. */
export const UNSUBSCRIBED = 'unsubscribed';

/** What a statement is told of a paper: a JSON list of what rules may want, and how old (UTC) a rule has to be. */
interface Announced {
  readonly paperId: number;
  readonly wanted: string;
  readonly since: string | null;
  readonly at: string;
}

/** Rules that want the paper, by the index over what rules want. */
const WANTING =
  'removed_at IS NULL AND category IN (SELECT value FROM json_each(@wanted)) AND (@since IS NULL OR subscriptions.created_at <= @since)';
const ASLEEP = `deliveries.paper_id = @paperId AND deliveries.state = 'withheld' AND deliveries.reason = '${UNSUBSCRIBED}'`;

/** Announces papers; `taxonomy` decides which subscriptions a paper's categories fall under. */
export function createAnnouncer(db: Db, taxonomy: Taxonomy) {
  const paper = db.prepare<[number], { facts: string; announced_at: string | null }>(
    'SELECT facts, announced_at FROM papers WHERE id = ?',
  );
  const byIdentifier = db.prepare<[string], number>('SELECT id FROM papers WHERE arxiv_id = ?').pluck();
  const mark = db.prepare('UPDATE papers SET announced_at = ?, announced_by = ? WHERE id = ?');
  // The oldest rule of a destination gives the language: SQLite takes other columns from the row of min().
  const enqueue = db.prepare<[Announced]>(
    `INSERT INTO deliveries (paper_id, destination, language, state, reason, next_attempt_at, created_at)
     SELECT @paperId, wanting.destination, language, iif(held.reason IS NULL, 'pending', 'held'), held.reason, @at, @at
     FROM (SELECT destination, language, min(id) AS first FROM subscriptions WHERE ${WANTING} GROUP BY destination) AS wanting
       LEFT JOIN held_destinations AS held ON held.destination = wanting.destination
     WHERE true ORDER BY first ON CONFLICT (destination, paper_id) DO NOTHING`,
  );
  const match = db.prepare<[Announced]>(
    `INSERT OR IGNORE INTO matches SELECT deliveries.id, subscriptions.id
     FROM subscriptions JOIN deliveries ON deliveries.destination = subscriptions.destination AND paper_id = @paperId
     WHERE ${WANTING}`,
  );
  const isAsleep = db
    .prepare<[{ paperId: number }], number>(`SELECT 1 FROM deliveries WHERE ${ASLEEP} LIMIT 1`)
    .pluck();
  const matchAsleep = db.prepare<[Announced]>(
    `INSERT OR IGNORE INTO matches SELECT deliveries.id, subscriptions.id
     FROM deliveries JOIN subscriptions ON subscriptions.destination = deliveries.destination WHERE ${ASLEEP} AND ${WANTING}`,
  );
  const renew = db.prepare<[Announced]>(
    `UPDATE deliveries SET state = iif(held.reason IS NULL, 'pending', 'held'), reason = held.reason,
       next_attempt_at = @at, settled_at = NULL
     FROM (SELECT DISTINCT destination FROM subscriptions WHERE ${WANTING}) AS wanting
       LEFT JOIN held_destinations AS held ON held.destination = wanting.destination
     WHERE ${ASLEEP} AND deliveries.destination = wanting.destination`,
  );
  const announcedIn = db
    .prepare<[number], string>('SELECT category FROM announced_categories WHERE paper_id = ?')
    .pluck();
  const markCategory = db.prepare('INSERT OR IGNORE INTO announced_categories VALUES (?, ?)');

  const canonical = (code: string): string => taxonomy.canonical(code) ?? code;

  const primaryOf = (facts: PaperFacts, { isCross }: Announcement): string[] =>
    isCross && facts.primaryCategory !== null ? [facts.primaryCategory] : [];

  /** The categories in which this announcement is the paper's first. A cross-list leaves the primary one to its own feed. */
  function freshCategories(paperId: number, facts: PaperFacts, announcement: Announcement): string[] {
    const shown = new Set((announcement.categories ?? facts.categories).map(canonical));
    const known = new Set([...announcedIn.all(paperId), ...primaryOf(facts, announcement)].map(canonical));
    return [...shown].filter((category) => !known.has(category));
  }

  /** What rules have to want so that the paper is new to them in these categories, or newly cross-listed from outside. */
  function wantedIn(categories: readonly string[], facts: PaperFacts, announcement: Announcement): string {
    const others = new Set(taxonomy.wantedBy(primaryOf(facts, announcement)));
    return JSON.stringify(taxonomy.wantedBy(categories).filter((code) => !others.has(code)));
  }

  /** Announces a paper where it was not announced yet; elsewhere only wakes what was withheld and is wanted again. */
  function announce(paperId: number, dumpId: number, announcement: Announcement, at: string): void {
    const row = paper.get(paperId)!;
    const facts = JSON.parse(row.facts) as PaperFacts;
    if (row.announced_at === null) mark.run(at, dumpId, paperId);
    const fresh = freshCategories(paperId, facts, announcement);
    const isWaking = isAsleep.get({ paperId }) !== undefined;
    const told = { paperId, since: announcement.announcedAt, at };
    if (fresh.length > 0) {
      const wanted = wantedIn(fresh, facts, announcement);
      enqueue.run({ ...told, wanted });
      match.run({ ...told, wanted });
    }
    for (const category of fresh) markCategory.run(paperId, category);
    if (!isWaking) return;
    const wanted = wantedIn(announcement.categories ?? facts.categories, facts, announcement);
    matchAsleep.run({ ...told, wanted });
    renew.run({ ...told, wanted });
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
