// A trial: one sentence goes to the translator, for its operator or to learn whether it translates. Nothing of it is stored.
import { countPoints } from '../../text/points.js';
import { openText, type OpenText } from '../../translate/open-text.js';
import type { TranslateOutcome, Trouble } from '../../translate/translator.js';
import { remainingToday, spentReason, today, type TranslateParts } from './parts.js';

/** Shown to the operator: with a formula, a name and figures. */
const SENTENCE = 'We show that the loss $\\mathcal{L}_\\theta(x)$ of a LoRA adapter falls by 12.5% within 3 epochs.';
/** Whatever translates at all translates these; one after the other, since a model may have its own way with one of them. */
const PLAIN = [
  'We propose a new method.',
  'The results agree with the theory.',
  'This method works well on real data.',
];
/** What one of them takes from the day's budget at most (code points). */
export const TEST_CHARACTERS = Math.max(...PLAIN.map(countPoints));
/** What a reason begins with where an answer came that no card may show. */
export const WRONG = 'a plain sentence came back wrong';
/** Within five minutes (milliseconds): a model of one's own is loaded first. */
const PLAIN_MS = 300_000;

type TrialParts = Pick<TranslateParts, 'translator' | 'glossary' | 'settings' | 'reader' | 'writer' | 'now'>;

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

/** Takes the characters from the day's budget, as every request does; null where it does not allow them. */
async function send(
  parts: TrialParts,
  { whole, terms }: OpenText,
  signal: AbortSignal,
): Promise<TranslateOutcome | null> {
  const { translator, settings, writer } = parts;
  const characters = countPoints(whole);
  const limit = settings.dailyCharacters === 0 ? Number.MAX_SAFE_INTEGER : settings.dailyCharacters;
  const isAllowed =
    remainingToday(parts) >= characters &&
    (await writer.call('spendOfPerson', '', { day: today(parts), characters, limit }));
  return isAllowed ? translator.translate([whole], terms, signal) : null;
}

export async function tryTranslator(parts: TrialParts, signal: AbortSignal): Promise<Trial> {
  const { translator, glossary, settings } = parts;
  const open = openText(SENTENCE, glossary, translator.tokens);
  const asked = { sentence: SENTENCE, sent: open.whole, answer: null, shown: null };
  const outcome = await send(parts, open, signal);
  if (outcome === null) return { ...asked, reason: spentReason(settings.dailyCharacters) };
  if (outcome.kind !== 'ok') return { ...asked, reason: outcome.reason };
  const [answer = null] = outcome.texts;
  const judgement = open.judge(open.whole, answer);
  return judgement.ok
    ? { ...asked, answer, shown: judgement.text, reason: null }
    : { ...asked, answer, reason: judgement.reason };
}

/** What is wrong with the translator, whatever it is asked for; null where it translates. `untested`: the day's budget is spent. */
export async function troubleOf(parts: TrialParts, signal: AbortSignal): Promise<Trouble | 'untested' | null> {
  const { translator, glossary, reader } = parts;
  const failures = reader.translatorRest(translator.id)?.failures ?? 0;
  const open = openText(PLAIN[failures % PLAIN.length] ?? '', glossary, translator.tokens);
  const outcome = await send(parts, open, AbortSignal.any([signal, AbortSignal.timeout(PLAIN_MS)]));
  const fails = (reason: string): Trouble => ({ kind: 'later', afterMs: null, reason });
  if (outcome === null) return 'untested';
  if (outcome.kind !== 'ok')
    return outcome.kind === 'split' || outcome.kind === 'refused' ? fails(outcome.reason) : outcome;
  const judgement = open.judge(open.whole, outcome.texts[0] ?? null);
  return judgement.ok ? null : fails(`${WRONG}: ${judgement.reason}`);
}
