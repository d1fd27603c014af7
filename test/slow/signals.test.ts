// The program at a signal: sent to npm alone, and while it waits for the network.
import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../helpers/control.js';
import { run, type Environment } from '../helpers/program.js';
import { spawnProgram } from '../helpers/process.js';
import { root } from '../helpers/root.js';
import { snapshotOf } from '../helpers/snapshot.js';
import { temporaryFolder } from '../helpers/stores.js';

let folder: ReturnType<typeof temporaryFolder>;
let env: Environment;
beforeEach(() => {
  folder = temporaryFolder();
  env = {
    DATABASE_PATH: join(folder.path, 'store', 'test.db'),
    INBOX_DIR: join(folder.path, 'inbox'),
    SANDBOX_PORT: '0',
  };
});
afterEach(() => folder.remove());

describe('start', () => {
  it('waits for the network, says so once, and stops at a signal', async () => {
    const child = spawn(process.execPath, [join(root, 'dist/src/main.js'), 'start'], {
      env: {
        PATH: process.env['PATH'],
        ...env,
        DISCORD_TOKEN: 'x',
        DISCORD_API_URL: 'http://127.0.0.1:9/api',
        LOG_LEVEL: 'warn',
      },
    });
    let stderr = '';
    child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
    await until('the first try', () => (stderr.includes('cannot be reached') ? true : null));
    await new Promise((later) => setTimeout(later, 2_500));
    const ended = new Promise((done) => child.on('close', done));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(stderr.match(/cannot be reached/g)).toHaveLength(1);
  });

  it('ends with 0 at a signal while it is being loaded, before anything began', async () => {
    const early = `const timer = setInterval(() => {
      if (process.listenerCount('SIGTERM') === 0) return;
      clearInterval(timer);
      process.kill(process.pid, 'SIGTERM');
    }, 1)`;
    const preload = `data:text/javascript,${encodeURIComponent(early)}`;
    const child = spawn(process.execPath, ['--import', preload, join(root, 'dist/src/main.js'), 'start'], {
      env: { PATH: process.env['PATH'], ...env },
    });
    expect(await new Promise((done) => child.on('close', done))).toBe(0);
    expect(existsSync(join(folder.path, 'store'))).toBe(false);
  });

  it('ends with 0 at a signal in the very turn in which the loaded program is made', async () => {
    const within = `const Own = AbortController; let isSent = false; globalThis.AbortController = class extends Own {
      constructor() {
        super();
        if (!isSent && new Error().stack.includes('createApp')) isSent = process.kill(process.pid, 'SIGTERM');
      }
    }`;
    const preload = `data:text/javascript,${encodeURIComponent(within)}`;
    const child = spawn(process.execPath, ['--import', preload, join(root, 'dist/src/main.js'), 'start'], {
      env: { PATH: process.env['PATH'], ...env },
    });
    let stdout = '';
    child.stdout.on('data', (bytes: Buffer) => {
      stdout += bytes.toString();
      // Nobody heard it.
      if (stdout.includes('ready')) child.kill('SIGKILL');
    });
    expect(await new Promise((done) => child.on('close', done))).toBe(0);
  });

  it('stops within two seconds at a signal to the npm process alone, exit 0, no process left', async () => {
    const child = spawn('npm', ['start'], { env: { ...process.env, ...env }, cwd: root });
    let stdout = '';
    child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
    await until('npm start to be ready', () => (/^ready http/m.test(stdout) ? true : null));
    const url = /^ready (.*)$/m.exec(stdout)?.[1] ?? '';
    await new Promise((settled) => setTimeout(settled, 3_000));
    const at = Date.now();
    const ended = new Promise((done) => child.on('close', done));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(Date.now() - at).toBeLessThan(2_000);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('stops within two seconds while another program reads the database', async () => {
    const bot = await spawnProgram(['start'], env);
    const other = new Database(env['DATABASE_PATH'], { readonly: true });
    try {
      other.exec('BEGIN');
      other.prepare('SELECT count(*) FROM papers').get();
      const at = Date.now();
      expect((await bot.stop('SIGTERM')).code).toBe(0);
      expect(Date.now() - at).toBeLessThan(2_000);
    } finally {
      other.close();
    }
  });

  it('says that it brings an old database up to date, and leaves that to the next start at a signal', async () => {
    const path = env['DATABASE_PATH'] ?? '';
    const file = join(folder.path, 'bulk.jsonl');
    writeFileSync(file, snapshotOf(6_000));
    await run(['ingest', '--index-only', file], env);
    const db = new Database(path);
    try {
      db.exec("INSERT INTO meta VALUES ('rebuild', 'asked for by a migration')");
      const child = spawn(process.execPath, [join(root, 'dist/src/main.js'), 'start'], {
        env: { PATH: process.env['PATH'], ...env },
      });
      let stderr = '';
      child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
      const ended = new Promise((done) => child.on('close', done));
      await until('the upgrade', () => (stderr.includes('is brought up to date') ? true : null));
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
      expect(db.prepare("SELECT count(*) FROM meta WHERE name = 'rebuild'").pluck().get()).toBe(1);
    } finally {
      db.close();
    }
    const { stderr } = await run(['start', '--until-idle'], env);
    expect(stderr).toContain('is brought up to date');
    expect((await run(['start', '--until-idle'], env)).stderr).not.toContain('is brought up to date');
  });
});
