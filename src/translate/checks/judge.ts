// The judge: every check that a translation has to pass before it may be stored.
import { checkAdditions, checkMarkup } from './additions.js';
import type { Check, Judged } from './check.js';
import { checkCharacters, checkRepetition } from './content.js';
import { checkDigits, checkNewDigits, checkUnits } from './figures.js';
import { checkEcho, checkJapanese, checkLatin } from './japanese.js';
import { checkEnding, checkLength, checkSentenceCount } from './sentences.js';

const CHECKS: readonly Check[] = [
  checkCharacters,
  checkAdditions,
  checkMarkup,
  checkEcho,
  checkJapanese,
  checkLatin,
  checkRepetition,
  checkLength,
  checkSentenceCount,
  checkEnding,
  checkDigits,
  checkNewDigits,
  checkUnits,
];

/** The first thing that is wrong with a translation; null when it may be stored. */
export function judgeTranslation(judged: Judged): string | null {
  for (const check of CHECKS) {
    const wrong = check(judged);
    if (wrong !== null) return wrong;
  }
  return null;
}
