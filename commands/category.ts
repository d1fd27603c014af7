// /category: the latest papers of a category or archive.
import type { Command } from '../src/domain/context.js';
import { searchBy, searchPage } from './results.js';
import { categoryChoices, categoryOption, described, findCategory, shareOption, unknownCategory } from './shared.js';

export const categoryCommand: Command = {
  definition: {
    name: 'category',
    ...described('The latest papers of a category', '分野ごとに最新の論文を表示します'),
    options: [categoryOption, shareOption],
  },
  async run(invocation, context) {
    const typed = String(invocation.options['category'] ?? '');
    const category = findCategory(typed, context);
    if (category === null) return unknownCategory(typed, context, invocation.language);
    return { messages: [await searchPage(searchBy(invocation, { category }), invocation, context)] };
  },
  complete: (completion, context) => categoryChoices(completion.value, context, completion),
};
