// Phrases: one word or quoted text of a query to an expression of FTS5 over the terms of the index.
import { splitRuns } from '../text/cjk.js';
import { bigrams, fold, plainWord } from './tokens.js';

/** Terms side by side, as FTS5 spells them. */
export function quoted(terms: readonly string[]): string {
  return `"${terms.join(' ')}"`;
}

export function allOf(parts: readonly string[]): string {
  return parts.length === 1 ? parts[0]! : `(${parts.join(' AND ')})`;
}

export function anyOf(parts: readonly string[]): string {
  const each = [...new Set(parts)];
  return each.length === 1 ? each[0]! : `(${each.join(' OR ')})`;
}

/**
 * One word as typed (no spaces) or the text between quotes; null when it has neither letters nor digits.
 * Runs of CJK letters are matched letter by letter; a word with hyphens also as one word.
 */
export function phraseMatch(text: string): string | null {
  const folded = fold(text);
  const parts: string[] = [];
  let words: string[] = [];
  const endWords = (): void => {
    if (words.length > 0) parts.push(quoted(words.map(plainWord)));
    words = [];
  };
  for (const run of splitRuns(folded)) {
    if (!run.cjk) {
      words.push(run.text);
      continue;
    }
    endWords();
    parts.push(quoted([...run.text].length === 1 ? [run.text] : bigrams(run.text)));
  }
  const isOneWord = parts.length === 0 && words.length > 1 && /^[\p{L}\p{N}]+(?:[-‐‑–][\p{L}\p{N}]+)+$/u.test(folded);
  if (isOneWord) return anyOf([quoted(words.map(plainWord)), quoted([words.join('')])]);
  endWords();
  return parts.length === 0 ? null : allOf(parts);
}
