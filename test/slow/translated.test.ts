// Japanese for English papers, whole: the compiled program between a local translator and the sandbox.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until, type Card } from '../helpers/control.js';
import { PLAIN, startFakeTranslator, type FakeTranslator } from '../helpers/fake-translator.js';
import { beginVerb, launch, run, type Environment, type Running } from '../helpers/program.js';
import { openBotStage, type BotStage } from '../helpers/stage.js';
import { temporaryFolder } from '../helpers/stores.js';
import { rssFeed } from '../helpers/translation.js';

const KEY = 'sk-test-0987654321';
const JAPANESE = /[ぁ-ん一-龠]/;
const paper = (number: number, sentences = 7) => ({
  title: `Deep study number ${number} of graphs`,
  abstract: [
    `We propose a new method for graph ${number} with $x_{${number}}$ nodes.`,
    ...Array.from({ length: sentences }, (_, index) => `Sentence ${index + 2} says more about what it does in detail.`),
  ].join(' '),
});

let folder: ReturnType<typeof temporaryFolder>;
let fake: FakeTranslator;
let stage: BotStage;
let env: Environment;
let clock: string;
let running: Running[] = [];
const ahead = (ms: number): void => writeFileSync(clock, String(ms));
async function start(...more: readonly string[]): Promise<Running> {
  const bot = await launch(['start', '--clock', clock, ...more], env);
  running.push(bot);
  return bot;
}

beforeEach(async () => {
  folder = temporaryFolder();
  clock = join(folder.path, 'clock');
  ahead(0);
  [fake, stage] = await Promise.all([startFakeTranslator(), openBotStage(folder.path)]);
  env = {
    ...stage.env,
    TRANSLATOR: 'deepl',
    TRANSLATOR_URL: fake.url,
    TRANSLATOR_KEY: KEY,
    TRANSLATOR_DAILY_CHARACTERS: '0',
    INGEST_CRON: '*/2 * * * * *',
  };
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
  await stage.world.stop();
  await fake.close();
  folder.remove();
});

const drop = (papers: Parameters<typeof rssFeed>[0]): void =>
  writeFileSync(join(env['INBOX_DIR']!, 'feed.xml'), rssFeed(papers));
const cards = async (): Promise<Card[]> =>
  (await stage.sandbox.messages(stage.channel)).filter(
    ({ embeds, webhook_id: answer }) => answer === undefined && embeds[0]?.title !== undefined,
  );
const titles = async (): Promise<string[]> => (await cards()).map(({ embeds }) => embeds[0]?.title ?? '');
const act = async (asked: Record<string, unknown>) => {
  const { adminId } = await stage.sandbox.state();
  return stage.sandbox.interact({ userId: adminId, channelId: stage.channel, ...asked });
};
const subscribe = (locale: string) =>
  act({ kind: 'command', locale, command: 'subscribe', subcommand: 'category', options: { category: 'cs.LG' } });
const idOf = (message: Card | undefined, prefix: string): string =>
  message?.components
    .flatMap(({ components }) => components)
    .find((each) => each.custom_id?.startsWith(prefix) === true)?.custom_id ?? '';

describe('a Japanese channel', () => {
  it('has everything in Japanese when a run --until-idle has ended', async () => {
    const first = await start();
    await subscribe('ja');
    await first.stop();
    drop([paper(1), paper(2), paper(3)]);
    fake.onRequest = () => new Promise((answer) => setTimeout(answer, 300));
    const bot = await start('--until-idle');
    expect((await bot.ended).code).toBe(0);
    expect((await titles()).filter((title) => JAPANESE.test(title))).toHaveLength(3);
    expect(await stage.outbox()).toMatchObject({ sent: 3, pending: 0, sending: 0 });
  });

  it('gets the original when the wait is over, and the Japanese by an edit', async () => {
    await start();
    await subscribe('ja');
    let answer = (): void => undefined;
    const released = new Promise<void>((done) => (answer = done));
    fake.onRequest = () => released;
    drop([paper(1)]);
    await until('the translator to be asked', () => (fake.requests.length > 0 ? true : null));
    expect(await cards()).toEqual([]);
    ahead(11 * 60_000);
    await until('the card', async () => ((await cards()).length > 0 ? true : null));
    expect((await titles())[0]).not.toMatch(JAPANESE);
    answer();
    await until('the edit', async () => (JAPANESE.test((await titles())[0] ?? '') ? true : null));
    expect(await cards()).toHaveLength(1);
    const edits = (await stage.sandbox.requests()).filter(({ method }) => method === 'PATCH');
    expect(edits).toHaveLength(1);
  });
});

describe('a translation that is bad twice', () => {
  it('leaves the card in English, and /why says what was wrong with it', async () => {
    await start();
    await subscribe('ja');
    fake.faultFor = (text) => (text === null || text === PLAIN ? null : 'preamble');
    drop([paper(1)]);
    await until('the card', async () => ((await cards()).length > 0 ? true : null));
    expect((await titles())[0]).not.toMatch(JAPANESE);
    const why = async (locale: string): Promise<string> => {
      const asked = { kind: 'command', locale, command: 'why', subcommand: null, options: { paper: '2604.00001' } };
      return JSON.stringify((await act(asked)).messages);
    };
    expect(await why('ja')).toMatch(/機械翻訳が検査に通らなかったため.*理由: 翻訳についての説明が混ざっています。/);
    expect(await why('en-US')).toContain('it holds words about the translation');
    const shown = await run(['show', '2604.00001'], env);
    expect(shown.stdout).toContain('it holds words about the translation');
  });
});

