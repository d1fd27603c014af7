// What in a query makes no sense, in the reader's language.
import type { Language } from '../domain/language.js';
import type { QueryProblem } from '../domain/query-problem.js';
import { inertLine, own, type Markdown } from '../text/markdown.js';
import { wording } from './wording.js';

/** Letters that are shown of what was typed. */
const TYPED_POINTS = 100;

/** What holds nothing that is seen is not quoted. */
function emptyText(shown: Markdown, words: ReturnType<typeof wording>['queryProblems']): Markdown {
  return shown === own`` ? words.unseen : words.empty(shown);
}

/** Without a full stop. */
export function problemIn(problem: QueryProblem, language: Language): Markdown {
  const words = wording(language).queryProblems;
  switch (problem.kind) {
    case 'long':
      return words.long(problem.most);
    case 'words':
      return words.words(problem.most);
    case 'depth':
      return words.depth(problem.most, problem.at);
    case 'unfinished':
      return words.unfinished(inertLine(problem.mark, TYPED_POINTS), problem.at);
    case 'date':
      return words.date(inertLine(problem.text, TYPED_POINTS), problem.at);
    case 'option':
      return words.option(problem.name, inertLine(problem.text, TYPED_POINTS));
    case 'empty':
      return emptyText(inertLine(problem.text, TYPED_POINTS), words);
    case 'far':
      return words.far(problem.most);
  }
}
