// The judge: every check that a translation has to pass before it may be stored.
import { checkAdditions, checkCharacters, checkDigits, checkRepetition } from './content.js';
import type { Check, Judged } from './check.js';
import { checkEcho, checkJapanese, checkLatin } from './japanese.js';
import { checkEnding, checkLength, checkSentenceCount } from './sentences.js';

const CHECKS: readonly Check[] = [
  checkCharacters,
  checkAdditions,
  checkEcho,
  checkJapanese,
  checkLatin,
  checkRepetition,
  checkLength,
  checkSentenceCount,
  checkEnding,
  checkDigits,
];

/** The first thing that is wrong with a translation; null when it may be stored. */
export function judgeTranslation(judged: Judged): string | null {
  for (const check of CHECKS) {
    const wrong = check(judged);
    if (wrong !== null) return wrong;
  }
  return null;
}
