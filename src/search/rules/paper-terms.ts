// Terms of one paper in memory, the same that its row in the index has: what rules are compared with when it arrives.
import { nameTokens } from '../../domain/author.js';
import type { PaperFacts } from '../../domain/paper.js';
import { EVERY_PAPER, paperKeys } from '../keys.js';
import { fold, foldedTerms, indexText, wordTerm } from '../tokens.js';
import { hasCjk } from '../../text/cjk.js';

/** Terms of a text in order, each between spaces, so that a phrase is found as a text in a text. */
export type TermLine = string;

export function termLine(terms: readonly string[]): TermLine {
  return ` ${terms.join(' ')} `;
}

export interface PaperTerms {
  readonly title: TermLine;
  /** English, then Japanese. */
  readonly abstract: TermLine;
  readonly comments: TermLine;
  /** Keys (search/keys.ts), single CJK letters and hyphenated words as one. */
  readonly keys: ReadonlySet<string>;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  /** Every term of all of these, and what rules of authors are found by. */
  readonly all: readonly string[];
}

/** Words that are spelled out; of a name of single letters alone, all of it as one. */
const isWhole = (word: string): boolean => [...word].length > 1;

function authorTerm(word: string, other: string): string {
  return `¤${word}·${other}`;
}

/**
 * What a rule for an author is found by: each word that is spelled out, with the initial of another word of the name. Papers
 * have these terms of each author, so that a rule is only looked at for papers of people whose names can be the same.
 */
export function authorAnchors(name: string): string[] {
  const words = nameTokens(name);
  const whole = words.filter(isWhole);
  if (whole.length === 0) return [authorTerm(words.join(' '), '')];
  return whole.map((word) => {
    const other = words.find((each) => each !== word) ?? '';
    return authorTerm(word, initialOf(other));
  });
}

function initialOf(word: string): string {
  // An empty word has no first letter.
  return word === '' ? '' : String.fromCodePoint(word.codePointAt(0)!);
}

function authorTerms(name: string): string[] {
  const words = nameTokens(name);
  const whole = words.filter(isWhole);
  if (whole.length === 0) return [authorTerm(words.join(' '), '')];
  return whole.flatMap((word) => [
    authorTerm(word, ''),
    // Of "Yang Yang" the one word stands beside the other: a rule for "Y. Yang" means them as well.
    ...words.filter((_, index) => index !== words.indexOf(word)).map((each) => authorTerm(word, initialOf(each))),
  ]);
}

/** Takes about a millisecond for a long abstract. */
export function paperTerms(facts: PaperFacts): PaperTerms {
  const extra = new Set<string>();
  const termsIn = (...texts: readonly (string | null)[]): string[] =>
    texts.flatMap((text) => {
      if (text === null) return [];
      const folded = fold(text);
      indexText(folded, extra);
      return foldedTerms(folded);
    });
  const title = termsIn(facts.title, facts.titleJa);
  const abstract = termsIn(facts.abstract, facts.abstractJa);
  const comments = termsIn(facts.comments);
  const joined = [...extra].map((term) => (hasCjk(term) ? term : wordTerm(term)));
  const keys = new Set([EVERY_PAPER, ...paperKeys(facts, new Set()).split(' '), ...joined]);
  const people = facts.authors.flatMap(authorTerms);
  return {
    title: termLine(title),
    abstract: termLine(abstract),
    comments: termLine(comments),
    keys,
    authors: facts.authors,
    categories: facts.categories,
    all: [...new Set([...title, ...abstract, ...comments, ...keys, ...people])],
  };
}
