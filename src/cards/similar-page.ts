// Papers like one paper: a list with the terms that each shares with it.
import { wordsLanguage } from '../domain/language.js';
import type { MessageBody } from '../domain/message.js';
import type { SimilarPaper } from '../domain/search.js';
import type { Paper } from '../domain/paper.js';
import { inertLine } from '../text/markdown.js';
import { fitLines, openMenu, paperLine, paperRef, WIDTHS } from './paper-line.js';
import { titleText } from './paper-text.js';
import type { View } from './view.js';
import { wording } from './wording.js';

const SHOWN_TERMS = 6;
const TERM_POINTS = 40;

export function similarPage(paper: Paper, similar: readonly SimilarPaper[], view: View): MessageBody {
  const language = wordsLanguage(view.language);
  const words = wording(language);
  const title = titleText(paper, 150);
  if (similar.length === 0) return { content: words.noSimilar(title) };
  const description = fitLines(
    WIDTHS.map((width) =>
      similar.map((found, index) => {
        const terms = found.shared.slice(0, SHOWN_TERMS).map((term) => inertLine(term, TERM_POINTS));
        const passage = terms.length === 0 ? null : words.shared(terms);
        const shown = titleText(found.paper, width.title);
        const line = { paper: found.paper, number: index + 1, title: shown, passage, author: null };
        return paperLine(line, view, width);
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
