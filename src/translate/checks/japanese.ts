// Checks of the language: it is Japanese, and not the original again.
import { countPoints } from '../../text/points.js';
import { hasCjk } from '../../text/cjk.js';
import type { Check } from './check.js';

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const KANA_OR_KANJI = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
const HANGUL = /\p{Script=Hangul}/u;
/** A longer text without kana is Chinese. */
const LONGEST_WITHOUT_KANA = 20;
const LONG_WORDS = 20;
/** So few changed letters are none (BabelDOC's rule for long texts). */
const FEWEST_EDITS = 5;
/** Of the letters of a translation, at most this share may be Latin: more is a text of which a part came back as it was. */
const LATIN_SHARE = 0.5;
const MOST_LATIN_WORDS = 12;

export const checkJapanese: Check = ({ translation }) => {
  if (!KANA_OR_KANJI.test(translation)) return 'it holds neither kana nor kanji';
  const letters = countPoints(translation.replace(/[^\p{Script=Han}]/gu, ''));
  if (letters > LONGEST_WITHOUT_KANA && !KANA.test(translation)) return 'it is not Japanese: there is no kana in it';
  return HANGUL.test(translation) ? 'it holds Korean letters' : null;
};

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Whether one text becomes the other by at most `most` edits; looks no farther than that. */
function isWithin(left: string, right: string, most: number): boolean {
  const [a, b] = [[...left], [...right]];
  if (Math.abs(a.length - b.length) > most) return false;
  let row = new Map(Array.from({ length: most + 1 }, (_, column) => [column, column]));
  for (let i = 1; i <= a.length; i += 1) {
    const next = new Map<number, number>();
    for (let j = Math.max(0, i - most); j <= Math.min(b.length, i + most); j += 1) {
      const swap = (row.get(j - 1) ?? Infinity) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.set(j, Math.min((row.get(j) ?? Infinity) + 1, (next.get(j - 1) ?? Infinity) + 1, j === 0 ? i : swap));
    }
    if (Math.min(...next.values()) > most) return false;
    row = next;
  }
  return (row.get(b.length) ?? Infinity) <= most;
}

export const checkEcho: Check = ({ source, translation }) => {
  const [before, after] = [fold(source), fold(translation)];
  if (before === after) return 'it is the original again';
  const isLong = before.split(' ').length > LONG_WORDS;
  if (isLong && isWithin(before, after, FEWEST_EDITS)) return 'it is the original again, with a few letters changed';
  // A sentence that came back within the translation.
  const words = after.match(/(?:[a-z][a-z'’-]*[\s,;:]+){12,}[a-z]+/g) ?? [];
  const echoed = words.find((run) => before.includes(run.slice(0, 60)));
  return echoed === undefined ? null : 'a part of the original came back untranslated';
};

/** Words that are left in Latin letters: a few names, but no sentences. */
export const checkLatin: Check = ({ translation }) => {
  const words = translation.match(/[A-Za-z]{3,}/g) ?? [];
  const latin = translation.replace(/[^A-Za-z]/g, '').length;
  const letters = countPoints(translation.replace(/[^\p{L}]/gu, ''));
  const isMostly = letters > 0 && latin / letters > LATIN_SHARE;
  return hasCjk(translation) && words.length > MOST_LATIN_WORDS && isMostly ? 'most of it is not Japanese' : null;
};
