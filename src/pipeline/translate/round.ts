// A round: one request to the translator, from the choice of its texts to what its answer means for each of them.
import { backOff } from '../../domain/back-off.js';
import type { Settled } from '../../store/translation/queue.js';
import type { TranslateFailure } from '../../translate/translator.js';
import { gatherLot, judgeAnswers, type Lot, type LotText } from './lot.js';
import { remainingToday, restNow, spentReason, today, type TranslateParts } from './parts.js';

/** `worked`: there may be more. `busy`: another request is under way. `resting`, `idle`: nothing to do now. */
export type RoundOutcome = 'worked' | 'busy' | 'resting' | 'idle';

export type Round = (signal: AbortSignal, mostUrgency?: 0 | 1) => Promise<RoundOutcome>;

/** Texts looked at for one request. */
const LOOKED_AT = 40;
/** Longer than any request takes (milliseconds): the slowest may take ten minutes. */
const LEASE_MS = 660_000;
const MOST_ATTEMPTS = 40;
/** A text that took part in so many attempts is sent alone, after the others: it may be what makes the translator fail. */
const SUSPECT_AFTER = 3;
const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 1_800_000;
/** After a spent quota or a refused key the translator is asked again (milliseconds). */
const QUOTA_REST_MS = 6 * 3_600_000;
const STOP_REST_MS = 24 * 3_600_000;

export function createRound(parts: TranslateParts): Round {
  const { reader, writer, translator, glossary, settings, log } = parts;
  let mostTexts = translator.limits.texts;
  /** The failure that was told last, until the translator answers. A new program tells it again. */
  let told: TranslateFailure['kind'] | null = null;
  /** Whether it answered since it last refused a text that was sent alone. */
  let isTaking = false;
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

  /** A translator that takes none, as one without Japanese or with a wrong setting, fails: the texts are not at fault. */
  function meaning(lot: Lot, failure: TranslateFailure): TranslateFailure {
    const [text, ...others] = lot.texts;
    const { kind, reason } = failure;
    if ((kind !== 'split' && kind !== 'refused') || text === undefined || others.length > 0) return failure;
    if (canBeSmaller(text, kind)) return failure;
    const wasTaking = isTaking;
    isTaking = false;
    return wasTaking ? failure : { kind: 'later', afterMs: null, reason };
  }

  async function rest(kind: 'later' | 'quota' | 'stop', ms: number, reason: string): Promise<void> {
    const { provider } = translator;
    told = kind;
    await writer.call('restTranslator', { provider, kind, until: later(ms), reason }, nowText());
  }

  async function onFailure(lot: Lot, failure: TranslateFailure): Promise<void> {
    const { kind, reason } = failure;
    log[kind === told ? 'debug' : 'warn'](
      { provider: translator.provider, kind, reason, texts: lot.pieces.length },
      'a translation was not given',
    );
    if (kind === 'split' || kind === 'refused') {
      mostTexts = Math.max(1, Math.floor(lot.pieces.length / 2));
      const settle = (text: LotText): Settled =>
        lot.texts.length > 1 ? waiting(text, reason) : smaller(text, failure);
      return writer.call('settleTranslations', lot.texts.map(settle), nowText());
    }
    if (kind === 'later') {
      const limits = { firstMs: FIRST_REST_MS, longestMs: LONGEST_REST_MS, random: parts.random };
      const failures = reader.translatorRest(translator.provider)?.failures ?? 0;
      const own = backOff({ failures: failures + 1, ...limits });
      // Each attempt is paid for, so that a server that wants to be asked again at once is not, while it fails.
      await rest(kind, Math.max(failure.afterMs ?? 0, own), reason);
      return writer.call(
        'settleTranslations',
        lot.texts.map((text) => waiting(text, reason)),
        nowText(),
      );
    }
    await rest(kind, kind === 'quota' ? QUOTA_REST_MS : STOP_REST_MS, reason);
    return writer.call('dropOpenTranslations', `${translator.service}: ${reason}`, nowText());
  }

  async function onTexts(lot: Lot, answers: readonly (string | null)[]): Promise<void> {
    const judging = { translator, day: today(parts) };
    let position = 0;
    const settled = lot.texts.map((text) => {
      const own = answers.slice(position, position + text.pieces.length);
      position += text.pieces.length;
      return judgeAnswers(text, own, judging);
    });
    for (const each of settled)
      if (each.kind === 'refused') log.warn({ translation: each.id, reason: each.reason }, 'a translation was refused');
    await writer.call('settleTranslations', settled, nowText());
    mostTexts = Math.min(mostTexts * 2, translator.limits.texts);
    told = null;
    isTaking = true;
    if (reader.translatorRest(translator.provider) === null) return;
    await writer.call('endRest', translator.provider);
    log.info({ provider: translator.provider }, 'translations are given again');
  }

  async function ask(lot: Lot, day: string, signal: AbortSignal): Promise<RoundOutcome> {
    const texts = lot.texts.map(({ due, characters }) => ({ id: due.id, characters }));
    const claim = { texts, day, limit: settings.dailyCharacters, askedBy: parts.askedBy, leaseUntil: later(LEASE_MS) };
    const claimed = await writer.call('claimTranslations', claim, nowText());
    if (claimed !== 'claimed') return claimed === 'busy' ? 'busy' : 'worked';
    const outcome = await translator.translate(lot.pieces, lot.terms, signal);
    if (outcome.kind === 'ok') await onTexts(lot, outcome.texts);
    else if (signal.aborted)
      await writer.call(
        'settleTranslations',
        lot.texts.map((text) => waiting(text, 'the program was stopped')),
        nowText(),
      );
    else await onFailure(lot, meaning(lot, outcome));
    return 'worked';
  }

  return async function round(signal, mostUrgency = 1) {
    if (restNow(parts) !== null) return 'resting';
    const at = nowText();
    const day = today(parts);
    const looked = reader.dueTranslations(at, LOOKED_AT, mostUrgency);
    const isFailing = reader.translatorRest(translator.provider) !== null;
    const calm = looked.filter(({ attempts }) => attempts < SUSPECT_AFTER);
    const isAlone = isFailing || calm.length === 0;
    // One that took part in fewer attempts is less likely to be at fault, so that one text holds no others up.
    const due = isAlone ? looked.toSorted((a, b) => a.attempts - b.attempts).slice(0, 1) : calm;
    // While it fails one text tests whether it answers again: each attempt is paid for, and counts for its texts.
    const limits = { ...translator.limits, texts: isFailing ? 1 : mostTexts };
    const budget = remainingToday(parts);
    const lot = gatherLot(due, { glossary, translator, limits, budget, day });
    const reason = spentReason(settings.dailyCharacters);
    const known = [...lot.settled, ...lot.tooDear.map((id): Settled => ({ id, kind: 'dropped', reason }))];
    if (known.length > 0) await writer.call('settleTranslations', known, at);
    if (lot.pieces.length > 0) return ask(lot, day, signal);
    return known.length > 0 ? 'worked' : 'idle';
  };
}
