// From discord.js's interactions to the plain values that commands take.
import { ApplicationIntegrationType, ComponentType, PermissionFlagsBits } from 'discord.js';
import type {
  AnyThreadChannel,
  AutocompleteInteraction,
  ButtonInteraction,
  Channel,
  ChatInputCommandInteraction,
  Client,
  CommandInteractionOption,
  MessageContextMenuCommandInteraction,
  ModalMessageModalSubmitInteraction,
  PermissionsBitField,
  StringSelectMenuInteraction,
  TopLevelComponent,
} from 'discord.js';
import type { Caller, ChannelRef, Completion, GivenFile, Invocation } from '../domain/context.js';
import type { Language } from '../domain/language.js';
import { ServerUnknownError } from '../errors.js';
import { findChannel, isForMembers, tagsRequired } from './destinations.js';
import { readGivenFile } from './given-file.js';
import { createLookUp, type LookUp } from './look-ups.js';

type Any =
  | ChatInputCommandInteraction
  | AutocompleteInteraction
  | ButtonInteraction
  | StringSelectMenuInteraction
  | MessageContextMenuCommandInteraction
  | ModalMessageModalSubmitInteraction;

/** Of a locale of Discord, and English where none is given or what is given is not a text. */
export function languageOf(locale: unknown): Language {
  return typeof locale === 'string' && locale.startsWith('ja') ? 'ja' : 'en';
}

function toBits(text: string | bigint | null | undefined): bigint {
  return text === null || text === undefined ? 0n : BigInt(text);
}

function here(interaction: Any): ChannelRef | null {
  const { channel, channelId } = interaction;
  if (channelId === null || interaction.guildId === null) return null;
  const name = channel !== null && 'name' in channel && typeof channel.name === 'string' ? channel.name : channelId;
  return {
    id: channelId,
    name,
    type: channel?.type ?? 0,
    memberPermissions: interaction.memberPermissions?.bitfield ?? 0n,
    botPermissions: interaction.appPermissions?.bitfield ?? 0n,
  };
}

const { Administrator, ManageChannels, ManageGuild, MentionEveryone, ViewChannel } = PermissionFlagsBits;
const SEEING = ViewChannel | Administrator;
const MANAGING = Administrator | ManageChannels | ManageGuild;
/** Rights that no channel gives or takes away. */
const EVERYWHERE = Administrator | ManageGuild;

/** A channel that is not in the cache is asked for at Discord. */
async function find(client: Client<true>, channelId: string, lookUp: LookUp): Promise<Channel | null> {
  return client.channels.cache.get(channelId) ?? lookUp(channelId, () => findChannel(client, channelId));
}

async function isOutside(thread: AnyThreadChannel, userId: string, lookUp: LookUp): Promise<boolean> {
  if (thread.members.cache.has(userId)) return false;
  return (await lookUp(`${thread.id} ${userId}`, () => thread.members.fetch(userId))) === null;
}

/** Of a server of which the gateway has not told yet the library knows no role, and reading a member's rights throws. */
function isToldOf({ guild, guildId }: Any): boolean {
  return guild === null || guildId === null || guild.roles.cache.has(guildId);
}

async function permissionsIn(interaction: Any, channelId: string, lookUp: LookUp): Promise<bigint> {
  if (!interaction.inCachedGuild()) return 0n;
  if (channelId === interaction.channelId) return interaction.memberPermissions.bitfield;
  const { client, member, guildId } = interaction;
  if (!isToldOf(interaction)) {
    const { bitfield } = interaction.memberPermissions;
    if ((bitfield & EVERYWHERE) === 0n) throw new ServerUnknownError(guildId);
    return bitfield;
  }
  const channel = await find(client, channelId, lookUp);
  const isHere = channel !== null && !channel.isDMBased() && channel.guildId === guildId;
  // Null for a thread whose channel is not known, whatever the library's types say.
  const rights: Readonly<PermissionsBitField> | null = isHere ? channel.permissionsFor(member) : null;
  if (!isHere || rights === null)
    return (member.permissions.bitfield & MANAGING) === 0n ? 0n : member.permissions.bitfield;
  const { bitfield } = rights;
  if ((bitfield & SEEING) === 0n) return 0n;
  return isForMembers(channel, bitfield) && (await isOutside(channel, member.id, lookUp)) ? 0n : bitfield;
}

function isMentionable(interaction: Any, roleId: string): boolean {
  return interaction.inCachedGuild() && interaction.guild.roles.cache.get(roleId)?.mentionable === true;
}

async function channelHere(interaction: Any, channelId: string, lookUp: LookUp): Promise<ChannelRef | null> {
  const { client, guildId } = interaction;
  // What the bot may do there is not known either.
  if (guildId !== null && !isToldOf(interaction)) throw new ServerUnknownError(guildId);
  const channel = await find(client, channelId, lookUp);
  if (channel === null || channel.isDMBased() || channel.guildId !== guildId) return null;
  return {
    id: channel.id,
    name: channel.name,
    type: channel.type,
    memberPermissions: await permissionsIn(interaction, channelId, lookUp),
    botPermissions: channel.permissionsFor(client.user)?.bitfield ?? 0n,
    ...tagsRequired(client, channel.id),
  };
}

