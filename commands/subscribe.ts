// /subscribe category: papers of a category or archive come to a channel from now on.
import { NO_OPTIONS } from '../src/domain/subscription.js';
import { wording } from '../src/cards/wording.js';
import { toUtcText } from '../src/domain/calendar.js';
import type { Command, Context, Invocation } from '../src/domain/context.js';
import type { Reply } from '../src/domain/message.js';
import {
  categoryChoices,
  categoryOption,
  categoryName,
  described,
  findCategory,
  MANAGE_CHANNELS,
  mayManage,
  missingPermissions,
  text,
  unknownCategory,
} from './shared.js';
import { code, inertLine, joinMarkdown, mention } from '../src/text/markdown.js';
import { newSearch } from './results.js';

/** Text, announcement and thread channels, and forums, where every paper becomes a post. */
const CHANNEL_TYPES = [0, 5, 10, 11, 12, 15];

async function subscribe(invocation: Invocation, context: Context): Promise<Reply> {
  const { language } = invocation;
  const words = wording(language);
  const channel = invocation.channels['channel'] ?? invocation.here;
  if (invocation.guildId === null || channel === null) return text(words.onlyInServer);
  const to = mention(channel.id);
  const typed = String(invocation.options['category'] ?? '');
  const category = findCategory(typed, context, language);
  if (category === null) return unknownCategory(typed, context, language);
  if (!CHANNEL_TYPES.includes(channel.type)) return text(words.wrongChannelType(to));
  if (!mayManage(channel.memberPermissions)) return text(words.needsManageChannels(to));
  const missing = missingPermissions(channel, language);
  if (missing.length > 0) return text(words.botLacks(to, missing));

  const { subscription, existed } = await context.addSubscription(
    {
      guildId: invocation.guildId,
      destination: channel.id,
      kind: 'category',
      value: category,
      category,
      announcements: 'cross',
      options: NO_OPTIONS,
      mode: 'cards',
      hour: null,
      createdBy: invocation.userId,
      createdAt: toUtcText(invocation.now),
    },
    { name: channel.name, language: null, fallback: invocation.destinationLanguage },
  );
  const name = inertLine(categoryName(category, context, language), 200);
  const stored = await context.search(newSearch({ category, limit: 1 }));
  const lines = [
    existed ? words.alreadySubscribed(name, to) : words.subscribed(name, to),
    words.cardLanguage(subscription.language === 'ja'),
    words.silentStart,
    words.storedAlready(stored.total, stored.totalExact, code(`/category ${category}`)),
  ];
  return text(joinMarkdown(lines, '\n'));
}

export const subscribeCommand: Command = {
  definition: {
    name: 'subscribe',
    ...described('Have new papers posted in a channel', '新着論文をチャンネルに届ける'),
    default_member_permissions: MANAGE_CHANNELS,
    contexts: [0],
    options: [
      {
        type: 1,
        name: 'category',
        ...described('New papers of a category or a whole archive', 'カテゴリーまたはアーカイブの新着論文'),
        options: [
          categoryOption,
          {
            type: 7,
            name: 'channel',
            ...described('Where to post; this channel when left out', '投稿先（省略するとこのチャンネル）'),
            channel_types: CHANNEL_TYPES,
          },
        ],
      },
    ],
  },
  run: subscribe,
  complete: (completion, context) => categoryChoices(completion.value, context, completion),
};
