// /author: papers of a person, by whole names.
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { Command } from '../src/domain/context.js';
import { authorChoices, searchBy, searchPage } from './results.js';
import { described, shareOption } from './shared.js';

export const authorCommand: Command = {
  definition: {
    name: 'author',
    ...described('Papers by an author', '著者の論文を検索します'),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'name',
        ...described('Family name, or full name in either order', '姓、または姓名（順序は問いません）'),
        required: true,
        autocomplete: true,
        max_length: 200,
      },
      shareOption,
    ],
  },
  async run(invocation, context) {
    const request = searchBy(invocation, { author: String(invocation.options['name'] ?? '') });
    return { messages: [await searchPage(request, invocation, context)] };
  },
  complete: (completion, context) => authorChoices(completion.value, context),
};
