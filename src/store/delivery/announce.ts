// Announcing: the first announcing record of a paper in a category makes its matches and deliveries, in the caller's transaction.
// The number of statements for a paper does not depend on the number of rules; only those that it falls under are read.
import { FRESH_DAYS, type Announcement } from '../../domain/announcement.js';
import { timePlus } from '../../domain/calendar.js';
import type { Taxonomy } from '../../domain/category.js';
import type { PaperFacts } from '../../domain/paper.js';
import type { RuleBook } from '../../search/rules/rule.js';
import { requireRow, type Db } from '../database/db.js';
import { createDeciding } from '../subscriptions/deciding.js';
import type { Announced, Enqueue } from './enqueue.js';
import { createFanOut } from './fan-out.js';
import { readFacts } from '../stored-json.js';

const DAY_MS = 86_400_000;
/** Stands for all categories. */
const ALL = '*';

export interface AnnouncerParts {
  /** Decides under which categories of rules a paper falls. */
  readonly taxonomy: Taxonomy;
  readonly rules: RuleBook;
  readonly enqueue: Enqueue;
}

/** The dump that announces, and when it is taken in (UTC text). */
export interface Occasion {
  readonly dumpId: number;
  readonly at: string;
}

/** What the announcing record says of its paper. */
type Shown = Pick<PaperFacts, 'categories'>;

type Asked = Omit<Announced, 'read'>;

export function createAnnouncer(db: Db, { taxonomy, rules, enqueue }: AnnouncerParts) {
  const paper = db.prepare<[number], { facts: string; announced_at: string | null }>(
    'SELECT facts, announced_at FROM papers WHERE id = ?',
  );
  const byIdentifier = db.prepare<[string], number>('SELECT id FROM papers WHERE arxiv_id = ?').pluck();
  const mark = db.prepare('UPDATE papers SET announced_at = ?, announced_by = ? WHERE id = ?');
  const announcedIn = db
    .prepare<[number], string>('SELECT category FROM announced_categories WHERE paper_id = ?')
    .pluck();
  const markCategory = db.prepare('INSERT OR IGNORE INTO announced_categories VALUES (?, ?)');
  const decide = createDeciding(db, rules);
  const fanOut = createFanOut(db, enqueue);

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
  function wantedIn(categories: readonly string[], facts: PaperFacts, announcement: Announcement): Asked {
    const outside = primaryOf(facts, announcement);
    const others = new Set(taxonomy.wantedBy(outside));
    const wanted = taxonomy.wantedBy(categories).filter((code) => !others.has(code));
    // Where the primary category is unknown, every one counts as it.
    const primary = facts.primaryCategory === null ? facts.categories : [facts.primaryCategory];
    const isNew = !announcement.isCross && !announcement.isReplacement;
    return {
      // All categories take in the primary one, which announces the paper itself.
      wanted: JSON.stringify(outside.length > 0 || categories.length === 0 ? wanted : [...wanted, ALL]),
      asNew: JSON.stringify(isNew ? [...taxonomy.wantedBy(primary), ALL] : []),
      since: announcement.announcedAt,
      isReplacement: announcement.isReplacement ? 1 : 0,
    };
  }

  /**
   * Announces a paper where it was not announced yet; elsewhere only wakes what was withheld and is wanted again. A
   * replacement is announced to those who want all announcements and never got the paper, and uses up nothing.
   */
  function announce(paperId: number, announcement: Announcement, { dumpId, at, categories }: Occasion & Shown): void {
    const row = requireRow(paper.get(paperId));
    const known = readFacts(row.facts);
    // A better source of its metadata, such as a harvest of days ago, may not know of a cross-list that the record shows.
    const facts = { ...known, categories: [...new Set([...known.categories, ...categories])] };
    const shown = announcement.categories ?? facts.categories;
    const whole = (asked: Asked): Announced => ({ ...asked, read: JSON.stringify(decide(facts, asked)) });
    const isWaking = enqueue.isAsleep(paperId);
    let isNews = announcement.isReplacement;
    if (announcement.isReplacement) fanOut.owe(paperId, whole(wantedIn(shown, facts, announcement)), at);
    else {
      if (row.announced_at === null) mark.run(at, dumpId, paperId);
      const fresh = freshCategories(paperId, facts, announcement);
      if (fresh.length > 0) fanOut.owe(paperId, whole(wantedIn(fresh, facts, announcement)), at);
      for (const category of fresh) markCategory.run(paperId, category);
      isNews = fresh.length > 0;
    }
    if (!isWaking) return;
    const rules = enqueue.wanting(whole(wantedIn(shown, facts, announcement))).map(({ id }) => id);
    // A dump that is given again is no news of papers of months ago, all of which would come at once.
    enqueue.wake({ paperId, rules: JSON.stringify(rules), at }, isNews ? '' : timePlus(at, -FRESH_DAYS * DAY_MS));
  }

  return {
    announce,
    fanOut: fanOut.goOn,
    /** Whether a paper was announced in a category already; false for one that is not known. */
    isAnnouncedIn(arxivId: string, category: string): boolean {
      const id = byIdentifier.get(arxivId);
      return id !== undefined && announcedIn.all(id).some((code) => canonical(code) === canonical(category));
    },
  };
}
