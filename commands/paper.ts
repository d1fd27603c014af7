// /paper: one paper as a card, by key, identifier or arXiv address.
import { paperCard } from '../src/cards/paper-card.js';
import type { Command } from '../src/domain/context.js';
import type { Paper } from '../src/domain/paper.js';
import { referenceOf, referenceOption, replyAbout } from './reference.js';
import { described, shareOption } from './shared.js';

export const paperCommand: Command = {
  definition: {
    name: 'paper',
    ...described('One paper by key, identifier or arXiv address', 'キー、arXiv ID、URL から論文を表示する'),
    options: [referenceOption, shareOption],
  },
  run(invocation, context) {
    const { language } = invocation;
    const show = (paper: Paper) => Promise.resolve(paperCard(paper, language, context.taxonomy));
    return replyAbout(referenceOf(invocation), context, language, show);
  },
};
