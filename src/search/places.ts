// Folded text: a text as it is folded for search, with where each of its letters stands in the text as it is shown.
import { SPELLINGS } from '../text/variants.js';
import { fold } from './tokens.js';

export interface FoldedText {
  readonly folded: string;
  /** For each UTF-16 unit of `folded`, where its letter begins and ends in the text. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** What is folded by itself: ASCII, a spelling of several letters, a letter with its marks. */
const PIECE = new RegExp(
  `[\\0-\\x7F]+(?!\\p{M})|${SPELLINGS}|[^]\\p{M}*[\\p{M}\\uFF9E\\uFF9F\\p{Default_Ignorable_Code_Point}]*`,
  'gu',
);
const LONG_VOWEL = 'ー';
const DASH = /^[―—─]$/;
/** What is folded in a word of katakana: a small vowel becomes a large one there alone. */
const inKatakana = (piece: string): string => fold(`ア${piece}`).slice(1);
/** Letters that a fold leaves out where they stand in a word of katakana. */
const LEFT_OUT = /^[ー・]$/;

/** Null where the letters of the folded text cannot be told from each other in the text. */
export function placesOf(text: string): FoldedText | null {
  const folded = fold(text);
  const from: number[] = [];
  const to: number[] = [];
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    const alone = fold(piece).replace(DASH, (dash) => (folded.startsWith(LONG_VOWEL, from.length) ? LONG_VOWEL : dash));
    const own = folded.startsWith(alone, from.length) || LEFT_OUT.test(alone) ? alone : inKatakana(piece);
    const end = index + piece.length;
    if (folded.startsWith(own, from.length)) {
      const isEven = own.length === piece.length;
      for (let at = 0; at < own.length; at += 1) {
        from.push(isEven ? index + at : index);
        to.push(isEven ? index + at + 1 : end);
      }
    } else if (LEFT_OUT.test(own) && to.length > 0) to[to.length - 1] = end;
    else return null;
  }
  return from.length === folded.length ? { folded, from, to } : null;
}
