// Relevance: how much a paper is what the rules of a place are about, for the order of a digest. Pure.
import { comparisonForm } from '../text/comparison.js';
import type { Taxonomy } from './category.js';
import type { Paper } from './paper.js';

export interface RelevantRule {
  readonly kind: string;
  readonly value: string;
}

const AUTHOR = 4;
const KEYWORD_IN_TITLE = 3;
const KEYWORD = 2;
const PRIMARY = 1;
const CROSS_LISTED = 0.5;
/** What each further rule that wants the paper adds. */
const ALSO = 0.1;

const normal = (text: string): string => comparisonForm(text).toLowerCase();

/** Words that a query wants; operators, fields and what is left out are none. */
function wordsOf(query: string): string[] {
  return normal(query)
    .replace(/(?:^|\s)-(?:"[^"]*"|\S+)/g, ' ')
    .replace(/\b(?:ti|abs|au|cat|id|since|until):\S*/g, ' ')
    .split(/[\s"()]+/)
    .filter((word) => word !== '' && word !== 'or' && word !== 'and');
}

function weight(paper: Paper, { kind, value }: RelevantRule, taxonomy: Taxonomy): number {
  if (kind === 'author') return AUTHOR;
  if (kind === 'keyword') {
    const title = normal(`${paper.title} ${paper.titleJa ?? ''}`);
    return wordsOf(value).some((word) => title.includes(word)) ? KEYWORD_IN_TITLE : KEYWORD;
  }
  const primary = paper.primaryCategory === null ? paper.categories : [paper.primaryCategory];
  return taxonomy.matches(primary, value) ? PRIMARY : CROSS_LISTED;
}

/** The weight of the rule that it fits best, and a little for every other one. Greater is more relevant. */
export function relevance(paper: Paper, rules: readonly RelevantRule[], taxonomy: Taxonomy): number {
  const weights = rules.map((rule) => weight(paper, rule, taxonomy));
  return weights.length === 0 ? 0 : Math.max(...weights) + ALSO * (weights.length - 1);
}
