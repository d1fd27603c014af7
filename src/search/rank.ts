// Rank: how well one paper answers the texts of a query, from its own words; nothing is counted over the whole store.
import type { ReadableTexts } from '../domain/paper.js';
import { hasCjk, splitRuns } from '../text/cjk.js';
import { fold, readableTerms, textTerms, wordTerm } from './tokens.js';

/** What is looked for: terms of the query in order, and for each text the beginnings by which it is counted. */
export interface RankTerms {
  readonly terms: readonly string[];
  readonly beginnings: readonly string[];
}

export function rankTerms(texts: readonly string[]): RankTerms {
  const runs = texts.flatMap((text) => splitRuns(fold(text)));
  return {
    terms: [...new Set(texts.flatMap(textTerms))],
    beginnings: [...new Set(runs.map((run) => (run.cjk ? run.text : wordTerm(run.text))))],
  };
}

const COUNTED = 4;

/** Occurrences at the beginning of a word (anywhere in Japanese), at most `COUNTED`. */
function count(text: string, beginning: string): number {
  const isInside = hasCjk(beginning);
  let found = 0;
  for (let at = text.indexOf(beginning); at >= 0 && found < COUNTED; at = text.indexOf(beginning, at + 1)) {
    if (isInside || at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ')) found += 1;
  }
  return found;
}

/** The longest stretch of the query's terms that stands in the title in the same order. */
function longestRun(title: readonly string[], terms: readonly string[]): number {
  let best = 0;
  for (let at = 0; at < title.length; at += 1) {
    const start = terms.indexOf(title[at] ?? '');
    if (start < 0) continue;
    let length = 1;
    while (title[at + length] !== undefined && title[at + length] === terms[start + length]) length += 1;
    best = Math.max(best, length);
  }
  return best;
}

/** 0 to about 6: words in the title, how much of the title they are, their order, and how often the abstract has them. */
export function scorePaper(facts: ReadableTexts, { terms, beginnings }: RankTerms): number {
  if (terms.length === 0 && beginnings.length === 0) return 0;
  const title = readableTerms(facts.titleJa === null ? facts.title : `${facts.title} ${facts.titleJa}`);
  const inTitle = new Set(title.filter((term) => terms.includes(term)));
  const body = `${facts.abstract ?? ''} ${facts.comments ?? ''}`.toLowerCase() + fold(` ${facts.abstractJa ?? ''}`);
  const frequency = beginnings.reduce((sum, beginning) => {
    const times = count(body, beginning);
    return sum + times / (times + 1.2);
  }, 0);
  const share = terms.length === 0 ? 0 : inTitle.size / terms.length;
  const coverage = title.length === 0 ? 0 : title.filter((term) => inTitle.has(term)).length / title.length;
  const order = terms.length === 0 ? 0 : longestRun(title, terms) / terms.length;
  return 2 * share + 1.5 * coverage + order + frequency / Math.max(beginnings.length, 1);
}
