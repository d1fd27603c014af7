// Each command and button as a person meets it: the real client and program, the sandbox's interactions, both languages.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApart, type Apart } from '../helpers/apart.js';
import { generateEntries } from '../helpers/dump-generator.js';
import { type Card, type Control, type Stage } from '../helpers/control.js';
import { run } from '../helpers/program.js';

let apart: Apart;
let sandbox: Control;
let stage: Stage;
const entries = generateEntries(21, 12).map((entry, index) => ({
  ...entry,
  authors: [...entry.authors, `Marker Person${index}`],
}));

beforeAll(async () => {
  apart = await openApart(entries);
  ({ sandbox, stage } = apart);
});
afterAll(async () => expect(await apart.close()).toEqual([]));

type Options = Record<string, string | number | boolean>;
const LOCALES = { ja: 'ja', en: 'en-US' } as const;

/** A locale, alone or with what else is said of the interaction. */
type Asking<Locale> = Locale | ({ readonly locale: Locale } & Record<string, unknown>);
const detailsOf = <Locale extends string>(asking: Asking<Locale>) =>
  typeof asking === 'string' ? { locale: asking } : asking;

async function command(asking: Asking<string>, name: string, options: Options = {}) {
  const asked = {
    kind: 'command',
    userId: stage.adminId,
    channelId: stage.channels['lobby'],
    command: name,
    subcommand: name === 'subscribe' ? 'category' : null,
    options,
    ...detailsOf(asking),
  };
  return sandbox.interact(asked);
}

const said = (messages: Card[]): string => JSON.stringify(messages);
async function says(asking: Asking<keyof typeof LOCALES>, name: string, options: Options = {}): Promise<string> {
  const details = detailsOf(asking);
  const { outcome, messages } = await command({ ...details, locale: LOCALES[details.locale] }, name, options);
  expect(outcome).toBe('answered');
  return said(messages);
}

describe('/help', () => {
  it('names the next step', async () => {
    expect(await says('ja', 'help')).toMatch(
      /次のステップ: .*<\/subscribe category:\d+> を実行.*論文 12 件 · 配信 0 件/,
    );
    expect(await says('en', 'help')).toMatch(/Next: run <\/subscribe category:\d+>.*12 papers .* · 0 subscriptions/);
  });
  it('offers a member what they may use, and says how to subscribe for oneself', async () => {
    const asMember = await says({ locale: 'en', userId: stage.memberId }, 'help');
    expect(asMember).toMatch(/Next: try <\/search:\d+>/);
    expect(asMember).toContain('</subscriptions:');
    expect(asMember).not.toContain('</subscribe');
    expect(asMember).toContain('in a direct message with the bot');
  });
});

describe('/subscribe category', () => {
  it('says what it saved, in numbers, and takes a repeat kindly', async () => {
    expect(await says('ja', 'subscribe', { category: 'cs.lg' })).toMatch(
      /<#\d+> で cs\.LG（機械学習）の新着を配信します.*カード · 新規とクロスリスト · 表示言語: 日本語.*最近の例/,
    );
    expect(await says('en', 'subscribe', { category: 'CS.LG' })).toContain('Nothing was changed');
    expect(await says('en', 'subscribe', { category: 'cs', channel: stage.channels['papers-en']! })).toMatch(
      /New cs \(Computer Science, all categories\) papers will be posted in <#/,
    );
    expect(await says('ja', 'subscribe', { category: 'math.IT' })).toContain('cs.IT（情報理論）');
  });
  it('names what is unknown, and what is similar', async () => {
    expect(await says('ja', 'subscribe', { category: 'cs.L' })).toMatch(/もしかして: .*cs\.L/);
    expect(await says('en', 'subscribe', { category: 'machine learning' })).toMatch(/Did you mean cs\.LG, stat\.ML/);
    expect(await says('en', 'subscribe', { category: 'xyzzy' })).toContain('not an arXiv category');
  });
  it('says which permissions are missing and saves nothing', async () => {
    const channelId = stage.channels['announcements']!;
    await sandbox.permissions(channelId, ['EMBED_LINKS', 'SEND_MESSAGES']);
    expect(await says('ja', 'subscribe', { category: 'cs.CV', channel: channelId })).toMatch(
      /メッセージを送信、埋め込みリンク.*配信は始まっていません/,
    );
    expect(await says({ locale: 'en', channelId }, 'subscribe', { category: 'cs.CV' })).toContain(
      'Send Messages, Embed Links',
    );
    expect(await says('en', 'subscriptions', { channel: channelId })).toContain(`no subscriptions in <#${channelId}>`);
    await sandbox.permissions(channelId, []);
  });
  it('is refused to an ordinary member', async () => {
    expect(await command({ locale: 'ja', userId: stage.memberId }, 'subscribe', { category: 'cs.CV' })).toMatchObject({
      outcome: 'refused',
    });
  });
  it('completes codes and names in either language', async () => {
    const complete = async (locale: string, value: string) =>
      (await command({ locale, kind: 'autocomplete', focused: 'category' }, 'subscribe', { category: value }))
        .choices ?? [];
    expect((await complete('ja', '機械'))[0]).toEqual({ name: 'cs.LG（機械学習）', value: 'cs.LG' });
    expect((await complete('en-US', 'cs.l'))[0]?.name).toBe('cs.LG (Machine Learning)');
    expect((await complete('en-US', 'cs'))[0]).toEqual({
      name: 'cs (Computer Science, all categories)',
      value: 'cs',
    });
    expect(await complete('ja', '')).toHaveLength(25);
  });
});

