// Commands in a server of which the gateway has not told yet, as in the first seconds of a session: no role of it is known.
import { PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { expect, it } from 'vitest';
import { toCaller } from '../../src/discord/invocation.js';

const { ManageChannels, ManageGuild } = PermissionFlagsBits;

function callerWith(rights: bigint) {
  const member = {
    id: '2',
    // As in the library, where the role of everyone is not there.
    get permissions(): never {
      throw new TypeError("Cannot read properties of undefined (reading 'id')");
    },
  };
  const interaction = {
    user: { id: '2', displayName: 'Aoi' },
    locale: 'ja',
    guildId: '1',
    guild: { roles: { cache: new Map() } },
    channelId: '10',
    channel: null,
    member,
    memberPermissions: new PermissionsBitField(rights),
    appPermissions: new PermissionsBitField(0n),
    authorizingIntegrationOwners: {},
    client: { channels: { cache: new Map() } },
    inCachedGuild: () => true,
  };
  return toCaller(interaction as never, new Date('2030-01-01T00:00:00Z'));
}

it('who manages the whole server manages its other channels', async () => {
  expect(await callerWith(ManageGuild).permissionsIn('11')).toBe(ManageGuild);
});

it('who manages the channel of the command has no rights in others until they are known', async () => {
  const caller = callerWith(ManageChannels);
  expect(await caller.permissionsIn('11')).toBe(0n);
  expect(await caller.permissionsIn('10')).toBe(ManageChannels);
});
