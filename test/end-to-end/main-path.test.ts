// The whole path: real program, real client, the sandbox in another process; one card per paper and destination.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { complaints } from '../helpers/oracle.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { control, launch, root, run, until, type Control, type Environment, type Running } from '../helpers/program.js';
import { temporaryFolder } from '../helpers/stores.js';

let folder: ReturnType<typeof temporaryFolder>;
let running: Running[] = [];

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await Promise.all(running.map((each) => each.stop('SIGKILL')));
  running = [];
  folder.remove();
});

async function keep(launched: Promise<Running>): Promise<Running> {
  const each = await launched;
  running.push(each);
  return each;
}

const titles = (cards: { embeds: { title?: string }[] }[]): string[] =>
  cards.map((card) => card.embeds[0]?.title ?? '').sort();

describe('without a token', () => {
  const env = (): Environment => ({
    DATABASE_PATH: join(folder.path, 'demo.db'),
    INBOX_DIR: join(folder.path, 'inbox'),
    SANDBOX_PORT: '0',
  });

  it.each([
    ['today', []],
    ['in 2030', ['--import', join(root, 'test/helpers/clock-2030.mjs')]],
  ])('posts the bundled dump once, %s, and shows the same cards after a second start', async (_, nodeArgs) => {
    const first = await keep(launch(['start', '--until-idle'], env(), nodeArgs));
    expect((await first.ended).code).toBe(0);
    const second = await keep(launch(['start'], env(), nodeArgs));
    const sandbox = control(second.ready);
    const { channels } = await sandbox.state();
    expect(await sandbox.messages(channels['cs-lg']!)).toHaveLength(10 + 0);
    expect(await sandbox.messages(channels['papers-en']!)).toHaveLength(2);
    expect(new Set((await sandbox.nonces()).map((each) => each.nonce)).size).toBe(12);
    expect((await second.stop('SIGTERM')).code).toBe(0);
  });
});

