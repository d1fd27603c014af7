// The stage of a chaos run: the sandbox in one process, the bot in another, both started and stopped at will.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { control, moveSandboxClock, type Control } from '../helpers/control.js';
import { root } from '../helpers/root.js';
import { type Environment } from '../helpers/program.js';
import { spawnProgram, runProcess, type Spawned } from '../helpers/process.js';

export interface Stage {
  readonly env: Environment;
  readonly sandbox: Control;
  readonly stops: { kills: number; ownDeaths: number; exits: number; sandboxRestarts: number };
  /** Starts the bot when it is not running. `killBefore`: it dies by itself before that statement; null: it does not. */
  ensureBot(killBefore: () => number | null): Promise<void>;
  isBotUp(): boolean;
  killBot(): Promise<void>;
  /** SIGTERM; answers the exit code, null when the bot was down already. */
  endBot(): Promise<number | null>;
  restartSandbox(): Promise<void>;
  /** Milliseconds ahead of the machine's clock. */
  setBotClock(offsetMs: number): void;
  setSandboxClock(offsetMs: number): Promise<void>;
  drop(name: string, text: string): void;
  ledger(): Promise<{ code: number | null; lines: Record<string, unknown>[] }>;
  outbox(): Promise<Record<string, number>>;
  untilIdle(): Promise<number | null>;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

export interface StageOptions {
  readonly folder: string;
  /** The program's entry file where it is not the compiled one. */
  readonly entry: string | undefined;
  /** Settings that lead to the local arXiv. */
  readonly arxiv: Environment;
}

export async function openStage({ folder, entry, arxiv }: StageOptions): Promise<Stage> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const clock = join(folder, 'clock');
  const env: Environment = {
    DISCORD_TOKEN: 'a-token',
    DISCORD_API_URL: `${url}api`,
    DATABASE_PATH: join(folder, 'bot.db'),
    INBOX_DIR: join(folder, 'inbox'),
    INGEST_CRON: '*/2 * * * * *',
    BACKUP_CRON: '*/20 * * * * *',
    BACKUP_KEEP: '2',
    CARDS_PER_HOUR: '8',
    FEEDS: 'auto',
    HARVEST: 'auto',
    FETCH_CRON: '*/2 * * * * *',
    SOURCE_PACE_MS: '1',
    LOG_LEVEL: 'error',
    ...arxiv,
  };
  mkdirSync(env['INBOX_DIR']!, { recursive: true });
  writeFileSync(clock, '0');
  const openSandbox = () =>
    spawnProgram(['sandbox', '--port', String(port)], { DATABASE_PATH: join(folder, 'stage.db'), LOG_LEVEL: 'error' });
  const stops = { kills: 0, ownDeaths: 0, exits: 0, sandboxRestarts: 0 };
  const sandbox = control(url);
  let stage = await openSandbox();
  let sandboxOffset = 0;
  let bot: Spawned | null = null;
  let launches = 0;

  async function ensureBot(killBefore: () => number | null): Promise<void> {
    while (bot === null) {
      const number = killBefore();
      const preload = number === null ? [] : ['--import', join(root, 'test', 'chaos', 'kill-points.mjs')];
      const more = number === null ? {} : { KILL_BEFORE: String(number) };
      try {
        const started = await spawnProgram(
          ['start', '--clock', clock],
          { ...env, ...more },
          { nodeArgs: preload, entry },
        );
        bot = started;
        void started.ended.then(() => {
          if (bot !== started) return;
          bot = null;
          if (started.child.signalCode === 'SIGKILL') stops.ownDeaths += 1;
          else stops.exits += 1;
        });
      } catch (error) {
        if (number === null) stops.exits += 1;
        else stops.ownDeaths += 1;
        launches += 1;
        if (launches > 200) throw error;
      }
    }
  }

  async function stopBot(signal: NodeJS.Signals): Promise<number | null> {
    const running = bot;
    bot = null;
    return running === null ? null : (await running.stop(signal)).code;
  }

  return {
    env,
    sandbox,
    stops,
    ensureBot,
    isBotUp: () => bot !== null,
    async killBot() {
      if (bot === null) return;
      stops.kills += 1;
      await stopBot('SIGKILL');
    },
    endBot: () => stopBot('SIGTERM'),
    async restartSandbox() {
      stops.sandboxRestarts += 1;
      await stage.stop('SIGTERM');
      stage = await openSandbox();
      await moveSandboxClock(url, sandboxOffset);
    },
    setBotClock: (offsetMs) => writeFileSync(clock, String(offsetMs)),
    setSandboxClock(offsetMs) {
      sandboxOffset = offsetMs;
      return moveSandboxClock(url, offsetMs);
    },
    drop(name, text) {
      const path = join(env['INBOX_DIR']!, name);
      writeFileSync(`${path}.part`, text);
      renameSync(`${path}.part`, path);
    },
    async ledger() {
      const { code, stdout } = await runProcess(['status', '--ledger', '--json'], env);
      const lines = stdout.split('\n').filter((line) => line !== '');
      return { code, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
    },
    async outbox() {
      const { stdout } = await runProcess(['status', '--json'], env);
      return (JSON.parse(stdout) as { outbox: Record<string, number> }).outbox;
    },
    untilIdle: async () => (await runProcess(['start', '--until-idle', '--clock', clock], env)).code,
    async close() {
      await stopBot('SIGKILL');
      await stage.stop('SIGKILL');
    },
  };
}
