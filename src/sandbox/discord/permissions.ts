// Permissions as Discord's bit sets: what members may do, and what was taken from the bot in a channel.

import { PermissionFlagsBits } from 'discord-api-types/v10';
export const PERMISSIONS: Readonly<Record<string, bigint>> = {
  ADMINISTRATOR: PermissionFlagsBits.Administrator,
  MANAGE_CHANNELS: PermissionFlagsBits.ManageChannels,
  MANAGE_GUILD: PermissionFlagsBits.ManageGuild,
  VIEW_CHANNEL: PermissionFlagsBits.ViewChannel,
  SEND_MESSAGES: PermissionFlagsBits.SendMessages,
  EMBED_LINKS: PermissionFlagsBits.EmbedLinks,
  READ_MESSAGE_HISTORY: PermissionFlagsBits.ReadMessageHistory,
  USE_APPLICATION_COMMANDS: PermissionFlagsBits.UseApplicationCommands,
  CREATE_PUBLIC_THREADS: PermissionFlagsBits.CreatePublicThreads,
  SEND_MESSAGES_IN_THREADS: PermissionFlagsBits.SendMessagesInThreads,
};

export const isPermission = (name: string): boolean => Object.hasOwn(PERMISSIONS, name);

/** Unknown names are ignored. */
export function bitsOf(names: readonly string[]): bigint {
  return names.filter(isPermission).reduce((bits, name) => bits | (PERMISSIONS[name] ?? 0n), 0n);
}

const MEMBER = [
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'EMBED_LINKS',
  'READ_MESSAGE_HISTORY',
  'USE_APPLICATION_COMMANDS',
  'SEND_MESSAGES_IN_THREADS',
];
export const MEMBER_BITS = bitsOf(MEMBER);
export const ADMIN_BITS = bitsOf(Object.keys(PERMISSIONS));
export const BOT_BITS = bitsOf([...MEMBER, 'CREATE_PUBLIC_THREADS']);

/** What the bot may do in a channel from which `lacks` were taken. */
export function botBits(lacks: readonly string[]): bigint {
  return BOT_BITS & ~bitsOf(lacks);
}
