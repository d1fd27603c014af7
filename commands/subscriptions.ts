// /subscriptions: what comes where in this server.
import { wording } from '../src/cards/wording.js';
import type { Command } from '../src/domain/context.js';
import { splitText } from '../src/text/sentences.js';
import { categoryName, described, mention, text } from './shared.js';

const DESCRIPTION_LIMIT = 4_000;

export const subscriptionsCommand: Command = {
  definition: {
    name: 'subscriptions',
    ...described('What is posted where in this server', 'このサーバーの登録を一覧する'),
    contexts: [0],
    options: [
      {
        type: 7,
        name: 'channel',
        ...described('Only what comes to this channel', 'このチャンネルに届くものだけ'),
        channel_types: [0, 5, 10, 11, 12],
      },
    ],
  },
  async run(invocation, context) {
    const { guildId, language } = invocation;
    const words = wording(language);
    if (guildId === null) return text(words.onlyInServer);
    const list = await context.listSubscriptions(guildId, invocation.channels['channel']?.id);
    if (list.length === 0) return text(words.noSubscriptions);
    const lines = list.map((subscription) => {
      const name = categoryName(subscription.category, context, language);
      return `${mention(subscription.destination)} ${name} · ${words.cardLanguage(subscription.language === 'ja')}`;
    });
    const [first = '', ...more] = splitText(lines.join('\n'), DESCRIPTION_LIMIT);
    const head = { embeds: [{ title: words.subscriptionsTitle(list.length), description: first }] };
    return { messages: [head, ...more.map((description) => ({ embeds: [{ description }] }))] };
  },
};
