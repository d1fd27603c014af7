// Tokens: text as the index takes it, which divides and stems words itself; a query goes through the same door.
import { stemmer } from 'stemmer';
import { hasCjk, splitRuns } from '../text/cjk.js';
import { stripMarks } from '../text/fold.js';
import { remembering } from '../text/kept.js';
import { isAscii } from '../text/points.js';
import { readableTex } from '../text/tex.js';

/** Formulas as Unicode, no diacritics, no width, lower case. */
export function fold(text: string): string {
  return stripMarks(/[\\$]/.test(text) ? readableTex(text) : text).toLowerCase();
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
export const wordTerm = remembering((word) => stemmer(plainWord(word)), 100_000);

/** Overlapping pairs of a run of CJK letters; a single letter makes none. */
export function bigrams(run: string): string[] {
  const pairs: string[] = [];
  let before = '';
  for (const letter of run) {
    if (before !== '') pairs.push(before + letter);
    before = letter;
  }
  return pairs;
}

/** Stems and bigrams of a text in order. */
export function textTerms(text: string | null): string[] {
  if (text === null) return [];
  return splitRuns(fold(text)).flatMap((run) => (run.cjk ? bigrams(run.text) : [wordTerm(run.text)]));
}

const IRREGULAR_WORD = new RegExp(`\\b(?:${[...IRREGULAR.keys()].join('|')})\\b`, 'g');

/** A folded text as the index takes it: CJK runs as overlapping bigrams, words to be divided and stemmed by the index. */
export function indexText(folded: string): string {
  if (isAscii(folded)) return folded.replace(IRREGULAR_WORD, plainWord);
  return splitRuns(folded)
    .flatMap((run) => (run.cjk ? bigrams(run.text) : [plainWord(run.text)]))
    .join(' ');
}

const COMPOUND = /\b[a-z0-9]+(?:-[a-z0-9]+){1,3}/g;
const ANY_COMPOUND = /(?<![\p{L}\p{N}])[\p{L}\p{N}]+(?:[-‐‑–][\p{L}\p{N}]+){1,3}/gu;
const ANY_HYPHEN = /[-‐‑–]/gu;

/** Hyphenated words written as one, so that `multiagent` finds `multi-agent`. */
function joinedWords(folded: string): string[] {
  if (!/[-‐‑–]/.test(folded)) return [];
  if (isAscii(folded)) return (folded.match(COMPOUND) ?? []).map((word) => word.replaceAll('-', ''));
  const words = folded.match(ANY_COMPOUND) ?? [];
  return words.filter((word) => !hasCjk(word)).map((word) => word.replace(ANY_HYPHEN, ''));
}

/** Each once: the CJK letters of folded texts one by one, and their hyphenated words as one. */
export function extraTerms(folded: readonly string[]): string[] {
  const terms = new Set<string>();
  for (const text of folded) {
    for (const word of joinedWords(text)) terms.add(word);
    if (isAscii(text)) continue;
    for (const run of splitRuns(text)) if (run.cjk) for (const letter of run.text) terms.add(letter);
  }
  return [...terms];
}
