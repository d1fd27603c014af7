// The gate: whether a message goes out now, or waits for the Japanese of its paper.
import type { Delivery } from '../../domain/delivery.js';
import type { Paper } from '../../domain/paper.js';
import { missingTexts } from '../../domain/translation.js';
import { createSerial } from '../../schedule.js';
import type { WantedTexts } from '../../store/translation/queue.js';
import { countPoints } from '../../text/points.js';
import { textHash } from '../../text/text-hash.js';
import { remainingToday, restNow, spentReason, type TranslateParts } from './parts.js';

/** How many deliveries are planned for in one go, and how many papers are written in one transaction. */
const PLANNED = 500;
const WRITTEN = 25;

type Want = { readonly paper: Paper; readonly deliveries: number[]; readonly texts: WantedTexts['texts'][number][] };

/** Answers whether a delivery may go out now; when it waits, the queue has what it waits for. */
export function createGate(
  parts: TranslateParts,
  wake: () => void,
): (delivery: Delivery, paper: Paper) => Promise<boolean> {
  const { reader, writer, settings, now } = parts;
  const nowText = (): string => now().toISOString();

  /** Nothing is waited for that a rest of the translator does not allow. */
  function unavailable(): string | null {
    const rest = restNow(parts);
    return rest === null || rest.kind === 'later' ? null : `${parts.translator.service}: ${rest.reason}`;
  }

  /** Texts of all papers in the order in which they are asked for: titles first, as far as the budget goes. */
  function planned(): Want[] {
    const wants = new Map<string, Want>();
    for (const { deliveryId, paper } of reader.owedTranslations(nowText(), PLANNED)) {
      const known = wants.get(paper.key) ?? { paper, deliveries: [], texts: [] };
      known.deliveries.push(deliveryId);
      wants.set(paper.key, known);
    }
    const away = unavailable();
    let budget = remainingToday(parts) - reader.openSources().reduce((sum, source) => sum + countPoints(source), 0);
    const add = (want: Want, kind: 'title' | 'abstract'): void => {
      const missing = missingTexts(want.paper).find((text) => text.kind === kind);
      if (missing === undefined) return;
      const known = reader.translationOf(missing.source);
      if (known?.state === 'refused' || (known?.state === 'done' && !known.hasText)) return;
      const isOpen = known !== null && known.state !== 'dropped';
      const cost = isOpen ? 0 : countPoints(missing.source);
      const dropped = isOpen ? null : (away ?? (cost > budget ? spentReason(settings.dailyCharacters) : null));
      if (dropped === null) budget -= cost;
      want.texts.push({ ...missing, hash: textHash(missing.source), dropped });
    };
    for (const kind of ['title', 'abstract'] as const) for (const want of wants.values()) add(want, kind);
    return [...wants.values()].filter(({ texts }) => texts.length > 0);
  }

  const plan = createSerial(async () => {
    const waitUntil = new Date(now().getTime() + settings.waitMs).toISOString();
    const wanted = planned().map(({ paper, deliveries, texts }): WantedTexts => ({
      paperKey: paper.key,
      urgency: 1,
      texts,
      again: 'no',
      deliveries,
      waitUntil,
    }));
    for (let next = 0; next < wanted.length; next += WRITTEN)
      await writer.call('wantTranslations', wanted.slice(next, next + WRITTEN), nowText());
    if (wanted.length > 0) wake();
  });

  return async function mayGo(delivery, paper) {
    if (delivery.language === 'en' || missingTexts(paper).length === 0) return true;
    if (delivery.waitsSince === null) {
      await plan();
      return reader.waitsSince(delivery.id) === null;
    }
    const waited = now().getTime() - Date.parse(delivery.waitsSince);
    const isOver = waited < 0 || waited >= settings.waitMs || !reader.isTranslationOpen(paper.key);
    if (!isOver) {
      const until = new Date(Date.parse(delivery.waitsSince) + settings.waitMs).toISOString();
      await writer.call('keepWaiting', delivery.id, until);
    }
    return isOver;
  };
}
