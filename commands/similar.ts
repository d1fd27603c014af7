// /similar and the button on cards: papers that share telling terms with one paper.
import { similarPage } from '../src/cards/similar-page.js';
import { PAGE_SIZE } from '../src/cards/result-page.js';
import { wording } from '../src/cards/wording.js';
import type { Button, Command, Context, Language, Reply } from '../src/domain/command.js';
import { inert } from '../src/text/markdown.js';
import { cutPoints } from '../src/text/points.js';
import { described, shareOption, text } from './shared.js';

function similarTo(reference: string, context: Context, language: Language): Reply {
  const paper = context.findPaper(reference);
  if (paper === null) return text(wording(language).unknownPaper(inert(cutPoints(reference, 100))));
  return { messages: [similarPage(paper, context.findSimilar(paper, PAGE_SIZE), language)] };
}

export const similarCommand: Command = {
  definition: {
    name: 'similar',
    ...described('Papers like one paper', 'ある論文に似た論文を探す'),
    options: [
      {
        type: 3,
        name: 'reference',
        ...described('Such as 2504.06704 or an arxiv.org address', '例: 2504.06704、arxiv.org の URL'),
        required: true,
        max_length: 300,
      },
      shareOption,
    ],
  },
  run: (invocation, context) =>
    Promise.resolve(similarTo(String(invocation.options['reference'] ?? ''), context, invocation.language)),
};

export const similarButton: Button = {
  prefix: 'similar',
  run: (press, context) => Promise.resolve({ reply: similarTo(press.argument, context, press.language) }),
};