/** Whether a person acts for themselves: nobody installed the bot here for all. */
function isPersonal({ guildId, authorizingIntegrationOwners: owners }: Any): boolean {
  const { GuildInstall, UserInstall } = ApplicationIntegrationType;
  return guildId === null || (owners[UserInstall] !== undefined && owners[GuildInstall] === undefined);
}

export function toCaller(interaction: Any, now: Date): Caller {
  const language = languageOf(interaction.locale);
  const lookUp = createLookUp();
  return {
    userId: interaction.user.id,
    userName: interaction.user.displayName,
    guildId: interaction.guildId,
    here: here(interaction),
    language,
    destinationLanguage: language === 'ja' ? 'ja' : languageOf(interaction.guildLocale),
    now,
    isPersonal: isPersonal(interaction),
    permissionsIn: (channelId) => permissionsIn(interaction, channelId, lookUp),
    async mayMention(roleId, channelId) {
      if (isMentionable(interaction, roleId)) return true;
      const rights = await permissionsIn(interaction, channelId, lookUp);
      if ((rights & (MentionEveryone | Administrator)) !== 0n) return true;
      // Whether everybody may mention it is not known either.
      if (interaction.guildId !== null && !isToldOf(interaction)) throw new ServerUnknownError(interaction.guildId);
      return false;
    },
    channelHere: (channelId) => channelHere(interaction, channelId, lookUp),
  };
}

function flat(interaction: ChatInputCommandInteraction | AutocompleteInteraction): readonly CommandInteractionOption[] {
  const [first] = interaction.options.data;
  return first?.options ?? interaction.options.data;
}

function optionValues(
  interaction: ChatInputCommandInteraction | AutocompleteInteraction,
): Record<string, string | number | boolean> {
  return Object.fromEntries(
    flat(interaction).flatMap((option) => (option.value === undefined ? [] : [[option.name, option.value]])),
  );
}

function cachedBotPermissions(client: Client<true>, channelId: string): bigint | undefined {
  const channel = client.channels.cache.get(channelId);
  return channel === undefined || channel.isDMBased() ? undefined : channel.permissionsFor(client.user)?.bitfield;
}

/**
 * A resolved channel carries the rights of member and bot as bit sets, or as their texts when it is not cached.
 * Servers that do not tell the bot's rights are helped out from the cache.
 */
function toChannel(resolved: object, client: Client<true>): ChannelRef {
  const { id, name, type, permissions, appPermissions, app_permissions } = resolved as {
    readonly id: string;
    readonly name?: string;
    readonly type?: number;
    readonly permissions?: string | { readonly bitfield: bigint } | null;
    readonly appPermissions?: { readonly bitfield: bigint } | null;
    readonly app_permissions?: string;
  };
  return {
    id,
    name: name ?? id,
    type: type ?? 0,
    memberPermissions: toBits(typeof permissions === 'object' ? permissions?.bitfield : permissions),
    botPermissions: toBits(appPermissions?.bitfield ?? app_permissions ?? cachedBotPermissions(client, id)),
    ...tagsRequired(client, id),
  };
}

function filesOf(interaction: ChatInputCommandInteraction): Record<string, GivenFile> {
  return Object.fromEntries(
    flat(interaction).flatMap(({ name, attachment }) =>
      attachment === undefined || attachment === null
        ? []
        : [[name, { name: attachment.name, text: () => readGivenFile(attachment.url) }] as const],
    ),
  );
}

export function toInvocation(interaction: ChatInputCommandInteraction, now: Date): Invocation {
  const channels = flat(interaction).flatMap(({ name, channel }) =>
    channel === undefined || channel === null ? [] : [[name, toChannel(channel, interaction.client)] as const],
  );
  return {
    ...toCaller(interaction, now),
    subcommand: interaction.options.getSubcommand(false),
    options: optionValues(interaction),
    channels: Object.fromEntries(channels),
    files: filesOf(interaction),
  };
}

function controlsIn(row: TopLevelComponent): string[] {
  if (row.type !== ComponentType.ActionRow) return [];
  return row.components.flatMap((control) => {
    if (control.type === ComponentType.StringSelect) return control.options.map(({ value }) => value);
    return control.type === ComponentType.Button && control.customId !== null ? [control.customId] : [];
  });
}

/** A command used on a message. */
export function toMessageInvocation(interaction: MessageContextMenuCommandInteraction, now: Date): Invocation {
  const { content, embeds, components } = interaction.targetMessage;
  const texts = embeds.map(({ title, url, description }) => ({
    title: title ?? '',
    url: url ?? '',
    description: description ?? '',
  }));
  return {
    ...toCaller(interaction, now),
    subcommand: null,
    options: {},
    channels: {},
    files: {},
    target: { content, embeds: texts, controls: components.flatMap(controlsIn) },
  };
}

export function toCompletion(interaction: AutocompleteInteraction, now: Date): Completion {
  const focused = interaction.options.getFocused(true);
  return {
    ...toCaller(interaction, now),
    subcommand: interaction.options.getSubcommand(false),
    focused: focused.name,
    value: focused.value,
    options: optionValues(interaction),
  };
}
