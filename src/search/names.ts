// Names: an author as typed to an expression over the keys of people. It finds everybody who may be meant; where more than
// one word was given, the caller compares whole names afterwards (isSamePerson), since keys do not say whose they are.
import { nameTokens } from '../domain/author.js';
import { initialTerm, nameTerm } from './keys.js';
import { allOf, anyOf, quoted } from './phrase.js';

/** Words of one author lie within this many keys of each other: up to four names with their initials. */
const NEAR = 8;

interface Spelling {
  readonly term: string;
  /** The word as it was typed. */
  readonly isTyped: boolean;
  readonly isInitial: boolean;
}

/** How a typed word may stand in a name: as itself, or as its initial; an initial also as each name it begins. */
function spellings(word: string): readonly Spelling[] {
  const [first = ''] = word;
  const isInitial = first === word;
  const other = isInitial ? initialTerm(word) : nameTerm(first);
  return [
    { term: nameTerm(word), isTyped: true, isInitial },
    { term: other, isTyped: false, isInitial: true },
  ];
}

const anySpelling = (word: string): string => anyOf(spellings(word).map(({ term }) => quoted([term])));

/** Null when nothing of the name can be searched for. */
export function nameMatch(typed: string): string | null {
  const words = nameTokens(typed.replaceAll('_', ' '));
  const [first, second] = words;
  if (first === undefined) return null;
  if (second === undefined) return [...first].length === 1 ? anySpelling(first) : quoted([nameTerm(first)]);
  if (words.length > 2) return allOf(words.map(anySpelling));
  const pairs = spellings(first).flatMap((left) => spellings(second).map((right) => [left, right] as const));
  const meant = pairs.filter(([left, right]) => left.isTyped || right.isTyped);
  // At least one of the two is spelled out.
  const whole = meant.filter(([left, right]) => !left.isInitial || !right.isInitial);
  return anyOf(
    (whole.length > 0 ? whole : meant).map(([left, right]) => `NEAR("${left.term}" "${right.term}", ${NEAR})`),
  );
}
