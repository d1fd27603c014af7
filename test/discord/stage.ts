// Commands and buttons made for the tests of the adapter: quick, slow, throwing and refusing ones.
import type { Button, Command, Context, Invocation } from '../../src/domain/context.js';
import type { RuleDesk } from '../../src/domain/rule-desk.js';
import type { Reply } from '../../src/domain/message.js';
import type { DiscordOptions } from '../../src/discord/client.js';
import { TransientError, UserError } from '../../src/errors.js';
import { createLog } from '../../src/log.js';
import { own, type Markdown } from '../../src/text/markdown.js';
import { plain } from '../../src/text/visible.js';

export const log = createLog('silent');
export const later = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const text = (...contents: [string, ...string[]]): Reply => {
  const [first, ...more] = contents as [Markdown, ...Markdown[]];
  return { messages: [{ content: first }, ...more.map((content) => ({ content }))] };
};

/** Shows a paper, so that it can be shared. */
const shown = (...contents: [string, ...string[]]): Reply => {
  const [first, ...more] = text(...contents).messages;
  return { messages: [{ ...first, embeds: [{ title: own`A paper` }] }, ...more] };
};

/** What the adapter told. */
export const told = { seen: null as Invocation | null, changes: 0, reconnected: 0, closed: [] as string[] };

function command(name: string, run: Command['run'], complete?: Command['complete']): Command {
  const option = { type: 3, name: 'word', description: 'a word', autocomplete: true } as const;
  const share = { type: 5, name: 'share', description: 'for all' } as const;
  const channel = { type: 7, name: 'channel', description: 'where' } as const;
  const definition = { name, description: name, options: [option, channel, share] };
  return { definition, run, ...(complete === undefined ? {} : { complete }) };
}

export const commands: Command[] = [
  command('quick', (invocation) => {
    told.seen = invocation;
    return Promise.resolve(shown('one @everyone', 'two'));
  }),
  command('slow', async () => {
    await later(3_500);
    return shown('at last', 'and more');
  }),
  command('slownothing', async () => {
    await later(1_600);
    return text('nothing is called @everyone');
  }),
  command('rejecting', () => Promise.reject(new Error('secret detail'))),
  command('changing', async (invocation, { rules }) => {
    const [what, ...how] = String(invocation.options['word']).split(' ');
    if (how.includes('slowly')) await later(1_600);
    if (what === 'changed') await rules.pause(1, invocation.now);
    if (what === 'refused') await rules.remove(1, invocation.now);
    if (what === 'died') await rules.resume(1, invocation.now);
    if (how.includes('longwinded')) return text('x'.repeat(2_001));
    throw new TransientError('the reading thread ended');
  }),
  command('throwing', () => {
    throw new Error('secret detail');
  }),
  command('longwinded', () => Promise.resolve(text('x'.repeat(2_001)))),
  command('longwindedlater', async () => {
    await later(1_600);
    return text('x'.repeat(2_001));
  }),
  command('refusing', () => Promise.reject(new UserError('bad-usage', 'A sentence for a person.'))),
  command(
    'typed',
    () => Promise.resolve(text('x')),
    () =>
      Promise.resolve(
        Array.from({ length: 40 }, (_, index) => ({ name: plain(`n${index}`, 100), value: `v${index}` })),
      ),
  ),
  command(
    'broken',
    () => Promise.resolve(text('x')),
    () => {
      throw new Error('secret detail');
    },
  ),
];

export const buttons: Button[] = [
  { prefix: 'say', run: (press) => Promise.resolve({ reply: text(`said ${press.argument}`) }) },
  {
    prefix: 'change',
    run: () =>
      Promise.resolve({
        update: {
          content: own`what @everyone typed`,
          contentForAll: own`changed`,
          embeds: [{ title: own`A paper` }],
        },
      }),
  },
  {
    prefix: 'wait',
    async run() {
      await later(3_500);
      return {
        update: {
          content: own`changed late`,
          embeds: [{ title: own`A paper` }],
        },
      };
    },
  },
  { prefix: 'changenothing', run: () => Promise.resolve({ update: { content: own`nothing is left` } }) },
  {
    prefix: 'waitsay',
    async run() {
      await later(3_500);
      return { reply: text('said late') };
    },
  },
  {
    prefix: 'waitform',
    async run() {
      await later(1_600);
      return { form: { custom_id: 'say', title: plain('late', 45), components: [] } };
    },
  },
  { prefix: 'longwinded', run: () => Promise.resolve({ update: { content: 'x'.repeat(2_001) as Markdown } }) },
  {
    prefix: 'throw',
    run: () => {
      throw new Error('secret detail');
    },
  },
];

export function options(apiUrl: string, more: Partial<DiscordOptions> = {}): DiscordOptions {
  return {
    apiUrl,
    token: 't',
    log,
    commands,
    buttons,
    forms: [],
    context: {
      rules: {
        pause: () => Promise.resolve(null),
        remove: () => Promise.reject(new TransientError('database or disk is full')),
        resume: () => Promise.reject(new Error('the writing thread ended')),
      } as Partial<RuleDesk> as RuleDesk,
    } as Context,
    now: () => new Date(),
    random: () => 0,
    signal: new AbortController().signal,
    onChannelsChanged: () => void (told.changes += 1),
    onDisconnected: () => undefined,
    onReconnected: () => void (told.reconnected += 1),
    onClosedForGood: (reason) => void told.closed.push(reason),
    ...more,
  };
}
