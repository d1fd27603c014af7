// Buttons and menus of lists: pages and order of an answer, opening a paper.
import { paperCard } from '../src/cards/paper-card.js';
import { PAGE_SIZE } from '../src/cards/paper-line.js';
import { wording } from '../src/cards/wording.js';
import type { Button } from '../src/domain/context.js';
import { findOrFetch, replyAbout } from './reference.js';
import { searchPage } from './results.js';
import { text, viewOf } from './shared.js';

/** Argument: id of the kept search, offset, and which of the two buttons it is. */
export const pageButton: Button = {
  prefix: 'page',
  async run(press, context) {
    const [id = '', offset = ''] = press.argument.split(':');
    const request = await context.findSearch(id);
    if (request === null || !/^\d+$/.test(offset)) return { reply: text(wording(press.language).oldButton) };
    return { update: await searchPage({ ...request, offset: Number(offset), limit: PAGE_SIZE }, press, context) };
  },
};

/** Argument: id of the kept search and the order. */
export const sortButton: Button = {
  prefix: 'sort',
  async run(press, context) {
    const [id = '', sort = ''] = press.argument.split(':');
    const request = await context.findSearch(id);
    if (request === null || (sort !== 'newest' && sort !== 'relevance'))
      return { reply: text(wording(press.language).oldButton) };
    return { update: await searchPage({ ...request, sort, offset: 0, limit: PAGE_SIZE }, press, context) };
  },
};

/** Argument: id of the kept search that finds something where the first one found nothing. */
export const looserButton: Button = {
  prefix: 'looser',
  async run(press, context) {
    const request = await context.findSearch(press.argument);
    if (request === null) return { reply: text(wording(press.language).oldButton) };
    return { update: await searchPage({ ...request, offset: 0, limit: PAGE_SIZE }, press, context) };
  },
};

/** The menu under a list: the chosen paper as a card, for the person who chose alone. */
export const openButton: Button = {
  prefix: 'open',
  async run(press, context) {
    const [key = ''] = press.values;
    const view = viewOf(press, context);
    return {
      reply: await replyAbout(await findOrFetch(key, press, context), (paper) =>
        Promise.resolve(paperCard(paper, view)),
      ),
    };
  },
};
