// A bot that fetches by itself, whole: the compiled program between a local arXiv and the sandbox, by a clock that is set.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileClock } from '../../src/clock.js';
import { readable } from '../../src/text/readable.js';
import { startArxiv, type LocalArxiv } from '../helpers/arxiv-server.js';
import { createWorld } from '../helpers/arxiv-world.js';
import { control, until } from '../helpers/control.js';
import { calendar } from '../helpers/fetching.js';
import { launch, run, type Environment, type Running } from '../helpers/program.js';
import { openBotStage, type BotStage } from '../helpers/stage.js';
import { temporaryFolder } from '../helpers/stores.js';

const world = createWorld({
  seed: 12,
  calendar,
  from: '2030-06-03',
  until: '2030-06-14',
  categories: ['cs.LG', 'stat.ML'],
  perDay: 5,
});
const [DAY, NEXT_DAY] = ['2030-06-05', '2030-06-06'];

let folder: ReturnType<typeof temporaryFolder>;
let arxiv: LocalArxiv;
let clock: string;
let running: Running[] = [];
const setClock = (time: string): void => writeFileSync(clock, time);
const start = async (env: Environment, ...more: readonly string[]): Promise<Running> => {
  const launched = await launch(['start', '--clock', clock, ...more], env);
  running.push(launched);
  return launched;
};

beforeEach(async () => {
  folder = temporaryFolder();
  clock = join(folder.path, 'clock');
  setClock(`${DAY}T12:00:00Z`);
  arxiv = await startArxiv({ world, calendar, now: fileClock(clock) });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
  await arxiv.close();
  folder.remove();
});

const announced = (category: string, day: string): string[] =>
  world
    .items(category, day)
    .filter(({ type }) => type === 'new' || type === 'cross')
    .map(({ paper }) => readable(paper.title))
    .toSorted();
const plain = (title: string | undefined): string => (title ?? '').replace(/\\(?=[^\w\s])/g, '');

describe('without a token', () => {
  const env = (): Environment => ({
    DATABASE_PATH: join(folder.path, 'a.db'),
    INBOX_DIR: join(folder.path, 'inbox'),
    SANDBOX_PORT: '0',
    SOURCE_PACE_MS: '1',
    FEEDS: 'auto',
    ...arxiv.env,
  });

  it('FEEDS=auto shows the day’s papers of the demo’s categories in the sandbox', async () => {
    const { ready } = await start(env());
    const sandbox = control(ready);
    const { channels } = await sandbox.state();
    const shown = async (channel: string): Promise<string[]> =>
      (await sandbox.messages(channels[channel]!))
        .map(({ embeds }) => plain(embeds[0]?.title))
        .filter((title) => /case \d+$/.test(title))
        .toSorted();
    for (const [channel, category] of [
      ['cs-lg', 'cs.LG'],
      ['papers-en', 'stat.ML'],
    ] as const) {
      const wanted = announced(category, DAY);
      await until(`the papers of ${category}`, async () =>
        (await shown(channel)).length >= wanted.length ? true : null,
      );
      expect(await shown(channel)).toEqual(wanted);
    }
  });

  it('says once that there is no network, and plays the demo as ever', async () => {
    await arxiv.close();
    const bot = await start(env(), '--until-idle');
    const { stderr } = await bot.ended;
    expect(stderr.match(/could not be reached/g)).toHaveLength(1);
    const { stdout } = await run(['status', '--json'], env());
    expect(JSON.parse(stdout)).toMatchObject({ database: { papers: 10 }, outbox: { sending: 0, held: 0 } });
  });
});

