// Outlook: how many papers a rule would have had, and the newest of them; asked before and after it is made.
import type { Taxonomy } from '../../domain/category.js';
import type { Paper } from '../../domain/paper.js';
import type { SearchRequest, SearchResult } from '../../domain/search.js';
import type { QueryFault, RuleOutlook, Wants } from '../../domain/subscription.js';
import { paperTerms } from '../../search/rules/paper-terms.js';
import type { RuleBook } from '../../search/rules/rule.js';
import type { Db } from '../database/db.js';

/** At most so many papers are read one by one; for more the count of the search is taken. */
const READ = 300;
const EXAMPLES = 3;
export interface OutlookParts {
  readonly search: (request: SearchRequest) => SearchResult;
  readonly rules: RuleBook;
  readonly taxonomy: Taxonomy;
}

/** A rule's papers as a search. What only people of that name decide is read afterwards. */
function requestOf({ kind, value, category }: Wants): Pick<SearchRequest, 'text' | 'author' | 'category'> {
  if (kind === 'category') return { text: '', author: null, category: value };
  return kind === 'author' ? { text: '', author: value, category } : { text: value, author: null, category };
}

export function createOutlook(db: Db, { search, rules, taxonomy }: OutlookParts) {
  const newest = db
    .prepare<[string], string | null>(
      'SELECT date FROM papers WHERE date <= ? AND merged_into IS NULL ORDER BY search_id DESC LIMIT 1',
    )
    .pluck();
  const oldest = db
    .prepare<[], string | null>(
      'SELECT date FROM papers WHERE date IS NOT NULL AND merged_into IS NULL ORDER BY search_id LIMIT 1',
    )
    .pluck();

  function isWanted(rule: Wants, paper: Paper): boolean {
    const { primaryCategory, categories } = paper;
    const primary = primaryCategory === null ? categories : [primaryCategory];
    if (rule.announcements === 'new' && rule.category !== null && !taxonomy.matches(primary, rule.category))
      return false;
    return rules.wants(rule, paperTerms(paper));
  }

  return {
    /** The date of the newest paper that is known at a time (UTC text). */
    newestDate: (at: string): string | null => newest.get(at) ?? null,
    /** Over announcements by when (UTC text) what each covers begins, the newest first, as far as the store reaches back. */
    outlook(rule: Wants, begins: readonly string[], at: string): RuleOutlook {
      const first = begins.at(-1);
      if (first === undefined) return { days: 0, papers: 0, isExact: true, examples: [] };
      const since = first.slice(0, 10);
      // The last one that the store reaches back to counts, though only a part of it is known.
      const from = oldest.get() ?? first;
      const known = begins.findIndex((begin) => begin <= from) + 1;
      const page = { since, until: null, sort: 'newest', limit: READ, offset: 0, at } as const;
      const found = search({ ...requestOf(rule), ...page });
      const wanted = found.hits
        .map(({ paper }) => paper)
        .filter((paper) => (paper.date ?? '') >= first && isWanted(rule, paper));
      const isWhole = found.totalExact && found.total <= found.hits.length;
      // What was read stands for the rest.
      const share = found.hits.length === 0 ? 0 : wanted.length / found.hits.length;
      return {
        days: known === 0 ? begins.length : known,
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
    firstFault(queries: readonly string[]): QueryFault | null {
      for (const query of queries) {
        const fault = rules.faultOf(query);
        if (fault !== null) return fault;
      }
      return null;
    },
  };
}
