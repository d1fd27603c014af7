// A settings file of another's making: what it may cost, and that what the bot itself keeps can be read again.
import { describe, expect, it } from 'vitest';
import { exportButton } from '../../commands/settings.js';
import { importFile } from '../../commands/settings-file.js';
import { leaveOutStrangers } from '../../commands/rule-strangers.js';
import type { Context, Invocation, Press } from '../../src/domain/context.js';
import type { Paper } from '../../src/domain/paper.js';
import { readSettingsFile, settingsFile } from '../../src/domain/settings-file.js';
import {
  countLeftOut,
  MOST_LEFT_OUT,
  MOST_NAMES_LEFT_OUT,
  MOST_RULES,
  NO_OPTIONS,
  NO_SETTINGS,
  type PlacedRule,
  type RuleChange,
  type Settings,
  type Subscription,
} from '../../src/domain/subscription.js';
import { ruleFor } from '../helpers/rules.js';
import { taxonomy } from '../helpers/stores.js';

const MOST_SHOWN = 10;
const invocation = { language: 'en', isPersonal: true, guildId: null, userId: '7', userName: 'Ann', now: new Date(0) };

function ruleOf(id: number, given: Partial<Subscription>): Subscription {
  const wanted = ruleFor('7', 'cs.RO', { guildId: null });
  return { ...wanted, id, madeAt: wanted.createdAt, pausedAt: null, language: 'en', name: null, ...given };
}

const fileOf = (settings: Settings, rules: readonly Subscription[]): string =>
  [...settingsFile(settings, rules)].join('');

/** What the taxonomy and the loop of events had to do while a file was read, and what came of it. */
async function imported(
  rules: readonly Subscription[],
  present: readonly Subscription[] = [],
  settings: Settings = NO_SETTINGS,
) {
  let suggestions = 0;
  let turns = 0;
  let isOver = false;
  let added: unknown = null;
  const desk: Partial<Context['rules']> = {
    settings: () => Promise.resolve(NO_SETTINGS),
    readFile: (content) => Promise.resolve(readSettingsFile(content)),
    countOf: () =>
      Promise.resolve({
        rules: present.length,
        leftOut: present.reduce((sum, { options }) => sum + countLeftOut(options), 0),
      }),
    ofPerson: () => Promise.resolve([...present]),
    firstFault: () => Promise.resolve(null),
    addAll(placed: readonly PlacedRule[], { change }) {
      added = { rules: placed.map(({ rule }) => rule), change };
      return Promise.resolve(
        placed.map(({ rule }, index) => ({ subscription: ruleOf(index, rule), existed: false }) as never),
      );
    },
  };
  const counting = {
    ...taxonomy,
    nearest(typed: string, limit: number) {
      suggestions += 1;
      return taxonomy.nearest(typed, limit);
    },
  };
  const turn = (): void => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  const context = { taxonomy: counting, zone: 'UTC', rules: desk } as never as Context;
  const { messages } = await importFile(fileOf(settings, rules), invocation as never as Invocation, context);
  isOver = true;
  return { suggestions, turns, added, said: messages[0].embeds?.[0]?.description ?? messages[0].content ?? '' };
}

it('looks for what was meant only where the answer says so, and lets other work have its turn', async () => {
  const unknown = Array.from({ length: 1_000 }, (_, id) => ruleOf(id, { value: `a field of no archive ${id}` }));
  const { suggestions, turns, said } = await imported([...unknown, ruleOf(1_000, {})]);
  expect(suggestions).toBe(MOST_SHOWN);
  expect(said).toContain('990 others left out');
  expect(said).toContain('1 subscription');
  // Once per fifty rules.
  expect(turns).toBeGreaterThan(15);
});

