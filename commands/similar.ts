// /similar and the button on cards: papers that share telling terms with one paper.
import { similarPage } from '../src/cards/similar-page.js';
import { PAGE_SIZE } from '../src/cards/result-page.js';
import type { Button, Command, Context } from '../src/domain/context.js';
import type { Language } from '../src/domain/language.js';
import type { Reply } from '../src/domain/message.js';
import { referenceOf, referenceOption, replyAbout } from './reference.js';
import { described, shareOption } from './shared.js';

function similarTo(reference: string, context: Context, language: Language): Promise<Reply> {
  return replyAbout(reference, context, language, async (paper) =>
    similarPage(paper, await context.findSimilar(paper, PAGE_SIZE), language),
  );
}

export const similarCommand: Command = {
  definition: {
    name: 'similar',
    ...described('Papers like one paper', 'ある論文に似た論文を探す'),
    options: [referenceOption, shareOption],
  },
  run: (invocation, context) => similarTo(referenceOf(invocation), context, invocation.language),
};

export const similarButton: Button = {
  prefix: 'similar',
  run: async (press, context) => ({ reply: await similarTo(press.argument, context, press.language) }),
};
