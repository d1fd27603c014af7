// The button of a notice: which cards are held because nobody knows whether they were posted.
import { candidateList, UNKNOWN_PREFIX } from '../src/cards/notice.js';
import type { Button } from '../src/domain/context.js';
import { text } from './shared.js';

/** Argument: the destination. */
export const unknownButton: Button = {
  prefix: UNKNOWN_PREFIX,
  run(press, context) {
    const candidates = context
      .unknownDeliveries(press.argument)
      .map((delivery) => ({ ...delivery, paper: context.findPaper(delivery.paperKey) }));
    return Promise.resolve({ reply: text(candidateList(press.argument, candidates, press.language)) });
  },
};
