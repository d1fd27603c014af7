// Papers like one paper: a list with the terms that each shares with it.
import type { Language } from '../domain/language.js';
import type { MessageBody } from '../domain/message.js';
import type { SimilarPaper } from '../domain/search.js';
import type { Paper } from '../domain/paper.js';
import { inertLine, own } from '../text/markdown.js';
import { fitLines, openMenu, paperLine, paperRef } from './paper-line.js';
import { titleText } from './paper-text.js';
import { wording } from './wording.js';

const SHOWN_TERMS = 6;
const TERM_POINTS = 40;
const TITLE_WIDTHS = [110, 70, 40] as const;

export function similarPage(paper: Paper, similar: readonly SimilarPaper[], language: Language): MessageBody {
  const words = wording(language);
  const title = titleText(paper, 150);
  if (similar.length === 0) return { content: words.noSimilar(title) };
  const description = fitLines(
    TITLE_WIDTHS.map((width) =>
      similar.map((found, index) => {
        const terms = words.shared(
          found.shared.slice(0, SHOWN_TERMS).map((term) => own`**${inertLine(term, TERM_POINTS)}**`),
        );
        return own`${paperLine(found.paper, titleText(found.paper, width), index + 1, language, width < 70)}\n-# ${terms}`;
      }),
    ),
  );
  return {
    content: words.similarTo(title),
    embeds: [{ description }],
    components: [
      openMenu(
        similar.map((found, index) => paperRef(found.paper, index + 1, language)),
        language,
      ),
    ],
  };
}
