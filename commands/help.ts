// /help: what the bot does, its commands, and the next step.
import { wording } from '../src/cards/wording.js';
import type { Command } from '../src/domain/context.js';
import { code, joinMarkdown, own } from '../src/text/markdown.js';
import { described } from './shared.js';

export const helpCommand: Command = {
  definition: {
    name: 'help',
    ...described('What this bot does, and the next step', 'このボットの使い方と、次にすること'),
  },
  async run(invocation, context) {
    const words = wording(invocation.language);
    const { guilds, subscriptions, papers, lastIngestAt, inboxDir } = await context.overview();
    const lines = [
      ...words.helpCommands,
      own`\n${words.helpButtons}`,
      words.helpNumbers(guilds, subscriptions, papers),
      ...(subscriptions === 0 ? [own`**${words.nextSubscribe}**`] : []),
      ...(lastIngestAt === null ? [own`**${words.nextDump(code(inboxDir))}**`] : []),
    ];
    return { messages: [{ embeds: [{ title: words.helpTitle, description: joinMarkdown(lines, '\n') }] }] };
  },
};
