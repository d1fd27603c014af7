// Buttons: the whole text of a card's paper in the other language, and the pages of an answer.
import { fullText } from '../src/cards/full-text.js';
import { PAGE_SIZE } from '../src/cards/result-page.js';
import { wording } from '../src/cards/wording.js';
import type { Button, Language } from '../src/domain/command.js';
import { searchPage, text } from './shared.js';

function fullTextButton(prefix: string, textLanguage: Language): Button {
  return {
    prefix,
    run(press, context) {
      const paper = context.findPaper(press.argument);
      const reply =
        paper === null
          ? text(wording(press.language).unknownPaper(press.argument))
          : fullText(paper, textLanguage, press.language);
      return Promise.resolve({ reply });
    },
  };
}

export const originalButton = fullTextButton('original', 'en');
export const translationButton = fullTextButton('translation', 'ja');

/** Argument: id of the kept search, offset, and which of the two buttons it is. */
export const pageButton: Button = {
  prefix: 'page',
  async run(press, context) {
    const [id = '', offset = ''] = press.argument.split(':');
    const request = context.findSearch(id);
    if (request === null || !/^\d+$/.test(offset)) return { reply: text(wording(press.language).oldButton) };
    return { update: await searchPage({ ...request, offset: Number(offset), limit: PAGE_SIZE }, press, context) };
  },
};
