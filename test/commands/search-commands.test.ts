// Searching as a person meets it: passages, paging, order, opening, looser queries, likeness, menus, after a restart too.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApart, type Apart } from '../helpers/apart.js';
import { generateEntries, type Entry } from '../helpers/dump-generator.js';
import type { Card, Control, Stage } from '../helpers/control.js';

let apart: Apart;
let sandbox: Control;
let stage: Stage;

const [model] = generateEntries(5, 1);
const entry = (title: string, change: Partial<Entry>): Entry => ({
  ...model!,
  title,
  categories: ['cs.LG'],
  ...change,
});
const entries: Entry[] = [
  ...Array.from({ length: 12 }, (_, index) =>
    entry(`Quantum widgets, part ${index + 1}`, {
      authors: [`Ada Lovelace${index}`, 'Grace Hopper'],
      ja: [`量子もつれを用いた部品その${index + 1}です。`],
      en: `We build quantum widgets number ${index + 1}. Entangled sprockets help.`,
      date: `2025-03-${String(index + 1).padStart(2, '0')} 00:00:00+00:00`,
    }),
  ),
  entry('Reinforcement learning of sprockets', {
    authors: ['Chenjie Hao'],
    ja: ['歯車の話です。'],
    en: 'Entangled sprockets learn quickly.',
    date: '2025-02-01 00:00:00+00:00',
  }),
];

beforeAll(async () => {
  apart = await openApart(entries);
  ({ sandbox, stage } = apart);
});
afterAll(async () => expect(await apart.close()).toEqual([]));

const who = (locale: string) => ({ userId: stage.adminId, locale, channelId: stage.channels['lobby'] });
type Options = Record<string, string | number | boolean>;
async function answered(asked: Record<string, unknown>): Promise<Card> {
  const { outcome, messages } = await sandbox.interact(asked);
  expect(outcome).toBe('answered');
  return messages[0]!;
}
const command = (locale: string, name: string, options: Options = {}): Promise<Card> =>
  answered({ ...who(locale), kind: 'command', command: name, subcommand: null, options });
/** `pressed`: the id of a button, or of a menu with what is chosen there. */
async function press(
  locale: string,
  message: Card,
  pressed: string | { customId: string; values: string[] },
): Promise<Card> {
  const component = typeof pressed === 'string' ? { customId: pressed } : pressed;
  const asked = { ...who(locale), kind: 'component', messageId: message.id, ...component };
  return (await sandbox.interact(asked)).messages[0]!;
}
/** `typed` has the one option that is being typed. */
async function choices(name: string, typed: Options, locale = 'ja') {
  const asked = {
    ...who(locale),
    kind: 'autocomplete',
    command: name,
    subcommand: null,
    options: typed,
    focused: Object.keys(typed)[0],
  };
  return (await sandbox.interact(asked)).choices ?? [];
}
const text = (message: Card): string =>
  `${message.content}\n${message.embeds.map((embed) => embed.description ?? embed.title).join('\n')}`;
/** The key of the first paper, as the menu that opens it has it. */
const keyIn = (message: Card): string =>
  message.components.flatMap((row) => row.components).flatMap(({ options = [] }) => options)[0]!.value;
const button = (message: Card, label: string | RegExp): string => {
  const all = message.components.flatMap((row) => row.components);
  return (
    all.find((each) => each.label !== undefined && new RegExp(label).test(each.label))?.custom_id ?? 'no such button'
  );
};

