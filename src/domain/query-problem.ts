// Query problems: what in a query makes no sense, as values, and in the words of the command line.
import { visibleLine } from '../text/visible.js';

/** `at`: the character (from 1) where it stands. */
export type QueryProblem =
  | { readonly kind: 'long' | 'words'; readonly most: number }
  | { readonly kind: 'depth'; readonly most: number; readonly at: number }
  | { readonly kind: 'unfinished'; readonly mark: string; readonly at: number }
  | { readonly kind: 'date'; readonly text: string; readonly at: number }
  | { readonly kind: 'option'; readonly name: 'since' | 'until'; readonly text: string }
  | { readonly kind: 'empty'; readonly text: string }
  | { readonly kind: 'far'; readonly most: number };

function sentence(problem: QueryProblem): string {
  switch (problem.kind) {
    case 'long':
      return `it has more than ${problem.most} characters`;
    case 'words':
      return `it has more than ${problem.most} words`;
    case 'depth':
      return `more than ${problem.most} brackets stand in one another`;
    case 'unfinished':
      return `nothing stands after "${problem.mark}"`;
    case 'date':
      return `"${problem.text}" is not a date; dates are such as 2025, 2025-04, 2025-04-09, 7d or lastweek`;
    case 'option':
      return `${problem.name} is "${problem.text}", but it must be YYYY, YYYY-MM or YYYY-MM-DD`;
    case 'empty':
      return visibleLine(problem.text) === ''
        ? 'it has no letters or digits'
        : `nothing in "${problem.text}" can be searched for: use letters or digits`;
    case 'far':
      return `a page begins at a whole number up to ${problem.most}`;
  }
}

/** Without a full stop. */
export function problemText(problem: QueryProblem): string {
  return 'at' in problem ? `${sentence(problem)} (at character ${problem.at})` : sentence(problem);
}