describe('with a token', () => {
  let stage: BotStage;
  let env: Environment;
  beforeEach(async () => {
    stage = await openBotStage(folder.path);
    env = { ...stage.env, ...arxiv.env, FEEDS: 'auto', HARVEST: 'auto', SOURCE_PACE_MS: '1' };
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((each) => each.stop()));
    await stage.world.stop();
  });
  const asked = (path: string): number => arxiv.requests.filter((each) => each.path.startsWith(path)).length;
  /** What the bot wrote into a direct message. */
  const told = async (): Promise<string[]> => {
    const requests = await stage.sandbox.requests();
    const opened = requests.filter(({ path }) => path === '/users/@me/channels');
    const ids = new Set(opened.map(({ answer }) => (answer as { id: string }).id));
    return requests
      .filter(({ method, path }) => method === 'POST' && ids.has(/^\/channels\/(\d+)\/messages$/.exec(path)?.[1] ?? ''))
      .map(({ body }) => String(body['content']));
  };

  const lastAsked = async (): Promise<string> => {
    const { stdout } = await run(['sources', '--json'], env);
    const states = stdout.split('\n').filter((line) => line !== '');
    const found = states.map((line) => JSON.parse(line) as { name: string; lastAt: string });
    return found.find(({ name }) => name === 'cs.LG')?.lastAt ?? '';
  };

  it('begins what is due when the clock comes to a new day, and posts what is announced then', async () => {
    await start(env);
    await stage.subscribe('cs.LG');
    setClock(`${NEXT_DAY}T04:00:05Z`);
    await until('the feed of the new day', () => (asked('/rss/cs.LG') > 0 ? true : null));
    const wanted = announced('cs.LG', NEXT_DAY);
    const shown = async (): Promise<string[]> =>
      (await stage.sandbox.messages(stage.channel)).map(({ embeds }) => plain(embeds[0]?.title)).filter(Boolean);
    await until('its cards', async () => ((await shown()).length >= wanted.length ? true : null));
    expect((await shown()).toSorted()).toEqual(wanted);
  });

  it('tells whoever made the first rule once of a lasting fault, and once more when it is mended', async () => {
    await start(env);
    await stage.subscribe('cs.LG');
    arxiv.misbehave(() => '503');
    for (const time of ['04:00:05', '04:30:00', '05:30:00', '06:40:00', '07:50:00']) {
      setClock(`${NEXT_DAY}T${time}Z`);
      await until(`a question at ${time}`, async () => ((await lastAsked()) >= `${NEXT_DAY}T${time}` ? true : null));
    }
    await until('the alarm to be told', async () => ((await told()).length > 0 ? true : null));
    arxiv.misbehave(() => null);
    setClock(`${NEXT_DAY}T09:30:00Z`);
    await until('the end to be told', async () => ((await told()).length > 1 ? true : null));
    const [begun, ended, ...more] = await told();
    expect(begun).toMatch(
      new RegExp(
        `取得元 ${arxiv.host.replaceAll(/[.:]/g, '\\\\?$&')} から、一部またはすべてを 2 時間以上取得できていません`,
      ),
    );
    expect(ended).toContain('再び応答があり');
    expect(more).toEqual([]);
    const { stdout } = await run(['status', '--json'], env);
    const { alarms } = JSON.parse(stdout) as { alarms: Record<string, unknown>[] };
    expect(alarms.map(({ kind, subject }) => ({ kind, subject }))).toEqual([{ kind: 'failing', subject: arxiv.host }]);
  });

  it('fetches a paper that /paper asks for, after a sign that it works on it, and stores it in silence', async () => {
    await start({ ...env, SOURCE_PACE_MS: '2500' });
    const [first, second] = world.papers.map(({ id }) => id) as [string, string];
    const { adminId } = await stage.sandbox.state();
    const paper = (reference: string) =>
      stage.sandbox.interact({
        kind: 'command',
        userId: adminId,
        locale: 'ja',
        channelId: stage.channel,
        command: 'paper',
        subcommand: null,
        options: { reference },
      });
    const [one, other] = await Promise.all([paper(first), paper(`https://arxiv.org/abs/${second}v1`)]);
    expect([one.outcome, other.outcome]).toEqual(['answered', 'answered']);
    expect(JSON.stringify([one.messages, other.messages])).toContain(second);
    const deferred = (await stage.sandbox.requests()).filter(
      ({ path, body }) => path.endsWith('/callback') && body['type'] === 5,
    );
    expect(deferred.length).toBeGreaterThan(0);
    expect(asked('/api')).toBe(2);
    expect(await stage.outbox()).toMatchObject({ pending: 0, sent: 0, withheld: 0 });
  });

  it('fetches what a message names for Look up papers, in silence, and stops each person at twenty an hour', async () => {
    setClock('2030-06-14T12:00:00Z');
    await start(env);
    await stage.subscribe('cs.LG');
    const { adminId, memberId } = await stage.sandbox.state();
    const act = (userId: string, command: string, more: object) => {
      const asking = { kind: 'command', userId, locale: 'ja', channelId: stage.channel, command, subcommand: null };
      return stage.sandbox.interact({ ...asking, options: {}, ...more });
    };
    const lookUp = async (userId: string, id: string): Promise<string> => {
      const said = await stage.sandbox.say(stage.channel, `Have you read ${id}?`);
      const used = await act(userId, 'Look up papers', { targetMessageId: said.id });
      return JSON.stringify(used.messages);
    };
    const ids = world.papers.map(({ id }) => id);
    const card = (id: string): string => `https://arxiv.org/abs/${id}`;
    expect(await lookUp(adminId, ids[0]!)).toContain(card(ids[0]!));
    expect(asked('/api')).toBe(1);
    for (const reference of ids.slice(1, 20)) await act(adminId, 'paper', { options: { reference } });
    expect(asked('/api')).toBe(20);
    const refused = JSON.stringify((await act(adminId, 'paper', { options: { reference: ids[20] } })).messages);
    expect(refused).toMatch(/1 時間|上限/);
    const spent = await lookUp(adminId, ids[20]!);
    expect(spent).toContain(ids[20]);
    expect(spent).not.toContain('embeds":[{');
    expect(asked('/api')).toBe(20);
    expect(await lookUp(memberId, ids[20]!)).toContain(card(ids[20]!));
    setClock('2030-06-14T13:30:00Z');
    expect(await lookUp(adminId, ids[21]!)).toContain(card(ids[21]!));
    expect(asked('/api')).toBe(22);
    expect(await stage.outbox()).toMatchObject({ pending: 0, sent: 0, withheld: 0 });
  });
});
