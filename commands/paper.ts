// /paper: one paper as a card, by key, identifier or arXiv address.
import { paperCard } from '../src/cards/paper-card.js';
import type { Command } from '../src/domain/context.js';
import { findOrFetch, referenceOf, referenceOption } from './reference.js';
import { described, shareOption, text, viewOf } from './shared.js';

export const paperCommand: Command = {
  definition: {
    name: 'paper',
    ...described('Open a paper by its arXiv ID, link or title', 'arXiv ID、リンク、タイトルで論文を開きます'),
    options: [referenceOption, shareOption],
  },
  async run(invocation, context) {
    const { paper, note } = await findOrFetch(referenceOf(invocation), invocation, context);
    return paper === null ? text(note) : { messages: [paperCard(paper, viewOf(invocation, context))] };
  },
};
