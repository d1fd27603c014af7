// Registration: each field that a definition can have counts, and what Discord fills in by itself does not.
import { describe, expect, it } from 'vitest';
import { areDifferent, registerCommands } from '../../src/discord/registration.js';
import type { CommandDefinition } from '../../src/domain/context.js';

const OPTION = {
  type: 3,
  name: 'query',
  description: 'words',
  name_localizations: { ja: '語' },
  description_localizations: { ja: '言葉' },
  required: true,
  min_length: 1,
  max_length: 100,
  choices: [
    { name: 'one', value: '1', name_localizations: { ja: '一' } },
    { name: 'two', value: '2' },
  ],
};
const NUMBER = { type: 4, name: 'count', description: 'how many', min_value: 0, max_value: 10, autocomplete: true };
const CHANNEL = { type: 7, name: 'channel', description: 'where', channel_types: [0, 5] };
const COMMAND = {
  name: 'search',
  description: 'find',
  name_localizations: { ja: '検索' },
  description_localizations: { ja: '探す', 'en-US': 'find' },
  default_member_permissions: '16',
  contexts: [0, 1],
  options: [OPTION, NUMBER, CHANNEL],
};
const wanted = [COMMAND] as unknown as CommandDefinition[];
const withOption = (place: number, change: object): object => ({
  ...COMMAND,
  options: COMMAND.options.map((each, at) => (at === place ? { ...each, ...change } : each)),
});

describe('a command that Discord has otherwise', () => {
  it.each<[string, object]>([
    ['type', { ...COMMAND, type: 2 }],
    ['name', { ...COMMAND, name: 'find' }],
    ['description', { ...COMMAND, description: 'seek' }],
    ['name_localizations', { ...COMMAND, name_localizations: { ja: '探索' } }],
    ['name_localizations, missing', { ...COMMAND, name_localizations: null }],
    [
      'description_localizations, one more',
      { ...COMMAND, description_localizations: { ja: '探す', 'en-US': 'find', fr: 'x' } },
    ],
    ['default_member_permissions', { ...COMMAND, default_member_permissions: '32' }],
    ['default_member_permissions, none', { ...COMMAND, default_member_permissions: null }],
    ['default_member_permissions, nobody', { ...COMMAND, default_member_permissions: '0' }],
    ['contexts', { ...COMMAND, contexts: [0] }],
    ['contexts, all', { ...COMMAND, contexts: null }],
    ['integration_types', { ...COMMAND, integration_types: [0, 1] }],
    ['nsfw', { ...COMMAND, nsfw: true }],
    ['handler', { ...COMMAND, handler: 2 }],
    ['options, fewer', { ...COMMAND, options: [OPTION, NUMBER] }],
    ['options, in another order', { ...COMMAND, options: [OPTION, CHANNEL, NUMBER] }],
    ['option type', withOption(1, { type: 10 })],
    ['option name', withOption(0, { name: 'words' })],
    ['option description', withOption(0, { description: 'other' })],
    ['option name_localizations', withOption(0, { name_localizations: { ja: '句' } })],
    ['option description_localizations', withOption(0, { description_localizations: null })],
    ['option required', withOption(0, { required: false })],
    ['option autocomplete', withOption(1, { autocomplete: false })],
    ['option min_length', withOption(0, { min_length: 0 })],
    ['option max_length', withOption(0, { max_length: 99 })],
    ['option min_value, gone', withOption(1, { min_value: undefined })],
    ['option max_value', withOption(1, { max_value: 11 })],
    ['option channel_types', withOption(2, { channel_types: [0] })],
    ['choice value', withOption(0, { choices: [OPTION.choices[0], { name: 'two', value: '3' }] })],
    ['choice value of another type', withOption(0, { choices: [OPTION.choices[0], { name: 'two', value: 2 }] })],
    ['choice name', withOption(0, { choices: [OPTION.choices[0], { name: 'zwei', value: '2' }] })],
    ['choice name_localizations', withOption(0, { choices: [{ name: 'one', value: '1' }, OPTION.choices[1]] })],
    ['choices, in another order', withOption(0, { choices: OPTION.choices.toReversed() })],
    ['nested options', withOption(2, { options: [NUMBER] })],
  ])('is registered again for its %s', async (_, existing) => {
    const written: unknown[] = [];
    const rest = {
      get: () => Promise.resolve([{ ...existing, id: '1' }]),
      put(_route: string, data?: { body?: unknown }) {
        written.push(data?.body);
        return Promise.resolve([{ ...COMMAND, id: '1' }]);
      },
    };
    expect(await registerCommands(rest, '1', wanted)).toMatchObject({ outcome: 'registered' });
    expect(written).toEqual([wanted]);
  });
  it.each<[string, unknown, unknown]>([
    ['reads', { code: 0 }, [{ ...COMMAND, id: '1' }]],
    ['was given', [], { code: 0 }],
  ])('is not registered by an answer that is no list of what Discord %s', async (_, read, written) => {
    const rest = { get: () => Promise.resolve(read), put: () => Promise.resolve(written) };
    await expect(registerCommands(rest, '1', wanted)).rejects.toThrow('an answer');
  });
  it('is registered again when it is one too many', () => {
    expect(areDifferent([COMMAND, { ...COMMAND, name: 'old' }], wanted)).toBe(true);
    expect(areDifferent([], wanted)).toBe(true);
  });
});

describe('what Discord fills in', () => {
  it.each<[string, object]>([
    ['identifiers and a version', { ...COMMAND, id: '1', application_id: '2', guild_id: '3', version: '4' }],
    ['the type of a slash command', { ...COMMAND, type: 1 }],
    ['the reader’s language', { ...COMMAND, name_localized: '検索', description_localized: '探す' }],
    ['dm_permission, derived from contexts', { ...COMMAND, dm_permission: true }],
    ['default_permission, of old', { ...COMMAND, default_permission: true }],
    ['the usual installation', { ...COMMAND, integration_types: [0] }],
    ['nsfw false', { ...COMMAND, nsfw: false }],
    ['contexts in another order', { ...COMMAND, contexts: [1, 0] }],
    ['languages in another order', { ...COMMAND, description_localizations: { 'en-US': 'find', ja: '探す' } }],
    ['fields in another order', Object.fromEntries(Object.entries(COMMAND).toReversed())],
    ['required false', withOption(1, { required: false })],
    ['autocomplete false', withOption(0, { autocomplete: false })],
    ['no languages as null', withOption(1, { name_localizations: null, description_localizations: null })],
    ['no choices as an empty list', withOption(1, { choices: [] })],
    ['no options as an empty list', withOption(1, { options: [] })],
    ['channel types in another order', withOption(2, { channel_types: [5, 0] })],
  ])('is no difference: %s', (_, existing) => {
    expect(areDifferent([existing], wanted)).toBe(false);
  });
  it('is no difference for a command of a context menu, which has no description', () => {
    const menu = { type: 3, name: 'Look up' } as CommandDefinition;
    const back = { type: 3, name: 'Look up', description: '', options: [], contexts: null, integration_types: [0] };
    expect(areDifferent([back], [menu])).toBe(false);
  });
});
