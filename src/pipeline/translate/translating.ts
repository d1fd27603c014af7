// Translating in the running bot: the gate before deliveries, the worker behind it, and people's requests.
import type { Delivery } from '../../domain/delivery.js';
import type { Paper } from '../../domain/paper.js';
import { missingTexts, type TranslationStatus } from '../../domain/translation.js';
import { countPoints } from '../../text/points.js';
import { createGate } from './gate.js';
import { translateOnRequest } from './on-request.js';
import { testAnew, today, unavailable, type TranslateParts } from './parts.js';
import { createTranslationPlan } from './plan.js';
import { createRound } from './round.js';
import { createTranslateWorker } from './worker.js';

export interface Translating {
  /** After a start: what a killed run had asked for is asked for again, and what it rests for is tested again. */
  recover(): Promise<void>;
  mayGo(delivery: Delivery, paper: Paper): Promise<boolean>;
  wake(): void;
  /** Whether no message waits for a translation. */
  isIdle(): boolean;
  /** For a person who pressed: within their share of the day; answers within a minute. */
  request(paper: Paper, userId: string): Promise<TranslationStatus | 'share-spent'>;
  stop(): Promise<void>;
}

/** What one person may have translated in a day (code points): three or four abstracts. */
const PERSON_CHARACTERS = 5_000;
/** How long a person is let wait for an answer (milliseconds). */
const ANSWER_MS = 60_000;
const LOOK_MS = 200;

/** Starts nothing by itself; `recover` and then `wake` do. */
export function createTranslating(parts: TranslateParts, monotonic: () => number): Translating {
  const { reader, writer } = parts;
  const plan = createTranslationPlan(parts);
  const worker = createTranslateWorker(parts, { round: createRound(parts), ahead: plan.ahead });

  return {
    async recover() {
      await writer.call('recoverTranslations', parts.askedBy, parts.now().toISOString());
      await testAnew(parts);
    },
    mayGo: createGate(parts, { plan, wake: worker.wake }),
    wake: worker.wake,
    isIdle: () => unavailable(parts) !== null || reader.waitingForTranslation() === 0,
    async request(paper, userId) {
      const missing = missingTexts(paper).filter(
        ({ kind, source }) => kind !== 'gist' && reader.translationOf(source)?.hasText !== 1,
      );
      const characters = missing.reduce((total, { source }) => total + countPoints(source), 0);
      const share = { day: today(parts), characters, limit: PERSON_CHARACTERS };
      if (!(await writer.call('spendOfPerson', userId, share))) return 'share-spent';
      const until = monotonic() + ANSWER_MS;
      const { status } = await translateOnRequest(parts, paper, {
        again: 'refused',
        async work() {
          worker.wake();
          await new Promise((look) => setTimeout(look, LOOK_MS));
          return monotonic() < until;
        },
      });
      return status;
    },
    stop: worker.stop,
  };
}