describe('an answer', () => {
  it('shows number, link, author, category, date and the passage with the match in bold, in the language that matched', async () => {
    const message = await command('ja', 'search', { query: '量子もつれ' });
    expect(message.content).toContain('「量子もつれ」: 12 件');
    expect(message.content).toContain('quantum entanglement');
    expect(text(message)).toMatch(/^\*\*1\.\*\* \[Quantum widgets, part 12\]\(https:\/\/arxiv\.org\/search/m);
    expect(text(message)).toMatch(/-# Ada Lovelace11 ほか 1 名 · cs\.LG · 2025-03-12\n/);
    expect(text(message)).toContain('\n**量子もつれ**を用いた部品その12です。');
    expect(text(await command('en-US', 'search', { query: 'entangled' }))).toContain('**Entangled** sprockets');
  });
  it('pages, sorts and opens a paper privately', async () => {
    const first = await command('en-US', 'search', { query: 'quantum widgets' });
    expect(text(await press('en-US', first, button(first, 'Next')))).toMatch(/^\*\*9\.\*\* .*part 4\]/m);
    const sorted = await press('ja', first, button(first, 'relevance'));
    expect(JSON.stringify(sorted.embeds)).toContain('関連度順');
    expect(button(sorted, '新しい順')).toMatch(/^sort:.*:newest$/);
    const menu = first.components
      .flatMap((row) => row.components)
      .find((each) => each.custom_id === 'open') as unknown as {
      options: { value: string; label: string }[];
    };
    expect(menu.options).toHaveLength(8);
    const opened = await press('ja', first, { customId: 'open', values: [menu.options[2]!.value] });
    expect(opened).toMatchObject({ flags: 64, visibleTo: stage.adminId });
    expect(opened.embeds[0]!.title).toBe('Quantum widgets, part 10');
  });
  it('is public when shared, and repeats nothing there that a member typed', async () => {
    const given = { query: 'sprockets OR (widgets -gadgets)', category: 'cs', share: true };
    const shared = await command('ja', 'search', given);
    expect(shared).toMatchObject({ flags: 0, visibleTo: null });
    const content = /^-# <@\d+> さんが共有しました\n[^\n]*cs[^\n]*: \d+ 件$/;
    expect(shared.content).toMatch(content);
    const next = await press('ja', shared, button(shared, '次へ'));
    expect(next).toMatchObject({ id: shared.id, flags: 0 });
    expect(next.content).toMatch(content);
    for (const each of [shared, next]) expect(each.content).not.toMatch(/sprockets|widgets|gadgets/);
    expect((await command('ja', 'search', { ...given, share: false })).content).toContain('gadgets');
    const { content: whole } = await command('en-US', 'search', { query: 'widgets OR gadgets', share: true });
    expect(whole).toMatch(/^-# Shared by <@\d+>\n\d+ papers found$/);
    expect((await command('ja', 'author', { name: 'hopper', share: true })).content).toMatch(/\n検索結果: \d+ 件$/);
  });
  it.each([
    ['search', { query: 'evil.example' }],
    ['search', { query: '((evil.example' }],
    ['author', { name: 'evil.example' }],
    ['category', { category: 'evil.example' }],
    ['latest', { category: 'evil.example' }],
    ['paper', { reference: 'evil.example' }],
    ['similar', { reference: 'evil.example' }],
  ])('stays private though it was to be shared where /%s finds nothing for %o', async (name, options) => {
    expect(await command('en-US', name, { ...options, share: true })).toMatchObject({ flags: 64 });
  });
  it('narrows by author, category and date, and says how it was read', async () => {
    const narrow = {
      query: '-part OR ti:widgets',
      author: 'Hopper',
      category: 'cs',
      since: '2025-03-10',
      until: '2025-03-11',
    };
    const message = await command('en-US', 'search', narrow);
    expect(message.content).toMatch(
      /^“-part OR ti\\:widgets”, author “Hopper”, cs \(.*\), since 2025-03-10, until 2025-03-11: 2 papers/,
    );
  });
  it('is the card itself when the query names one paper', async () => {
    const found = await command('en-US', 'search', { query: 'reinforcement sprockets' });
    const key = keyIn(found);
    expect((await command('ja', 'search', { query: key })).embeds[0]!.title).toBe(
      'Reinforcement learning of sprockets',
    );
  });
  it('says what was not understood, and where, in the language of the reader', async () => {
    expect((await command('en-US', 'search', { query: 'quantum since:soon' })).content).toMatch(
      /couldn’t be read: “soon” \(character 15\) is not a date/,
    );
    const japanese = (await command('ja', 'search', { query: 'quantum au:' })).content;
    expect(japanese).toContain('「au\\:」の後に何もありません（9 文字目）');
    expect(japanese).not.toMatch(/nothing|character/);
  });
});

describe('nothing found', () => {
  it('offers the nearest query that finds something, as a button', async () => {
    const japanese = await command('ja', 'search', { query: 'quantum widgits' });
    expect(japanese.content).toContain('「quantum widgits」に一致する論文は見つかりませんでした');
    expect(button(japanese, '「quantum widgets」で検索')).toMatch(/^looser:/);
    expect((await press('ja', japanese, button(japanese, 'で検索'))).content).toContain('12 件');
    const english = await command('en-US', 'search', { query: 'sprockets zzyzx' });
    expect(button(english, /Search for “sprockets”/)).toMatch(/^looser:/);
    expect((await command('en-US', 'search', { query: 'zzyzx' })).components).toEqual([]);
  });
});

describe('/latest, /similar and the menu of a message', () => {
  it('list the newest papers of all and of a category', async () => {
    expect((await command('ja', 'latest')).content).toContain('最新の論文: 13 件');
    expect(text(await command('en-US', 'latest', { category: 'machine learning' }))).toContain('Did you mean');
    expect(text(await command('en-US', 'latest', { category: 'cs.LG' }))).toMatch(
      /cs\.LG \(Machine Learning\): 13 papers[\s\S]*\*\*1\.\*\* \[Quantum widgets, part 12\]/,
    );
  });
  it('show what is like a paper, with the terms that both have', async () => {
    const found = await command('en-US', 'search', { query: 'reinforcement sprockets' });
    const key = keyIn(found);
    const similar = await command('ja', 'similar', { reference: key });
    expect(similar.content).toContain('「Reinforcement learning of sprockets」に似た論文');
    const card = await command('en-US', 'paper', { reference: key });
    expect(text(await press('en-US', card, button(card, 'Similar')))).toContain('Reinforcement learning of sprockets');
    expect((await command('ja', 'similar', { reference: '2504.99999' })).content).toContain('まだ保存されていません');
    const byTitle = await command('ja', 'paper', { reference: '“Reinforcement” learning of SPROCKETS' });
    expect(byTitle.embeds[0]!.title).toBe('Reinforcement learning of sprockets');
    expect((await command('en-US', 'paper', { reference: 'Quantum widgets' })).content).toContain(
      'Several papers match',
    );
  });
  it('look papers up from any message, by what it names or says', async () => {
    const asked = { ...who('ja'), kind: 'command', command: 'Look up papers', subcommand: null, options: {} };
    const used = (target: Card) => answered({ ...asked, targetMessageId: target.id });
    const named = await command('en-US', 'paper', { reference: 'nothing' });
    expect((await used(named)).content).toContain('まだ保存されていません: `2504.06704`');
    const found = await command('en-US', 'search', { query: 'reinforcement', share: true });
    const key = keyIn(found);
    const card = await command('en-US', 'paper', { reference: key, share: true });
    expect((await used(card)).embeds[0]!.title).toBe('Reinforcement learning of sprockets');
    const list = await command('en-US', 'search', { query: 'widgets', share: true });
    expect((await used(list)).embeds[0]!.title).toBe('Quantum widgets, part 12');
  });
});

describe('half-typed options', () => {
  it('complete authors by any part of the name, the most papers first', async () => {
    expect((await choices('search', { author: 'ho' }))[0]).toEqual({ name: 'Grace Hopper', value: 'Grace Hopper' });
    expect((await choices('author', { name: 'hao che' }))[0]?.value).toBe('Chenjie Hao');
    expect(await choices('author', { name: '' })).toHaveLength(14);
  });
  it('complete categories, those with papers first, and dates in words', async () => {
    expect((await choices('search', { category: '' }))[0]?.value).toBe('cs.LG');
    expect((await choices('latest', { category: '機械' }))[0]?.name).toBe('cs.LG（機械学習）');
    expect((await choices('search', { since: '先' }))[0]).toEqual({ name: '先週から', value: '先週' });
    expect((await choices('search', { until: '20' }, 'en-US')).length).toBeGreaterThan(5);
  });
});

describe('after a restart', () => {
  it('pages, order and menu of earlier answers go on working', async () => {
    const before = await command('ja', 'search', { query: 'quantum widgets' });
    await apart.restart();
    expect(text(await press('ja', before, button(before, '次へ')))).toContain('**9.** [');
    expect((await press('ja', before, 'sort:gone:newest')).content).toContain('もう一度コマンドを実行してください');
  });
});
