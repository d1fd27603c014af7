// Cutting between words: a text that is too long ends before the word that would be divided.
import { hasCjk } from './cjk.js';
import { cutPoints } from './points.js';

/** At most this many letters of a word are given up so that no word is divided. */
const LONGEST_PIECE = 24;

/** What a reader takes for one sign: a letter with its marks (が as か and U+3099), a syllable of Hangul in its parts, an emoji of several. */
const SIGNS = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Longer than any sign but piles of marks (UTF-16 units), which are divided. */
const NEAR = 64;

/** The first `max` code points, without a last sign that goes on after them. */
function cutSigns(text: string, max: number): string {
  const head = cutPoints(text, max);
  const from = Math.max(0, head.length - NEAR);
  const sign = SIGNS.segment(text.slice(from, head.length + 2)).containing(head.length - from);
  return sign === undefined || sign.index === 0 ? head : head.slice(0, from + sign.index);
}

/**
 * At most the first `max` code points, without a space or comma at the end; the text itself where it fits. Scripts without
 * spaces are cut anywhere.
 */
export function cutWords(text: string, max: number): string {
  const head = cutSigns(text, max);
  if (head.length === text.length) return text;
  const isWithin = /[\p{L}\p{M}\p{N}]$/u.test(head) && /^[\p{L}\p{N}]/u.test(text.slice(head.length));
  const space = head.lastIndexOf(' ');
  const isWord = isWithin && head.length - space <= LONGEST_PIECE && !hasCjk(head.slice(space));
  return (isWord && space > 0 ? head.slice(0, space) : head).replace(/(?<![\s,;:、，；：])[\s,;:、，；：]+$/u, '');
}
