// A lot: which texts, or sentences of texts, go into one request, and what its answers mean for each of them.
import { setImmediate } from 'node:timers/promises';
import type { DueTranslation } from '../../store/translation/reports.js';
import type { Settled } from '../../store/translation/queue.js';
import { countPoints } from '../../text/points.js';
import type { Glossary, Term } from '../../translate/glossary.js';
import { openText, type OpenText } from '../../translate/open-text.js';
import type { RequestLimits, Translator } from '../../translate/translator.js';

/** A text of a lot with what is sent of it. */
export interface LotText {
  readonly due: DueTranslation;
  readonly open: OpenText;
  readonly pieces: readonly string[];
  readonly characters: number;
}

export interface Lot {
  readonly texts: readonly LotText[];
  readonly pieces: readonly string[];
  readonly terms: readonly Term[];
  /** Texts about which everything is known without a request. */
  readonly settled: readonly Settled[];
  /** Texts that the budget does not allow any more today. */
  readonly tooDear: readonly number[];
}

export interface LotOptions {
  readonly glossary: Glossary;
  readonly translator: Translator;
  readonly limits: RequestLimits;
  /** What may be sent (code points). */
  readonly budget: number;
  readonly day: string;
}

function remainingPieces({ stage, parts }: DueTranslation, open: OpenText): string[] {
  return stage === 'whole' ? [open.whole] : open.sentences.filter((sentence) => !Object.hasOwn(parts, sentence));
}

const sum = (texts: readonly string[]): number => texts.reduce((total, text) => total + countPoints(text), 0);

/** As many pieces, from the first on, as fit beside what is there; at least one when nothing is there yet. */
function fitting(pieces: readonly string[], taken: readonly string[], limits: RequestLimits): string[] {
  const fit: string[] = [];
  for (const piece of pieces) {
    const all = [...taken, ...fit, piece];
    if (all.length > 1 && (all.length > limits.texts || sum(all) > limits.characters)) break;
    fit.push(piece);
  }
  return fit;
}

/** Gathers texts in order until a request is full. What costs too much is passed over: a shorter one may still fit. */
export async function gatherLot(due: readonly DueTranslation[], options: LotOptions): Promise<Lot> {
  const { glossary, translator, limits, day } = options;
  const texts: LotText[] = [];
  const settled: Settled[] = [];
  const tooDear: number[] = [];
  const pieces: string[] = [];
  for (const each of due) {
    // A long text takes milliseconds, on the thread that also serves commands.
    await setImmediate();
    const open = openText(each.source, glossary, translator.tokens);
    if (open.unfit !== null) settled.push({ id: each.id, kind: 'refused', reason: open.unfit });
    else if (!open.hasWords) settled.push(doneWith(each, null, { translator, day }));
    else {
      const left = remainingPieces(each, open);
      if (left.length === 0) {
        settled.push(joined(each, open, { translator, day }));
        continue;
      }
      if (sum(pieces) + sum(left) > options.budget) {
        if (sum(left) > options.budget) tooDear.push(each.id);
        continue;
      }
      const fit = fitting(left, pieces, limits);
      if (fit.length === 0) break;
      pieces.push(...fit);
      texts.push({ due: each, open, pieces: fit, characters: sum(fit) });
      if (fit.length < left.length) break;
    }
  }
  const terms = new Map(texts.flatMap(({ open }) => open.terms).map((term) => [term.english, term]));
  return { texts, pieces, terms: [...terms.values()], settled, tooDear };
}

type Done = Pick<LotOptions, 'translator' | 'day'>;

function doneWith(due: DueTranslation, text: string | null, { translator, day }: Done): Settled {
  return { id: due.id, kind: 'done', text, provider: translator.provider, service: translator.service, day };
}

function joined(due: DueTranslation, open: OpenText, done: Done): Settled {
  const whole = open.join(due.parts);
  return whole.ok ? doneWith(due, whole.text, done) : { id: due.id, kind: 'refused', reason: whole.reason };
}

/** What the answers to one text's pieces mean for it. A bad whole is asked for sentence by sentence, a bad sentence ends it. */
export function judgeAnswers(
  { due, open, pieces }: LotText,
  answers: readonly (string | null)[],
  { translator, day }: Done,
): Settled {
  const { id } = due;
  const judged = pieces.map((piece, index) => ({ piece, answer: answers[index] ?? null }));
  const results = judged.map(({ piece, answer }) => ({ piece, answer, verdict: open.judge(piece, answer) }));
  const bad = results.find(({ verdict }) => !verdict.ok)?.verdict;
  const reason = bad === undefined || bad.ok ? null : bad.reason;
  if (due.stage === 'whole') {
    const [only] = results;
    if (only?.verdict.ok === true) return doneWith(due, only.verdict.text, { translator, day });
    return { id, kind: 'waiting', stage: 'sentences', parts: {}, reason };
  }
  if (reason !== null) return { id, kind: 'refused', reason };
  const parts = { ...due.parts, ...Object.fromEntries(results.map(({ piece, answer }) => [piece, answer ?? ''])) };
  const isWhole = open.sentences.every((sentence) => Object.hasOwn(parts, sentence));
  if (isWhole) return joined({ ...due, parts }, open, { translator, day });
  return { id, kind: 'waiting', stage: 'sentences', parts, reason: null };
}
