// Agreement: whether two records that share evidence can be of one paper, by the signs of their titles and by their people.
import { foldText } from '../text/fold.js';
import { readable } from '../text/readable.js';
import { isInitialOf, personOf, type Person } from './author.js';
import type { RecordFacts } from './paper.js';

type Told = Pick<RecordFacts, 'title' | 'authors'>;

/** Superscripts, ends of words and signs of numbers; other hyphens join words, and sources spell them in many ways. */
const MINUS = /[⁻₋]|\^\s?\{?\s?[-−]|(?<=[\p{L}\p{N}])[-−–](?=\s|$|[/)\],;:}])|(?<=[\s({[=,]|^)[-−](?=\p{N})/gu;
/** Also typed as an apostrophe behind a letter that stands alone: `η'`. */
const PRIME = /[′″]+|(?<=(?<![\p{L}\p{N}'‘’])\p{L})['’](?![\p{L}\p{N}])/gu;
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [MINUS, ' minus '],
  [/±/g, ' plus minus '],
  [/[+＋⁺₊]/g, ' plus '],
  [/[*∗⋆]/g, ' star '],
  [/[#♯]/g, ' sharp '],
  [/<=|[≤⩽≦]/g, ' at most '],
  [/>=|[≥⩾≧]/g, ' at least '],
  [/</g, ' less '],
  [/>/g, ' more '],
  [/≠/g, ' unequal '],
  [/∪/g, ' united with '],
  [/∩/g, ' meets '],
  [/[⊂⊆⊊]/g, ' within '],
  [/[⊃⊇⊋]/g, ' holds '],
  [/[←⟵]/g, ' from '],
  // Antiparticles; letters that Unicode has with a macron are of names.
  [/[\u0304\u0305]/g, ' bar '],
  [PRIME, ' prime '],
];

/** A title as it is compared: folded, with its signs as words, so that `B^+`, `B⁺` and `B^-` are two titles. */
export function comparedTitle(title: string): string {
  return foldText(SIGNS.reduce((text, [sign, word]) => text.replace(sign, word), readable(title)));
}

/** Whether given names cannot be of one person: neither abbreviates the other, or leaves out a name of it. */
function contradict(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.join('') === long.join('')) return false;
  const [only] = short;
  if (short.length === 1 && only === long.map((word) => word.charAt(0)).join('')) return false;
  let next = 0;
  return !short.every((word) => {
    const found = long.findIndex((other, index) => index >= next && isInitialOf(word, other));
    next = found + 1;
    return found >= 0;
  });
}

const isOneOf = (person: Person, people: readonly Person[]): boolean =>
  people.some((other) => other.family === person.family && !contradict(other.given, person.given));

/**
 * Whether nothing forbids that both are one paper: their first authors' given names do not contradict, their further
 * authors are not all others, and titles that differ in signs alone are the same.
 */
export function agree(a: Told, b: Told): boolean {
  if (
    a.title !== b.title &&
    foldText(a.title) === foldText(b.title) &&
    comparedTitle(a.title) !== comparedTitle(b.title)
  )
    return false;
  if (a.authors.join('\n') === b.authors.join('\n')) return true;
  const [first, ...rest] = a.authors.map(personOf);
  const [otherFirst, ...otherRest] = b.authors.map(personOf);
  if (first === undefined || otherFirst === undefined) return true;
  if (first.family === otherFirst.family && contradict(first.given, otherFirst.given)) return false;
  return rest.length === 0 || otherRest.length === 0 || rest.some((person) => isOneOf(person, otherRest));
}
