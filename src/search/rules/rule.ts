// Rules: what a subscription wants as a test of one paper, and the terms by which it is found when a paper arrives.
import { nameMatcher } from '../../domain/author.js';
import type { Taxonomy } from '../../domain/category.js';
import type { QueryFault, Wants } from '../../domain/subscription.js';
import { memoized } from '../../text/memoized.js';
import { textHash } from '../../text/text-hash.js';
import { EVERY_PAPER } from '../keys.js';
import { parseQuery } from '../parser.js';
import { crossLanguages, type TermBook } from '../terms.js';
import { termsVersion } from '../tokens.js';
import { toCondition, type Condition } from './condition.js';
import { authorAnchors, type PaperTerms } from './paper-terms.js';

/** Grows with every change of how anchors are made of a query, and of how a query is widened to the other language. */
const ANCHORS_VERSION = 4;

/** How many queries are kept ready. */
const KEPT = 20_000;

const NEVER: Condition = { test: () => false, anchors: [] };

export interface RuleBook {
  /** Of how anchors are made, the pairs of terms included, so that those of an older rule can be rebuilt. */
  readonly version: string;
  /** Whether a rule wants a paper, its category and the type of the announcement aside. */
  wants(rule: Pick<Wants, 'kind' | 'value' | 'options'>, paper: PaperTerms): boolean;
  /** Terms of which every paper that the rule wants has one. `count` tells how many papers have a term. */
  anchors(rule: Pick<Wants, 'kind' | 'value'>, count: (term: string) => number): readonly string[];
  faultOf(query: string): QueryFault | null;
}

/** Rules are read with the look-ups of taxonomy and terms; queries are widened to the other language as searches are. */
export function createRuleBook(taxonomy: Taxonomy, book: TermBook): RuleBook {
  function read(query: string): Condition {
    const { wanted } = parseQuery(query, null);
    return (wanted === null ? null : toCondition(crossLanguages(wanted, book).wanted, taxonomy)) ?? NEVER;
  }
  const condition = memoized(read, KEPT);
  const isNamed = memoized(nameMatcher, KEPT);

  function isExcluded(
    { excludedCategories, excludedWords, excludedAuthors }: Wants['options'],
    paper: PaperTerms,
  ): boolean {
    return (
      excludedCategories.some((category) => taxonomy.matches(paper.categories, category)) ||
      excludedWords.some((query) => condition(query).test(paper)) ||
      excludedAuthors.some((name) => paper.authors.some(isNamed(name)))
    );
  }

  function isMeant({ kind, value }: Pick<Wants, 'kind' | 'value'>, paper: PaperTerms): boolean {
    if (kind === 'category') return true;
    return kind === 'keyword' ? condition(value).test(paper) : paper.authors.some(isNamed(value));
  }

  return {
    version: `${ANCHORS_VERSION}.${termsVersion}.${textHash(JSON.stringify([...book.english]))}`,
    wants: (rule, paper) => isMeant(rule, paper) && !isExcluded(rule.options, paper),
    anchors({ kind, value }, count) {
      if (kind === 'category') return [];
      if (kind === 'author') return authorAnchors(value);
      // The group of the rarest terms; among equally rare ones that of the longest.
      const groups = condition(value).anchors.map((terms) => ({
        terms: [...new Set(terms)],
        weight: terms.reduce((sum, term) => sum + (term === EVERY_PAPER ? Infinity : count(term)), 0),
        length: Math.min(...terms.map(({ length }) => length)),
      }));
      const [best] = groups.sort((a, b) => a.weight - b.weight || b.length - a.length);
      return best?.terms ?? [];
    },
    faultOf(query) {
      const { wanted, since, until, problem } = parseQuery(query, null);
      // Whether a date can be read does not matter: there is no place for one.
      if (problem?.kind === 'date') return { kind: 'dates' };
      if (problem !== null) return { kind: 'error', problem };
      if (since !== null || until !== null) return { kind: 'dates' };
      return wanted === null || toCondition(wanted, taxonomy) === null ? { kind: 'empty' } : null;
    },
  };
}