describe('/subscriptions and /unsubscribe', () => {
  it('list and end what is there', async () => {
    expect(await says('ja', 'subscriptions')).toContain('配信 3 件');
    expect(await says('en', 'subscriptions')).toContain('3 subscriptions');
    const choices =
      (
        await command({ locale: 'ja', kind: 'autocomplete', focused: 'subscription' }, 'unsubscribe', {
          subscription: 'cs.IT',
        })
      ).choices ?? [];
    expect(choices).toHaveLength(1);
    expect(await says('ja', 'unsubscribe', { subscription: choices[0]!.value })).toMatch(
      /cs\.IT（情報理論）の新着の配信を停止しました/,
    );
    expect(await says('en', 'unsubscribe', { subscription: 'q-fin.TR' })).toContain(
      'There is no subscription “q-fin.TR”',
    );
  });

  it('are decided by the rights in the channel that the subscription feeds, not where the command is typed', async () => {
    const [lobby, fed] = [stage.channels['lobby']!, stage.channels['papers-en']!];
    await says('ja', 'subscribe', { category: 'q-bio', channel: fed });
    await sandbox.memberRights(lobby, stage.memberId, { allows: ['MANAGE_CHANNELS'] });
    const asMember = { locale: 'en', userId: stage.memberId } as const;
    const subscription = { subscription: 'q-bio' };
    expect(await says(asMember, 'unsubscribe', subscription)).toContain(
      'Only people with the Manage Channels permission',
    );
    expect(await says('ja', 'subscriptions')).toContain('配信 3 件');
    await sandbox.memberRights(fed, stage.memberId, { allows: ['MANAGE_CHANNELS'], lacks: ['VIEW_CHANNEL'] });
    expect(await says(asMember, 'unsubscribe', subscription)).toContain('There is no subscription “q-bio”');
    await sandbox.memberRights(fed, stage.memberId, { allows: ['MANAGE_CHANNELS'] });
    expect(await says(asMember, 'unsubscribe', subscription)).toContain('Stopped: new q-bio');
    await sandbox.memberRights(lobby, stage.memberId, {});
  });
});

