// One normal form in which titles and names are compared, whatever their source did to quotes, dashes and accents.
import { isAscii } from './points.js';
import { readable } from './readable.js';

/**
 * NFKC, TeX made readable, lower case, no diacritics on Latin, Greek and Cyrillic letters (voiced marks of kana stay),
 * punctuation dropped, single spaces.
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
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/** Names are folded as texts are; initials lose their dots. */
export function foldName(name: string): string {
  return foldText(name);
}

/** Diacritics off Latin, Greek and Cyrillic letters; compatibility forms (full width, ligatures) unified. */
export function stripMarks(text: string): string {
  if (isAscii(text)) return text;
  return text
    .normalize('NFKD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, '$1')
    .replace(/[øØłŁđĐıß]/gu, (letter) => PLAIN[letter] ?? letter)
    .normalize('NFKC');
}

const PLAIN: Readonly<Record<string, string>> = { ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ı: 'i', ß: 'ss' };
