// The form of a rule's rarer options, where a rule leaves out more than its fields hold.
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { narrowForm, ruleForm } from '../../commands/rule-form.js';
import type { Context, Submission } from '../../src/domain/context.js';
import type { Language } from '../../src/domain/language.js';
import {
  countLeftOut,
  MOST_LEFT_OUT,
  NO_OPTIONS,
  type RuleChange,
  type Subscription,
} from '../../src/domain/subscription.js';
import { ruleFor } from '../helpers/rules.js';
import { taxonomy } from '../helpers/stores.js';

/** Discord's limits: what stands in a text field, and the description of a label. */
const FIELD_LIMIT = 4_000;
const DESCRIPTION_LIMIT = 100;
const MESSAGE_LIMIT = 2_000;

const words = Array.from({ length: 400 }, (_, index) => `a word of twenty ${index}`);
const categories = Array.from({ length: 1_200 }, (_, index) => `cs.A${index}`);
const rule: Subscription = {
  ...ruleFor('7', 'cs.RO', { guildId: null, options: { ...NO_OPTIONS, excludedWords: words } }),
  id: 3,
  madeAt: '2030-01-01T00:00:00Z',
  pausedAt: null,
  language: 'ja',
  name: 'Ann',
};

interface Field {
  readonly custom_id: string;
  readonly value?: string;
  readonly max_length?: number;
}

function fieldsOf(shown: Subscription, language: Language = 'en') {
  const parts = narrowForm(shown, language).components as unknown as { description?: string; component: Field }[];
  const part = (id: string) => parts.find(({ component }) => component.custom_id === id)!;
  return { words: part('words'), categories: part('categories') };
}

/** What a submitted form changes, and what is said where it changes nothing. */
async function submitted(
  fields: Record<string, readonly string[]>,
  of: Subscription = rule,
  { others = 0, argument = 'narrow:3', faulty = '' } = {},
): Promise<RuleChange & { readonly said?: string; readonly shown?: string }> {
  let change: RuleChange = {};
  const rules: Partial<Context['rules']> = {
    zone: 'UTC',
    hasFeeds: false,
    nextFeedAt: () => null,
    find: () => Promise.resolve(of),
    faultOf: (query) => Promise.resolve(query === faulty ? { kind: 'empty' } : null),
    countOf: () => Promise.resolve({ rules: 1, leftOut: others + countLeftOut(of.options) }),
    settings: () => Promise.resolve({ zone: null } as never),
    outlook: () => Promise.resolve({ days: 0, papers: 0, isExact: true, examples: [] }),
    change(_, given) {
      change = given;
      return Promise.resolve({ ...of, ...given } as Subscription);
    },
  };
  const submission = {
    language: 'en',
    userId: '7',
    guildId: '1',
    permissionsIn: () => Promise.resolve(PermissionFlagsBits.ManageChannels),
    mayMention: () => Promise.resolve(true),
    now: new Date(0),
    argument,
    fields,
  } as never as Submission;
  const result = await ruleForm.run(submission, { taxonomy, zone: 'UTC', rules } as never as Context);
  if ('reply' in result) return { ...change, said: result.reply.messages[0].content ?? '' };
  return { ...change, shown: 'update' in result ? JSON.stringify(result.update) : '' };
}

