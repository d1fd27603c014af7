// /status: how today stands here - arXiv's announcement, what was posted, what waits and why.
import { STATUS_PREFIX } from '../src/cards/day-thread.js';
import { statusMessage } from '../src/cards/whereabouts-text.js';
import type { Button, Caller, Command, Context } from '../src/domain/context.js';
import type { MessageBody } from '../src/domain/message.js';
import { toUtcText } from '../src/domain/calendar.js';
import { described } from './shared.js';
import { commandPlace } from './why.js';

const DAY_MS = 86_400_000;

async function status(caller: Caller, context: Context): Promise<MessageBody> {
  const { now } = caller;
  const { posted, rules, taxonomy } = context;
  const destination = await posted.destinationOf(commandPlace(caller));
  const place = await posted.placeState(destination, toUtcText(new Date(now.getTime() - DAY_MS)));
  const wanted = new Set(
    place.rules.filter(({ kind }) => kind === 'category').flatMap(({ value }) => taxonomy.expand(value)),
  );
  const days = (await posted.today(now)).filter(({ category }) => wanted.size === 0 || wanted.has(category));
  return statusMessage({
    place,
    rest: posted.restOf(destination),
    days: rules.hasFeeds ? days : null,
    nextFeedAt: rules.nextFeedAt(now),
    lastIngestAt: await posted.lastIngestAt(),
    now,
    asked: caller,
  });
}

export const statusCommand: Command = {
  definition: {
    name: 'status',
    ...described(
      'How today stands here: new papers, what waits and why',
      '今日の新着と、待っている論文とその理由を表示します',
    ),
  },
  run: async (invocation, context) => ({ messages: [await status(invocation, context)] }),
};

/** Under the message of a day's thread; the argument is the message's own mark. */
export const statusButton: Button = {
  prefix: STATUS_PREFIX,
  run: async (press, context) => ({ reply: { messages: [await status(press, context)] } }),
};
