// Buttons around the whole text of a paper: opening it, its other language and pages in place, BibTeX, a translation.
import { bibtexMessage } from '../src/cards/bibtex.js';
import { BIBTEX_PREFIX, fullText, TEXT_PREFIX, TRANSLATE_PREFIX } from '../src/cards/full-text.js';
import { FULL_TEXT_PREFIX } from '../src/cards/paper-card.js';
import { wording } from '../src/cards/wording.js';
import type { Button, Context, Press } from '../src/domain/context.js';
import type { Language } from '../src/domain/language.js';
import type { MessageBody, PressResult } from '../src/domain/message.js';
import type { Paper } from '../src/domain/paper.js';
import { inertLine } from '../src/text/markdown.js';
import { text, viewOf } from './shared.js';

interface Pressed {
  readonly press: Press;
  readonly context: Context;
}

/** What a button does with its paper; the answer says so where there is none. */
async function withPaper(
  { press, context }: Pressed,
  key: string,
  show: (paper: Paper) => PressResult | Promise<PressResult>,
): Promise<PressResult> {
  const paper = await context.findPaper(key);
  return paper === null ? { reply: text(wording(press.language).unknownPaper(inertLine(key, 200))) } : show(paper);
}

interface Page {
  readonly textLanguage: Language;
  readonly page?: number;
}

function pageOf(paper: Paper, { press, context }: Pressed, shown: Page): MessageBody {
  return fullText(paper, viewOf(press, context), { ...shown, canTranslate: context.translate !== null });
}

/** Argument: the key. The reader's language stands first, where the text is known in it. */
export const fullTextButton: Button = {
  prefix: FULL_TEXT_PREFIX,
  run: (press, context) =>
    withPaper({ press, context }, press.argument, (paper) => {
      const hasJapanese = paper.abstractJa !== null;
      const textLanguage = hasJapanese && (press.language === 'ja' || paper.abstract === null) ? 'ja' : 'en';
      return { reply: { messages: [pageOf(paper, { press, context }, { textLanguage })] } };
    }),
};

/** 原文 and 日本語 on cards of older forms. Argument: the key. */
function languageButton(prefix: string, textLanguage: Language): Button {
  return {
    prefix,
    run: (press, context) =>
      withPaper({ press, context }, press.argument, (paper) => ({
        reply: { messages: [pageOf(paper, { press, context }, { textLanguage })] },
      })),
  };
}
export const originalButton = languageButton('original', 'en');
export const translationButton = languageButton('translation', 'ja');

/** Argument: language, page and key. */
export const textButton: Button = {
  prefix: TEXT_PREFIX,
  run(press, context) {
    const [language, page, ...key] = press.argument.split(':');
    const textLanguage = language === 'ja' ? 'ja' : 'en';
    return withPaper({ press, context }, key.join(':'), (paper) => ({
      update: pageOf(paper, { press, context }, { textLanguage, page: Number(page) || 0 }),
    }));
  },
};

/** Argument: the key. */
export const bibtexButton: Button = {
  prefix: BIBTEX_PREFIX,
  run: (press, context) =>
    withPaper({ press, context }, press.argument, (paper) => ({ reply: { messages: [bibtexMessage(paper)] } })),
};

/** Shows the Japanese in place, or says why there is none. Argument: the key. */
export const translateButton: Button = {
  prefix: TRANSLATE_PREFIX,
  run: (press, context) =>
    withPaper({ press, context }, press.argument, async (paper) => {
      const words = wording(press.language);
      const status = (await context.translate?.(paper, press.userId)) ?? 'later';
      if (status === 'share-spent') return { reply: text(words.translationShareSpent) };
      const now = (await context.findPaper(press.argument)) ?? paper;
      if (now.abstractJa === null)
        return { reply: text(status === 'refused' ? words.translationRefused : words.translationLater) };
      return { update: pageOf(now, { press, context }, { textLanguage: 'ja' }) };
    }),
};
