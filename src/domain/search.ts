// Searching as the rest of the program sees it: requests, results, highlights and similar papers.
import type { Language } from './language.js';
import type { Paper } from './paper.js';
import type { QueryProblem } from './query-problem.js';

export const SORTS = ['newest', 'relevance'] as const;
export type Sort = (typeof SORTS)[number];

/** What is searched for. `author` and `category` narrow the words; dates are `YYYY[-MM[-DD]]`, inclusive, of `zone`. */
export interface SearchRequest {
  readonly text: string;
  readonly author: string | null;
  readonly category: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly sort: Sort;
  readonly limit: number;
  readonly offset: number;
  /** When it was asked (UTC text); relative dates such as 7d count from it and are not understood without it. */
  readonly at?: string;
  /** The IANA zone of dates; UTC when it is left out. */
  readonly zone?: string;
}

export interface SearchHit {
  readonly paper: Paper;
  readonly score: number | null;
}

/** A stretch of a text, and whether it is what was looked for. */
export interface MarkedText {
  readonly text: string;
  readonly isMatch: boolean;
}

/** A piece of a paper's abstract or comments, in the language that matched. */
export interface Passage {
  readonly language: Language;
  readonly parts: readonly MarkedText[];
}

/** Where a query matched one paper: its title with the matches marked, and the best passage; null when only keys matched. */
export interface Highlight {
  readonly title: readonly MarkedText[];
  readonly passage: Passage | null;
  /** The author who was searched for, as the paper names them; null where none was or nobody of that name is shown. */
  readonly author: string | null;
}

/** A request that finds something where another one found nothing: a word spelled otherwise, or less asked for. */
export interface Looser {
  readonly kind: 'spelling' | 'less';
  readonly request: SearchRequest;
}

/** A paper like another one, with the terms that both have, the most telling first. */
export interface SimilarPaper {
  readonly paper: Paper;
  readonly shared: readonly string[];
}

/** `total` is a lower bound where `totalExact` is false. `error` says what was not understood, in English; `problem` is the same as a value. */
export interface SearchResult {
  readonly total: number;
  readonly totalExact: boolean;
  /** Milliseconds inside the store. */
  readonly tookMs: number;
  /** Terms added from the other language. */
  readonly crossed: readonly string[];
  readonly hits: readonly SearchHit[];
  /** The query as it was read, written in the short form of the grammar. */
  readonly understood: string;
  /** True when time ran out before all years were looked through. */
  readonly isCut: boolean;
  readonly error: string | null;
  readonly problem: QueryProblem | null;
}
