// The world of the sandbox: servers, channels, people, messages, commands and nonces, kept in one JSON file.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { PageMessage, PageUser } from '../page/types.js';
import { createSnowflakes } from './snowflake.js';

export interface StoredChannel {
  readonly id: string;
  readonly guildId: string;
  readonly name: string;
  readonly type: number;
  readonly topic: string | null;
  readonly parentId: string | null;
  /** The person of a direct-message channel, which belongs to no guild (`guildId` is empty). */
  readonly recipientId: string | null;
  botLacks: string[];
}

export interface AcceptedNonce {
  readonly channelId: string;
  readonly nonce: string;
  readonly messageId: string;
  readonly at: number;
}

interface WorldData {
  lastId: string;
  readonly botId: string;
  readonly applicationId: string;
  readonly guilds: {
    readonly id: string;
    readonly name: string;
    readonly ownerId: string;
    readonly memberIds: string[];
  }[];
  readonly users: PageUser[];
  readonly channels: StoredChannel[];
  readonly messages: Record<string, PageMessage[]>;
  nonces: AcceptedNonce[];
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
  { name: 'cs-lg', type: 0, topic: 'cs.LG の新着論文（日本語）' },
  { name: 'papers-en', type: 0, topic: 'New papers in statistics and machine learning, in English' },
  { name: 'lobby', type: 0, topic: 'コマンドを試す場所 / Try commands here' },
  { name: 'announcements', type: 5, topic: null },
  { name: 'forum', type: 15, topic: null },
];

/** A channel as it begins: nothing taken from the bot. */
export function newChannel(
  id: string,
  guildId: string,
  name: string,
  type: number,
  more: Partial<StoredChannel> = {},
): StoredChannel {
  return { id, guildId, name, type, topic: null, parentId: null, recipientId: null, botLacks: [], ...more };
}

function demoWorld(nextId: () => string): WorldData {
  const botId = nextId();
  const adminId = nextId();
  const memberId = nextId();
  const guildId = nextId();
  const people: PageUser[] = [
    { id: adminId, name: '管理者 / Admin', isAdmin: true, isBot: false },
    { id: memberId, name: 'メンバー / Member', isAdmin: false, isBot: false },
  ];
  return {
    lastId: '0',
    botId,
    applicationId: botId,
    guilds: [
      { id: guildId, name: '新着デモ / Shinchaku demo', ownerId: adminId, memberIds: [adminId, memberId, botId] },
    ],
    users: [...people, { id: botId, name: 'Shinchaku', isAdmin: false, isBot: true }],
    channels: [
      ...DEMO_CHANNELS.map(({ name, type, topic }) => newChannel(nextId(), guildId, name, type, { topic })),
      ...people.map((person) => newChannel(nextId(), '', 'Shinchaku', 1, { recipientId: person.id })),
    ],
    messages: {},
    nonces: [],
    commands: [],
  };
}

/** Ephemeral messages never reach the file. */
function toKeep(data: WorldData): WorldData {
  const messages = Object.entries(data.messages).map(([id, list]) => [
    id,
    list.filter((each) => each.visibleTo === null),
  ]);
  return { ...data, messages: Object.fromEntries(messages) as WorldData['messages'] };
}

/** Opens the world of a file, or a new demo world; `file` null keeps it in memory. Throws what node:fs throws. */
export function openWorld(file: string | null, now: () => Date) {
  const saved = file !== null && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as WorldData) : null;
  const nextId = createSnowflakes(now, BigInt(saved?.lastId ?? 0));
  const data = saved ?? demoWorld(nextId);
  let timer: NodeJS.Timeout | null = null;

  function save(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (file === null) return;
    data.lastId = nextId();
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(toKeep(data)));
    renameSync(`${file}.new`, file);
  }

  return {
    data,
    nextId,
    save,
    /** Saves shortly after a change. */
    changed(): void {
      timer ??= setTimeout(save, 50);
    },
    channel: (id: string): StoredChannel | undefined => data.channels.find((channel) => channel.id === id),
    messagesOf: (id: string): PageMessage[] => (data.messages[id] ??= []),
    user: (id: string): PageUser | undefined => data.users.find((user) => user.id === id),
    demo(): DemoIds {
      const guildId = data.guilds[0]!.id;
      const channels = data.channels.filter((channel) => channel.guildId === guildId);
      return {
        guildId,
        channels: Object.fromEntries(channels.map((channel) => [channel.name, channel.id])),
        adminId: data.users.find((user) => user.isAdmin)!.id,
        memberId: data.users.find((user) => !user.isAdmin && !user.isBot)!.id,
        applicationId: data.applicationId,
        botId: data.botId,
      };
    },
  };
}

export type World = ReturnType<typeof openWorld>;
