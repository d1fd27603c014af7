// Disks and databases that fail while the program runs: a full disk, another program's lock, a kill in a migration.
import Database from 'better-sqlite3';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { migrations, missingMigrations, schemaState } from '../../src/store/database/migrate.js';
import { openReader } from '../../src/store/reader.js';
import { openWriter } from '../../src/store/writer.js';
import { control, until, type Card } from '../helpers/control.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { buildOldDatabase, oldSchemas } from '../helpers/old-schemas.js';
import { rowsOf } from '../helpers/modes.js';
import { runProcess, spawnProgram, type Spawned } from '../helpers/process.js';
import { run, type Environment } from '../helpers/program.js';
import { root } from '../helpers/root.js';
import { taxonomy, temporaryFolder } from '../helpers/stores.js';

vi.setConfig({ testTimeout: 180_000 });

let folder: ReturnType<typeof temporaryFolder>;
let env: Environment;
let running: Spawned[] = [];
const preload = join(root, 'test', 'helpers', 'full-disk.mjs');
beforeEach(() => {
  folder = temporaryFolder();
  env = {
    DATABASE_PATH: join(folder.path, 'bot.db'),
    INBOX_DIR: join(folder.path, 'inbox'),
    SANDBOX_PORT: '0',
    INGEST_CRON: '*/2 * * * * *',
  };
  mkdirSync(env['INBOX_DIR']!);
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
const papers = async (): Promise<number> =>
  (JSON.parse((await run(['status', '--json'], env)).stdout) as { database: { papers: number } }).database.papers;
/** Titles of a card, or of the numbered lines of a list. */
function papersIn({ title = '', description = '' }: Card['embeds'][number]): string[] {
  const lines = [...description.matchAll(/^\*\*\d+\.\*\* \[([^\]]+)\]/gm)].map((found) => found[1]!);
  return lines.length > 0 ? lines : [title];
}
const ingest = (seed: number, count: number) => run(['ingest', '-'], env, dumpText(generateEntries(seed, count)));

describe('a disk that is full', () => {
  it('costs nothing: what could not be written is done when there is room, each card once', async () => {
    await run(['start', '--until-idle'], { ...env, INBOX_DIR: join(folder.path, 'empty') });
    const full = join(folder.path, 'full');
    const bot = await keep(
      spawnProgram(
        ['start'],
        { ...env, DISK_FULL_WHILE: full, LOG_LEVEL: 'error' },
        { nodeArgs: ['--import', preload] },
      ),
    );
    const sandbox = control(bot.ready);
    await sandbox.rateLimit(null);
    const { channels, adminId } = await sandbox.state();
    await sandbox.interact({
      kind: 'command',
      userId: adminId,
      locale: 'ja',
      channelId: channels['lobby'],
      command: 'subscribe',
      subcommand: 'category',
      options: { category: 'cs.LG' },
    });
    let stderr = '';
    bot.child.stderr?.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
    writeFileSync(full, '');
    const entries = generateEntries(68, 40);
    writeFileSync(join(env['INBOX_DIR']!, 'dump.txt'), dumpText(entries));
    await until('the trouble to be said', () => (stderr.includes('disk is full') ? true : null));
    expect(await sandbox.messages(channels['lobby']!)).toHaveLength(1);
    const search = {
      kind: 'command',
      userId: adminId,
      locale: 'en-US',
      channelId: channels['lobby'],
      command: 'search',
    };
    // What is kept of a search finds room in its page for a while; then answers come without buttons.
    const ask = async (number: number): Promise<string> => {
      const options = { query: `learning -${'x'.repeat(900)}${number}` };
      const { outcome, messages } = await sandbox.interact({ ...search, options });
      expect([outcome, messages[0]?.content]).toEqual(['answered', expect.stringMatching(/learning.*: \d+ papers/)]);
      return JSON.stringify(messages[0]?.components);
    };
    let asked = 0;
    while ((await ask((asked += 1))).includes('"sort:')) expect(asked).toBeLessThan(100);
    writeFileSync(full, 'no more');
    // The first thirty come as cards (CARDS_PER_HOUR), the others in lists of ten.
    const shown = async (): Promise<string[]> =>
      (await sandbox.messages(channels['lobby']!))
        .filter((message) => message.nonce !== undefined)
        .flatMap(({ embeds }) => papersIn(embeds[0]!));
    await until('forty papers', async () => ((await shown()).length === 40 ? true : null));
    expect((await shown()).toSorted()).toEqual(entries.map(({ title }) => title).toSorted());
    expect((await bot.stop('SIGTERM')).code).toBe(0);
    expect(await run(['status', '--ledger'], env)).toMatchObject({ code: 0 });
  });
});

describe('a start on a full disk', () => {
  it('says so once, answers commands, ends at a stop, and sends nothing before what it left is taken up', async () => {
    const before = await keep(spawnProgram(['start'], env));
    const sandbox = control(before.ready);
    const { channels, adminId } = await sandbox.state();
    const channelId = channels['lobby']!;
    const ask = async (command: string, more: object): Promise<string> =>
      (await sandbox.interact({ kind: 'command', userId: adminId, locale: 'ja', channelId, command, ...more })).outcome;
    await ask('subscribe', { subcommand: 'category', options: { category: 'cs.LG' } });
    await before.stop('SIGTERM');
    await ingest(68, 1);
    const sent = (): number => rowsOf(env['DATABASE_PATH']!).filter(({ state }) => state === 'sent').length;
    const sentBefore = sent();

    const full = join(folder.path, 'full');
    writeFileSync(full, 'max(min(lease_until');
    async function begin(): Promise<{ child: ChildProcess; ready: Promise<Spawned>; said: () => number }> {
      let child: ChildProcess | null = null;
      let stderr = '';
      const given = { ...env, DISK_FULL_WHILE: full, SANDBOX_PORT: new URL(before.ready).port };
      const ready = spawnProgram(['start'], given, {
        nodeArgs: ['--import', preload],
        onSpawn: (spawned) => (child = spawned),
      });
      ready.catch(() => undefined);
      child!.stderr?.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
      const said = (): number => stderr.split('cannot be written now: database or disk is full').length - 1;
      await until('the trouble to be said', () => (said() > 0 || child!.exitCode !== null ? true : null));
      return { child: child!, ready, said };
    }
    const stopped = await begin();
    stopped.child.kill('SIGTERM');
    await expect(stopped.ready).rejects.toThrow(/^ended with 0: /);

    const { ready, said } = await begin();
    await until('the commands', async () => ((await ask('status', {}).catch(() => '')) === 'answered' ? true : null));
    await new Promise((passed) => setTimeout(passed, 3_000));
    expect([sent(), said()]).toEqual([sentBefore, 1]);
    writeFileSync(full, 'no more');
    const bot = await keep(ready);
    await until('the card', () => (sent() > sentBefore ? true : null));
    expect((await bot.stop('SIGTERM')).code).toBe(0);
  });
});

describe('a run --until-idle on a full disk', () => {
  it.each([
    ['what the last run left cannot be taken up', 'max(min(lease_until', false],
    ['a dump of the inbox cannot be taken in', 'INTO sightings', true],
  ])('ends with a sentence where %s, and goes on once there is room', async (_what, text, hasDump) => {
    await run(['start', '--until-idle'], env);
    if (hasDump) writeFileSync(join(env['INBOX_DIR']!, 'dump.txt'), dumpText(generateEntries(68, 3)));
    const full = join(folder.path, 'full');
    writeFileSync(full, text);
    const preloaded = { ...env, DISK_FULL_WHILE: full, NODE_OPTIONS: `--import=${preload}` };
    const { code, stderr } = await runProcess(['start', '--until-idle'], preloaded);
    expect([code, stderr]).toEqual([1, expect.stringContaining('the disk is full or failing (SQLITE_FULL)')]);
    expect(stderr).toContain('With --until-idle a database that cannot be written is not waited for');
    writeFileSync(full, 'no more');
    expect(await run(['start', '--until-idle'], env)).toMatchObject({ code: 0 });
    expect(await run(['status', '--ledger'], env)).toMatchObject({ code: 0 });
  });
});

describe('a database that another program locks', () => {
  it('makes the bot wait, not fail: the dump is taken when the lock is gone', async () => {
    await ingest(73, 2);
    const bot = await keep(spawnProgram(['start'], env));
    const other = new Database(env['DATABASE_PATH']!);
    other.exec('BEGIN IMMEDIATE');
    writeFileSync(join(env['INBOX_DIR']!, 'dump.txt'), dumpText(generateEntries(69, 3)));
    const before = await papers();
    await new Promise((passed) => setTimeout(passed, 13_000));
    expect(bot.child.exitCode).toBeNull();
    expect(await papers()).toBe(before);
    other.exec('ROLLBACK');
    other.close();
    await until('the papers', async () => ((await papers()) === before + 3 ? true : null));
    expect((await bot.stop('SIGTERM')).code).toBe(0);
  });
});

describe('schemas', () => {
  it.each(oldSchemas)('of %s survive a kill half way through a step', async (schema) => {
    const path = env['DATABASE_PATH']!;
    buildOldDatabase(path, schema);
    const old = new Database(path, { readonly: true });
    const [next] = missingMigrations(old);
    old.close();
    const { sql = '' } = migrations.find(({ name }) => name === next) ?? {};
    const preload = join(root, 'test', 'helpers', 'kill-in-migration.mjs');
    await expect(
      spawnProgram(['start'], { ...env, KILL_IN_MIGRATION: sql }, { nodeArgs: ['--import', preload] }),
    ).rejects.toThrow();
    const half = new Database(path);
    expect(schemaState(half)).toBe('older');
    half.close();
    expect(existsSync(`${path}.before-${next}`)).toBe(true);
    const writer = openWriter(path, taxonomy);
    writer.close();
    const reader = openReader(path, taxonomy);
    expect(reader.outboxCounts()).toMatchObject({ pending: 1, sending: 1, held: 1, rejected: 1, withheld: 1 });
    expect(reader.soundness()).toEqual({ checked: 'file', integrity: 'ok', foreignKeys: 0 });
    reader.close();
  });

  it('older than the program are brought up to date by one of several that begin at once, after one whole copy', async () => {
    const path = env['DATABASE_PATH']!;
    const [schema = ''] = oldSchemas;
    buildOldDatabase(path, schema);
    const old = new Database(path);
    // As large as takes long to copy.
    old.exec(`CREATE TABLE filling (bytes);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) INSERT INTO filling SELECT randomblob(100000) FROM n`);
    const [next] = missingMigrations(old);
    old.close();
    const dump = join(env['INBOX_DIR']!, 'at-once.txt');
    writeFileSync(dump, dumpText(generateEntries(71, 2)));
    const all = await Promise.all([1, 2, 3, 4].map(() => runProcess(['ingest', dump], env)));
    expect(all.map(({ code, stderr }) => ({ code, stderr }))).toEqual(all.map(() => ({ code: 0, stderr: '' })));
    const copies = readdirSync(dirname(path)).filter((name) => name.startsWith(`${basename(path)}.before-`));
    expect(copies).toEqual([`${basename(path)}.before-${next}`]);
    const copy = new Database(`${path}.before-${next}`, { readonly: true });
    expect(missingMigrations(copy)[0]).toBe(next);
    expect(copy.pragma('quick_check', { simple: true })).toBe('ok');
    copy.close();
  });
});
