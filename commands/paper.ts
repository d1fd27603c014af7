// /paper: one paper as a card, by key, identifier or arXiv address.
import { paperCard } from '../src/cards/paper-card.js';
import { wording } from '../src/cards/wording.js';
import type { Command } from '../src/domain/command.js';
import { inert } from '../src/text/markdown.js';
import { cutPoints } from '../src/text/points.js';
import { described, shareOption, text } from './shared.js';

export const paperCommand: Command = {
  definition: {
    name: 'paper',
    ...described('One paper by key, identifier or arXiv address', 'キー、arXiv ID、URL から論文を表示する'),
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
  run(invocation, context) {
    const reference = String(invocation.options['reference'] ?? '');
    const paper = context.findPaper(reference);
    const { language } = invocation;
    if (paper === null) return Promise.resolve(text(wording(language).unknownPaper(inert(cutPoints(reference, 100)))));
    return Promise.resolve({ messages: [paperCard(paper, language, context.taxonomy)] });
  },
};
