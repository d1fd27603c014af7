// /search: papers by words, in Japanese or English, newest first.
import type { Command } from '../src/domain/command.js';
import { described, newSearch, searchPage, shareOption } from './shared.js';

export const searchCommand: Command = {
  definition: {
    name: 'search',
    ...described('Find papers by words in Japanese or English', '論文を日本語・英語の語で探す'),
    options: [
      {
        type: 3,
        name: 'query',
        ...described(
          'Words that all occur, such as 強化学習 or diffusion model',
          '探す語。すべて含むものを表示（例: 強化学習）',
        ),
        required: true,
        max_length: 300,
      },
      shareOption,
    ],
  },
  async run(invocation, context) {
    const request = newSearch({ text: String(invocation.options['query'] ?? '') });
    return { messages: [await searchPage(request, invocation, context)] };
  },
};
