// What discord.js keeps of a guild that was away: its channels of before, which are no proof of anything.
import { ChannelType, Collection, DiscordAPIError, PermissionsBitField } from 'discord.js';
import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createDestinations } from '../../src/discord/destinations.js';
import { watchPlaces } from '../../src/discord/places.js';

const running = new AbortController().signal;

function clientWith({ isAvailable, isListed }: { isAvailable: boolean; isListed: boolean }): never {
  const channelsOf = { cache: new Map(isListed ? [['7', {}]] : []) };
  const guild = { available: isAvailable, channels: channelsOf, members: { me: null } };
  const channel = {
    type: 0,
    guild,
    isDMBased: () => false,
    isThread: () => false,
    permissionsFor: () => ({ has: () => true }),
  };
  const body = { code: 10003, message: 'Unknown Channel' };
  const unknown = new DiscordAPIError(body, 10003, 404, 'GET', '/channels/7', {});
  /** As in the library, only what is asked for by force is not answered by the cache. */
  const fetch = (_id: string, given?: { force?: boolean }): Promise<unknown> =>
    given?.force === true ? Promise.reject(unknown) : Promise.resolve(channel);
  const channels = { cache: new Map([['7', channel]]), fetch };
  return { user: {}, channels, on: () => undefined, ws: { on: () => undefined } } as never;
}

describe('a channel in the cache', () => {
  it('of a guild that is away may be open or not, so that its return is news', () => {
    expect(createDestinations(clientWith({ isAvailable: false, isListed: true }), running).canPost('7')).toBeNull();
    expect(createDestinations(clientWith({ isAvailable: true, isListed: true }), running).canPost('7')).toBe(true);
  });

  it('that its guild lists no more after a lost session is asked for, and gone', async () => {
    const isGone = (isListed: boolean): Promise<boolean> =>
      watchPlaces(clientWith({ isAvailable: true, isListed }), () => undefined, running).isGone('7');
    expect(await isGone(false)).toBe(true);
    expect(await isGone(true)).toBe(false);
  });
});

it('a guild that a new session of its shard does not name was left: nothing of it is kept', () => {
  const guilds = new Collection(
    (
      [
        ['1', 0],
        ['2', 0],
        ['3', 1],
      ] as const
    ).map(([id, shardId]) => [id, { id, shardId, available: true }]),
  );
  // The second one of each is an archived thread, which no guild lists.
  const ids = ['10', '11', '20', '21', '30', '31'];
  const channels = new Collection([...ids, '9'].map((id) => [id, { guildId: id[0], isDMBased: () => id === '9' }]));
  const ws = Object.assign(new EventEmitter(), { shards: new Collection() });
  let changes = 0;
  const places = watchPlaces(
    { on: () => undefined, ws, guilds: { cache: guilds }, channels: { cache: channels } } as never,
    () => void (changes += 1),
    running,
  );
  ws.emit('READY', { guilds: [{ id: '1', unavailable: true }] }, 0);
  expect(['1', '2', '3'].map((id) => places.isMember(id))).toEqual([true, false, true]);
  expect([[...channels.keys()], changes]).toEqual([['10', '11', '30', '31', '9'], 1]);
});

it('a channel whose kind changed while a session was lost is of its new kind: the library would keep the old one', () => {
  const channels = new Collection<string, object>([
    ['10', { id: '10', type: ChannelType.GuildText }],
    ['11', { id: '11', type: ChannelType.GuildText }],
    ['20', { id: '20', type: ChannelType.GuildText }],
  ]);
  const ws = Object.assign(new EventEmitter(), { shards: new Collection() });
  const client = { on: () => undefined, ws, guilds: { cache: new Collection() }, channels: { cache: channels } };
  watchPlaces(client as never, () => undefined, running);
  const named = [
    { id: '10', type: ChannelType.GuildAnnouncement },
    { id: '11', type: ChannelType.GuildText },
  ];
  ws.emit('GUILD_CREATE', { id: '1', channels: named });
  ws.emit('GUILD_CREATE', { id: '1', unavailable: true });
  for (const unreadable of [null, {}, { channels: 7 }, { channels: [null, {}] }]) ws.emit('GUILD_CREATE', unreadable);
  expect([...channels.keys()]).toEqual(['11', '20']);
});

