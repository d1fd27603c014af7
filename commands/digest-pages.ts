// 残りを見る: the lines of a digest beyond those shown, page by page, for whoever pressed alone.
import { PAGES_PREFIX, REST_PREFIX, restPage, restPlace } from '../src/cards/list-message.js';
import { listedPaper } from '../src/cards/listed-paper.js';
import { listWording } from '../src/cards/wording/lists.js';
import type { Button, Context, Press } from '../src/domain/context.js';
import { LINES_SHOWN } from '../src/domain/delivery.js';
import type { MessageBody } from '../src/domain/message.js';
import { viewOf } from './shared.js';

async function page(press: Press, context: Context): Promise<MessageBody> {
  const gone = { content: listWording(press.language).gone };
  const place = restPlace(press.argument);
  const message = place === null ? null : await context.posted.message(place.leaderId);
  // The mark is the message's own: a number alone opens nothing.
  if (place === null || message === null || message.nonce !== place.mark) return gone;
  const found = await context.posted.lines(place.leaderId, place.offset, LINES_SHOWN);
  if (found.length === 0) return gone;
  const view = viewOf(press, context);
  const lines = found.map(({ paper, line }) => listedPaper({ paper, number: line, view, reason: null }));
  return restPage({ lines, place, count: message.count, view });
}

/** Under the digest itself: the first page, privately. */
export const restButton: Button = {
  prefix: REST_PREFIX,
  run: async (press, context) => ({ reply: { messages: [await page(press, context)] } }),
};

/** Under a private page: the one before or after. */
export const restPagesButton: Button = {
  prefix: PAGES_PREFIX,
  run: async (press, context) => ({ update: await page(press, context) }),
};
