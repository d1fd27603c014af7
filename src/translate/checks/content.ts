// Checks of what is in it: figures come back, nothing is repeated, nothing was added.
import type { Check } from './check.js';

const KANJI_DIGITS = '〇一二三四五六七八九';
/** Figures before these words are written otherwise in Japanese: 2 million is 200万. */
const NUMBER = /\d+(?:[.,]\d+)*(?!\s*(?:-\s*)?(?:thousand|million|billion|trillion|hundred|k\b|m\b|b\b|x\s?10))/gi;

function plain(text: string): string {
  return text.normalize('NFKC').replace(/(?<=\d),(?=\d{3})/g, '');
}

function numbersOf(text: string): string[] {
  return [...plain(text).matchAll(NUMBER)].map((found) => found[0].replace(/[.,]$/, ''));
}

/** A single figure may be written in kanji. */
function isThere(number: string, translation: string): boolean {
  const whole = new RegExp(`(?<![\\d.])${number.replace(/\./g, '\\.')}(?!\\d|\\.\\d)`);
  if (whole.test(translation)) return true;
  return number.length === 1 && translation.includes(KANJI_DIGITS[Number(number)] ?? number);
}

export const checkDigits: Check = ({ source, translation }) => {
  const shown = plain(translation);
  const lost = numbersOf(source).find((number) => !isThere(number, shown));
  return lost === undefined ? null : `the number ${lost} is missing`;
};

/** More than four times the same; single letters as in `……` or `!!!!!` only from nine on. */
const RUN = /(.{2,80}?)\1{4,}|([^\s\d])\2{8,}/u;
const MOST_EQUAL_SENTENCES = 2;
const SHORTEST_SENTENCE = 10;

export const checkRepetition: Check = ({ source, translation }) => {
  const run = RUN.exec(translation)?.[0];
  if (run !== undefined && !source.includes(run)) return 'it repeats itself';
  const sentences = translation.split(/[。\n]/).map((sentence) => sentence.trim());
  const long = sentences.filter((sentence) => sentence.length >= SHORTEST_SENTENCE);
  const isAgain = long.some((sentence) => long.filter((each) => each === sentence).length > MOST_EQUAL_SENTENCES);
  return isAgain ? 'a sentence is repeated' : null;
};

const PREAMBLE =
  /^\s*(?:以下[はがに].{0,20}(?:翻訳|訳|日本語)|(?:日本語)?(?:翻訳|訳文|和訳|日本語訳)(?:結果)?\s*(?:です|[:：])|はい[、。]|もちろん|承知|申し訳|翻訳します|(?:sure|certainly|of course|okay|here(?:'s| is| are)|translation|japanese)\b)/iu;
const ASIDE =
  /(?:^|\n)\s*(?:[（(]?(?:注|訳注|note|注意)\s*[:：)])|ご(?:不明|質問).{0,20}(?:ください|下さい)|いかがでしょうか/iu;

const THOUGHTS = /<\/?\s*think(?:ing)?\b|<\|[^|]*\|>|\[\/?INST\]/i;

function isNew(pattern: RegExp, source: string, translation: string): boolean {
  return pattern.test(translation) && !pattern.test(source);
}

/** What a model says besides the translation: greetings, fences, thoughts, notes. */
export const checkAdditions: Check = ({ source, translation }) => {
  if (isNew(THOUGHTS, source, translation)) return 'it holds the thoughts of a model';
  if (isNew(/```|~~~/, source, translation)) return 'it is set in a code fence';
  if (PREAMBLE.test(translation)) return 'it begins with words that are not of the text';
  if (ASIDE.test(translation)) return 'it holds a note that is not of the text';
  const address = /(?:https?:\/\/|www\.)\S+|@(?:everyone|here)/i.exec(translation)?.[0];
  return address !== undefined && !source.includes(address) ? 'it holds an address that is not of the text' : null;
};

/** Control and direction characters, replacement characters of broken text, and lone halves of a letter. */
const CONTROL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd\ue000-\uf8ff\p{Cs}]/u;

export const checkCharacters: Check = ({ translation }) =>
  CONTROL.test(translation) ? 'it holds characters that are no text' : null;
