// /similar and the button on cards: papers that share distinctive terms with one paper.
import { similarPage } from '../src/cards/similar-page.js';
import { PAGE_SIZE } from '../src/cards/paper-line.js';
import type { Button, Caller, Command, Context } from '../src/domain/context.js';
import type { Reply } from '../src/domain/message.js';
import { findOrFetch, referenceOf, referenceOption, replyAbout } from './reference.js';
import { described, shareOption, viewOf } from './shared.js';

async function similarTo(reference: string, caller: Caller, context: Context): Promise<Reply> {
  return replyAbout(await findOrFetch(reference, caller, context), async (paper) =>
    similarPage(paper, await context.findSimilar(paper, PAGE_SIZE, caller.language), viewOf(caller, context)),
  );
}

export const similarCommand: Command = {
  definition: {
    name: 'similar',
    ...described('Papers similar to one you name', '指定した論文に似た論文を探します'),
    options: [referenceOption, shareOption],
  },
  run: (invocation, context) => similarTo(referenceOf(invocation), invocation, context),
};

export const similarButton: Button = {
  prefix: 'similar',
  run: async (press, context) => ({ reply: await similarTo(press.argument, press, context) }),
};
