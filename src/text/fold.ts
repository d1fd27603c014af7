// One normal form in which titles and names are compared, whatever their source did to quotes, dashes and accents.
import { withoutInvisible } from './comparison.js';
import { memoized } from './memoized.js';
import { isAscii } from './points.js';
import { readable } from './readable.js';

/** WordPress makes `3×3` of `3x3`. */
const TIMES = /(?<=\d)\s?×\s?(?=\d)/g;

/**
 * NFKC, TeX made readable, lower case, no diacritics on Latin, Greek and Cyrillic letters (voiced marks of kana stay),
 * a product of numbers as `3x3`, punctuation dropped, single spaces.
 */
export function foldText(text: string): string {
  const plain = readable(text);
  if (isAscii(plain))
    return plain
      .toLowerCase()
      .replace(/['`]/g, '')
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return stripMarks(plain)
    .toLowerCase()
    .replace(/['’‘`´]/gu, '')
    .replace(TIMES, 'x')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/** Names are folded as texts are; initials lose their dots. */
export function foldName(name: string): string {
  return foldText(name);
}

/** Letters that Unicode does not decompose, as their readers type them without a keyboard for them. */
const TYPED: ReadonlyMap<string, string> = new Map(
  `ð d Ð D þ th Þ Th æ ae Æ Ae œ oe Œ Oe ø o Ø O ł l Ł L đ d Đ D ħ h Ħ H ŧ t Ŧ T ŋ ng Ŋ Ng ı i ȷ j ĸ k ß ss ẞ SS ſ s ƒ f ə e Ə E
ɛ e Ɛ E ɔ o Ɔ O ɨ i Ɨ I ʉ u Ʉ U ɖ d Ɖ D ɗ d Ɗ D ɓ b Ɓ B ƙ k Ƙ K ƴ y Ƴ Y ɣ g Ɣ G ɲ n Ɲ N ǝ e Ǝ E ƶ z Ƶ Z ǥ g Ǥ G ɫ l ƚ l Ƚ L ƀ b
ⱥ a Ⱥ A ⱦ t Ⱦ T ɍ r Ɍ R ʋ v Ʋ V`
    .split(/\s+/)
    .map((letter, index, all) => [letter, all[index + 1] ?? ''] as const)
    .filter((_, index) => index % 2 === 0),
);
const UNDECOMPOSED = new RegExp(`[${[...TYPED.keys()].join('')}]`, 'gu');
/** Apostrophes that count as letters: okina, ayn, palatal signs. */
const MODIFIERS = /[\u02B9-\u02BF\u02C8\u02CA\u02CB]/g;

/** A stretch of letters beyond ASCII, with the letter before it that its first mark may belong to. */
const BEYOND_ASCII = /[A-Za-z]?[^\0-\x7F]+/g;

function stripStretch(stretch: string): string {
  return withoutInvisible(stretch)
    .normalize('NFKD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, '$1')
    .replace(UNDECOMPOSED, (letter) => TYPED.get(letter) ?? letter)
    .replace(MODIFIERS, '')
    .normalize('NFKC');
}

/** Formulas and names have the same few letters over and over; sentences in Japanese are not worth remembering. */
const LONGEST_KEPT = 6;
const stripShort = memoized(stripStretch, 10_000);

/**
 * Diacritics off Latin, Greek and Cyrillic letters, letters such as ð and æ as they are typed; compatibility forms (full
 * width, ligatures), radicals and invisible characters as comparison has them.
 */
export function stripMarks(text: string): string {
  if (isAscii(text)) return text;
  return text.replace(BEYOND_ASCII, (stretch) =>
    stretch.length <= LONGEST_KEPT ? stripShort(stretch) : stripStretch(stretch),
  );
}
