// A person who installed the bot for themselves: rules made elsewhere go to their direct messages, which may be closed.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { moveRule } from '../../commands/rule-move.js';
import { ruleButton } from '../../commands/rule-buttons.js';
import { settingsCommand } from '../../commands/settings.js';
import { subscribeCommand } from '../../commands/subscribe.js';
import { subscriptionsCommand } from '../../commands/subscriptions.js';
import { commandPlace } from '../../commands/why.js';
import { ruleWording } from '../../src/cards/rule-wording.js';
import type { Context, Invocation } from '../../src/domain/context.js';
import type { Language } from '../../src/domain/language.js';
import type { Reply } from '../../src/domain/message.js';
import type { PostOutcome } from '../../src/domain/rule-desk.js';
import { MOST_RULES, NO_OPTIONS } from '../../src/domain/subscription.js';
import { PLACE, ruleFor } from '../helpers/rules.js';
import { openTestStore, taxonomy, type TestStore } from '../helpers/stores.js';

const now = new Date('2030-01-02T03:04:05Z');
let store: TestStore;
let outcome: PostOutcome = 'posted';
const told: string[] = [];
beforeEach(() => {
  store = openTestStore(() => now);
  told.length = 0;
});
afterEach(() => store.close());

/** In a server that has not installed the bot. */
const asked = (language: Language): Invocation => ({
  userId: '77',
  userName: 'Ann',
  isPersonal: true,
  guildId: '5',
  here: { id: '50', name: 'elsewhere', type: 0, memberPermissions: 0n, botPermissions: 0n },
  language,
  destinationLanguage: language,
  now,
  subcommand: 'category',
  options: { category: 'cs.LG' },
  channels: {},
  files: {},
  permissionsIn: () => Promise.resolve(0n),
  mayMention: () => Promise.resolve(false),
  channelHere: () => Promise.resolve(null),
});

/** `others`: rules that this person has besides those of the store. */
const context = (others = 0): Context => {
  const at = now.toISOString();
  const rules: Partial<Context['rules']> = {
    zone: 'Asia/Tokyo',
    hasFeeds: true,
    nextFeedAt: () => null,
    changeSettings: (owner, change) => Promise.resolve(store.writer.changeSettings(owner, change, at)),
    settings: (owner) => Promise.resolve(store.reader.findSettings(owner)),
    countOf({ guildId, destination }) {
      const { rules, leftOut } = store.reader.countRules(guildId, destination);
      return Promise.resolve({ rules: others + rules, leftOut });
    },
    ofPerson: (userId) => Promise.resolve(store.reader.listPersonSubscriptions(userId)),
    add: (rule, place) => Promise.resolve(store.writer.addSubscription(rule, place)),
    change: (id, wanted) => Promise.resolve(store.writer.changeSubscription(id, wanted, at)),
    find: (id) => Promise.resolve(store.reader.findSubscription(id)),
    resume: (id) => Promise.resolve(store.writer.resumeSubscription(id, at)),
    pause: (id) => Promise.resolve(store.writer.pauseSubscription(id, at)),
    outlook: () => Promise.resolve({ days: 0, papers: 0, isExact: true, examples: [] }),
    post({ id, isPerson }) {
      told.push(`${id} ${isPerson}`);
      return Promise.resolve(outcome);
    },
  };
  return { taxonomy, zone: 'Asia/Tokyo', rules } as unknown as Context;
};
const textOf = ({ messages: [message] }: Reply): string =>
  [message.content ?? '', ...(message.embeds ?? []).map(({ description }) => description ?? '')].join('\n');
const own = () => store.reader.listPersonSubscriptions('77');

describe.each(['ja', 'en'] as const)('whose direct messages are closed (%s)', (language) => {
  it('is told where they asked, once, and the rule rests with everything that was chosen', async () => {
    outcome = 'refused';
    const answer = textOf(await subscribeCommand.run(asked(language), context()));
    expect(answer).toContain(ruleWording(language).closedMessages);
    expect(answer.split(ruleWording(language).closedMessages)).toHaveLength(2);
    expect(told).toEqual(['77 true']);
    expect(own()).toMatchObject([{ value: 'cs.LG', mode: 'digest', hour: 8, guildId: null }]);
    expect(own()[0]?.pausedAt).not.toBeNull();
    expect(textOf(await subscriptionsCommand.run(asked(language), context()))).toMatch(
      language === 'ja' ? /一時停止中/ : /Paused/,
    );
  });
});

describe.each([
  ['elsewhere', '5', 'posted'],
  ['elsewhere', '5', 'refused'],
  ['in their direct messages', null, 'posted'],
  ['in their direct messages', null, 'refused'],
] as const)('who goes on with a subscription %s, and is written to', (_where, guildId, given) => {
  it(`is told where they press whether that reached them; else it rests on (${given})`, async () => {
    outcome = 'posted';
    await subscribeCommand.run({ ...asked('en'), guildId }, context());
    expect(told).toHaveLength(guildId === null ? 0 : 1);
    const [rule] = own();
    store.writer.pauseSubscription(rule!.id, now.toISOString());
    outcome = given;
    told.length = 0;
    const press = { ...asked('en'), guildId, argument: `resume:${rule!.id}`, values: [] };
    const result = await ruleButton.run(press, context());
    const answer = 'update' in result ? textOf({ messages: [result.update] }) : '';
    expect(told).toEqual(['77 true']);
    expect(answer.includes(ruleWording('en').closedMessages)).toBe(given === 'refused');
    expect(own()[0]?.pausedAt === null).toBe(given === 'posted');
  });
});

