// The program in processes of its own: killed after a card was accepted, stopped with one in flight, in another year.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { control, until, type Card } from '../helpers/control.js';
import { complaints } from '../helpers/oracle.js';
import { runProcess, spawnProgram, type Spawned } from '../helpers/process.js';
import { run } from '../helpers/program.js';
import { root } from '../helpers/root.js';
import { openBotStage, type BotStage } from '../helpers/stage.js';
import { temporaryFolder } from '../helpers/stores.js';

let folder: ReturnType<typeof temporaryFolder>;
let running: Spawned[] = [];
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await Promise.all(running.map((each) => each.stop('SIGKILL')));
  running = [];
  folder.remove();
});

async function keep(spawned: Promise<Spawned>): Promise<Spawned> {
  const each = await spawned;
  running.push(each);
  return each;
}

describe('without a token', () => {
  it.each([
    ['today', []],
    ['in 2030', ['--import', join(root, 'test/helpers/clock-2030.mjs')]],
  ])('posts the bundled dump once, %s, and shows the same cards after a second start', async (_, nodeArgs) => {
    const env = {
      DATABASE_PATH: join(folder.path, 'demo.db'),
      INBOX_DIR: join(folder.path, 'inbox'),
      SANDBOX_PORT: '0',
    };
    const first = await keep(spawnProgram(['start', '--until-idle'], env, { nodeArgs }));
    expect((await first.ended).code).toBe(0);
    const second = await keep(spawnProgram(['start'], env, { nodeArgs }));
    const sandbox = control(second.ready);
    const { channels } = await sandbox.state();
    expect(await sandbox.messages(channels['cs-lg']!)).toHaveLength(10);
    expect(await sandbox.messages(channels['papers-en']!)).toHaveLength(2);
    const digests = (await sandbox.messages(channels['digest']!)).filter(({ nonce }) => nonce !== undefined);
    expect(digests).toHaveLength(1);
    expect(new Set((await sandbox.nonces()).map((each) => each.nonce)).size).toBe(10 + 2 + 1);
    expect((await second.stop('SIGTERM')).code).toBe(0);
  });
});

describe('with a token', () => {
  let stage: BotStage;
  beforeEach(async () => {
    stage = await openBotStage(folder.path);
  });
  afterEach(async () => {
    expect(complaints(await stage.sandbox.requests())).toEqual([]);
    const { code, stdout } = await run(['status', '--ledger', '--json'], stage.env);
    const total = stdout.trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(total)).toMatchObject({ kind: 'total', problems: [], integrity: 'ok', foreignKeys: 0 });
    expect(code).toBe(0);
    await stage.world.stop();
  });

  /** Answers to commands have embeds as well, but no nonce. */
  const isDelivered = (message: Card): boolean => message.nonce !== undefined && message.embeds.length > 0;
  const firstCard = () =>
    until('the first card to be accepted', async () =>
      (await stage.sandbox.messages(stage.channel)).some(isDelivered) ? true : null,
    );

  it('posts one card a paper with one nonce a card, through a SIGKILL after acceptance and the dump under another name', async () => {
    const { sandbox, env, entries } = stage;
    const bot = await keep(spawnProgram(['start'], env));
    expect((await stage.subscribe('cs.LG')).outcome).toBe('answered');
    await stage.subscribe('cs');
    await sandbox.fault({ route: 'POST /channels/:id/messages', kind: 'hang-after-accept', times: 1 });
    stage.drop('first.txt');
    await run(['ingest', env['INBOX_DIR']!], env);
    await firstCard();
    await bot.stop('SIGKILL');

    const again = await keep(spawnProgram(['start'], env));
    await stage.allSent();
    copyFileSync(join(env['INBOX_DIR']!, 'first.txt'), join(folder.path, 'other-name.txt'));
    const repeated = await run(['ingest', '--json', join(folder.path, 'other-name.txt')], env);
    expect(JSON.parse(repeated.stdout)).toMatchObject({ records: 6, duplicate: 6, new: 0 });
    expect((await again.stop('SIGTERM')).code).toBe(0);
    expect((await runProcess(['start', '--until-idle'], env)).code).toBe(0);

    const titles = (await sandbox.messages(stage.channel))
      .filter((card) => card.nonce !== undefined && card.embeds[0]?.title !== undefined)
      .map((card) => card.embeds[0]?.title ?? '');
    expect(titles.sort()).toEqual(entries.map((entry) => entry.title).sort());
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

  it('leaves what is in flight as sending when the grace at shutdown is over, and finds it at the next start', async () => {
    const { sandbox, env, entries } = stage;
    const bot = await keep(spawnProgram(['start'], env));
    await stage.subscribe('cs.LG');
    await sandbox.fault({ route: 'POST /channels/:id/messages', kind: 'hang-after-accept', times: 1 });
    stage.drop('dump.txt');
    await run(['ingest', env['INBOX_DIR']!], env);
    await firstCard();
    expect((await bot.stop('SIGTERM')).code).toBe(0);
    expect(await stage.outbox()).toMatchObject({ sending: 1, sent: 0 });
    await keep(spawnProgram(['start'], env));
    await stage.allSent();
    expect((await sandbox.nonces()).map(({ nonce }) => nonce)).toHaveLength(entries.length);
  });
});
