// The glossary: names that stay as they are, and terms with the Japanese that is wanted for them.
import type { FindSpans } from './masking/formulas.js';
import { createPhrases, findPhrases, type Fold } from './phrases.js';

/** A term and its translation. */
export interface Term {
  readonly english: string;
  readonly japanese: string;
}

export interface Glossary {
  /** Finds every name that stays; null without any. */
  readonly names: FindSpans | null;
  /** The terms that occur in a text, longest first. */
  termsIn(text: string): Term[];
}

export interface GlossaryEntry {
  readonly kind: 'keep' | 'map';
  readonly english: string;
  /** Empty for what is kept. */
  readonly japanese: string;
}

/** No entry is longer on either side (UTF-16 units). */
export const LONGEST_FIELD = 100;

const asTyped: Fold = (word) => word;
const lowerCase: Fold = (word) => word.toLowerCase();

/**
 * Lines of `keep<TAB>name` or `map<TAB>term<TAB>Japanese`; empty lines and those that begin with `#` are comments.
 * Lines of another form, or longer, are answered with their number (from 1), so that they can be named.
 */
export function parseGlossary(text: string): { readonly entries: GlossaryEntry[]; readonly wrongLines: number[] } {
  const entries: GlossaryEntry[] = [];
  const wrongLines: number[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [kind, english = '', japanese = '', ...more] = line.split('\t').map((field) => field.trim());
    const isLong = english.length > LONGEST_FIELD || japanese.length > LONGEST_FIELD;
    const isWhole = english !== '' && more.length === 0 && !isLong;
    if (kind === 'keep' && isWhole && japanese === '') entries.push({ kind, english, japanese: '' });
    else if (kind === 'map' && isWhole && japanese !== '') entries.push({ kind, english, japanese });
    else wrongLines.push(index + 1);
  }
  return { entries, wrongLines };
}

/** Of several entries for the same English the last one counts: the operator's file is read after ours. */
export function createGlossary(entries: readonly GlossaryEntry[]): Glossary {
  const last = new Map(entries.map((entry) => [lowerCase(entry.english).replace(/\s+/g, ' '), entry]));
  const kept = [...last.values()].filter(({ kind }) => kind === 'keep');
  const names = createPhrases(
    kept.map(({ english }) => [english, english]),
    asTyped,
  );
  const terms = createPhrases(
    [...last.values()].filter(({ kind }) => kind === 'map').map((term) => [term.english, term]),
    lowerCase,
  );
  return {
    names: kept.length === 0 ? null : (text) => findPhrases(text, names, { fold: asTyped, endings: ['s'] }),
    termsIn(text) {
      const found = findPhrases(text, terms, { fold: lowerCase, endings: ['s', 'es'] }).map(({ value }) => value);
      return [...new Set(found)]
        .toSorted((a, b) => b.english.length - a.english.length)
        .map(({ english, japanese }) => ({ english, japanese }));
    },
  };
}
