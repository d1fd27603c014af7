// Checks of how much came back: length, number of sentences, and whether the last one is whole.
import { countPoints } from '../../text/points.js';
import { sentencesOf } from '../../text/sentences.js';
import type { Check } from './check.js';

/** Shorter texts have no usual ratio: two letters become four, ten become three. */
const SHORT = 40;
/** Japanese takes 0.35 to 0.6 of the characters of English. */
const RATIO = { min: 0.2, max: 1.2 };
const SHORT_RATIO = { min: 0.1, max: 4 };

export const checkLength: Check = ({ source, translation }) => {
  const length = countPoints(source);
  const ratio = countPoints(translation) / Math.max(length, 1);
  const { min, max } = length < SHORT ? SHORT_RATIO : RATIO;
  if (ratio < min) return `it has only ${Math.round(ratio * 100)} % of the length of the original`;
  return ratio > max ? `it has ${Math.round(ratio * 100)} % of the length of the original` : null;
};

export const checkSentenceCount: Check = ({ source, translation }) => {
  const wanted = sentencesOf(source).length;
  const got = sentencesOf(translation).length;
  const spread = Math.max(wanted * 0.5, 1);
  if (wanted < 2 && got <= 3) return null;
  return Math.abs(got - wanted) > spread ? `it has ${got} sentences instead of ${wanted}` : null;
};

/** A text that ends with a full stop was cut off where its translation ends with none. */
export const checkEnding: Check = ({ source, translation }) => {
  const isSentence = /[.!?]["'”’)\]]*\s*$/.test(source) && countPoints(source) >= SHORT;
  const isEnded = /[。．.!?！？…:：)）」』”"\]］]\s*$/u.test(translation);
  return isSentence && !isEnded ? 'it breaks off within a sentence' : null;
};