it('says what it added, and how many it left out, where the names of what was left out are long', async () => {
  const long = (id: number): Subscription => ruleOf(id, { value: `a field of no archive ${id} ${'x'.repeat(250)}` });
  const { said } = await imported([...Array.from({ length: 12 }, (_, id) => long(id)), ruleOf(12, {})]);
  const told = said.match(/^Left out:/gm) ?? [];
  expect([...said].length).toBeLessThanOrEqual(4_096);
  expect(said).toContain('1 subscription');
  expect(said.endsWith(`… and ${12 - told.length} others left out.`)).toBe(true);
  expect(told.length).toBeGreaterThan(5);
});

it('names nothing that nobody sees', async () => {
  const { said } = await imported([ruleOf(1, { kind: 'author', value: '\u3164', category: null })]);
  expect(said).toMatch(/^Left out: (?!new|\s|→)/m);
});

it('takes again what buttons have made of a rule, however often they were pressed', async () => {
  let rule = ruleOf(1, { kind: 'author', value: 'Y. Wang', category: null });
  let page = 0;
  let others = 0;
  const rules: Partial<Context['rules']> = {
    countOf: () => Promise.resolve({ rules: 1, leftOut: others + countLeftOut(rule.options) }),
    papersOf: () =>
      Promise.resolve([
        { key: 'a', authors: ['Y. Wang', ...Array.from({ length: 90 }, (_, n) => `C. ${page}x${n}`)], categories: [] },
      ] as never as Paper[]),
    change(_, given: RuleChange) {
      rule = { ...rule, ...given } as Subscription;
      return Promise.resolve(rule);
    },
  };
  const press = { ...invocation, values: ['a'] } as never as Press;
  let outcome: Awaited<ReturnType<typeof leaveOutStrangers>> = null;
  for (; page < 30; page += 1) outcome = await leaveOutStrangers(rule, press, { rules } as never as Context);
  expect(outcome).toBe('full');
  expect(rule.options.excludedAuthors.length).toBeGreaterThan(1_900);
  expect(rule.options.excludedAuthors.length).toBeLessThanOrEqual(MOST_NAMES_LEFT_OUT);
  expect((await imported([rule])).said).toContain('1 subscription');
  const more = {
    ...NO_OPTIONS,
    excludedAuthors: Array.from({ length: MOST_NAMES_LEFT_OUT + 1 }, (_, n) => `C. D${n}`),
  };
  expect((await imported([{ ...rule, options: more }])).said).toContain('Nothing was changed');
  rule = { ...rule, options: NO_OPTIONS };
  others = MOST_LEFT_OUT - 90;
  await leaveOutStrangers(rule, press, { rules } as never as Context);
  expect(rule.options.excludedAuthors).toHaveLength(90);
  page += 1;
  expect(await leaveOutStrangers(rule, press, { rules } as never as Context)).toBe('full-in-all');
});

it('is not parsed where it holds more brackets than any file of ours', () => {
  const file = fileOf(NO_SETTINGS, [ruleOf(1, {})]).replace('{', `{"more":[${'[],'.repeat(100_000)}[]],`);
  expect(readSettingsFile(file)).toBe('too-large');
  expect(
    readSettingsFile(
      fileOf(
        NO_SETTINGS,
        Array.from({ length: MOST_RULES }, (_, id) => ruleOf(id, {})),
      ),
    ),
  ).not.toBe('too-large');
});

it('adds no more than a person may have; what is there already takes no room', async () => {
  const rules = (from: number, count: number): Subscription[] =>
    Array.from({ length: count }, (_, index) => ruleOf(index, { kind: 'author', value: `Ann Lee${from + index}` }));
  const present = rules(0, MOST_RULES - 10);
  expect((await imported(rules(MOST_RULES - 20, 20), present)).said).toContain('20 subscriptions');
  expect((await imported(rules(MOST_RULES - 20, 21), present)).said).toContain('at most 5,000 subscriptions');
});

