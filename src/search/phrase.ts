// Phrases: one word or quoted text of a query to an expression of FTS5 over the terms of the index.
import { splitRuns } from '../text/cjk.js';
import { bigrams, fold, plainWord } from './tokens.js';

/** Terms side by side, as FTS5 spells them. */
export function quoted(terms: readonly string[]): string {
  return `"${terms.join(' ')}"`;
}

export function allOf(parts: readonly string[]): string {
  const joined = parts.join(' AND ');
  return parts.length === 1 ? joined : `(${joined})`;
}

export function anyOf(parts: readonly string[]): string {
  const each = [...new Set(parts)];
  const joined = each.join(' OR ');
  return each.length === 1 ? joined : `(${joined})`;
}

/** What a text asks for: runs of terms side by side; every one of them, or any where `isAny`. */
export interface Phrase {
  readonly runs: readonly (readonly string[])[];
  readonly isAny: boolean;
}

/**
 * One word as typed (no spaces) or the text between quotes; null when it has neither letters nor digits.
 * Runs of CJK letters are matched letter by letter; a word with hyphens also as one word.
 */
export function readPhrase(text: string): Phrase | null {
  const folded = fold(text);
  const runs: string[][] = [];
  let words: string[] = [];
  const endWords = (): void => {
    if (words.length > 0) runs.push(words.map(plainWord));
    words = [];
  };
  for (const run of splitRuns(folded)) {
    if (!run.cjk) {
      words.push(run.text);
      continue;
    }
    endWords();
    runs.push([...run.text].length === 1 ? [run.text] : bigrams(run.text));
  }
  const isOneWord = runs.length === 0 && words.length > 1 && /^[\p{L}\p{N}]+(?:[-‐‑–][\p{L}\p{N}]+)+$/u.test(folded);
  if (isOneWord) return { runs: [words.map(plainWord), [words.join('')]], isAny: true };
  endWords();
  return runs.length === 0 ? null : { runs, isAny: false };
}

/** The same as an expression. */
export function phraseMatch(text: string): string | null {
  const phrase = readPhrase(text);
  if (phrase === null) return null;
  const parts = phrase.runs.map(quoted);
  return phrase.isAny ? anyOf(parts) : allOf(parts);
}
