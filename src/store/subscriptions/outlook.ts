// Outlook: how many papers a rule would have had, and the newest of them; asked before and after it is made.
import type { Taxonomy } from '../../domain/category.js';
import { addDays, weekdayOf } from '../../domain/local-time.js';
import type { Paper } from '../../domain/paper.js';
import type { SearchRequest, SearchResult } from '../../domain/search.js';
import type { RuleOutlook, Wants } from '../../domain/subscription.js';
import { paperTerms } from '../../search/rules/paper-terms.js';
import type { RuleBook } from '../../search/rules/rule.js';
import type { Db } from '../database/db.js';

/** Announcement days that are looked back over. */
const DAYS = 14;
/** So many papers are read one by one; beyond, the search's own count has to do. */
const READ = 300;
const EXAMPLES = 3;
/** arXiv announces what was submitted on five days a week. */
const FRIDAY = 5;

export interface OutlookParts {
  readonly search: (request: SearchRequest) => SearchResult;
  readonly rules: RuleBook;
  readonly taxonomy: Taxonomy;
}

/** The days (UTC, Monday to Friday) up to one, the newest first. */
function daysUpTo(last: string): string[] {
  const days: string[] = [];
  for (let day = last; days.length < DAYS; day = addDays(day, -1)) if (weekdayOf(day) <= FRIDAY) days.push(day);
  return days;
}

/** A rule's papers as a search. What only people of that name decide is read afterwards. */
function requestOf({ kind, value, category }: Wants): Pick<SearchRequest, 'text' | 'author' | 'category'> {
  if (kind === 'category') return { text: '', author: null, category: value };
  return kind === 'author' ? { text: '', author: value, category } : { text: value, author: null, category };
}

export function createOutlook(db: Db, { search, rules, taxonomy }: OutlookParts) {
  const ends = db.prepare<[string], { newest: string | null; oldest: string | null }>(
    `SELECT (SELECT date FROM papers WHERE date <= ? AND merged_into IS NULL ORDER BY search_id DESC LIMIT 1) AS newest,
       (SELECT date FROM papers WHERE date IS NOT NULL AND merged_into IS NULL ORDER BY search_id LIMIT 1) AS oldest`,
  );

  function isWanted(rule: Wants, paper: Paper): boolean {
    const { primaryCategory, categories } = paper;
    const primary = primaryCategory === null ? categories : [primaryCategory];
    if (rule.announcements === 'new' && rule.category !== null && !taxonomy.matches(primary, rule.category))
      return false;
    return rules.wants(rule, paperTerms(paper));
  }

  return {
    /** Over the last 14 days with submissions that the store reaches back to, as of a time (UTC text). */
    outlook(rule: Wants, at: string): RuleOutlook {
      const { newest, oldest } = ends.get(at)!;
      if (newest === null) return { days: 0, papers: 0, isExact: true, examples: [] };
      // Where nothing came for long, the last days of what is stored tell more than none.
      const days = daysUpTo(newest.slice(0, 10));
      const known = days.filter((day) => day >= (oldest ?? '').slice(0, 10));
      const since = days.at(-1) ?? null;
      const page = { since, until: null, sort: 'newest', limit: READ, offset: 0, at } as const;
      const found = search({ ...requestOf(rule), ...page });
      const wanted = found.hits.map(({ paper }) => paper).filter((paper) => isWanted(rule, paper));
      const isWhole = found.totalExact && found.total <= found.hits.length;
      // What was read stands for the rest.
      const share = found.hits.length === 0 ? 0 : wanted.length / found.hits.length;
      return {
        days: Math.max(known.length, 1),
        papers: isWhole ? wanted.length : Math.round(found.total * share),
        isExact: isWhole,
        examples: wanted.slice(0, EXAMPLES),
      };
    },
    /** Papers of an author's rule, the newest first, whoever of that name wrote them. */
    papersOf(rule: Wants, limit: number, at: string): Paper[] {
      const page = { since: null, until: null, sort: 'newest', limit, offset: 0, at } as const;
      const { hits } = search({ ...requestOf(rule), ...page });
      return hits.map(({ paper }) => paper).filter((paper) => rules.wants(rule, paperTerms(paper)));
    },
    ruleFault: rules.faultOf,
  };
}
