// Tokens: text to the space-separated terms of the index; a query goes through the same door.
import { createHash } from 'node:crypto';
import { stemmer } from 'stemmer';
import { splitRuns } from '../text/cjk.js';
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

/** The term of one word without CJK letters: a Greek letter by its name, any other word by its stem (Porter). */
export const wordTerm = remembering((word) => GREEK_NAMES.get(word) ?? stemmer(IRREGULAR.get(word) ?? word), 100_000);

/** Overlapping pairs of a run of CJK letters; a single letter makes none. */
export function bigrams(run: string): string[] {
  const characters = [...run];
  return characters.slice(0, -1).map((character, index) => character + (characters[index + 1] ?? ''));
}

/** Index terms of a text in order: CJK runs as overlapping bigrams, other words as stems. */
export function textTerms(text: string | null): string[] {
  if (text === null) return [];
  const folded = fold(text);
  if (isAscii(folded)) return (folded.match(/[a-z0-9]+/g) ?? []).map(wordTerm);
  return splitRuns(folded).flatMap((run) => (run.cjk ? bigrams(run.text) : [wordTerm(run.text)]));
}

const HYPHEN = /[-‐‑–]/u;
const COMPOUND = /[\p{L}\p{N}]+(?:[-‐‑–][\p{L}\p{N}]+){1,3}/gu;
const HAS_CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Hyphenated words written as one, so that `multiagent` finds `multi-agent`. */
function joinedWords(folded: string): string[] {
  return folded
    .split(/\s+/)
    .filter((word) => HYPHEN.test(word))
    .flatMap((word) => word.match(COMPOUND) ?? [])
    .filter((word) => !HAS_CJK.test(word))
    .map((word) => wordTerm(word.replace(/[-‐‑–]/gu, '')));
}

/** Each once: the CJK letters of the texts one by one, and their hyphenated words as one. */
export function extraTerms(texts: readonly (string | null)[]): string[] {
  const terms = new Set<string>();
  for (const text of texts) {
    if (text === null) continue;
    const folded = fold(text);
    if (HYPHEN.test(folded)) for (const word of joinedWords(folded)) terms.add(word);
    if (isAscii(folded)) continue;
    for (const run of splitRuns(folded)) if (run.cjk) for (const character of run.text) terms.add(character);
  }
  return [...terms];
}

/** A term that stands for a whole title, so that one look finds it; null for a title without letters or digits. */
export function titleTerm(title: string): string | null {
  const terms = splitRuns(fold(title)).map((run) => (run.cjk ? run.text : wordTerm(run.text)));
  if (terms.length === 0) return null;
  return `^${createHash('sha256').update(terms.join(' ')).digest('hex').slice(0, 14)}`;
}
