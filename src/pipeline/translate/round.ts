// A round: one request to the translator, from the choice of its texts to what its answer means for each of them.
import { instantOf } from '../../domain/local-time.js';
import type { DueTranslation } from '../../store/translation/reports.js';
import type { Settled } from '../../store/translation/queue.js';
import { countPoints } from '../../text/points.js';
import type { TranslateFailure } from '../../translate/translator.js';
import { createHealth } from './health.js';
import { gatherLot, judgeAnswers, type Lot, type LotText } from './lot.js';
import { remainingToday, restNow, spentReason, today, unavailable, type TranslateParts } from './parts.js';
import { TEST_CHARACTERS } from './trial.js';

/** `worked`: there may be more. `busy`: another request is under way. `resting`, `idle`: nothing to do now. */
export type RoundOutcome = 'worked' | 'busy' | 'resting' | 'idle';

export type Round = (signal: AbortSignal, mostUrgency?: 0 | 1) => Promise<RoundOutcome>;

/** Texts looked at for one request. */
const LOOKED_AT = 40;
/** Longer than any request takes (milliseconds): the slowest may take ten minutes, and a trial behind it five. */
const LEASE_MS = 960_000;
const MOST_ATTEMPTS = 40;
/** A text that took part in so many attempts is sent alone, after the others: it may be what makes the translator fail. */
const SUSPECT_AFTER = 3;
/** From so many failures on it is given up where the translator translates others. */
const GUILTY_AFTER = 8;

