// Buttons and menus: the text of a card's paper in the other language, pages and order of an answer, opening a paper.
import { fullText, TRANSLATE_PREFIX } from '../src/cards/full-text.js';
import { PAGE_SIZE } from '../src/cards/result-page.js';
import { wording } from '../src/cards/wording.js';
import type { Button } from '../src/domain/context.js';
import type { Language } from '../src/domain/language.js';
import type { Paper } from '../src/domain/paper.js';
import { paperCard } from '../src/cards/paper-card.js';
import { inertLine } from '../src/text/markdown.js';
import { replyAbout } from './reference.js';
import { searchPage } from './results.js';
import { text } from './shared.js';

function fullTextButton(prefix: string, textLanguage: Language): Button {
  return {
    prefix,
    async run(press, context) {
      const paper = await context.findPaper(press.argument);
      const reply =
        paper === null
          ? text(wording(press.language).unknownPaper(inertLine(press.argument, 200)))
          : fullText(paper, { textLanguage, language: press.language, canTranslate: context.translate !== null });
      return { reply };
    },
  };
}

export const originalButton = fullTextButton('original', 'en');
export const translationButton = fullTextButton('translation', 'ja');

/** Answers with the Japanese, or says why there is none. */
export const translateButton: Button = {
  prefix: TRANSLATE_PREFIX,
  async run(press, context) {
    const words = wording(press.language);
    const paper = await context.findPaper(press.argument);
    if (paper === null) return { reply: text(words.unknownPaper(inertLine(press.argument, 200))) };
    const status = (await context.translate?.(paper, press.userId)) ?? 'later';
    if (status === 'share-spent') return { reply: text(words.translationShareSpent) };
    const now = (await context.findPaper(press.argument)) ?? paper;
    if (now.abstractJa === null)
      return { reply: text(status === 'refused' ? words.translationRefused : words.translationLater) };
    return { reply: fullText(now, { textLanguage: 'ja', language: press.language, canTranslate: false }) };
  },
};

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
export const openMenu: Button = {
  prefix: 'open',
  async run(press, context) {
    const [key = ''] = press.values;
    const show = (paper: Paper) => Promise.resolve(paperCard(paper, press.language, context.taxonomy));
    return { reply: await replyAbout(key, context, press.language, show) };
  },
};
