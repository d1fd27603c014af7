// Checks of the language: it is Japanese, and not the original again.
import { countPoints } from '../../text/points.js';
import { hasCjk } from '../../text/cjk.js';
import { isNew, type Check } from './check.js';
import { isChinese } from './chinese.js';

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const KANA_OR_KANJI = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
/** Letters that neither Japanese nor the names and formulas in it are written with. */
const OTHER_LETTER =
  /(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Common}\p{Script=Inherited}])\p{L}/u;
/** A longer text without kana is Chinese. */
const LONGEST_WITHOUT_KANA = 20;
const LONG_WORDS = 20;
/** Fewer changed letters than this count as unchanged (BabelDOC's rule for long texts). */
const FEWEST_EDITS = 5;
/** Of the letters of a translation, at most this share may be Latin: more is a text of which a part came back as it was. */
const LATIN_SHARE = 0.5;
const MOST_LATIN_WORDS = 12;
/** Shorter titles may be names, which stand in brackets behind their translation. */
const NAME_WORDS = 3;
const SHORTEST_TITLE = 20;
/** So many English words side by side, with words among them that names have few of, are a sentence. */
const LATIN_RUN = /(?<![a-z]['’-]{0,9})(?:[a-z][a-z'’-]*[\s,;:]+){7,}[a-z]+/g;
const FUNCTION_WORD = /\b(?:the|an?|of|and|is|are|was|for|to|in|on|with|that|can|be|by|we|it)\b/g;

export const checkJapanese: Check = (judged) => {
  const { translation } = judged;
  if (!KANA_OR_KANJI.test(translation)) return 'it holds neither kana nor kanji';
  const letters = countPoints(translation.replace(/[^\p{Script=Han}]/gu, ''));
  if (letters > LONGEST_WITHOUT_KANA && !KANA.test(translation)) return 'it is not Japanese: there is no kana in it';
  if (isChinese(translation)) return 'it holds Chinese, not Japanese';
  return isNew(OTHER_LETTER, judged) ? 'it holds letters of another language' : null;
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
  const isTitle = before.length > SHORTEST_TITLE && before.split(' ').length > NAME_WORDS;
  if (isTitle && after.includes(before)) return 'the original stands in it';
  // A sentence that came back within the translation, as it was or in other words.
  const echoed = after.match(LATIN_RUN)?.some((run) => (run.match(FUNCTION_WORD)?.length ?? 0) >= 2);
  return echoed === true ? 'a part of it came back untranslated' : null;
};

/** Words that are left in Latin letters: a few names, but no sentences. */
export const checkLatin: Check = ({ translation }) => {
  const words = translation.match(/[A-Za-z]{3,}/g) ?? [];
  const latin = translation.replace(/[^A-Za-z]/g, '').length;
  const letters = countPoints(translation.replace(/[^\p{L}]/gu, ''));
  const isMostly = letters > 0 && latin / letters > LATIN_SHARE;
  return hasCjk(translation) && words.length > MOST_LATIN_WORDS && isMostly ? 'most of it is not Japanese' : null;
};
