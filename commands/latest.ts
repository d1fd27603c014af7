// /latest: the newest papers of all, or of a category.
import type { Command } from '../src/domain/context.js';
import { searchBy, searchPage } from './results.js';
import { categoryChoices, categoryOption, described, findCategory, shareOption, unknownCategory } from './shared.js';

export const latestCommand: Command = {
  definition: {
    name: 'latest',
    ...described('The latest papers, of all or of one category', '最新の論文を一覧表示します'),
    options: [{ ...categoryOption, required: false }, shareOption],
  },
  async run(invocation, context) {
    const typed = String(invocation.options['category'] ?? '').trim();
    const category = typed === '' ? null : findCategory(typed, context);
    if (typed !== '' && category === null) return unknownCategory(typed, context, invocation.language);
    return { messages: [await searchPage(searchBy(invocation, { category }), invocation, context)] };
  },
  complete: (completion, context) => categoryChoices(completion.value, context, completion),
};
