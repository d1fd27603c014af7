// Signs: the letters, digits and signs of a formula that are typed as they are, and the commands that print no sign.
import type { Atom } from './layout.js';
import { inFont, type Font } from './letters.js';

const SIGNS: ReadonlyMap<string, Atom['kind']> = new Map([
  ...[...'+-−*'].map((sign) => [sign, 'bin'] as const),
  ...[...'=<>'].map((sign) => [sign, 'rel'] as const),
  ...[...'(['].map((sign) => [sign, 'open'] as const),
  ...[...')]!'].map((sign) => [sign, 'close'] as const),
  ...[...',;:'].map((sign) => [sign, 'punct'] as const),
]);
/** Commands that ask for a space. */
export const SPACES = new Set([...',:;> \n\t', ...'quad qquad enspace thinspace medspace thickspace space'.split(' ')]);
/** Commands that change only how large or where something is printed. */
export const NOTHING = new Set(
  `! / - left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm limits nolimits nonumber
notag relax mathstrut strut protect allowbreak nobreak mathopen mathclose noindent negthinspace`.split(/\s+/),
);
/** One atom of letters or digits: a word with its marks, or a number. */
export const RUN = /\p{L}\p{M}*(?:[A-Za-z]*)|\d+(?:\.\d+)*/uy;

/** What is typed for primes; quotes come as WordPress typesets them, too. */
export const PRIMES: ReadonlyMap<string, string> = new Map([
  ["'", '′'],
  ['’', '′'],
  ['”', '′′'],
]);

/** One sign, word or number in an alphabet. */
export function signAtom(text: string, font: Font, isSpaced: boolean): Atom {
  const kind = SIGNS.get(text) ?? (/\p{Sm}/u.test(text) && !/[|~]/.test(text) ? 'rel' : 'ord');
  const shown = PRIMES.get(text) ?? inFont(text, font);
  return { text: shown, base: shown, kind, isSpaced };
}