describe('a rule that leaves out more than a field holds', () => {
  it.each(['ja', 'en'] as const)('shows what fits within Discord’s limits, and how much does not (%s)', (language) => {
    const many = { ...rule, options: { ...rule.options, excludedCategories: categories } };
    for (const { component, description } of Object.values(fieldsOf(many, language))) {
      expect(component.value!.length).toBeLessThanOrEqual(component.max_length!);
      expect(component.max_length).toBeLessThanOrEqual(FIELD_LIMIT);
      expect([...description!].length).toBeLessThanOrEqual(DESCRIPTION_LIMIT);
      expect(description).toMatch(/\d+/);
    }
  });

  it('keeps what was not shown, and loses what was taken out', async () => {
    const shown = fieldsOf(rule).words.component.value!.split('\n');
    expect(shown.length).toBeLessThan(words.length);
    const { options } = await submitted({ words: [shown.slice(1).join('\n')], categories: [''], manner: [] });
    expect(options?.excludedWords).toEqual(words.slice(1));
  });

  it('shows an entry of several lines on one', () => {
    const broken = { ...rule, options: { ...NO_OPTIONS, excludedWords: ['two\nlines', 'one'] } };
    expect(fieldsOf(broken).words.component.value).toBe('two lines\none');
  });

  it('says what is wrong in a message that Discord takes, however much is', async () => {
    const unknown = Array.from({ length: 900 }, (_, index) => `é${index}`).join(' ');
    const { said = '', options } = await submitted({ categories: [unknown] });
    expect(said).toMatch(/`é0`.*890 more/);
    expect([...said].length).toBeLessThanOrEqual(MESSAGE_LIMIT);
    expect(options).toBeUndefined();
  });

  it('takes no more words than an exported file may hold', async () => {
    const lines = (count: number): string =>
      Array.from({ length: count }, (_, at) => String.fromCharCode(0x4e00 + at)).join('\n');
    const bare = { ...rule, options: NO_OPTIONS };
    expect((await submitted({ words: [lines(501)] }, bare)).said).toContain('500 words');
    expect((await submitted({ words: [lines(500)] }, bare)).options?.excludedWords).toHaveLength(500);
  });

  it('takes no more than all rules of its owner may leave out together, and can always leave out less', async () => {
    const one = { ...rule, options: { ...NO_OPTIONS, excludedWords: ['robot'] } };
    expect((await submitted({ words: ['robot\nsurvey'] }, one, { others: MOST_LEFT_OUT - 1 })).said).toContain(
      '20,000 words',
    );
    expect(
      (await submitted({ words: ['robot\nsurvey'] }, one, { others: MOST_LEFT_OUT - 2 })).options?.excludedWords,
    ).toHaveLength(2);
    expect((await submitted({ words: ['survey'] }, one, { others: MOST_LEFT_OUT })).options?.excludedWords).toEqual([
      'survey',
    ]);
  });
});

describe('a form that was opened before somebody else changed the rule', () => {
  const role = '55';
  const before: Subscription = {
    ...rule,
    guildId: '1',
    mode: 'digest',
    options: { ...NO_OPTIONS, excludedWords: ['robot'], excludedCategories: ['cs.CV'] },
  };
  const argument = (narrowForm(before, 'ja') as { custom_id: string }).custom_id.replace(/^rule:/, '');
  const after: Subscription = {
    ...before,
    announcements: 'all',
    options: {
      ...before.options,
      excludedWords: ['robot', 'survey'],
      excludedCategories: ['cs.CV', 'cs.AI'],
      role,
      isSilent: true,
      tellsEmptyDays: true,
    },
  };
  const untouched = { words: ['robot'], categories: ['cs.CV'], announcements: ['cross'] };

  it('changes only the fields that were changed in it', async () => {
    expect(await submitted(untouched, after, { argument })).toMatchObject({
      announcements: after.announcements,
      options: after.options,
    });
    const { options, announcements } = await submitted({ ...untouched, categories: ['cs.RO'] }, after, { argument });
    expect(announcements).toBe('all');
    expect(options).toEqual({ ...after.options, excludedCategories: ['cs.RO'] });
    const silent = await submitted({ ...untouched, manner: ['silent'] }, after, { argument });
    expect(silent.options).toEqual(after.options);
  });

  it.each([
    ['one', 'one\ntwo', false],
    ['other', 'one\ntwo', true],
    ['one\ntwo', 'one\ntwo', false],
    ['other', 'one', false],
  ])('tells whoever replaces what was changed meanwhile (%j, by %j): %s', async (now, given, isTold) => {
    const before = { ...rule, options: { ...NO_OPTIONS, excludedWords: ['one'] } };
    const argument = narrowForm(before, 'en').custom_id.replace(/^rule:/, '');
    const after = { ...rule, options: { ...NO_OPTIONS, excludedWords: now.split('\n') } };
    const { shown = '' } = await submitted({ words: [given], categories: [''], manner: [] }, after, { argument });
    expect(shown.includes('had been changed after you opened the form')).toBe(isTold);
  });

  it('sees that lines were joined or parted', async () => {
    const two = { ...before, options: { ...before.options, excludedWords: ['deep', 'learning'] } };
    const shown = (narrowForm(two, 'ja') as { custom_id: string }).custom_id.replace(/^rule:/, '');
    const { options } = await submitted({ ...untouched, words: ['deep learning'] }, two, { argument: shown });
    expect(options?.excludedWords).toEqual(['deep learning']);
  });

  it('is submitted in full where the form is of an older build, and has a custom id that Discord takes', async () => {
    const { options } = await submitted(untouched, after);
    expect(options).toEqual({ ...before.options, role: null });
    expect(`rule:${argument}`.length).toBeLessThanOrEqual(100);
  });
});

it('names the line that cannot be read', async () => {
  const { said = '', options } = await submitted({ words: ['robot\n"((('] }, rule, { faulty: '"(((' });
  expect(said).toContain('`"(((`');
  expect(options).toBeUndefined();
});
