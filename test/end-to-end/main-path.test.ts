// The whole path within one process: program, real client and the sandbox; one card per paper and destination.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { until } from '../helpers/control.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { complaints } from '../helpers/oracle.js';
import { launch, run, type Running } from '../helpers/program.js';
import { openBotStage, type BotStage } from '../helpers/stage.js';
import { sampled } from '../helpers/seeds.js';
import { temporaryFolder } from '../helpers/stores.js';

let folder: ReturnType<typeof temporaryFolder>;
let running: Running[] = [];
let stage: BotStage;

async function keep(launched: Promise<Running>): Promise<Running> {
  const each = await launched;
  running.push(each);
  return each;
}

const titles = (cards: { embeds: { title?: string }[] }[]): string[] =>
  cards.map((card) => card.embeds[0]?.title ?? '').sort();

beforeEach(async () => {
  folder = temporaryFolder();
  stage = await openBotStage(folder.path);
});
afterEach(async () => {
  expect(complaints(await stage.sandbox.requests())).toEqual([]);
  await Promise.all(running.map((each) => each.stop()));
  running = [];
  const { code, stdout } = await run(['status', '--ledger', '--json'], stage.env);
  const total = stdout.trim().split('\n').at(-1) ?? '';
  expect(JSON.parse(total)).toMatchObject({ kind: 'total', problems: [], integrity: 'ok', foreignKeys: 0 });
  expect(code).toBe(0);
  await stage.world.stop();
  folder.remove();
});

describe('a bot with a token', () => {
  const faults: [kind: string, times: number][] = [
    ['reset-after-accept', 1],
    ['reset-before', 1],
    ['500', 2],
    ['429', 1],
  ];
  it.each(sampled(faults, 1))('posts every card once through %s', async (kind, times) => {
    await keep(launch(['start'], stage.env));
    await stage.subscribe('cs.LG');
    await stage.sandbox.fault({ route: 'POST /channels/:id/messages', kind, times });
    stage.drop('dump.txt');
    await run(['ingest', join(stage.env['INBOX_DIR']!, 'dump.txt')], stage.env);
    await until('the fault to be met', async () =>
      (await stage.sandbox.requests()).some(({ path }) => /^\/channels\/\d+\/messages$/.test(path)) ? true : null,
    );
    await running.at(-1)!.stop();
    await keep(launch(['start'], stage.env));
    await stage.allSent();
    const cards = (await stage.sandbox.messages(stage.channel)).filter(
      (card) => card.embeds[0]?.title?.startsWith('On ') === true,
    );
    expect(titles(cards)).toEqual(stage.entries.map((entry) => entry.title).sort());
  });

  it('holds a destination it may not post in, and goes on when the permission returns', async () => {
    const bot = await keep(launch(['start'], stage.env));
    await stage.subscribe('cs.LG');
    await stage.sandbox.permissions(stage.channel, ['SEND_MESSAGES']);
    stage.drop('dump.txt');
    await bot.stop();
    const held = await run(['start', '--until-idle'], stage.env);
    expect(held.code).toBe(0);
    expect(await stage.outbox()).toMatchObject({ held: stage.entries.length, sent: 0 });
    const attempts = (await stage.sandbox.requests()).filter(({ path }) => /^\/channels\/\d+\/messages$/.test(path));
    expect(attempts).toEqual([]);

    await keep(launch(['start'], stage.env));
    await stage.sandbox.permissions(stage.channel, []);
    await stage.allSent();
  });

  it('answers a person in time while a long queue waits for its turn', async () => {
    await keep(launch(['start'], stage.env));
    await stage.subscribe('cs.LG');
    await stage.sandbox.rateLimit(2);
    await run(['ingest', '-'], stage.env, dumpText(generateEntries(8, 150)));
    await until('the queue to move', async () => ((await stage.sandbox.nonces()).length > 0 ? true : null));
    for (let count = 0; count < 5; count += 1) expect((await stage.subscribe('stat')).outcome).toBe('answered');
    const refusals = (await stage.sandbox.requests()).filter(({ status }) => status === 429);
    expect(refusals.length).toBeLessThan(5);
  });

  it('keeps everything owed and ends with 1 when the token is refused while sending', async () => {
    const bot = await keep(launch(['start'], stage.env));
    await stage.subscribe('cs.LG');
    await stage.sandbox.fault({ route: 'POST /channels/:id/messages', kind: '401', times: 1 });
    stage.drop('dump.txt');
    await bot.stop();
    const refused = await run(['start'], stage.env);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('Everything owed is kept');
    expect(refused.stderr).not.toContain('a-token');
    await keep(launch(['start'], stage.env));
    await stage.allSent();
  });
});
