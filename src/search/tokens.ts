// Tokens: text as the index takes it, which divides and stems words itself; a query is read by the same code.
import { stemmer } from 'stemmer';
import { hasCjk, splitRuns } from '../text/cjk.js';
import { stripMarks } from '../text/fold.js';
import { memoized } from '../text/memoized.js';
import { isAscii } from '../text/points.js';
import { readable } from '../text/readable.js';
import { foldVariants } from '../text/variants.js';

/** Grows with every change of what the index takes of a text, so that an index of an older rule can be rebuilt. */
export const termsVersion = 5;

/** Formulas as Unicode, no diacritics, no width, lower case; variants of Japanese letters and words as one. */
export function fold(text: string): string {
  return foldReadable(readable(text));
}

/** The same of a text that is readable already. */
export function foldReadable(text: string): string {
  const plain = stripMarks(text).toLowerCase();
  return isAscii(plain) ? plain : foldVariants(plain);
}

const GREEK =
  'α alpha β beta γ gamma δ delta ε epsilon ϵ epsilon ζ zeta η eta θ theta ϑ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi ο omicron π pi ρ rho σ sigma ς sigma τ tau υ upsilon φ phi ϕ phi χ chi ψ psi ω omega'.split(
    ' ',
  );
const GREEK_NAMES = new Map(
  GREEK.flatMap((letter, index) => (index % 2 === 0 ? [[letter, GREEK[index + 1] ?? ''] as const] : [])),
);

/** Plurals that the stemmer does not lead to the same stem as their singular. */
const IRREGULAR = new Map([
  ['matrices', 'matrix'],
  ['vertices', 'vertex'],
  ['vortices', 'vortex'],
  ['indices', 'index'],
  ['simplices', 'simplex'],
  ['analyses', 'analysis'],
  ['hypotheses', 'hypothesis'],
  ['syntheses', 'synthesis'],
  ['bases', 'basis'],
  ['criteria', 'criterion'],
  ['phenomena', 'phenomenon'],
  ['spectra', 'spectrum'],
  ['quanta', 'quantum'],
  ['automata', 'automaton'],
  ['polyhedra', 'polyhedron'],
  ['nuclei', 'nucleus'],
  ['radii', 'radius'],
  ['genera', 'genus'],
]);

/** One word without CJK letters as the index takes it: a Greek letter by its name, an irregular plural as its singular. */
export function plainWord(word: string): string {
  return GREEK_NAMES.get(word) ?? IRREGULAR.get(word) ?? word;
}

/** The stem (Porter) of one word, by which words are compared outside the index; the index has the same stemmer built in. */
export const wordTerm = memoized((word) => stemmer(plainWord(word)), 100_000);

/** Overlapping pairs of a run of CJK letters; a single letter makes none. */
export function bigrams(run: string): string[] {
  const pairs: string[] = [];
  let [start, middle] = [0, 0];
  for (const letter of run) {
    const end = middle + letter.length;
    if (middle > start) pairs.push(run.slice(start, end));
    [start, middle] = [middle, end];
  }
  return pairs;
}

/** Stems and bigrams of a folded text in order. */
export function foldedTerms(folded: string): string[] {
  return splitRuns(folded).flatMap((run) => (run.cjk ? bigrams(run.text) : [wordTerm(run.text)]));
}

/** Stems and bigrams of a text in order. */
export function textTerms(text: string | null): string[] {
  return text === null ? [] : foldedTerms(fold(text));
}

/** The same of a text that is readable already. */
export function readableTerms(text: string): string[] {
  return foldedTerms(foldReadable(text));
}

const IRREGULAR_WORD = new RegExp(`\\b(?:${[...IRREGULAR.keys()].join('|')})\\b`, 'g');

const COMPOUND = /\b[a-z0-9]+(?:-[a-z0-9]+){1,3}/g;
const ANY_COMPOUND = /(?<![\p{L}\p{N}])[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+){1,3}/gu;
const OTHER_HYPHEN = /[‐‑–]/g;

/** Hyphenated words of a text; it is looked at around hyphens only, since every word may begin a compound. */
function compounds(folded: string, pattern: RegExp): string[] {
  const found: string[] = [];
  for (let at = folded.indexOf('-'); at >= 0;) {
    const space = folded.indexOf(' ', at);
    const end = space < 0 ? folded.length : space;
    for (const word of folded.slice(folded.lastIndexOf(' ', at) + 1, end).match(pattern) ?? []) found.push(word);
    at = folded.indexOf('-', end);
  }
  return found;
}

/** Hyphenated words written as one, so that `multiagent` finds `multi-agent`. */
function joinedWords(folded: string): string[] {
  const words = isAscii(folded)
    ? compounds(folded, COMPOUND)
    : compounds(folded.replace(OTHER_HYPHEN, '-'), ANY_COMPOUND).filter((word) => !hasCjk(word));
  return words.map((word) => word.replaceAll('-', ''));
}

/** Letters beyond ASCII with all that stands around them up to the next sign of ASCII. */
const BEYOND_ASCII = /(?<![A-Za-z0-9])[A-Za-z0-9]*[^\0-\x7F][A-Za-z0-9\x80-\uFFFF]*/g;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/**
 * A folded text as the index takes it: CJK runs as overlapping bigrams, words to be divided and stemmed by the index. What
 * has no place in a sentence is added to `extra`: CJK letters one by one, and hyphenated words as one.
 */
export function indexText(folded: string, extra: Set<string>): string {
  for (const word of joinedWords(folded)) extra.add(word);
  if (isAscii(folded)) return folded.replace(IRREGULAR_WORD, plainWord);
  if (!hasCjk(folded))
    return folded
      .replace(IRREGULAR_WORD, plainWord)
      .replace(BEYOND_ASCII, (stretch) => (stretch.match(WORD) ?? []).map(plainWord).join(' '));
  const terms: string[] = [];
  for (const run of splitRuns(folded)) {
    if (!run.cjk) terms.push(plainWord(run.text));
    else {
      for (const pair of bigrams(run.text)) terms.push(pair);
      for (const letter of run.text) extra.add(letter);
    }
  }
  return terms.join(' ');
}
