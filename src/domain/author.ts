// Authors: names compared by whole words, whatever their order, initials, accents or particles.
import { foldName } from '../text/fold.js';

const SUFFIX = /^(?:jr|sr|ii|iii|iv)$/;
const PARTICLE = /^(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|ten|ter|el|al|bin|ibn)$/;

const withoutAffiliations = (name: string): string =>
  name.includes('(') ? name.replace(/\([^)]*\)/g, ' ').trim() : name;

/** `Family, Given` turned to `Given Family`; affiliations in brackets dropped. */
function inOrder(name: string): string {
  const plain = withoutAffiliations(name);
  if (!plain.includes(',')) return plain;
  const [family, given, ...rest] = plain.split(',').map((part) => part.trim());
  if (given === undefined || given === '' || rest.length > 0) return plain;
  return SUFFIX.test(foldName(given)) ? (family ?? '') : `${given} ${family ?? ''}`;
}

/** What stands between people and in no name. */
const BETWEEN = /[;；&＆、]|\s(?:and|と)\s|\set al\b/iu;
/** The name of one, whatever stands in it: `the LIGO, Virgo and KAGRA Collaborations`. */
const OF_MANY = /\b(?:collaborations?|consorti(?:um|a)|teams?|groups?)\b/i;

/**
 * Whether a text names several people: `A and B`, `A; B`, more than one comma, or one between two whole names. `Hao, Chenjie`,
 * `van der Berg, Ludwig` and `King, Martin, Jr.` are one person; `García Márquez, Gabriel José` cannot be told from two.
 */
export function isSeveral(text: string): boolean {
  const plain = withoutAffiliations(text);
  if (OF_MANY.test(plain)) return false;
  if (BETWEEN.test(plain)) return true;
  // A hyphen makes one name of two: `Ou-Yang, Zhong-Can`.
  const parts = plain.split(/[,，]/).map((part) => foldName(part.replace(/[-‐‑]/g, '')).split(' '));
  const people = parts.filter((words) => words.some((word) => word !== '' && !SUFFIX.test(word)));
  // A given name or its initial, and a family name; `C. J.` and `Gabriel J.` lack that.
  const isWhole = (words: readonly string[]): boolean =>
    words
      .filter((word) => !PARTICLE.test(word))
      .slice(1)
      .some((word) => word.length > 1);
  return people.length > 2 || (people.length === 2 && people.every(isWhole));
}

/** Folded words of a name in reading order, suffixes such as Jr dropped. */
export function nameTokens(name: string): readonly string[] {
  // Most names have nothing to be folded, and hundreds of thousands of them are asked for while an archive is taken in.
  const words = /^[A-Za-z .-]*$/.test(name)
    ? (name.toLowerCase().match(/[a-z]+/g) ?? [])
    : foldName(inOrder(name)).split(' ');
  return words.filter((word, index) => word !== '' && (index === 0 || !SUFFIX.test(word)));
}

/** The folded family name with its particles: `Ludwig van der Berg` -> `van der berg`; a collaboration is one name. */
export function familyName(name: string): string {
  const words = nameTokens(name);
  if (words.includes('collaboration')) return words.join(' ');
  let start = words.length - 1;
  while (start > 1 && PARTICLE.test(words[start - 1] ?? '')) start -= 1;
  return words.slice(Math.max(start, 0)).join(' ');
}

/** Ways to write one sound: `Sergey` and `Sergei`, a letter twice or once. The first letter stays: it may be all there is. */
function sounded(word: string): string {
  return word
    .replace(/(?<=\p{L})[jy]/gu, 'i')
    .replace(/(?<=\p{L})w/gu, 'v')
    .replace(/(\p{L})\1+/gu, '$1');
}

/** Words of at least so many letters are long enough that two people hardly differ by the next rules alone. */
const LONG = 5;

/** Family names of one person in several transliterations: `Satoh` and `Sato`, `Mueller` and `Müller`. */
function soundedFamily(word: string): string {
  const plain = word.length < LONG - 1 ? word : word.replace(/oh(?![aeiou])/g, 'o');
  const long =
    word.length < LONG
      ? plain
      : plain
          .replace(/ou|oo/g, 'o')
          .replace(/uu/g, 'u')
          .replace(/(?<=[aou])e/g, '');
  return sounded(long);
}

/** A person as another source may write the same name; a collaboration is one word with or without its article. */
export interface Person {
  readonly family: string;
  readonly given: readonly string[];
}

/** Names in a form in which the same person is the same in different sources. Used only to compare, never shown. */
export function personOf(name: string): Person {
  const family = familyName(name);
  const words = nameTokens(name);
  if (words.includes('collaboration')) return { family: family.replace(/^the /, ''), given: [] };
  return {
    family: family.split(' ').map(soundedFamily).join(' '),
    given: words.slice(0, words.length - family.split(' ').length).map(sounded),
  };
}

/** Whether words of two names are the same, or one is the initial of the other. */
export function isInitialOf(short: string, long: string): boolean {
  return (
    short === long || (short.length === 1 && long.startsWith(short)) || (long.length === 1 && short.startsWith(long))
  );
}

/**
 * Whether a query names this author: every word of it is a whole word of the name or an initial of one, and at least one
 * is spelled out. `Yu` is not `Yujia`; `C. Hao`, `Hao, Chenjie` and `Chenjie Hao` are the same.
 */
export function isSamePerson(query: string, name: string): boolean {
  return nameMatcher(query)(name);
}

/**
 * Whether an initial of a name was taken for a word that the query spells out, and nothing that the name spells out behind
 * it is asked for: an initial stands for a given name, so `Ann Lee` is not `Ann L. Kim`, and `van der Waerden` not `W. van der Hart`.
 */
function isFamilyCut(words: readonly string[], at: number, taken: ReadonlyMap<number, string>): boolean {
  if (words[at]?.length !== 1 || (taken.get(at)?.length ?? 0) < 2) return false;
  const places = words.map((_, place) => place).slice(at + 1);
  const spelled = places.filter((place) => (words[place]?.length ?? 0) > 1 && !PARTICLE.test(words[place] ?? ''));
  return spelled.length > 0 && !spelled.some((place) => taken.get(place) === words[place]);
}

/** The same for many names. */
export function nameMatcher(query: string): (name: string) => boolean {
  const wanted = nameTokens(query);
  const longestFirst = [...wanted].sort((a, b) => b.length - a.length);
  return (name) => {
    const words = nameTokens(name);
    const isWhole = wanted.some((word) => word.length > 1 && words.includes(word));
    if (wanted.length === 0 || (!isWhole && wanted.join() !== words.join())) return false;
    /** The words of the query by the place of the word of the name that each was found in. */
    const taken = new Map<number, string>();
    const isFound = longestFirst.every((word) => {
      const exact = words.findIndex((other, at) => other === word && !taken.has(at));
      const found = exact >= 0 ? exact : words.findIndex((other, at) => !taken.has(at) && isInitialOf(word, other));
      taken.set(found, word);
      return found >= 0;
    });
    return isFound && words.every((_, at) => !isFamilyCut(words, at, taken));
  };
}
