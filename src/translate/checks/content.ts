// Checks of the text as such: nothing is repeated, and all of it is text.
import { sentencesOf } from '../../text/sentences.js';
import type { Check } from './check.js';

/** More than four times the same; single letters as in `……` or `!!!!!` only from nine on. */
const RUN = /(.{2,80}?)\1{4,}|([^\s\d])\2{8,}/u;
const SHORTEST_SENTENCE = 10;

/** How often the sentence stands there that stands there most often. */
function mostOften(sentences: readonly string[]): number {
  const long = sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence.length >= SHORTEST_SENTENCE);
  const counts = new Map<string, number>();
  for (const sentence of long) counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  return Math.max(1, ...counts.values());
}

export const checkRepetition: Check = ({ source, translation }) => {
  const run = RUN.exec(translation)?.[0];
  if (run !== undefined && !source.includes(run)) return 'it repeats itself';
  const times = mostOften(translation.split(/[。\n]/));
  return times > mostOften(sentencesOf(source)) ? 'a sentence is repeated' : null;
};

/** Control and direction characters, replacement characters of broken text, and lone halves of a letter. */
const CONTROL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd\ue000-\uf8ff\p{Cs}]/u;

export const checkCharacters: Check = ({ translation }) =>
  CONTROL.test(translation) ? 'it holds characters that are no text' : null;
