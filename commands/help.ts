// /help: what the bot does, its commands, and the next step.
import { wording } from '../src/cards/wording.js';
import type { Command } from '../src/domain/context.js';
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
      '',
      words.helpButtons,
      words.helpNumbers(guilds, subscriptions, papers),
      ...(subscriptions === 0 ? [`**${words.nextSubscribe}**`] : []),
      ...(lastIngestAt === null ? [`**${words.nextDump(inboxDir)}**`] : []),
    ];
    return { messages: [{ embeds: [{ title: words.helpTitle, description: lines.join('\n') }] }] };
  },
};
