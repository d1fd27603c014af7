// What several commands share: definitions' small parts, permission names, categories.
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOptionChoice,
  type ApplicationCommandOptionAllowedChannelType,
  ApplicationCommandOptionType,
  ChannelType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import type { View } from '../src/cards/view.js';
import { wording } from '../src/cards/wording.js';
import type { Caller, ChannelRef, Context } from '../src/domain/context.js';
import type { Choice, Reply } from '../src/domain/message.js';
import type { Language } from '../src/domain/language.js';
import { inertLine, type Markdown } from '../src/text/markdown.js';
import { plain, type PlainText } from '../src/text/visible.js';
import { rulesKnown } from './rules-seen.js';

export const MANAGE_CHANNELS = PermissionFlagsBits.ManageChannels.toString();
export const MANAGE_GUILD = PermissionFlagsBits.ManageGuild.toString();

/** Discord's limit for names and values of choices. */
const CHOICE_LIMIT = 100;

/** For whom an answer is shown. */
export function viewOf({ language }: Pick<Caller, 'language'>, { taxonomy, zone }: Context): View {
  return { language, taxonomy, zone };
}

export function text(content: Markdown): Reply {
  return { messages: [{ content }] };
}

/** Whether a member with these rights in a channel may change what is posted there. */
export function mayManage(permissions: bigint): boolean {
  return (permissions & (PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageChannels)) !== 0n;
}

/** The same for the settings of the whole server. */
export function mayManageGuild(permissions: bigint): boolean {
  return (permissions & (PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageGuild)) !== 0n;
}

const THREADS: readonly number[] = [
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
];

function isThread(channel: ChannelRef): boolean {
  return THREADS.includes(channel.type);
}

/** Kinds of channels that a thread a day can begin in. */
const WITH_THREADS: readonly number[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement];

export function hasThreads(channel: ChannelRef): boolean {
  return WITH_THREADS.includes(channel.type);
}

/**
 * Names, in the reader's language, of what the bot still needs to post in a channel: cards, the same in a thread a day, or notices, which
 * are plain text.
 */
export function missingPermissions(
  channel: ChannelRef,
  language: Language,
  what: 'cards' | 'threads' | 'notices',
): Markdown[] {
  if ((channel.botPermissions & PermissionFlagsBits.Administrator) !== 0n) return [];
  const names = wording(language).permissionNames;
  const needed = [
    [PermissionFlagsBits.ViewChannel, names.view],
    isThread(channel)
      ? ([PermissionFlagsBits.SendMessagesInThreads, names.sendInThreads] as const)
      : ([PermissionFlagsBits.SendMessages, names.send] as const),
    ...(what === 'threads'
      ? ([
          [PermissionFlagsBits.CreatePublicThreads, names.createThreads],
          [PermissionFlagsBits.SendMessagesInThreads, names.sendInThreads],
        ] as const)
      : []),
    ...(what === 'notices'
      ? []
      : ([
          [PermissionFlagsBits.EmbedLinks, names.embed],
          [PermissionFlagsBits.ReadMessageHistory, names.history],
        ] as const)),
  ] as const;
  return needed.filter(([bit]) => (channel.botPermissions & bit) === 0n).map(([, name]) => name);
}

/** A description in English with its localizations; en-US is given because Discord would else fall back to en-GB. */
export function described(english: string, japanese: string) {
  return { description: english, description_localizations: { ja: japanese, 'en-US': english } };
}

/** Text, announcement and thread channels, and forums, where every paper becomes a post. */
export const CHANNEL_TYPES: ApplicationCommandOptionAllowedChannelType[] = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.GuildForum,
];

/** Choices of an option, named in English and Japanese; the value is what the program calls it. */
export function choicesIn<T extends string>(
  values: readonly T[],
  nameOf: (language: Language, value: T) => string,
): APIApplicationCommandOptionChoice<string>[] {
  return values.map((value) => {
    const english = nameOf('en', value);
    return { name: english, name_localizations: { ja: nameOf('ja', value), 'en-US': english }, value };
  });
}

export const shareOption: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.Boolean,
  name: 'share',
  ...described('Show the answer to everyone in this channel', '結果をこのチャンネルの全員に表示します'),
};

export const categoryOption: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  name: 'category',
  ...described('Code or name, such as cs.LG or robotics', 'コードまたは名前（例: cs.LG、ロボット工学）'),
  required: true,
  autocomplete: true,
  max_length: 100,
};

/** Code and name, at most 100 code points. */
export function categoryName(category: string, context: Context, language: Language): PlainText {
  const name = plain(context.taxonomy.name(category, language), CHOICE_LIMIT);
  const isArchive = context.taxonomy.expand(category).length > 1;
  const words = wording(language);
  const shown = isArchive ? words.allOf(name) : name;
  return plain(name === category ? category : words.categoryName(plain(category, CHOICE_LIMIT), shown), CHOICE_LIMIT);
}

/** Those followed here, as far as somebody may know, first, then those with the most papers, among what fits equally well. */
export async function categoryChoices(typed: string, context: Context, caller: Caller): Promise<Choice[]> {
  const { language } = caller;
  const [subscriptions, papers] = await Promise.all([rulesKnown(caller, context), context.categoryPapers()]);
  const followed = new Set(subscriptions?.map(({ category }) => category));
  const weight = (code: string): number => (followed.has(code) ? 1e9 : 0) + (papers.get(code) ?? 0);
  return context.taxonomy
    .suggest(typed, language, { limit: 25, weight })
    .map(({ code: found }) => ({ name: categoryName(found, context, language), value: found }));
}

/** A category as typed: a code in any case, an alias, an archive, a name, or whole words of one name alone. */
export function findCategory(typed: string, context: Pick<Context, 'taxonomy'>): string | null {
  return context.taxonomy.meant(typed);
}

export function unknownCategory(typed: string, { taxonomy }: Context, language: Language): Reply {
  const fitting = taxonomy.suggest(typed, language, { limit: 3 }).map((found) => found.code);
  const similar = [...new Set([...taxonomy.nearest(typed, 3), ...fitting])]
    .slice(0, 3)
    .map((each) => inertLine(each, 30));
  return text(wording(language).unknownCategory(inertLine(typed, 100), similar));
}
