// The gate: whether a message goes out now, or waits for the Japanese of its paper.
import type { Delivery } from '../../domain/delivery.js';
import type { Paper } from '../../domain/paper.js';
import { missingTexts } from '../../domain/translation.js';
import { unavailable, type TranslateParts } from './parts.js';
import type { TranslationPlan } from './plan.js';

export interface GateOptions {
  readonly plan: Pick<TranslationPlan, 'forDue'>;
  /** Called when there may be texts to translate. */
  readonly wake: () => void;
}

/** Answers whether a delivery may go out now; when it waits, the queue has what it waits for. */
export function createGate(
  parts: Pick<TranslateParts, 'reader' | 'writer' | 'translator' | 'settings' | 'now'>,
  { plan, wake }: GateOptions,
): (delivery: Delivery, paper: Paper) => Promise<boolean> {
  const { reader, writer, settings, now } = parts;
  return async function mayGo(delivery, paper) {
    const missing = delivery.language === 'en' ? [] : missingTexts(paper);
    if (missing.length === 0) return true;
    if (delivery.waitsSince === null) {
      // One that was tried before goes as it was: what may stand in Discord is not changed.
      if (delivery.attempts > 0) return true;
      const { id: deliveryId, mode } = delivery;
      if (await plan.forDue({ deliveryId, mode, dueAt: now().toISOString(), paper, missing })) wake();
      return reader.waitsSince(delivery.id) === null;
    }
    const waited = now().getTime() - Date.parse(delivery.waitsSince);
    const isOver =
      waited < 0 || waited >= settings.waitMs || unavailable(parts) !== null || !reader.isTranslationAwaited(paper.key);
    if (!isOver) {
      const until = new Date(Date.parse(delivery.waitsSince) + settings.waitMs).toISOString();
      await writer.call('keepWaiting', delivery.id, until);
    }
    return isOver;
  };
}
