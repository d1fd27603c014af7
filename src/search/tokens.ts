// Tokens: text to the space-separated terms of the index; a query goes through the same door.
import { createHash } from 'node:crypto';
import { stemmer } from 'stemmer';
import { splitRuns } from '../text/cjk.js';
import { stripMarks } from '../text/fold.js';
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
const IRREGULAR: Readonly<Record<string, string>> = {
  matrices: 'matrix',
  vertices: 'vertex',
  vortices: 'vortex',
  indices: 'index',
  simplices: 'simplex',
  analyses: 'analysis',
  hypotheses: 'hypothesis',
  syntheses: 'synthesis',
  bases: 'basis',
  criteria: 'criterion',
  phenomena: 'phenomenon',
  spectra: 'spectrum',
  quanta: 'quantum',
  automata: 'automaton',
  polyhedra: 'polyhedron',
  nuclei: 'nucleus',
  radii: 'radius',
  genera: 'genus',
};

const STEMS_KEPT = 100_000;
const stems = new Map<string, string>();

/** The term of one word without CJK letters: a Greek letter by its name, any other word by its stem (Porter). */
export function wordTerm(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const term = GREEK_NAMES.get(word) ?? stemmer(IRREGULAR[word] ?? word);
  if (stems.size >= STEMS_KEPT) stems.clear();
  stems.set(word, term);
  return term;
}

/** Overlapping pairs of a run of CJK letters; a single letter makes none. */
export function bigrams(run: string): string[] {
  const characters = [...run];
  return characters.slice(0, -1).map((character, index) => character + (characters[index + 1] ?? ''));
}

/** Index terms of a text in order: CJK runs as overlapping bigrams, other words as stems. */
export function textTerms(text: string | null): string[] {
  if (text === null) return [];
  return splitRuns(fold(text)).flatMap((run) => (run.cjk ? bigrams(run.text) : [wordTerm(run.text)]));
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
    for (const word of joinedWords(folded)) terms.add(word);
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