describe('with a token and the sandbox in another process', () => {
  let sandbox: Control;
  let env: Environment;
  let channel: string;
  let adminId: string;
  const entries = generateEntries(7, 6);

  beforeEach(async () => {
    const stage = await keep(launch(['sandbox', '--port', '0'], { DATABASE_PATH: join(folder.path, 'stage.db') }));
    sandbox = control(stage.ready);
    await sandbox.rateLimit(null);
    const state = await sandbox.state();
    channel = state.channels['cs-lg']!;
    adminId = state.adminId;
    env = {
      DISCORD_TOKEN: 'a-token',
      DISCORD_API_URL: `${stage.ready}api`,
      DATABASE_PATH: join(folder.path, 'bot.db'),
      INBOX_DIR: join(folder.path, 'inbox'),
      FEEDS: 'off',
    };
    mkdirSync(env['INBOX_DIR']!);
  });

  afterEach(async () => {
    expect(complaints(await sandbox.requests())).toEqual([]);
    const { code, stdout } = await run(['status', '--ledger', '--json'], env);
    const total = stdout.trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(total)).toMatchObject({ kind: 'total', problems: [], integrity: 'ok', foreignKeys: 0 });
    expect(code).toBe(0);
  });

  const subscribe = (category: string) =>
    sandbox.interact({
      kind: 'command',
      userId: adminId,
      locale: 'ja',
      channelId: channel,
      command: 'subscribe',
      subcommand: 'category',
      options: { category },
    });

  function drop(name: string): void {
    writeFileSync(join(env['INBOX_DIR']!, name), dumpText(entries));
  }

  async function allSent(): Promise<void> {
    await until('every card to be sent', async () => {
      const { outbox } = JSON.parse((await run(['status', '--json'], env)).stdout) as {
        outbox: Record<string, number>;
      };
      return outbox['sent'] === entries.length && outbox['pending'] === 0 && outbox['sending'] === 0 ? true : null;
    });
  }

  it('posts one card a paper with one nonce a card, through a SIGKILL after acceptance and the dump under another name', async () => {
    const bot = await keep(launch(['start'], env));
    expect((await subscribe('cs.LG')).outcome).toBe('answered');
    await subscribe('cs');
    await sandbox.fault({ route: 'POST /channels/:id/messages', kind: 'hang-after-accept', times: 1 });
    drop('first.txt');
    await run(['ingest', env['INBOX_DIR']!], env);
    await until('the first card to be accepted', async () =>
      (await sandbox.messages(channel)).some((card) => card.embeds.length > 0) ? true : null,
    );
    await until('the bot to send a card', async () =>
      (await sandbox.requests()).some((each) => each.path.endsWith('/messages')) ? true : null,
    );
    await bot.stop('SIGKILL');

    const again = await keep(launch(['start'], env));
    await allSent();
    copyFileSync(join(env['INBOX_DIR']!, 'first.txt'), join(folder.path, 'other-name.txt'));
    const repeated = await run(['ingest', '--json', join(folder.path, 'other-name.txt')], env);
    expect(JSON.parse(repeated.stdout)).toMatchObject({ records: 6, duplicate: 6, new: 0 });
    expect((await again.stop('SIGTERM')).code).toBe(0);
    expect((await run(['start', '--until-idle'], env)).code).toBe(0);

    const cards = (await sandbox.messages(channel)).filter(
      (card) => card.nonce !== undefined && card.embeds[0]?.title !== undefined,
    );
    expect(titles(cards)).toEqual(entries.map((entry) => entry.title).sort());
    const nonces = await sandbox.nonces();
    expect(nonces).toHaveLength(entries.length);
    expect(new Set(nonces.map((each) => each.nonce)).size).toBe(entries.length);
    const posts = (await sandbox.requests()).filter(
      (each) => each.method === 'POST' && /^\/channels\/\d+\/messages$/.test(each.path),
    );
    // The card whose answer was never heard was found in the channel's history: nothing was sent for it again.
    expect(posts).toHaveLength(entries.length);
    for (const post of posts) expect(post.body).toMatchObject({ enforce_nonce: true, allowed_mentions: { parse: [] } });
  });

  it.each([
    ['reset-before', 1],
    ['reset-after-accept', 1],
    ['500', 2],
    ['429', 1],
  ])('posts every card once through %s', async (kind, times) => {
    await keep(launch(['start'], env));
    await subscribe('cs.LG');
    await sandbox.fault({ route: 'POST /channels/:id/messages', kind, times });
    drop('dump.txt');
    await run(['ingest', join(env['INBOX_DIR']!, 'dump.txt')], env);
    await until('the inbox to be read', async () => ((await sandbox.requests()).length > 0 ? true : null));
    const again = await run(['status', '--json'], env);
    expect(again.code).toBe(0);
    await running.at(-1)!.stop('SIGTERM');
    await keep(launch(['start'], env));
    await allSent();
    const cards = (await sandbox.messages(channel)).filter((card) => card.embeds[0]?.title?.startsWith('On ') === true);
    expect(titles(cards)).toEqual(entries.map((entry) => entry.title).sort());
  });

  it('holds a destination it may not post in, and goes on when the permission returns', async () => {
    const bot = await keep(launch(['start'], env));
    await subscribe('cs.LG');
    await sandbox.permissions(channel, ['SEND_MESSAGES']);
    drop('dump.txt');
    await bot.stop('SIGTERM');
    const held = await run(['start', '--until-idle'], env);
    expect(held.code).toBe(0);
    const outbox = async () =>
      (JSON.parse((await run(['status', '--json'], env)).stdout) as { outbox: Record<string, number> }).outbox;
    expect(await outbox()).toMatchObject({ held: entries.length, sent: 0 });
    const attempts = (await sandbox.requests()).filter(({ path }) => /^\/channels\/\d+\/messages$/.test(path));
    expect(attempts).toEqual([]);

    await keep(launch(['start'], env));
    await sandbox.permissions(channel, []);
    await allSent();
  });

  it('leaves what is in flight as sending when the grace at shutdown is over, and finds it at the next start', async () => {
    const bot = await keep(launch(['start'], env));
    await subscribe('cs.LG');
    await sandbox.fault({ route: 'POST /channels/:id/messages', kind: 'hang-after-accept', times: 1 });
    drop('dump.txt');
    await run(['ingest', env['INBOX_DIR']!], env);
    await until('the first card to be accepted', async () =>
      (await sandbox.messages(channel)).some((card) => card.embeds.length > 0) ? true : null,
    );
    expect((await bot.stop('SIGTERM')).code).toBe(0);
    const { outbox } = JSON.parse((await run(['status', '--json'], env)).stdout) as { outbox: Record<string, number> };
    expect(outbox).toMatchObject({ sending: 1, sent: 0 });
    await keep(launch(['start'], env));
    await allSent();
    expect((await sandbox.nonces()).map(({ nonce }) => nonce)).toHaveLength(entries.length);
  });

  it('answers a person in time while a long queue waits for its turn', async () => {
    await keep(launch(['start'], env));
    await subscribe('cs.LG');
    await sandbox.rateLimit(2);
    await run(['ingest', '-'], env, dumpText(generateEntries(8, 150)));
    await until('the queue to move', async () => ((await sandbox.nonces()).length > 0 ? true : null));
    for (let count = 0; count < 5; count += 1) expect((await subscribe('stat')).outcome).toBe('answered');
    const refusals = (await sandbox.requests()).filter(({ status }) => status === 429);
    expect(refusals.length).toBeLessThan(5);
  });

  it('keeps everything owed and ends with 1 when the token is refused while sending', async () => {
    const bot = await keep(launch(['start'], env));
    await subscribe('cs.LG');
    await sandbox.fault({ route: 'POST /channels/:id/messages', kind: '401', times: 1 });
    drop('dump.txt');
    await bot.stop('SIGTERM');
    const refused = await run(['start'], env);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('Everything owed is kept');
    expect(refused.stderr).not.toContain('a-token');
    await keep(launch(['start'], env));
    await allSent();
  });
});
