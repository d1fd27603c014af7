// Objects as Discord sends them: users, members, channels, guilds, messages.
import { ChannelType, ComponentType } from 'discord-api-types/v10';
import { ADMIN_BITS, BOT_BITS, botBits, bitsOf, MEMBER_BITS } from './permissions.js';
import type { StoredMessage } from './types.js';
import type { StoredChannel, StoredRole } from './world-data.js';
import type { World } from './state.js';
import type { Json } from './validate.js';

const JOINED_AT = '2026-01-01T00:00:00.000000+00:00';

export function userPayload(world: World, id: string): Json {
  const user = world.user(id);
  const name = user?.name ?? 'unknown';
  const names = { id, username: name, global_name: name, discriminator: '0', avatar: null };
  return { ...names, bot: user?.isBot ?? false, public_flags: 0, flags: 0, primary_guild: null };
}

/** Permissions that the bot lacks in a channel: a thread has those of its channel or forum. */
export function lackedBy(world: World, channel: StoredChannel | undefined): readonly string[] {
  const parent = channel?.parentId == null ? undefined : world.channel(channel.parentId);
  return [...(channel?.botLacks ?? []), ...(parent?.botLacks ?? [])];
}

/** The permissions of a person in a channel, as the decimal text of a bit set. */
export function permissionsOf(world: World, userId: string, channel: StoredChannel | undefined): string {
  if (userId === world.data.botId) return botBits(lackedBy(world, channel)).toString();
  if (world.user(userId)?.isAdmin === true) return ADMIN_BITS.toString();
  const { allows = [], lacks = [] } = channel?.memberRights?.find((rights) => rights.userId === userId) ?? {};
  return ((MEMBER_BITS & ~bitsOf(lacks)) | bitsOf(allows)).toString();
}

export function memberPayload(world: World, userId: string): Json {
  const flags = { deaf: false, mute: false, flags: 0, pending: false };
  return {
    user: userPayload(world, userId),
    roles: [],
    nick: null,
    avatar: null,
    joined_at: JOINED_AT,
    premium_since: null,
    ...flags,
  };
}

/** Of a forum it is the last post. */
function lastMessageId(world: World, channel: StoredChannel): string | null {
  const posts = world.data.channels.filter((each) => each.parentId === channel.id);
  return (channel.type === ChannelType.GuildForum ? posts : world.messagesOf(channel.id)).at(-1)?.id ?? null;
}

export function channelPayload(world: World, channel: StoredChannel): Json {
  const { id, name, type, topic } = channel;
  const lastId = lastMessageId(world, channel);
  if (channel.recipientId !== null) {
    return { id, type, last_message_id: lastId, flags: 0, recipients: [userPayload(world, channel.recipientId)] };
  }
  const base = {
    id,
    name,
    type,
    guild_id: channel.guildId,
    parent_id: channel.parentId,
    last_message_id: lastId,
    flags: 0,
  };
  if (type >= 10 && type <= 12) {
    const metadata = { archived: false, auto_archive_duration: 1440, archive_timestamp: JOINED_AT, locked: false };
    const counts = { message_count: 0, total_message_sent: 0, member_count: 1 };
    return { ...base, owner_id: world.data.botId, ...counts, thread_metadata: metadata };
  }
  const rights = [{ userId: world.data.botId, allows: [], lacks: channel.botLacks }, ...(channel.memberRights ?? [])];
  const overwrites = rights
    .filter(({ allows, lacks }) => allows.length + lacks.length > 0)
    .map(({ userId, allows, lacks }) => ({
      id: userId,
      type: 1,
      allow: bitsOf(allows).toString(),
      deny: bitsOf(lacks).toString(),
    }));
  return { ...base, topic, position: 0, nsfw: false, rate_limit_per_user: 0, permission_overwrites: overwrites };
}

export function rolePayload({ id, name }: StoredRole, permissions = 0n): Json {
  const colors = { primary_color: 0, secondary_color: null, tertiary_color: null };
  return {
    id,
    name,
    color: 0,
    colors,
    hoist: false,
    position: 0,
    permissions: permissions.toString(),
    managed: false,
    mentionable: false,
    flags: 0,
  };
}

export function guildPayload(world: World, guildId: string): Json {
  const guild = world.data.guilds.find((each) => each.id === guildId);
  if (guild === undefined) throw new Error(`The sandbox has no guild ${guildId}`);
  const channels = world.data.channels.filter((channel) => channel.guildId === guildId);
  const isThread = (channel: StoredChannel): boolean => channel.type >= 10 && channel.type <= 12;
  const everyone = rolePayload({ id: guildId, name: '@everyone' }, BOT_BITS);
  return {
    id: guildId,
    name: guild.name,
    icon: null,
    owner_id: guild.ownerId,
    joined_at: JOINED_AT,
    large: false,
    unavailable: false,
    member_count: guild.memberIds.length,
    members: [memberPayload(world, world.data.botId)],
    roles: [everyone, ...(guild.roles ?? []).map((role) => rolePayload(role))],
    channels: channels.filter((channel) => !isThread(channel)).map((channel) => channelPayload(world, channel)),
    threads: channels.filter(isThread).map((channel) => channelPayload(world, channel)),
    emojis: [],
    stickers: [],
    presences: [],
    voice_states: [],
    features: [],
    guild_scheduled_events: [],
    stage_instances: [],
    preferred_locale: 'en-US',
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    premium_tier: 0,
    nsfw_level: 0,
    system_channel_flags: 0,
    afk_timeout: 300,
    premium_progress_bar_enabled: false,
    afk_channel_id: null,
    application_id: null,
    system_channel_id: null,
    rules_channel_id: null,
    description: null,
  };
}

/** Discord numbers components that came without an id, from 1, and says what a select leaves out. */
function numbered(rows: unknown): unknown[] {
  let last = 0;
  const number = (component: Json): Json => {
    last += 1;
    const id = component['id'] ?? last;
    const inner = component['components'];
    const defaults = component['type'] === ComponentType.StringSelect ? { min_values: 1, max_values: 1 } : {};
    return {
      ...defaults,
      ...component,
      id,
      ...(Array.isArray(inner) ? { components: (inner as Json[]).map(number) } : {}),
    };
  };
  return Array.isArray(rows) ? (rows as Json[]).map(number) : [];
}

export interface NewMessage {
  readonly channelId: string;
  readonly authorId: string;
  /** The caller has checked it. */
  readonly body: Json;
  readonly now: Date;
  readonly visibleTo: string | null;
  /** What messages of a special kind have besides. */
  readonly more?: Json;
}

export function messagePayload(world: World, given: NewMessage): StoredMessage {
  const { channelId, authorId, body, now, visibleTo, more = {} } = given;
  const embeds = Array.isArray(body['embeds']) ? (body['embeds'] as Json[]) : [];
  const message: object = {
    id: world.nextId(),
    channel_id: channelId,
    author: userPayload(world, authorId),
    content: typeof body['content'] === 'string' ? body['content'].trim() : '',
    timestamp: now.toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: Array.isArray(body['attachments']) ? body['attachments'] : [],
    embeds: embeds.map((embed) => ({ type: 'rich', ...embed })),
    components: numbered(body['components']),
    pinned: false,
    type: 0,
    flags: visibleTo === null ? 0 : 64,
    ...(body['nonce'] === undefined || body['nonce'] === null ? {} : { nonce: body['nonce'] }),
    visibleTo,
    ...more,
  };
  return message as StoredMessage;
}