describe('/search, /author, /category', () => {
  it('page in place and stay private unless shared', async () => {
    const first = await command('ja', 'category', { category: 'cs.LG' });
    expect(said(first.messages)).toMatch(/12 件.*1–8 件目/);
    const next = first.messages[0]!.components[1]!.components[1]!.custom_id;
    const press = {
      kind: 'component',
      userId: stage.adminId,
      locale: 'ja',
      channelId: stage.channels['lobby'],
      messageId: first.messages[0]!.id,
      customId: next,
    };
    const second = await sandbox.interact(press);
    expect(second.messages).toHaveLength(1);
    expect(second.messages[0]!.id).toBe(first.messages[0]!.id);
    expect(said(second.messages)).toContain('9–12 件目');
    expect(first.messages[0]).toMatchObject({ flags: 64, visibleTo: stage.adminId });
    expect((await command('en-US', 'category', { category: 'cs.LG', share: true })).messages[0]).toMatchObject({
      flags: 0,
      visibleTo: null,
      content: expect.stringMatching(new RegExp(`^-# Shared by <@${stage.adminId}>\\n`)) as string,
    });
  });
  it('that were shared are changed by who asked alone; others get a private copy of their own', async () => {
    const shared = (await command('ja', 'search', { query: 'study', share: true })).messages[0]!;
    const press = async (userId: string) => {
      const [, next, order] = shared.components[1]!.components.map((each) => each.custom_id);
      const common = { kind: 'component', locale: 'en-US', channelId: stage.channels['lobby'], messageId: shared.id };
      const pages = await sandbox.interact({ ...common, userId, customId: next });
      return [pages, await sandbox.interact({ ...common, userId, customId: order })];
    };
    const standing = async () => (await sandbox.messages(stage.channels['lobby']!)).find(({ id }) => id === shared.id);
    for (const { messages } of await press(stage.memberId)) {
      expect(messages[0]).toMatchObject({ flags: 64, visibleTo: stage.memberId });
      expect(messages[0]!.id).not.toBe(shared.id);
    }
    expect(await standing()).toEqual(shared);
    const [own] = await press(stage.adminId);
    expect(own!.messages[0]).toMatchObject({ id: shared.id, flags: 0 });
    expect(own!.messages[0]!.content).toContain(`Shared by <@${stage.adminId}>`);
    expect(said([(await standing())!])).not.toBe(said([shared]));
  });
  it('answer in both languages, with hits and without', async () => {
    expect(await says('ja', 'search', { query: '学習' })).toMatch(/「学習」: \d+ 件/);
    expect(await says('en', 'search', { query: 'study' })).toMatch(/“study”: 12 papers/);
    expect(await says('ja', 'search', { query: 'zzzzz' })).toContain('「zzzzz」に一致する論文は見つかりませんでした');
    expect(await says('en', 'search', { query: '(((' })).toContain('couldn’t be read');
    expect(await says('ja', 'author', { name: 'Person3' })).toContain('著者「Person3」: 1 件');
    expect(await says('en', 'author', { name: 'Pers' })).toContain('No papers match');
    expect(await says('en', 'category', { category: 'nonsense' })).toContain('not an arXiv category');
  });
});

describe('/paper and its buttons', () => {
  it('shows a card, and the other text privately', async () => {
    const { results } = JSON.parse((await run(['search', '--json', entries[0]!.title], apart.env)).stdout) as {
      results: { key: string }[];
    };
    const key = results[0]!.key;
    const { messages } = await command('ja', 'paper', { reference: key });
    expect(messages[0]?.embeds[0]?.footer?.text).toContain('機械翻訳 Google');
    const customId = messages[0]!.components[0]!.components[0]!.custom_id!;
    expect(customId).toBe(`full:${key}`);
    const who = { kind: 'component', userId: stage.memberId, locale: 'ja', channelId: stage.channels['lobby'] };
    const { messages: opened } = await sandbox.interact({ ...who, messageId: messages[0]!.id, customId });
    const [whole] = opened;
    expect(whole).toMatchObject({ visibleTo: stage.memberId });
    expect(said(opened)).toContain(entries[0]!.ja.at(-1));
    const pressed = (label: string) =>
      sandbox.interact({
        ...who,
        messageId: whole!.id,
        customId: whole!.components[0]!.components.find((each) => each.label === label)?.custom_id,
      });
    const { messages: turned } = await pressed('原文');
    expect(turned[0]!.id).toBe(whole!.id);
    expect(said(turned)).toContain(entries[0]!.en.slice(0, 60));
    expect(said((await pressed('BibTeX')).messages)).toContain('@misc{');
    expect(await says('en', 'paper', { reference: key })).toContain('Abstract');
  });
  it('says what it understands when the paper or the button is unknown', async () => {
    expect(await says('ja', 'paper', { reference: '2504.99999' })).toContain(
      'この論文はまだ保存されていません。arXiv で見る: <https://arxiv.org/abs/2504.99999>',
    );
    expect(await says('en', 'paper', { reference: 'https://arxiv.org/abs/2504.99999' })).toContain(
      'isn’t in the library',
    );
    expect(await says('ja', 'paper', { reference: 'nothing' })).toContain('「nothing」に該当する論文が見つかりません');
    const { messages } = await command('ja', 'category', { category: 'cs.LG' });
    const old = await sandbox.interact({
      kind: 'component',
      userId: stage.adminId,
      locale: 'en-US',
      channelId: stage.channels['lobby'],
      messageId: messages[0]!.id,
      customId: 'page:gone:10:n',
    });
    expect(said(old.messages)).toContain('has expired');
  });
});
