// /subscriptions: what comes where in this server.
import { wording } from '../src/cards/wording.js';
import type { Command } from '../src/domain/context.js';
import { inertLine, own, mention, packLines } from '../src/text/markdown.js';
import { categoryName, described, text } from './shared.js';

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
      const name = inertLine(categoryName(subscription.value, context, language), 200);
      return own`${mention(subscription.destination)} ${name} · ${words.cardLanguage(subscription.language === 'ja')}`;
    });
    const [first, ...more] = packLines(lines, DESCRIPTION_LIMIT);
    const head = { embeds: [{ title: words.subscriptionsTitle(list.length), description: first }] };
    return { messages: [head, ...more.map((description) => ({ embeds: [{ description }] }))] };
  },
};