it.each([
  ['en', false, 'except what a channel you read has shown'],
  ['ja', false, 'チャンネルで読めるものを除いて'],
  ['en', true, '3 papers from the pause will be listed.'],
] as const)(
  'who goes on is promised what no channel showed alone (%s, with repeats: %s)',
  async (language, withRepeats, said) => {
    outcome = 'posted';
    await subscribeCommand.run({ ...asked(language), guildId: null }, context());
    const [rule] = own();
    store.writer.changeSubscription(rule!.id, { options: { ...rule!.options, withRepeats } }, now.toISOString());
    store.writer.pauseSubscription(rule!.id, now.toISOString());
    const waking = context();
    const { resume } = waking.rules;
    const press = { ...asked(language), guildId: null, argument: `resume:${rule!.id}`, values: [] };
    const rules = {
      ...waking.rules,
      resume: async (...given: Parameters<typeof resume>) => ({ ...(await resume(...given))!, woken: 3 }),
    };
    const result = await ruleButton.run(press, { ...waking, rules });
    expect('update' in result ? textOf({ messages: [result.update] }) : '').toContain(said);
  },
);

it('a digest whose hour lies in the quiet hours is promised for their end', async () => {
  outcome = 'posted';
  store.writer.changeSettings('77', { quietFrom: 6, quietUntil: 10 }, now.toISOString());
  const answer = textOf(await subscribeCommand.run(asked('en'), context()));
  expect(answer).toContain(`<t:${Date.parse('2030-01-03T01:00:00Z') / 1_000}:f>`);
});

it.each([
  [0, true],
  [15, false],
])('daily threads are offered, and taken, where a channel of type %i has them: %s', async (type, hasThem) => {
  const made = { ...ruleFor('60', 'cs.LG'), guildId: '5' };
  const { subscription: rule } = store.writer.addSubscription(made, PLACE);
  const channel = { id: '60', name: 'papers', type, memberPermissions: 16n, botPermissions: 8n };
  const press = {
    ...asked('en'),
    isPersonal: false,
    permissionsIn: () => Promise.resolve(16n),
    channelHere: () => Promise.resolve(channel),
  };
  const menu = await ruleButton.run({ ...press, argument: `mode:${rule.id}`, values: [] }, context());
  expect(JSON.stringify(menu).includes('"value":"thread"')).toBe(hasThem);
  await ruleButton.run({ ...press, argument: `setmode:${rule.id}`, values: ['thread'] }, context());
  expect(store.reader.findSubscription(rule.id)?.mode).toBe(hasThem ? 'thread' : 'cards');
});

it('a forum whose posts need a tag is refused where it has none of a category, by /subscribe and by a move', async () => {
  const forum = { id: '60', name: 'papers', type: 15, memberPermissions: 16n, botPermissions: 8n };
  const there = (tagsRequired: readonly string[]): Invocation => ({
    ...asked('ja'),
    isPersonal: false,
    channels: { channel: { ...forum, tagsRequired } },
    channelHere: () => Promise.resolve({ ...forum, tagsRequired }),
  });
  for (const tags of [[], ['質問', 'robotics', 'cs']])
    expect(textOf(await subscribeCommand.run(there(tags), context()))).toBe(
      '<#60> は投稿にタグが必要なフォーラムですが、ボットが付けられる分野のタグがないため、投稿できません。`cs.LG` のような分野コードの名前でタグを作るか、フォーラムの設定でタグを必須でなくしてから、もう一度実行してください。設定は保存されていません。',
    );
  for (const tags of [['質問', 'CS.lg'], ['stat.TH']])
    expect(textOf(await subscribeCommand.run(there(tags), context()))).toContain('cs.LG');
  const [rule] = store.reader.listSubscriptions('5');
  const form = { ...there([]), fields: { channel: ['60'] }, argument: '' };
  expect(await moveRule({ ...rule!, destination: '61' }, form as never, context())).toMatchObject({
    reply: { messages: [{ content: expect.stringContaining('タグが必要な') as string }] },
  });
});

