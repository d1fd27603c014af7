// Permissions as Discord's bit sets: what members may do, and what was taken from the bot in a channel.

export const PERMISSIONS: Readonly<Record<string, bigint>> = {
  ADMINISTRATOR: 1n << 3n,
  MANAGE_CHANNELS: 1n << 4n,
  MANAGE_GUILD: 1n << 5n,
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  EMBED_LINKS: 1n << 14n,
  READ_MESSAGE_HISTORY: 1n << 16n,
  USE_APPLICATION_COMMANDS: 1n << 31n,
  CREATE_PUBLIC_THREADS: 1n << 35n,
  SEND_MESSAGES_IN_THREADS: 1n << 38n,
};

/** Names that Discord does not have count for nothing. */
export function bitsOf(names: readonly string[]): bigint {
  return names.reduce((bits, name) => bits | (PERMISSIONS[name] ?? 0n), 0n);
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
