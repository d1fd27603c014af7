// A trial: one sentence with a formula goes to the translator, and what came of it is shown. Nothing of it is stored.
import { countPoints } from '../../text/points.js';
import { openText } from '../../translate/open-text.js';
import { remainingToday, spentReason, today, type TranslateParts } from './parts.js';

const SENTENCE = 'We show that the loss $\\mathcal{L}_\\theta(x)$ of a LoRA adapter falls by 12.5% within 3 epochs.';

export interface Trial {
  readonly sentence: string;
  /** With tokens, as it went out. */
  readonly sent: string;
  /** As it came back; null without an answer. */
  readonly answer: string | null;
  /** What a card would show; null where the answer was refused. */
  readonly shown: string | null;
  /** Why nothing would be shown; null where something would. */
  readonly reason: string | null;
}

/** Takes the characters from the day's budget, as every request does. */
export async function tryTranslator(
  parts: Pick<TranslateParts, 'translator' | 'glossary' | 'settings' | 'reader' | 'writer' | 'now'>,
  signal: AbortSignal,
): Promise<Trial> {
  const { translator, glossary, settings, writer } = parts;
  const open = openText(SENTENCE, glossary, translator.tokens);
  const asked = { sentence: SENTENCE, sent: open.whole, answer: null, shown: null };
  const characters = countPoints(open.whole);
  const limit = settings.dailyCharacters === 0 ? Number.MAX_SAFE_INTEGER : settings.dailyCharacters;
  const isAllowed =
    remainingToday(parts) >= characters &&
    (await writer.call('spendOfPerson', '', { day: today(parts), characters, limit }));
  if (!isAllowed) return { ...asked, reason: spentReason(settings.dailyCharacters) };
  const outcome = await translator.translate([open.whole], open.terms, signal);
  if (outcome.kind !== 'ok') return { ...asked, reason: outcome.reason };
  const [answer = null] = outcome.texts;
  const judgement = open.judge(open.whole, answer);
  return judgement.ok
    ? { ...asked, answer, shown: judgement.text, reason: null }
    : { ...asked, answer, reason: judgement.reason };
}
