// Cutting between words: a text that is too long ends before the word that would be divided.
import { hasCjk } from './cjk.js';
import { cutPoints } from './points.js';

/** At most this many letters of a word are given up so that no word is divided. */
const LONGEST_PIECE = 24;

/** The first `max` code points, without a last letter whose marks (as U+3099 makes が of か) come after them. */
function cutLetters(text: string, max: number): string {
  const head = cutPoints(text, max);
  return /^\p{M}/u.test(text.slice(head.length)) ? head.replace(/\P{M}\p{M}{0,8}$/u, '') : head;
}

/**
 * At most the first `max` code points, without a space or comma at the end; the text itself where it fits. Scripts without
 * spaces are cut anywhere.
 */
export function cutWords(text: string, max: number): string {
  const head = cutLetters(text, max);
  if (head.length === text.length) return text;
  const isWithin = /[\p{L}\p{N}]$/u.test(head) && /^[\p{L}\p{N}]/u.test(text.slice(head.length));
  const space = head.lastIndexOf(' ');
  const isWord = isWithin && head.length - space <= LONGEST_PIECE && !hasCjk(head.slice(space));
  return (isWord && space > 0 ? head.slice(0, space) : head).replace(/(?<![\s,;:、，；：])[\s,;:、，；：]+$/u, '');
}
