// Lists of rules in channels that the bot does not know, or in private threads: Discord is asked up to a bound, and what is there is found.
import { ChannelType, type ChatInputCommandInteraction } from 'discord.js';
import { expect, it } from 'vitest';
import { toCaller } from '../../src/discord/invocation.js';

const VIEW = 1_024n;

/** Somebody who may see every channel that Discord says is there, and is a member of no private thread. */
function callerWith(isThere: (channelId: string) => boolean, type = ChannelType.GuildText) {
  const asked: string[] = [];
  let [underWay, most] = [0, 0];
  const rights = { bitfield: VIEW };
  const members = {
    cache: new Map(),
    fetch(id: string) {
      asked.push(id);
      return Promise.reject(new Error('Unknown Member'));
    },
  };
  const channels = {
    cache: new Map(),
    async fetch(id: string) {
      asked.push(id);
      most = Math.max(most, (underWay += 1));
      await new Promise(setImmediate);
      underWay -= 1;
      if (!isThere(id)) throw new Error('Unknown Channel');
      return { id, name: id, type, members, guildId: '1', isDMBased: () => false, permissionsFor: () => rights };
    },
  };
  const interaction = {
    client: { channels, user: {} },
    guildId: '1',
    guild: { roles: { cache: new Map([['1', {}]]) } },
    channelId: '2',
    user: { id: '3', displayName: 'A' },
    member: { id: '3', permissions: { bitfield: 0n } },
    memberPermissions: rights,
    appPermissions: rights,
    channel: null,
    locale: 'en-US',
    authorizingIntegrationOwners: {},
    inCachedGuild: () => true,
  };
  const caller = toCaller(interaction as unknown as ChatInputCommandInteraction, new Date());
  return { caller, asked, most: () => most };
}
const ids = Array.from({ length: 500 }, (_, index) => String(1_000 + index));

it('channels that are gone are asked for fifty times by one list, and each once', async () => {
  const { caller, asked } = callerWith(() => false);
  expect(await Promise.all(ids.map((id) => caller.permissionsIn(id)))).toEqual(ids.map(() => 0n));
  expect(asked).toHaveLength(50);
  expect(await caller.channelHere('7')).toBeNull();
  expect(asked).toHaveLength(50);
});

it.each([true, false])(
  'one that many rules name at once is asked for once, and once more never: there %s',
  async (isThere) => {
    const { caller, asked } = callerWith(() => isThere);
    const seen = await Promise.all(ids.map(() => caller.permissionsIn('7')));
    expect(new Set(seen)).toEqual(new Set([isThere ? VIEW : 0n]));
    await caller.channelHere('7');
    expect(asked).toEqual(['7']);
  },
);

it('a member of private threads is asked for once in each, however many rules are in it', async () => {
  const { caller, asked } = callerWith(() => true, ChannelType.PrivateThread);
  await Promise.all([1, 2, 3].map(() => caller.permissionsIn('7')));
  expect(asked).toEqual(['7', '3']);
});

it('all that are there are found, fifty asked for at a time, also where nearly fifty are not', async () => {
  const { caller, asked, most } = callerWith((id) => Number(id) % 11 !== 0);
  const gone = ids.filter((id) => Number(id) % 11 === 0);
  expect(gone.length).toBeLessThan(50);
  const seen = await Promise.all(ids.map((id) => caller.permissionsIn(id)));
  expect(ids.filter((_, index) => seen[index] === 0n)).toEqual(gone);
  expect(asked).toHaveLength(ids.length);
  expect(most()).toBe(50);
});

it('members of private threads are asked for fifty times by one list', async () => {
  const { caller, asked } = callerWith(() => true, ChannelType.PrivateThread);
  expect(await Promise.all(ids.map((id) => caller.permissionsIn(id)))).toEqual(ids.map(() => 0n));
  expect(asked.filter((id) => id === '3')).toHaveLength(50);
});