describe.each([
  ['Create Public Threads', 35n],
  ['Send Messages in Threads', 38n],
])('a daily thread where the bot lacks %s', (name, bit) => {
  const CARDS = (1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 16n);
  const botPermissions = CARDS | (1n << 35n) | (1n << 38n);
  const channel = { id: '60', name: 'papers', type: 0, memberPermissions: 16n, botPermissions };
  const closed = { ...channel, botPermissions: botPermissions & ~(1n << bit) };
  const there = (given: typeof channel) => ({
    ...asked('en'),
    isPersonal: false,
    guildId: '5',
    permissionsIn: () => Promise.resolve(16n),
    channelHere: () => Promise.resolve(given),
    channels: { channel: given },
  });

  it('is refused by /subscribe, which takes other formats', async () => {
    const options = { category: 'cs.LG', mode: 'thread' };
    expect(textOf(await subscribeCommand.run({ ...there(closed), options }, context()))).toContain(`: ${name}.`);
    expect(store.reader.listSubscriptions('5')).toEqual([]);
    await subscribeCommand.run({ ...there(closed), options: { ...options, mode: 'cards' } }, context());
    expect(store.reader.listSubscriptions('5')).toHaveLength(1);
  });

  it('is refused by the menu of formats', async () => {
    const made = { ...ruleFor('60', 'cs.LG'), guildId: '5' };
    const { subscription: rule } = store.writer.addSubscription(made, PLACE);
    const press = { argument: `setmode:${rule.id}`, values: ['thread'] };
    expect(JSON.stringify(await ruleButton.run({ ...there(closed), ...press }, context()))).toContain(`: ${name}.`);
    expect(store.reader.findSubscription(rule.id)?.mode).toBe('cards');
    await ruleButton.run({ ...there(channel), ...press }, context());
    expect(store.reader.findSubscription(rule.id)?.mode).toBe('thread');
  });
});

describe('who takes direct messages', () => {
  it.each(['posted', 'later'] as const)('gets a digest there, whatever channel they asked in (%s)', async (given) => {
    outcome = given;
    const answer = textOf(await subscribeCommand.run(asked('en'), context()));
    expect(answer).toContain('will be sent to you in direct messages');
    expect(answer).not.toContain(ruleWording('en').closedMessages);
    expect(own()[0]).toMatchObject({ pausedAt: null, destination: '77' });
  });

  it('is answered by /why and /status about their own messages, not about that channel', () => {
    expect(commandPlace(asked('en'))).toBe('77');
    expect(commandPlace({ ...asked('en'), isPersonal: false })).toBe('50');
  });
});

describe.each(['ja', 'en'] as const)('what only a server has (%s)', (language) => {
  const words = ruleWording(language);
  const there = { id: '51', name: 'papers', type: 0, memberPermissions: 8n, botPermissions: 0n };

  it('is refused with a sentence where a channel or a daily thread is asked for', async () => {
    const channels = { channel: there };
    expect(textOf(await subscribeCommand.run({ ...asked(language), channels }, context()))).toBe(words.memberOnly);
    expect(own()).toEqual([]);
    const options = { mode: 'thread' };
    expect(textOf(await settingsCommand.run({ ...asked(language), options }, context()))).toBe(words.modeNotThere);
  });

  it('is not kept as a setting', async () => {
    const given = { ...asked(language), options: {}, channels: { notices: there } };
    expect(textOf(await settingsCommand.run(given, context()))).not.toContain(words.settingsSaved);
    expect(store.reader.findSettings('77').noticesChannel).toBeNull();
  });
});

describe.each(['ja', 'en'] as const)('who has as many subscriptions as anybody may have (%s)', (language) => {
  it('is told so where they want one more, and still gets the answer about one that they have', async () => {
    outcome = 'posted';
    await subscribeCommand.run(asked(language), context());
    expect(store.reader.countRules(null, '77')).toEqual({ rules: 1, leftOut: 0 });
    expect(store.reader.countRules('5', '77')).toEqual({ rules: 0, leftOut: 0 });
    const other = { ...asked(language), options: { category: 'cs.CL' } };
    const refused = textOf(await subscribeCommand.run(other, context(MOST_RULES - 1)));
    expect(refused).toBe(ruleWording(language).tooManyRules(MOST_RULES));
    expect(own()).toHaveLength(1);
    const again = textOf(await subscribeCommand.run(asked(language), context(MOST_RULES - 1)));
    expect(again).toContain(ruleWording(language).alreadyPosted);
    expect(textOf(await subscribeCommand.run(other, context(MOST_RULES - 2)))).toContain('cs.CL');
  });
});

it('is known by how many rules a person has and how much these leave out, apart from those of servers', () => {
  const options = {
    ...NO_OPTIONS,
    excludedAuthors: ['A. B', 'C. D'],
    excludedWords: ['survey'],
    excludedCategories: ['cs.RO'],
  };
  store.writer.addSubscription(ruleFor('77', 'cs.LG', { guildId: null, options }), PLACE);
  store.writer.addSubscription(ruleFor('77', 'cs.CL', { guildId: null }), PLACE);
  store.writer.addSubscription(ruleFor('78', 'cs.CL', { options }), PLACE);
  expect(store.reader.countRules(null, '77')).toEqual({ rules: 2, leftOut: 4 });
  expect(store.reader.countRules('1', '78')).toEqual({ rules: 1, leftOut: 4 });
  expect(store.reader.countRules(null, '79')).toEqual({ rules: 0, leftOut: 0 });
});
