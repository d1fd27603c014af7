// What the sandbox's world consists of, and the demo server that a new one begins with.
import { type APIApplicationCommand, ChannelType } from 'discord-api-types/v10';
import type { SandboxPerson } from './types.js';

/** What a channel gives to, or takes from, one person. Names as Discord spells them (`MANAGE_CHANNELS`). */
export interface MemberRights {
  readonly userId: string;
  readonly allows: readonly string[];
  readonly lacks: readonly string[];
}

export interface StoredRole {
  readonly id: string;
  readonly name: string;
}

export interface StoredChannel {
  readonly id: string;
  readonly guildId: string;
  readonly name: string;
  readonly type: number;
  readonly topic: string | null;
  readonly parentId: string | null;
  /** The person of a direct-message channel, which belongs to no guild (`guildId` is empty). */
  readonly recipientId: string | null;
  readonly botLacks: readonly string[];
  readonly memberRights?: readonly MemberRights[];
}

export interface AcceptedNonce {
  readonly channelId: string;
  readonly nonce: string;
  readonly messageId: string;
  readonly at: number;
}

export interface WorldData {
  lastId: string;
  readonly botId: string;
  readonly applicationId: string;
  readonly guilds: {
    readonly id: string;
    readonly name: string;
    readonly ownerId: string;
    readonly memberIds: string[];
    /** Besides @everyone; files of older versions have none. */
    readonly roles?: readonly StoredRole[];
  }[];
  readonly users: SandboxPerson[];
  channels: StoredChannel[];
  readonly nonces: AcceptedNonce[];
  commands: APIApplicationCommand[];
}

/** Ids of the demo server, for those who work the sandbox by function. */
export interface DemoIds {
  readonly guildId: string;
  readonly channels: Readonly<Record<string, string>>;
  readonly adminId: string;
  readonly memberId: string;
  readonly applicationId: string;
  readonly botId: string;
}

const DEMO_CHANNELS = [
  { name: 'cs-lg', type: ChannelType.GuildText, topic: 'cs.LG の新着論文（日本語）' },
  {
    name: 'papers-en',
    type: ChannelType.GuildText,
    topic: 'New papers in statistics and machine learning, in English',
  },
  {
    name: 'digest',
    type: ChannelType.GuildText,
    topic: 'cs.LG の新着を毎朝 8 時に 1 通で / cs.LG in one digest a day, at 8:00',
  },
  { name: 'lobby', type: ChannelType.GuildText, topic: 'コマンドを試す場所 / Try commands here' },
  {
    name: 'announcements',
    type: ChannelType.GuildAnnouncement,
    topic: 'アナウンスチャンネル / An announcement channel',
  },
  { name: 'forum', type: ChannelType.GuildForum, topic: '論文 1 件につき 1 つの投稿になります / A post per paper' },
];

/** A channel as it begins: nothing taken from the bot. */
export function newChannel(
  known: Pick<StoredChannel, 'id' | 'guildId' | 'name' | 'type'> & Partial<StoredChannel>,
): StoredChannel {
  return { topic: null, parentId: null, recipientId: null, botLacks: [], ...known };
}

export function demoWorld(nextId: () => string): WorldData {
  const botId = nextId();
  const adminId = nextId();
  const memberId = nextId();
  const guildId = nextId();
  const roleId = nextId();
  const people: SandboxPerson[] = [
    { id: adminId, name: '管理者 / Admin', isAdmin: true, isBot: false },
    { id: memberId, name: 'メンバー / Member', isAdmin: false, isBot: false },
  ];
  return {
    lastId: '0',
    botId,
    applicationId: botId,
    guilds: [
      {
        id: guildId,
        name: '新着デモ / Shinchaku demo',
        ownerId: adminId,
        memberIds: [adminId, memberId, botId],
        roles: [{ id: roleId, name: '輪読会 / Reading group' }],
      },
    ],
    users: [...people, { id: botId, name: 'Shinchaku', isAdmin: false, isBot: true }],
    channels: [
      ...DEMO_CHANNELS.map((channel) => newChannel({ id: nextId(), guildId, ...channel })),
      ...people.map((person) =>
        newChannel({ id: nextId(), guildId: '', name: 'Shinchaku', type: ChannelType.DM, recipientId: person.id }),
      ),
    ],
    nonces: [],
    commands: [],
  };
}

export function demoIds(data: WorldData): DemoIds {
  // A world begins with a guild, an admin and a member, and keeps them.
  const guildId = data.guilds[0]!.id;
  const channels = data.channels.filter((channel) => channel.guildId === guildId);
  return {
    guildId,
    channels: Object.fromEntries(channels.map((channel) => [channel.name, channel.id])),
    // Always there, see above.
    adminId: data.users.find((user) => user.isAdmin)!.id,
    // Always there, see above.
    memberId: data.users.find((user) => !user.isAdmin && !user.isBot)!.id,
    applicationId: data.applicationId,
    botId: data.botId,
  };
}
