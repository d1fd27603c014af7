// An open text: what of it goes to a provider, whole or sentence by sentence, and what its answers are worth.
import { countPoints } from '../text/points.js';
import { sentencesOf } from '../text/sentences.js';
import { judgeTranslation } from './checks/judge.js';
import type { Glossary, Term } from './glossary.js';
import { mask, restore, withoutTokens } from './masking/mask.js';
import type { TokenStyle } from './masking/styles.js';

/** Longer texts are no abstracts (code points). */
const LONGEST = 10_000;
/** An answer so many times as long is none, however its letters are written. */
const MOST_TIMES = 10;

export type Judgement = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

export interface OpenText {
  /** Why it is not sent at all; null when it may be. */
  readonly unfit: string | null;
  /** Whether there is anything to translate in it. */
  readonly hasWords: boolean;
  /** The whole text, masked. */
  readonly whole: string;
  /** Its sentences, masked; those without words are not among them. */
  readonly sentences: readonly string[];
  /** Terms of the glossary that occur. */
  readonly terms: readonly Term[];
  /** An answer to what was sent; null is one that the provider itself called incomplete. */
  judge(sent: string, answer: string | null): Judgement;
  /** The whole, made of answers to its sentences. */
  join(answers: Readonly<Record<string, string>>): Judgement;
}

/** Letters, figures and kana of the other width. */
const OTHER_WIDTH = /[Ａ-Ｚａ-ｚ０-９％]+|[\uff66-\uff9f]+/g;

/** The usual widths, one space for many, one line for each that holds something. */
function tidy(text: string): string {
  return text
    .replace(OTHER_WIDTH, (found) => found.normalize('NFKC'))
    .split('\n')
    .map((line) => line.replace(/[ \t\u3000]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

export function openText(given: string, glossary: Glossary, style: TokenStyle): OpenText {
  const isFit = countPoints(given) <= LONGEST;
  // What is not sent is not looked at either.
  const source = isFit ? given : '';
  const masked = mask(source, glossary.names, style);
  const all = sentencesOf(masked.text);
  const hasWords = (sentence: string): boolean => /\p{L}{2}/u.test(withoutTokens(sentence, style));

  function judge(sent: string, answer: string | null): Judgement {
    if (answer === null) return { ok: false, reason: 'the translator broke off' };
    // The other checks take time that grows with the answer, on the thread that also serves commands.
    if (answer.length > MOST_TIMES * sent.length + 1_000) {
      const percent = Math.round((answer.length / Math.max(sent.length, 1)) * 100);
      return { ok: false, reason: `it has ${percent} % of the length of the original` };
    }
    const restored = restore({ sent, answer }, masked, style);
    if (!restored.ok) return restored;
    const reason = judgeTranslation({
      source: withoutTokens(sent, style).trim(),
      translation: withoutTokens(answer, style).trim(),
    });
    return reason === null ? { ok: true, text: tidy(restored.text) } : { ok: false, reason };
  }

  return {
    unfit: isFit ? null : `it is longer than ${LONGEST} characters`,
    hasWords: masked.hasWords,
    whole: masked.text,
    sentences: all.filter(hasWords),
    terms: glossary.termsIn(source),
    judge,
    join(answers) {
      const answerTo = (sentence: string): string | undefined =>
        Object.hasOwn(answers, sentence) ? answers[sentence]?.trim() : undefined;
      return judge(masked.text, all.map((sentence) => answerTo(sentence) ?? sentence).join(''));
    },
  };
}
