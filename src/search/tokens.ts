// Tokens: text to the space-separated terms of the index, and words of a query to phrases of the same terms.
import { stemmer } from 'stemmer';
import { splitRuns } from '../text/cjk.js';
import { stripMarks } from '../text/fold.js';
import { readableTex } from '../text/tex.js';

function fold(text: string): string {
  return stripMarks(/[\\$]/.test(text) ? readableTex(text) : text).toLowerCase();
}

function bigrams(run: string): string[] {
  const characters = [...run];
  // The last character stands alone too, so that a search for one character finds it at the end of a run.
  return characters.map((character, index) => character + (characters[index + 1] ?? ''));
}

/**
 * Index terms of a text: runs of CJK letters as overlapping bigrams, other words stemmed (Porter) unless they are names,
 * without diacritics, case or width.
 */
export function indexTokens(text: string | null, kind: 'text' | 'name' = 'text'): string {
  if (text === null) return '';
  return splitRuns(fold(text))
    .flatMap((run) => (run.cjk ? bigrams(run.text) : [kind === 'text' ? stemmer(run.text) : run.text]))
    .join(' ');
}

function quote(terms: readonly string[]): string {
  return `"${terms.join(' ')}"`;
}

/** One word as typed (no spaces) to an FTS5 phrase; null when nothing in it can be searched for. */
export function wordPhrase(word: string, kind: 'text' | 'name' = 'text'): string | null {
  const runs = splitRuns(fold(word));
  if (runs.length === 0) return null;
  const phrases = runs.map((run) => {
    const characters = [...run.text];
    if (!run.cjk) return { terms: [kind === 'text' ? stemmer(run.text) : run.text], isPrefix: false };
    if (characters.length === 1) return { terms: [run.text], isPrefix: true };
    return { terms: bigrams(run.text).slice(0, -1), isPrefix: false };
  });
  const isPlain = phrases.every((phrase) => !phrase.isPrefix) && runs.every((run) => !run.cjk);
  if (isPlain) return quote(phrases.flatMap((phrase) => phrase.terms));
  return phrases.map((phrase) => quote(phrase.terms) + (phrase.isPrefix ? '*' : '')).join(' AND ');
}
