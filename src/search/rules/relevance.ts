// Relevance: how much a paper is what the rules of a place are about, for the order of a digest.
import type { Taxonomy } from '../../domain/category.js';
import type { Paper } from '../../domain/paper.js';
import { shownTexts } from '../../domain/readable-texts.js';
import { memoized } from '../../text/memoized.js';
import { positiveTexts } from '../match.js';
import { parseQuery } from '../parser.js';
import { rankTerms, scorePaper, type RankTerms } from '../rank.js';
import { crossLanguages, type TermBook } from '../terms.js';

export interface RelevantRule {
  readonly kind: string;
  readonly value: string;
}

/** Greater is more relevant. */
export type Relevance = (paper: Paper, rules: readonly RelevantRule[]) => number;

const AUTHOR = 10;
/** The search's own score comes on top: 0 to about 6. */
const KEYWORD = 2;
const PRIMARY = 1;
const CROSS_LISTED = 0.5;
/** What each further rule that wants the paper adds. */
const ALSO = 0.1;
/** Queries that are kept ready. */
const KEPT = 1_000;

/** Papers by a followed author come first, then those that answer a query, by how well they do, then those of categories. */
export function createRelevance(taxonomy: Taxonomy, book: TermBook): Relevance {
  const termsOf = memoized((query: string): RankTerms => {
    const { wanted } = parseQuery(query, null);
    return rankTerms(wanted === null ? [] : positiveTexts(crossLanguages(wanted, book).wanted));
  }, KEPT);

  function weight(paper: Paper, { kind, value }: RelevantRule): number {
    if (kind === 'author') return AUTHOR;
    // A smaller difference of scores is ignored: the newer paper comes first.
    if (kind === 'keyword') return KEYWORD + Math.round(scorePaper(shownTexts(paper), termsOf(value)) * 5) / 5;
    const primary = paper.primaryCategory === null ? paper.categories : [paper.primaryCategory];
    return taxonomy.matches(primary, value) ? PRIMARY : CROSS_LISTED;
  }

  return (paper, rules) => {
    const weights = rules.map((rule) => weight(paper, rule));
    return weights.length === 0 ? 0 : Math.max(...weights) + ALSO * (weights.length - 1);
  };
}