describe('日本語に訳す', () => {
  it('translates for whoever presses, within a share of the day for each', async () => {
    await start();
    await subscribe('en-US');
    drop([1, 2, 3, 4].map((number) => paper(number, 32)));
    await until('the cards', async () => ((await cards()).length === 4 ? true : null));
    expect(fake.requests).toEqual([]);
    const outcomes: string[] = [];
    for (const card of await cards()) {
      const opened = await act({
        kind: 'component',
        locale: 'ja',
        messageId: card.id,
        customId: idOf(card, 'full:'),
      });
      const view = opened.messages.at(-1);
      const customId = idOf(view, 'translate:');
      expect(customId).not.toBe('');
      const { messages } = await act({ kind: 'component', locale: 'ja', messageId: view!.id, customId });
      outcomes.push(JSON.stringify(messages.at(-1)));
    }
    expect(outcomes.slice(0, 2).every((said) => /機械翻訳/.test(said))).toBe(true);
    expect(outcomes.at(-1)).not.toMatch(/機械翻訳/);
    expect(outcomes.at(-1)).toMatch(/上限|今日/);
    expect(fake.characters()).toBeLessThan(5_000);
  });
});

describe('translate', () => {
  it('works beside a running bot, tells what it did, and asks for each text once', async () => {
    await start();
    await subscribe('en-US');
    drop([paper(1)]);
    await until('the card', async () => ((await cards()).length === 1 ? true : null));
    const verb = ['translate', '2604.00001', '--json'];
    const { code, stdout } = await run(verb, env);
    expect(code).toBe(0);
    const line = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(line).toSorted()).toEqual(['characters', 'error', 'key', 'provider', 'status']);
    expect(line).toMatchObject({ status: 'done', provider: 'deepl', characters: fake.characters(), error: null });
    expect(JSON.parse((await run(verb, env)).stdout)).toMatchObject({ status: 'known', characters: 0 });
    const texts = fake.requests.flat();
    expect(new Set(texts).size).toBe(texts.length);
    const shown = await run(['show', '2604.00001', '--json'], env);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      titleJa: expect.stringMatching(JAPANESE) as string,
      translation: { site: null, service: 'DeepL' },
    });
    const status = JSON.parse((await run(['status', '--json'], env)).stdout) as { translation: unknown };
    expect(status.translation).toEqual({
      provider: 'deepl',
      queued: 0,
      translatedToday: 2,
      charactersToday: fake.characters(),
      dailyCharacters: 0,
      failed: 0,
      error: null,
    });
  });

  it('says why a paper is left at which the running bot is', async () => {
    fake.faultFor = () => 'silence';
    await start();
    await subscribe('ja');
    drop([paper(1)]);
    await until('the request', () => Promise.resolve(fake.requests.length > 0 ? true : null));
    const { code, stdout } = await run(['translate', '2604.00001', '--json'], env);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'later',
      error: expect.stringContaining('bot is at it') as string,
    });
  });

  it('that is stopped keeps no other program from asking', async () => {
    drop([paper(1)]);
    await run(['ingest', join(env['INBOX_DIR']!, 'feed.xml')], env);
    fake.faultFor = () => 'silence';
    const verb = beginVerb(['translate', '2604.00001'], env);
    await until('the request', () => Promise.resolve(fake.requests.length > 0 ? true : null));
    expect(await verb.stop()).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('the program was stopped') as string,
    });
    fake.faultFor = () => null;
    expect((await run(['translate', '2604.00001', '--json'], env)).stdout).toContain('"status":"done"');
  });

  it('never prints the key, also where the server repeats it', async () => {
    drop([paper(1)]);
    await run(['ingest', join(env['INBOX_DIR']!, 'feed.xml')], env);
    fake.faultFor = (text) => (text === null ? { status: 403, body: { message: `wrong key ${KEY}` } } : null);
    for (const verb of [
      ['translate', '2604.00001'],
      ['translate', '2604.00001', '--json'],
      ['status'],
      ['show', '2604.00001'],
    ]) {
      const { stdout, stderr } = await run(verb, { ...env, LOG_LEVEL: 'trace' });
      expect(stdout + stderr).not.toContain(KEY);
    }
    expect((await run(['status', '--json'], env)).stdout).toContain('wrong key [secret]');
  });

  it('--try sends one sentence with a formula and shows what comes back, within the budget, storing nothing', async () => {
    const { code, stdout } = await run(['translate', '--try'], env);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^sentence .*\$\\mathcal\{L\}_\\theta\(x\)\$/);
    expect(stdout).toMatch(/\nsent .*<x id="1"\/>.*\nanswer .*<x id="1"\/>.*\nshown .*\$\\mathcal\{L\}_\\theta\(x\)\$/);
    expect(fake.requests).toHaveLength(1);
    fake.faultFor = (text) => (text === null ? null : 'lost-token');
    const bad = await run(['translate', '--try', '--json'], env);
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.stdout)).toMatchObject({
      provider: 'deepl',
      shown: null,
      reason: expect.stringMatching(/lost/),
    });
    const spent = await run(['translate', '--try'], { ...env, TRANSLATOR_DAILY_CHARACTERS: String(fake.characters()) });
    expect(spent).toMatchObject({ code: 1, stdout: expect.stringMatching(/refused .*budget/) });
    expect(fake.requests).toHaveLength(2);
    const { stdout: status } = await run(['status', '--json'], env);
    expect(JSON.parse(status)).toMatchObject({
      translation: { charactersToday: fake.characters(), translatedToday: 0, queued: 0 },
    });
    expect(await run(['translate'], env)).toMatchObject({ code: 2, stdout: '' });
  });

  it('needs a translator', async () => {
    expect(await run(['translate', '2604.00001'], { ...env, TRANSLATOR: 'off' })).toMatchObject({
      code: 2,
      stdout: '',
    });
  });
});
