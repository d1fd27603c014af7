// A command typed in one line: which command it names, and what its options get.
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { typedCommand, type CommandEntry } from '../../src/sandbox/page/client/typed-command.js';

const option = (name: string, required = false) =>
  ({ type: ApplicationCommandOptionType.String, name, description: name, required }) as const;
const completed = (name: string, required = false) => ({ ...option(name, required), autocomplete: true }) as const;
const chosen = (name: string) => ({ ...option(name), choices: [{ name: 'Digest', value: 'digest' }] });
const share = { type: ApplicationCommandOptionType.Boolean, name: 'share', description: 'share' } as const;
const channel = { type: ApplicationCommandOptionType.Channel, name: 'channel', description: 'channel' } as const;
const hour = { type: ApplicationCommandOptionType.Integer, name: 'hour', description: 'hour' } as const;
const entry = (command: string, subcommand: string | null, options: CommandEntry['options']): CommandEntry => ({
  command,
  subcommand,
  description: '',
  options,
});
const entries = [
  entry('search', null, [completed('since'), option('query', true), share]),
  entry('subscribe', 'category', [completed('category', true), channel, chosen('mode'), hour]),
  entry('subscribe', 'keyword', [option('query', true), completed('category'), channel, chosen('mode'), hour]),
  entry('subscribe', 'author', [completed('name', true), completed('category'), chosen('mode')]),
  entry('latest', null, [option('category')]),
  entry('help', null, []),
];
const read = (line: string) => {
  const typed = typedCommand(line, entries);
  return typed === null ? null : [typed.entry.command, typed.entry.subcommand, typed.values];
};

describe('a line', () => {
  it.each([
    ['/search 強化学習', ['search', null, { query: '強化学習' }]],
    ['/search  two words ', ['search', null, { query: 'two words' }]],
    ['/search query:強化 学習 share:true', ['search', null, { query: '強化 学習', share: 'true' }]],
    ['/search ti:learning', ['search', null, { query: 'ti:learning' }]],
    ['/search a since:7d', ['search', null, { query: 'a since:7d' }]],
    ['/subscribe category cs.LG', ['subscribe', 'category', { category: 'cs.LG' }]],
    ['/subscribe category math.FA mode:cards', ['subscribe', 'category', { category: 'math.FA', mode: 'cards' }]],
    [
      '/subscribe category cs.LG　mode：digest hour：9',
      ['subscribe', 'category', { category: 'cs.LG', mode: 'digest', hour: '9' }],
    ],
    [
      '/subscribe category Mode:digest category:"cs.LG"',
      ['subscribe', 'category', { mode: 'digest', category: 'cs.LG' }],
    ],
    [
      '/subscribe category cs.LG channel:"papers en"',
      ['subscribe', 'category', { category: 'cs.LG', channel: 'papers en' }],
    ],
    ['/subscribe author Yann LeCun category:cs.LG', ['subscribe', 'author', { name: 'Yann LeCun', category: 'cs.LG' }]],
    [
      '/subscribe keyword au:Hao cat:cs.LG category:cs since:7d mode:digest channel:lobby',
      ['subscribe', 'keyword', { query: 'au:Hao cat:cs.LG category:cs since:7d', mode: 'digest', channel: 'lobby' }],
    ],
    [
      '/subscribe keyword "the mode:digest of" 「hour:9」 mode:digest',
      ['subscribe', 'keyword', { query: '"the mode:digest of" 「hour:9」', mode: 'digest' }],
    ],
    ['/subscribe keyword query:"a b" category:cs.LG', ['subscribe', 'keyword', { query: '"a b"', category: 'cs.LG' }]],
    [
      '/subscribe keyword multimode:digest http://x.org/',
      ['subscribe', 'keyword', { query: 'multimode:digest http://x.org/' }],
    ],
    ['/search 学習 share:true', ['search', null, { query: '学習', share: 'true' }]],
    ['/latest cs.CL', ['latest', null, { category: 'cs.CL' }]],
    ['/help', ['help', null, {}]],
    ['/help me', ['help', null, {}]],
  ])('%s is a command', (line, wanted) => expect(read(line)).toEqual(wanted));

  it.each(['/serach x', '/searching', '/subscribe', '/'])('%s is none', (line) => expect(read(line)).toBeNull());
});
