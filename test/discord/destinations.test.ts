// What the gateway's cache tells of a destination: whatever decides there about a message makes another state.
import { PermissionFlagsBits } from 'discord.js';
import { expect, it } from 'vitest';
import { createDestinations, tagsRequired } from '../../src/discord/destinations.js';

const running = new AbortController().signal;

interface Facts {
  readonly type?: number;
  readonly flags?: number;
  readonly tags?: readonly { readonly id: string; readonly moderated: boolean }[];
  readonly locked?: boolean;
  readonly rights?: bigint;
  readonly silencedUntil?: number;
}

function stateWith({ type = 15, flags = 0, tags = [], locked, rights = 1n, silencedUntil }: Facts): string | null {
  const channel = {
    type,
    flags: { bitfield: flags },
    guild: { members: { me: { communicationDisabledUntilTimestamp: silencedUntil ?? null } } },
    availableTags: tags,
    locked,
    archived: false,
    isDMBased: () => false,
    isThread: () => locked !== undefined,
    permissionsFor: () => ({ bitfield: rights }),
  };
  return createDestinations({ user: {}, channels: { cache: new Map([['7', channel]]) } } as never, running).stateOf(
    '7',
  );
}

it.each([
  [true, ['1', '2']],
  [false, ['1']],
])('offers tags that moderators alone may give where the bot may: %s', (mayModerate, offered) => {
  const channel = {
    availableTags: [
      { id: '1', name: 'cs.LG', moderated: false },
      { id: '2', name: 'cs.CL', moderated: true },
    ],
    isDMBased: () => false,
    permissionsFor: () => ({ has: () => mayModerate }),
  };
  const client = { user: {}, channels: { cache: new Map([['7', channel]]) } };
  const tags = createDestinations(client as never, running).tagsOf('7');
  expect(tags.map(({ id }) => id)).toEqual(offered);
});

it.each<[string, Facts, Facts]>([
  ['a thread that is unlocked', { type: 11, locked: true }, { type: 11, locked: false }],
  ['a forum that asks for a tag no more', { flags: 16 }, { flags: 0 }],
  ['a forum with a new tag', {}, { tags: [{ id: '1', moderated: false }] }],
  [
    'a tag that only moderators gave',
    { tags: [{ id: '1', moderated: true }] },
    { tags: [{ id: '1', moderated: false }] },
  ],
  ['a channel that becomes one for announcements', { type: 0 }, { type: 5 }],
  ['a right of any kind', { rights: 1n }, { rights: 3n }],
  ['a silence of the bot that ends', { silencedUntil: 9 }, {}],
])('%s is in another state', (_, before, after) => {
  expect(stateWith(before)).toBe(stateWith(before));
  expect(stateWith(before)).not.toBe(stateWith(after));
});

it.each([
  ['a bot in a time-out', true, false, false],
  ['an administrator, whom no time-out stops', true, true, true],
  ['a bot whose time-out is over', false, false, true],
])('tells whether %s may post', (_, isSilenced, isAdmin, may) => {
  const channel = {
    guild: { available: true, members: { me: { isCommunicationDisabled: () => isSilenced } } },
    isDMBased: () => false,
    isThread: () => false,
    permissionsFor: () => ({
      has: ([first]: readonly bigint[]) => isAdmin || first !== PermissionFlagsBits.Administrator,
    }),
  };
  const client = { user: {}, channels: { cache: new Map([['7', channel]]) } };
  expect(createDestinations(client as never, running).canPost('7')).toBe(may);
  expect(createDestinations(client as never, running).isSilenced('7')).toBe(!may);
});

it('tells which tags a post needs, of those that the bot may give, where one is required', () => {
  const channel = (isRequired: boolean) => ({
    isDMBased: () => false,
    flags: { has: () => isRequired },
    permissionsFor: () => ({ has: () => false }),
    availableTags: [
      { id: '1', name: 'cs.LG', moderated: false },
      { id: '2', name: 'staff', moderated: true },
    ],
  });
  const cache = new Map<string, unknown>([
    ['7', channel(true)],
    ['8', channel(false)],
    ['9', { isDMBased: () => false }],
  ]);
  const client = { user: {}, channels: { cache } } as never;
  expect(['7', '8', '9', '10'].map((id) => tagsRequired(client, id))).toEqual([
    { tagsRequired: ['cs.LG'] },
    {},
    {},
    {},
  ]);
});
