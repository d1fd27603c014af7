// /search: papers by words in Japanese or English, with the grammar of arXiv's own search.
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { paperCard } from '../src/cards/paper-card.js';
import type { Command, Completion, Invocation } from '../src/domain/context.js';
import { identifiersIn, parseIdentifier } from '../src/domain/identifier.js';
import type { SearchRequest, Sort } from '../src/domain/search.js';
import { authorChoices, dateChoices, searchBy, searchPage } from './results.js';
import { categoryChoices, described, findCategory, shareOption, unknownCategory, viewOf } from './shared.js';

function given(invocation: Invocation, name: string): string | null {
  const value = invocation.options[name];
  return value === undefined || String(value).trim() === '' ? null : String(value);
}

export const searchCommand: Command = {
  definition: {
    name: 'search',
    ...described('Find papers by words in Japanese or English', '日本語・英語の語で論文を検索します'),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'query',
        ...described(
          'Words, “phrases”, ti: au: cat:, OR, -without, since:7d, or an arXiv ID',
          '検索語（例: 強化学習）。「語句」、ti: au: cat:、OR、-除外、since:7d、arXiv ID も使えます',
        ),
        required: true,
        max_length: 300,
      },
      shareOption,
      {
        type: ApplicationCommandOptionType.String,
        name: 'author',
        ...described('Only papers of this author', 'この著者の論文だけ'),
        autocomplete: true,
        max_length: 100,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'category',
        ...described('Only papers of this category', 'この分野の論文だけ'),
        autocomplete: true,
        max_length: 100,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'since',
        ...described('Such as 2025, 2025-04, 7d or last week', '例: 2025、2025-04、7d、先週'),
        autocomplete: true,
        max_length: 30,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'until',
        ...described('The last day, written like since', 'この日まで（書き方は since と同じ）'),
        autocomplete: true,
        max_length: 30,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'sort',
        ...described('Newest first when left out', '並べ方（省略すると新しい順）'),
        choices: [
          { name: 'newest first', name_localizations: { ja: '新しい順' }, value: 'newest' },
          { name: 'best match first', name_localizations: { ja: '関連度順' }, value: 'relevance' },
        ],
      },
    ],
  },
  async run(invocation, context) {
    const query = given(invocation, 'query') ?? '';
    // Words around an identifier are searched for, too.
    const isMixed = identifiersIn(query).length > 0 && parseIdentifier(query) === null;
    const named = isMixed ? null : await context.findPaper(query);
    if (named !== null) return { messages: [paperCard(named, viewOf(invocation, context))] };
    const typed = given(invocation, 'category');
    const category = typed === null ? null : findCategory(typed, context);
    if (typed !== null && category === null) return unknownCategory(typed, context, invocation.language);
    const request: Partial<SearchRequest> = {
      text: query,
      author: given(invocation, 'author'),
      category,
      since: given(invocation, 'since'),
      until: given(invocation, 'until'),
      sort: (given(invocation, 'sort') ?? 'newest') as Sort,
    };
    return { messages: [await searchPage(searchBy(invocation, request), invocation, context)] };
  },
  async complete(completion: Completion, context) {
    if (completion.focused === 'author') return authorChoices(completion.value, context);
    if (completion.focused === 'category') return categoryChoices(completion.value, context, completion);
    return dateChoices(completion);
  },
};
