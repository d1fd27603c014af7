// Commands in a server of which the gateway has not told yet, as in the first seconds of a session: no role of it is known.
import { PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { expect, it } from 'vitest';
import { helpCommand } from '../../commands/help.js';
import { listButton, subscriptionsCommand } from '../../commands/subscriptions.js';
import { unsubscribeCommand } from '../../commands/unsubscribe.js';
import { createInteractionListener } from '../../src/discord/interactions.js';
import { toCaller } from '../../src/discord/invocation.js';
import { ServerUnknownError } from '../../src/errors.js';
import { createLog } from '../../src/log.js';
import { taxonomy } from '../helpers/stores.js';

const { ManageChannels, ManageGuild, MentionEveryone } = PermissionFlagsBits;
const now = new Date('2030-01-01T00:00:00Z');

function asked(rights: bigint, locale = 'ja') {
  const member = {
    id: '2',
    // As in the library, where the role of everyone is not there.
    get permissions(): never {
      throw new TypeError("Cannot read properties of undefined (reading 'id')");
    },
  };
  return {
    user: { id: '2', displayName: 'Aoi' },
    locale,
    guildId: '1',
    guild: { roles: { cache: new Map() } },
    channelId: '10',
    channel: null,
    member,
    memberPermissions: new PermissionsBitField(rights),
    appPermissions: new PermissionsBitField(0n),
    authorizingIntegrationOwners: {},
    client: { channels: { cache: new Map([['11', { guildId: '1', isDMBased: () => false }]]) } },
    inCachedGuild: () => true,
  };
}

const callerWith = (rights: bigint) => toCaller(asked(rights) as never, now);

const rule = {
  id: 1,
  guildId: '1',
  destination: '11',
  kind: 'category',
  value: 'cs.LG',
  category: 'cs.LG',
  mode: 'cards',
  language: 'en',
  options: { excludedWords: [], excludedAuthors: [], excludedCategories: [], announcements: 'new', role: null },
};

const commands = [helpCommand, subscriptionsCommand, unsubscribeCommand];

/** What `/command` answers in a server that comes late, and that has `rules`. */
async function answer(command: string, options: { readonly locale?: string; readonly rules?: readonly object[] } = {}) {
  const { locale = 'ja', rules = [rule] } = options;
  const answers: unknown[] = [];
  const interaction = {
    ...asked(ManageChannels, locale),
    commandName: command,
    options: {
      data: command === 'unsubscribe' ? [{ name: 'subscription', type: 3, value: '1' }] : [],
      getSubcommand: () => null,
      getBoolean: () => null,
    },
    isChatInputCommand: () => true,
    reply: (body: unknown) => Promise.resolve(answers.push(body)),
  };
  const context = {
    taxonomy,
    listSubscriptions: () => Promise.resolve(rules),
    overview: () => Promise.resolve({ papers: 5 }),
    commandIds: () => new Map(),
  };
  const listen = createInteractionListener({
    commands,
    buttons: [listButton],
    forms: [],
    context: context as never,
    now: () => now,
    log: createLog('silent'),
    signal: new AbortController().signal,
    random: () => 0,
  });
  await listen(interaction as never);
  expect(answers).toHaveLength(1);
  return answers[0] as { readonly content?: string; readonly embeds?: readonly { readonly description: string }[] };
}

it('who manages the whole server manages its other channels', async () => {
  expect(await callerWith(ManageGuild).permissionsIn('11')).toBe(ManageGuild);
});

it('what anybody else may do in other channels is not known yet, nor what the bot may do in one', async () => {
  const caller = callerWith(ManageChannels);
  await expect(caller.permissionsIn('11')).rejects.toThrow(ServerUnknownError);
  await expect(callerWith(ManageGuild).channelHere('11')).rejects.toThrow(ServerUnknownError);
  expect(await caller.permissionsIn('10')).toBe(ManageChannels);
  await expect(caller.mayMention('5', '10')).rejects.toThrow(ServerUnknownError);
  expect(await callerWith(ManageGuild | MentionEveryone).mayMention('5', '11')).toBe(true);
});

it.each(['subscriptions', 'unsubscribe'])('/%s says so, and not that there are no subscriptions', async (command) => {
  expect((await answer(command)).content).toContain('サーバーの情報がまだ Discord から届いていません');
  expect((await answer(command, { locale: 'en-US' })).content).toContain('hasn’t told the bot about this server yet');
});

it('says that there are none where there are none', async () => {
  expect((await answer('subscriptions', { locale: 'en-US', rules: [] })).content).toContain('no subscriptions yet');
});

it('helps there, without a number of subscriptions that is not known', async () => {
  const description = (await answer('help', { locale: 'en-US' })).embeds?.[0]?.description;
  expect(description).toContain('-# 5 papers in the library');
  expect(description).not.toMatch(/in the library ·|Next: run/);
  expect((await answer('help', { locale: 'en-US', rules: [] })).embeds?.[0]?.description).toMatch(/· 0 subscriptions/);
});
