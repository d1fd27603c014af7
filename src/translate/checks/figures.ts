// Checks of figures: those of the original come back, with their units, and none comes out of nowhere.
import type { Check } from './check.js';

const KANJI_DIGITS = '〇一二三四五六七八九';
const NUMBER = /\d+(?:[.,]\d+)*/g;
/** Figures before these words are written otherwise in Japanese: 2 million is 200万. */
const SCALED = /^(?:\s{0,9}-?\s{0,9}(?:thousand|million|billion|trillion|hundred|x\s?10)|[kmb]\b)/i;
/** Words that Japanese may write in figures of two digits or more. */
const SPELLED =
  /\b(?:ten\b|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twent|thirt|fort|fift|sixt|sevent|eight|ninet|hundred|thousand|million|billion|trillion|dozen|half|halv|third|quarter|fifth|tenth|magnitude|decade|centur|october|november|december)|\d\s?(?:k|m|b)\b|x\s?10/i;

/** Without marks of thousands; `.5` is 0.5, and 1990-95 is 1990 to 1995. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .replace(/(?<![\d.])\.(?=\d)/g, '0.')
    .replace(/(?<!\d)(\d\d)(\d\d)[-–](\d\d)(?!\d)/g, '$1$2-$1$3');
}

function numbersOf(text: string): string[] {
  const shown = plain(text);
  return [...shown.matchAll(NUMBER)]
    .filter((found) => !SCALED.test(shown.slice(found.index + found[0].length)))
    .map((found) => found[0].replace(/[.,]$/, ''));
}

/** A single figure may be written in kanji. */
function isThere(number: string, translation: string): boolean {
  for (let at = translation.indexOf(number); at >= 0; at = translation.indexOf(number, at + 1)) {
    const isWhole = !/[\d.]/.test(translation.charAt(at - 1)) && !/^\.?\d/.test(translation.slice(at + number.length));
    if (isWhole) return true;
  }
  return number.length === 1 && translation.includes(KANJI_DIGITS[Number(number)] ?? number);
}

export const checkDigits: Check = ({ source, translation }) => {
  const shown = plain(translation);
  const lost = [...new Set(numbersOf(source))].find((number) => !isThere(number, shown));
  return lost === undefined ? null : `the number ${lost} is missing`;
};

/** One digit may stand for a word (two, first, double). */
export const checkNewDigits: Check = ({ source, translation }) => {
  if (SPELLED.test(source)) return null;
  const shown = plain(source);
  const known = numbersOf(source);
  // Before 万 and the like stands a part of a number.
  const numbers = numbersOf(plain(translation).replace(/(?<!\d)\d+(?:\.\d+)?(?=[万億兆千])/g, ''));
  const made = numbers.find((number) => number.length > 1 && !known.includes(number) && !shown.includes(number));
  return made === undefined ? null : `the number ${made} is not of the text`;
};

const PERCENT = /\d\s*%|\d\s*per\s?cent/i;
const JAPANESE_PERCENT = /[%％]|パーセント|ポイント|百分|割|分の/;
const UNIT =
  /(?<!\d)(\d+(?:\.\d+)?)\s?([numμµ]s|s|[kMGT]?Hz|[munμµkc]?m|[kMGT]?eV|[kMGT]B|k?g|[kMG]?pc|[MG]?yr|[mμµ]?K|dB|[kMG]?W)(?![A-Za-z])/g;

/** Number to the units that it stands with. */
function unitsOf(text: string): Map<string, Set<string>> {
  const units = new Map<string, Set<string>>();
  for (const [, number = '', unit = ''] of plain(text).matchAll(UNIT))
    units.set(number, (units.get(number) ?? new Set()).add(unit));
  return units;
}

/** A unit may be spelled in Japanese; another one in its place is wrong. */
export const checkUnits: Check = ({ source, translation }) => {
  if (PERCENT.test(source) && !JAPANESE_PERCENT.test(translation)) return 'a percentage lost its sign';
  const own = unitsOf(source);
  for (const [number, units] of unitsOf(translation)) {
    const wanted = own.get(number);
    if (wanted !== undefined && [...units].some((unit) => !wanted.has(unit)))
      return `the unit of ${number} was changed`;
  }
  return null;
};
