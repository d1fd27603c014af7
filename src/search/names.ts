// Names: an author as typed to an expression over the keys of people. It finds everybody who may be meant; where more than
// one word was given, the caller compares whole names afterwards (isSamePerson), since keys do not say whose they are.
import { nameTokens } from '../domain/author.js';
import { allOf, anyOf, quoted } from './phrase.js';

/** Words of one author lie within this many keys of each other: up to four names with their initials. */
const NEAR = 8;

function near(left: string, right: string): string {
  return `NEAR("@${left}" "@${right}", ${NEAR})`;
}

/** How a typed word may stand in a name: as itself, or as its initial; an initial also as each name it begins. */
function spellings(word: string): string[] {
  const [first = ''] = word;
  return first === word ? [word, `${word}.`] : [word, first];
}

/** Null when nothing of the name can be searched for. */
export function nameMatch(typed: string): string | null {
  const words = nameTokens(typed.replaceAll('_', ' '));
  const [first, second] = words;
  if (first === undefined) return null;
  if (second === undefined)
    return anyOf(
      spellings(first)
        .slice(0, first.length === 1 ? 2 : 1)
        .map((each) => quoted([`@${each}`])),
    );
  if (words.length > 2) return allOf(words.map((word) => anyOf(spellings(word).map((each) => quoted([`@${each}`])))));
  const pairs = spellings(first).flatMap((left) => spellings(second).map((right) => [left, right] as const));
  // At least one of the two is spelled out.
  const meant = pairs.filter(([left, right]) => left === first || right === second);
  const whole = meant.filter(([left, right]) => [left, right].some((each) => each.replace('.', '').length > 1));
  return anyOf((whole.length > 0 ? whole : meant).map(([left, right]) => near(left, right)));
}