it('lets all rules of a person together leave out so much, however many files bring it; what is there already counts once', async () => {
  const names = (rule: number): string[] => Array.from({ length: MOST_NAMES_LEFT_OUT }, (_, n) => `C. D${rule}x${n}`);
  const rules = Array.from({ length: MOST_LEFT_OUT / MOST_NAMES_LEFT_OUT }, (_, id) =>
    ruleOf(id, { kind: 'author', value: `Ann Lee${id}`, options: { ...NO_OPTIONS, excludedAuthors: names(id) } }),
  );
  const [first, ...others] = rules;
  const one = ruleOf(99, { kind: 'author', value: 'Bo Lee', options: { ...NO_OPTIONS, excludedAuthors: ['C. D'] } });
  expect((await imported(rules)).said).toContain('10 subscriptions');
  expect((await imported([...rules, one])).said).toContain('too large');
  expect((await imported([one], rules)).said).toContain('20,000 words, names and categories');
  expect((await imported([one], others)).said).toContain('1 subscription');
  expect((await imported(rules, rules)).said).not.toContain('20,000');
  expect((await imported([first!, { ...one, options: NO_OPTIONS }], rules)).said).not.toContain('20,000');
});

it('takes a server’s file into direct messages, without the roles that nobody has there and the format that they lack', async () => {
  const rule = ruleOf(1, { guildId: '5', destination: '50', options: { ...NO_OPTIONS, role: '55', isSilent: true } });
  const { added, said } = await imported([rule], [], { ...NO_SETTINGS, zone: 'Asia/Tokyo', defaultMode: 'thread' });
  expect(said).toContain('1 subscription');
  expect(added).toMatchObject({
    rules: [{ guildId: null, destination: '7', options: { role: null, isSilent: true } }],
    change: { zone: 'Asia/Tokyo' },
  });
  expect(said).toContain('Left out: format of new subscriptions');
  expect(added).not.toHaveProperty('change.defaultMode');
});

describe('an exported file', () => {
  const many = Array.from({ length: MOST_RULES }, (_, id) => ruleOf(id, {}));
  const names = (rule: number): string[] => Array.from({ length: MOST_NAMES_LEFT_OUT }, (_, n) => `C. D${rule}x${n}`);
  const full = Array.from({ length: MOST_LEFT_OUT / MOST_NAMES_LEFT_OUT }, (_, id) =>
    ruleOf(id, { options: { ...NO_OPTIONS, excludedAuthors: names(id) } }),
  );

  it.each([
    ['no rule', []],
    ['one rule', many.slice(0, 1)],
    ['250 rules', many.slice(0, 250)],
    ['251 rules', many.slice(0, 251)],
    ['5,000 rules', many],
    ['rules that leave out all that is allowed', full],
  ])('is written as JSON, line by line, of %s', (_, rules) => {
    const file = fileOf(NO_SETTINGS, rules);
    expect(file).toBe(`${JSON.stringify(JSON.parse(file), null, 2)}\n`);
    const read = readSettingsFile(file);
    expect(read).toMatchObject({ rules: rules.map(({ value, options }) => ({ value, options })) });
  });

  it('is written in pieces of at most 250 rules, or of one that leaves out more', () => {
    for (const rules of [many, full])
      for (const piece of settingsFile(NO_SETTINGS, rules)) {
        const count = [...piece.matchAll(/"kind"/g)].length;
        const leftOut = [...piece.matchAll(/"C\. D/g)].length;
        expect(count === 1 || count + leftOut <= 250).toBe(true);
      }
  });

  it('lets other work have its turn after each piece, also where several people ask at once', async () => {
    const rules = { settings: () => Promise.resolve(NO_SETTINGS), ofPerson: () => Promise.resolve(many) };
    const context = { rules } as never as Context;
    const press = { ...invocation, argument: 'export' } as never as Press;
    let turns = 0;
    let isOver = false;
    const turn = (): void => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    const answers = await Promise.all([exportButton.run(press, context), exportButton.run(press, context)]);
    isOver = true;
    expect(turns).toBeGreaterThanOrEqual(2 * (MOST_RULES / 250));
    for (const answer of answers) {
      const [file] = 'reply' in answer ? (answer.reply.messages[0].files ?? []) : [];
      expect(Buffer.from(file?.bytes ?? []).toString()).toBe(fileOf(NO_SETTINGS, many));
    }
  });
});