export function createRound(parts: TranslateParts): Round {
  const { reader, writer, translator, glossary, settings, log } = parts;
  let mostTexts = translator.limits.texts;
  const health = createHealth(parts);
  const nowText = (): string => parts.now().toISOString();
  const later = (ms: number): string => new Date(parts.now().getTime() + ms).toISOString();

  function waiting({ due }: LotText, reason: string): Settled {
    const { id, stage, attempts } = due;
    if (attempts + 1 >= MOST_ATTEMPTS)
      return { id, kind: 'dropped', reason: `given up after ${attempts + 1} attempts: ${reason}` };
    return { id, kind: 'waiting', stage, parts: due.parts, reason };
  }

  /** A single text that is too large goes on sentence by sentence; a single sentence has no smaller form. */
  function canBeSmaller({ due, pieces }: LotText, kind: TranslateFailure['kind']): boolean {
    return pieces.length > 1 || (due.stage === 'whole' && kind === 'split');
  }

  function smaller(text: LotText, { kind, reason }: TranslateFailure): Settled {
    const { id, parts: known } = text.due;
    if (canBeSmaller(text, kind)) return { id, kind: 'waiting', stage: 'sentences', parts: known, reason };
    return { id, kind: 'refused', reason: `the translator did not take it: ${reason}` };
  }

  /** Whether a text that is not translated would now be given up. */
  function wouldEnd(lot: Lot, failure: TranslateFailure): boolean {
    const [text, ...others] = lot.texts;
    const { kind } = failure;
    if (text === undefined || others.length > 0) return false;
    if (kind === 'later') return text.due.attempts + 1 >= GUILTY_AFTER;
    return (kind === 'split' || kind === 'refused') && !canBeSmaller(text, kind);
  }

  /** What is left of days before takes half of a day's budget at most, so that the papers of the day find the other half. */
  function withinShare(looked: readonly DueTranslation[]): DueTranslation[] {
    let share = remainingToday(parts) - settings.dailyCharacters / 2;
    return looked.filter(({ isLeft, source }) => {
      const cost = countPoints(source);
      if (!isLeft) return true;
      if (cost > share) return false;
      share -= cost;
      return true;
    });
  }

  async function onFailure(lot: Lot, failure: TranslateFailure): Promise<void> {
    const { reason } = failure;
    health.tell(failure, lot.pieces.length);
    if (failure.kind === 'split' || failure.kind === 'refused') {
      mostTexts = Math.max(1, Math.floor(lot.pieces.length / 2));
      const settle = (text: LotText): Settled =>
        lot.texts.length > 1 ? waiting(text, reason) : smaller(text, failure);
      return writer.call('settleTranslations', lot.texts.map(settle), nowText());
    }
    await health.fails(failure, lot.texts[0]?.due.attempts ?? 0);
    const why = `${translator.service}: ${reason}`;
    if (failure.kind === 'quota') return writer.call('dropOpenTranslations', why, nowText());
    await waitOn(lot, reason);
    if (unavailable(parts) !== null) await writer.call('releaseWaiting', why, nowText());
  }

  function judgeLot(lot: Lot, answers: readonly (string | null)[]): Settled[] {
    const judging = { translator, day: today(parts) };
    let position = 0;
    return lot.texts.map((text) => {
      const own = answers.slice(position, position + text.pieces.length);
      position += text.pieces.length;
      return judgeAnswers(text, own, judging);
    });
  }

  const waitOn = (lot: Lot, reason: string): Promise<void> =>
    writer.call(
      'settleTranslations',
      lot.texts.map((text) => waiting(text, reason)),
      nowText(),
    );

  async function onTexts(lot: Lot, answers: readonly (string | null)[], signal: AbortSignal): Promise<void> {
    mostTexts = Math.min(mostTexts * 2, translator.limits.texts);
    const settled = judgeLot(lot, answers);
    const refused = settled.flatMap((each) => (each.kind === 'refused' ? [each] : []));
    const hasGood = settled.some((each) => each.kind === 'done' || (each.kind === 'waiting' && each.reason === null));
    if (hasGood) await health.works();
    else if (refused[0] !== undefined) {
      const cause = await health.causeOf(signal);
      if (cause === 'unknown' || signal.aborted) return waitOn(lot, refused[0].reason);
      if (cause !== 'text') return onFailure(lot, cause);
    }
    for (const { id, reason } of refused) log.warn({ translation: id, reason }, 'a translation was refused');
    return writer.call('settleTranslations', settled, nowText());
  }

  async function onNoTexts(lot: Lot, failure: TranslateFailure, signal: AbortSignal): Promise<void> {
    const cause = !signal.aborted && wouldEnd(lot, failure) ? await health.causeOf(signal) : failure;
    if (signal.aborted) return waitOn(lot, 'the program was stopped');
    if (cause === 'unknown') return waitOn(lot, failure.reason);
    if (cause !== 'text') return onFailure(lot, cause);
    if (failure.kind !== 'later') return onFailure(lot, failure);
    const given = lot.texts.map(({ due: { id, attempts } }): Settled => {
      const reason = `given up after ${attempts + 1} attempts: ${failure.reason}`;
      log.warn({ translation: id, reason }, 'a translation was given up');
      // For good: what is dropped is asked for again at each look at what is owed later, every ten minutes.
      return { id, kind: 'refused', reason };
    });
    return writer.call('settleTranslations', given, nowText());
  }

  async function ask(lot: Lot, day: string, signal: AbortSignal): Promise<RoundOutcome> {
    const texts = lot.texts.map(({ due, characters }) => ({ id: due.id, characters }));
    const claim = { texts, day, limit: settings.dailyCharacters, askedBy: parts.askedBy, leaseUntil: later(LEASE_MS) };
    const claimed = await writer.call('claimTranslations', claim, nowText());
    if (claimed !== 'claimed') return claimed === 'busy' ? 'busy' : 'worked';
    const outcome = await translator.translate(lot.pieces, lot.terms, signal);
    await (outcome.kind === 'ok' ? onTexts(lot, outcome.texts, signal) : onNoTexts(lot, outcome, signal));
    return 'worked';
  }

  return async function round(signal, mostUrgency = 1) {
    if (restNow(parts) !== null) return 'resting';
    const at = nowText();
    const day = today(parts);
    const began = instantOf(day, '00:00', settings.timezone).toISOString();
    const looked = withinShare(
      reader.dueTranslations({ now: at, today: began, urgency: mostUrgency, most: LOOKED_AT }),
    );
    const calm = looked.filter(({ attempts }) => attempts < SUSPECT_AFTER);
    // One that took part in fewer attempts is less likely to be at fault, so that one text holds no others up.
    const due = calm.length > 0 ? calm : looked.toSorted((a, b) => a.attempts - b.attempts).slice(0, 1);
    const limits = { ...translator.limits, texts: mostTexts };
    const budget = remainingToday(parts) - (health.isFailing() ? TEST_CHARACTERS : 0);
    const lot = await gatherLot(due, { glossary, translator, limits, budget, day });
    const reason = spentReason(settings.dailyCharacters);
    const known = [...lot.settled, ...lot.tooDear.map((id): Settled => ({ id, kind: 'dropped', reason }))];
    if (known.length > 0) await writer.call('settleTranslations', known, at);
    if (lot.pieces.length === 0) return known.length > 0 ? 'worked' : 'idle';
    // Each attempt is paid for, and counts for its texts: while it fails, a plain sentence tests whether it answers again.
    const trouble = health.isFailing() ? await health.test(signal) : null;
    if (trouble === null) return ask(lot, day, signal);
    // With the operator's names in it, the sentence can be longer than what was left for it: nothing is gained by looking again.
    if (trouble === 'untested') return 'idle';
    if (!signal.aborted) await onFailure({ ...lot, texts: [], pieces: [] }, trouble);
    return 'worked';
  };
}