it('a member is asked for once, however many channels of a server they may read', async () => {
  const asked: string[] = [];
  const members = {
    fetch(userId: string) {
      asked.push(userId);
      return userId === '1' ? Promise.resolve({ userId }) : Promise.reject(new Error('Unknown Member'));
    },
  };
  const channelOf = (id: string): [string, object] => [
    id,
    {
      guildId: '5',
      guild: { members },
      isDMBased: () => false,
      permissionsFor: () => ({ bitfield: 0n, has: () => id === '19' }),
    },
  ];
  const cache = new Map(Array.from({ length: 20 }, (_, index) => channelOf(String(index))));
  const places = watchPlaces(
    { on: () => undefined, ws: { on: () => undefined }, channels: { cache } } as never,
    () => undefined,
    running,
  );
  const canRead = places.readers();
  const answers = await Promise.all(
    ['1', '2'].map((user) => Promise.all([...cache.keys()].map((id) => canRead(user, id)))),
  );
  expect(answers.map((each) => each.filter(Boolean).length)).toEqual([1, 0]);
  expect(asked).toEqual(['1', '2']);
});

it('nobody can read a thread whose channel the library does not know', async () => {
  const guild = { members: { fetch: (id: string) => Promise.resolve({ id }) } };
  const thread = { guildId: '5', guild, isDMBased: () => false, permissionsFor: () => null };
  const channels = { cache: new Map([['7', thread]]) };
  const places = watchPlaces(
    { on: () => undefined, ws: { on: () => undefined }, channels } as never,
    () => undefined,
    running,
  );
  expect(await places.readers()('1', '7')).toBe(false);
});

it('a private thread is read by its members, each asked for once, and by those who manage threads', async () => {
  const asked: string[] = [];
  const guild = { members: { fetch: (id: string) => Promise.resolve({ id }) } };
  const thread = {
    id: '7',
    type: ChannelType.PrivateThread,
    guildId: '5',
    guild,
    isDMBased: () => false,
    permissionsFor: ({ id }: { id: string }) =>
      new PermissionsBitField([
        'ViewChannel',
        'ReadMessageHistory',
        ...(id === '3' ? (['ManageThreads'] as const) : []),
      ]),
    members: {
      fetch({ member }: { member: string }) {
        asked.push(member);
        return member === '1' ? Promise.resolve({ id: member }) : Promise.reject(new Error('Unknown Member'));
      },
    },
  };
  const channels = { cache: new Map([['7', thread]]) };
  const places = watchPlaces(
    { on: () => undefined, ws: { on: () => undefined }, channels } as never,
    () => undefined,
    running,
  );
  const canRead = places.readers();
  const answers = await Promise.all(['1', '2', '3', '1', '2'].map((user) => canRead(user, '7')));
  expect(answers).toEqual([true, false, true, true, false]);
  expect(asked).toEqual(['1', '2']);
});

it('a stop waits for no look-up, and nothing counts as gone or read because of it', async () => {
  const stopping = new AbortController();
  const pending = (): Promise<never> => new Promise(() => undefined);
  const channel = { guildId: '5', guild: { members: { fetch: pending } }, isDMBased: () => false };
  const client = {
    on: () => undefined,
    ws: { on: () => undefined, shards: new Collection() },
    channels: { cache: new Map([['7', channel]]), fetch: pending },
  } as never;
  const places = watchPlaces(client, () => undefined, stopping.signal);
  const looks = [
    places.isGone('8'),
    places.readers()('1', '7'),
    createDestinations(client, stopping.signal).canReadHistory('8'),
  ];
  stopping.abort();
  expect(await Promise.all(looks)).toEqual([false, false, null]);
  expect(await places.isGone('9')).toBe(false);
});

it('any number of look-ups can wait for one stop without a warning on the terminal', async () => {
  const warned: string[] = [];
  const note = ({ name }: Error): void => void warned.push(name);
  process.on('warning', note);
  try {
    const stopping = new AbortController();
    const channels = { cache: new Map(), fetch: () => new Promise(() => undefined) };
    const { canReadHistory } = createDestinations(
      { ws: { shards: new Collection() }, channels } as never,
      stopping.signal,
    );
    const looks = Array.from({ length: 20 }, (_, index) => canReadHistory(String(index)));
    await setImmediate();
    stopping.abort();
    await Promise.all(looks);
    expect(warned).toEqual([]);
  } finally {
    process.off('warning', note);
  }
});
