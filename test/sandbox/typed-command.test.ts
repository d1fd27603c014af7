// A command typed in one line: which command it names, and what its options get.
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { typedCommand, type CommandEntry } from '../../src/sandbox/page/client/typed-command.js';

const option = (name: string, required = false) =>
  ({ type: ApplicationCommandOptionType.String, name, description: name, required }) as const;
const entry = (command: string, subcommand: string | null, options: CommandEntry['options']): CommandEntry => ({
  command,
  subcommand,
  description: '',
  options,
});
const entries = [
  entry('search', null, [option('since'), option('query', true), option('share')]),
  entry('subscribe', 'category', [option('category', true), option('channel')]),
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
    ['/latest cs.CL', ['latest', null, { category: 'cs.CL' }]],
    ['/help', ['help', null, {}]],
    ['/help me', ['help', null, {}]],
  ])('%s is a command', (line, wanted) => expect(read(line)).toEqual(wanted));

  it.each(['/serach x', '/searching', '/subscribe', '/'])('%s is none', (line) => expect(read(line)).toBeNull());
});
