// The button of a notice: which cards are held because nobody knows whether they were posted.
import { CANDIDATES_SHOWN, candidateList, UNKNOWN_PREFIX } from '../src/cards/notice.js';
import type { Button } from '../src/domain/context.js';
import { text } from './shared.js';

/** Argument: the destination. Whoever made no rules there learns nothing of it. */
export const unknownButton: Button = {
  prefix: UNKNOWN_PREFIX,
  async run(press, context) {
    const { count, first } = await context.unknownDeliveries(press.argument, CANDIDATES_SHOWN, press.userId);
    const candidates = await Promise.all(
      first.map(async (delivery) => ({ ...delivery, paper: await context.findPaper(delivery.paperKey) })),
    );
    return { reply: text(candidateList(press.argument, { count, first: candidates }, press.language)) };
  },
};
