// What happens to files and disks: backups, restores, damage, full disks, locks, interrupted and old schemas.
import Database from 'better-sqlite3';
import {
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { control, until, type Control } from '../helpers/control.js';
import { launch, run, type Environment, type Running } from '../helpers/program.js';
import { temporaryFolder } from '../helpers/stores.js';

// Every test starts the real program several times.
vi.setConfig({ testTimeout: 180_000 });

let folder: ReturnType<typeof temporaryFolder>;
let env: Environment;
let running: Running[] = [];
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
  await Promise.all(running.map((each) => each.stop()));
  running = [];
  folder.remove();
});

async function keep(launched: Promise<Running>): Promise<Running> {
  const each = await launched;
  running.push(each);
  return each;
}
const files = (name: RegExp): string[] =>
  readdirSync(folder.path)
    .filter((file) => name.test(file))
    .sort();
const papers = async (): Promise<number> =>
  (JSON.parse((await run(['status', '--json'], env)).stdout) as { database: { papers: number } }).database.papers;
const ingest = (seed: number, count: number) => run(['ingest', '-'], env, dumpText(generateEntries(seed, count)));

/** Overwrites everything behind the first page. */
function damage(path: string): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(40_000, 0x5a), 0, 40_000, 4_096);
  closeSync(file);
}

describe('backups', () => {
  it('are made beside a running bot, by hand and by schedule, and only the newest are kept', async () => {
    await ingest(61, 4);
    await keep(launch(['start'], { ...env, BACKUP_CRON: '* * * * * *', BACKUP_KEEP: '2' }));
    const inFolder = (): string[] =>
      existsSync(join(folder.path, 'backups')) ? readdirSync(join(folder.path, 'backups')).sort() : [];
    const first = await until('a first backup', () => inFolder().find((name) => name.endsWith('.db')) ?? null);
    await until('the first to give way', () => (inFolder().includes(first) ? null : true));
    await running[0]!.stop();
    expect(inFolder().every((name) => /^bot-\d{8}T\d{6}Z\.db$/.test(name))).toBe(true);
    expect(inFolder()).toHaveLength(2);
    const byHand = join(folder.path, 'by-hand.db');
    expect(await run(['backup', byHand], env)).toMatchObject({ code: 0, stdout: `${byHand}\n` });
    expect(await run(['backup', byHand], env)).toMatchObject({ code: 1 });
    expect(JSON.parse((await run(['status', '--json'], { ...env, DATABASE_PATH: byHand })).stdout)).toMatchObject({
      database: { papers: 4 },
    });
  });

  it('that cannot be written are said at the start, and the bot runs without', async () => {
    writeFileSync(join(folder.path, 'a-file'), '');
    const bot = await keep(launch(['start'], { ...env, BACKUP_DIR: join(folder.path, 'a-file') }));
    await until('a sentence', () =>
      bot.stderr().includes(`No backup can be written into ${folder.path}`) ? true : null,
    );
  });

  it('follow the clock: one is made when it jumps over their time, and at a start that was too late for it', async () => {
    await ingest(60, 1);
    const clock = join(folder.path, 'clock');
    const made = (): string[] =>
      existsSync(join(folder.path, 'backups'))
        ? readdirSync(join(folder.path, 'backups')).flatMap((name) => /bot-(\d{8})T\d{6}Z\.db$/.exec(name)?.[1] ?? [])
        : [];
    const days = { ...env, BACKUP_CRON: '30 4 * * *', TIMEZONE: 'UTC' };
    writeFileSync(clock, '2030-01-01T12:00:00Z');
    await keep(launch(['start', '--clock', clock], days));
    writeFileSync(clock, '2030-01-04T03:00:00Z');
    await until('a backup', () => (made().length > 0 ? true : null));
    await running.pop()!.stop();
    writeFileSync(clock, '2030-01-04T05:00:00Z');
    await keep(launch(['start', '--clock', clock], days));
    await until('the backup that was missed', () => (made().length > 1 ? true : null));
    expect(made().sort()).toEqual(['20300104', '20300104']);
  });

  it('say so when there is nothing to copy or to restore, and refuse a damaged one, changing nothing', async () => {
    expect((await run(['backup'], env)).code).toBe(1);
    expect((await run(['restore'], env)).code).toBe(1);
    await ingest(62, 3);
    const { stdout } = await run(['backup'], env);
    damage(stdout.trim());
    const refused = await run(['restore'], env);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('Nothing was changed');
    expect(await papers()).toBe(3);
    expect(files(/replaced|restoring/)).toEqual([]);
  });

  it('are restored only while no bot runs', async () => {
    await ingest(63, 2);
    await run(['backup'], env);
    await keep(launch(['start'], env));
    const { code, stderr } = await run(['restore'], env);
    expect(code).toBe(1);
    expect(stderr).toContain('already runs');
  });
});

describe('a restored bot', () => {
  it('sends nothing twice: not what waited at the backup, not what came after it, not under another name', async () => {
    const stage = await keep(launch(['sandbox', '--port', '0'], { DATABASE_PATH: join(folder.path, 'stage.db') }));
    const sandbox: Control = control(stage.ready);
    await sandbox.rateLimit(null);
    const { channels, adminId } = await sandbox.state();
    const bot: Environment = { ...env, DISCORD_TOKEN: 'a-token', DISCORD_API_URL: `${stage.ready}api`, FEEDS: 'off' };
    const subscriber = await keep(launch(['start'], bot));
    for (const name of ['cs-lg', 'forum'])
      await sandbox.interact({
        kind: 'command',
        userId: adminId,
        locale: 'ja',
        channelId: channels[name],
        command: 'subscribe',
        subcommand: 'category',
        options: { category: 'cs.LG' },
      });
    await subscriber.stop();
    const [before, waiting, after, later] = [0, 1, 2, 3].map((part) =>
      generateEntries(64, 8).slice(part * 2, part * 2 + 2),
    );
    const give = async (entries: typeof before): Promise<void> =>
      void (await run(['ingest', '-'], bot, dumpText(entries!)));
    const play = () => run(['start', '--until-idle'], bot);
    await give(before);
    await play();
    await give(waiting);
    const { stdout } = await run(['backup'], bot);
    await play();
    await give(after);
    await play();
    const restored = await run(['restore', stdout.trim()], bot);
    expect(restored).toMatchObject({ code: 0 });
    expect(files(/replaced/)).not.toEqual([]);
    await give(after!.toReversed());
    await give(later);
    expect((await play()).code).toBe(0);
    expect((await play()).code).toBe(0);

    const titles = generateEntries(64, 8)
      .map(({ title }) => title)
      .sort();
    const cards = (await sandbox.messages(channels['cs-lg']!)).filter(
      (card) => card.webhook_id === undefined && card.embeds.length > 0,
    );
    expect(cards.map((card) => card.embeds[0]?.title).sort()).toEqual(titles);
    const posts = (await sandbox.channels()).filter(({ parentId }) => parentId === channels['forum']);
    expect(posts.map(({ name }) => name).sort()).toEqual(titles);
    const ledger = await run(['status', '--ledger'], bot);
    expect(ledger).toMatchObject({ code: 0 });
    expect(ledger.stdout).toContain('the books balance');
  });
});

describe('a damaged database', () => {
  it('is moved aside, and the newest sound backup takes its place', async () => {
    await ingest(65, 3);
    await run(['backup'], env);
    await ingest(66, 2);
    const newest = (await run(['backup', join(folder.path, 'backups', 'bot-20990101T000000Z.db')], env)).stdout.trim();
    damage(newest);
    damage(env['DATABASE_PATH']!);
    const { code, stderr } = await run(['start', '--until-idle'], env);
    expect(code).toBe(0);
    expect(stderr).toContain('was moved to');
    expect(stderr).toContain('backups/bot-');
    expect(files(/^bot\.db\.damaged-\d{8}T\d{6}Z$/)).toHaveLength(1);
    expect(await papers()).toBe(3);
  });

  it('is moved aside with a clear message when there is no backup, and is refused by every other verb', async () => {
    await ingest(67, 3);
    damage(env['DATABASE_PATH']!);
    const before = readFileSync(env['DATABASE_PATH']!);
    const refused = await run(['ingest', '-'], env, dumpText(generateEntries(67, 1)));
    expect(refused.code).toBe(1);
    expect(readFileSync(env['DATABASE_PATH']!).equals(before)).toBe(true);
    const started = await run(['start', '--until-idle'], env);
    expect(started.code).toBe(0);
    expect(started.stderr).toContain('no sound backup');
    expect(readFileSync(join(folder.path, files(/damaged-[^-]*$/)[0]!)).equals(before)).toBe(true);
  });
});

describe('damage in a database that is too large to be checked at every start', () => {
  /** Zeros in the place of a root page; at this size (bytes) only the next start that finds a note checks all pages. */
  function blank(name: string): void {
    const path = env['DATABASE_PATH']!;
    const db = new Database(path, { readonly: true });
    const root = db.prepare<[string], number>('SELECT rootpage FROM sqlite_master WHERE name = ?').pluck().get(name)!;
    const bytes = db.pragma('page_size', { simple: true }) as number;
    db.close();
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(bytes), 0, bytes, (root - 1) * bytes);
    closeSync(file);
  }

  it('stays as it is where the backups that were made of it are gone, as where their disk is not mounted', async () => {
    await ingest(68, 3);
    const backups = join(folder.path, 'backups');
    const bot = await keep(launch(['start'], { ...env, BACKUP_CRON: '* * * * * *' }));
    const made = (): number =>
      existsSync(backups) ? readdirSync(backups).filter((name) => name.endsWith('.db')).length : 0;
    // When the second one is made, the first is remembered.
    await until('two backups', () => (made() > 1 ? true : null));
    await bot.stop();
    renameSync(backups, join(folder.path, 'unmounted'));
    blank('papers');
    const start = () => run(['start', '--until-idle'], env);
    expect(await start()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('backups, is not there. Nothing was'),
    });
    mkdirSync(backups);
    expect(await start()).toMatchObject({ code: 1, stderr: expect.stringContaining('holds none of the backups that') });
    rmdirSync(backups);
    renameSync(join(folder.path, 'unmounted'), backups);
    expect((await start()).code).toBe(0);
    expect(await papers()).toBe(3);
  });

  function damageLarge(name: string): void {
    blank(name);
    truncateSync(env['DATABASE_PATH']!, 300 * 1024 * 1024);
  }

  it.each(['deliveries_waiting', 'papers'])(
    'ends the bot with a sentence, and the next start mends it: %s',
    async (name) => {
      await ingest(65, 3);
      await run(['backup'], env);
      damageLarge(name);
      writeFileSync(join(env['INBOX_DIR']!, 'dump.txt'), dumpText(generateEntries(66, 2)));
      const { code, stderr } = await run(['start', '--until-idle'], env);
      expect(code).toBe(1);
      expect(stderr).toMatch(/cannot be used: it is damaged .* "start" moves it aside/);
      expect(stderr).not.toContain('the program failed');
      expect(files(/to-check$/)).toHaveLength(1);
      const again = await run(['start', '--until-idle'], env);
      expect(again.stderr).toMatch(/^Damage was met in the database .*: all of it is checked now/m);
      expect(again.stderr).toContain('The newest sound backup took its place');
      expect(again.code).toBe(0);
      expect(files(/to-check$/)).toEqual([]);
      expect(await papers()).toBe(5);
    },
  );

  it('is told by a verb, and mended by the start after it', async () => {
    await ingest(65, 3);
    await run(['backup'], env);
    damageLarge('papers');
    const refused = await ingest(66, 2);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^The database .* cannot be used: it is damaged/);
    const started = await run(['start', '--until-idle'], env);
    expect(started.stderr).toContain('The newest sound backup took its place');
    expect(await papers()).toBe(3);
  });
});

describe('a database that another program locks', () => {
  it('is not taken for damaged at a start', async () => {
    await ingest(74, 1);
    const other = new Database(env['DATABASE_PATH']!);
    other.pragma('journal_mode = DELETE');
    other.exec('BEGIN EXCLUSIVE');
    const { code, stderr } = await run(['start', '--until-idle'], env);
    expect(code).toBe(1);
    expect(stderr).toContain('another program has locked it');
    expect(files(/damaged/)).toEqual([]);
    other.exec('ROLLBACK');
    other.close();
  });

  it('is named in the sentence of a verb that gives up', async () => {
    await ingest(70, 1);
    const other = new Database(env['DATABASE_PATH']!);
    other.exec('BEGIN IMMEDIATE');
    const { code, stdout, stderr } = await ingest(71, 1);
    expect(code).toBe(1);
    expect(`${stdout}${stderr}`).toMatch(/locked/);
    other.close();
  });
});

describe('an inbox full of unreadable files', () => {
  it('keeps no good file waiting, says why of each, and does not read them again', async () => {
    for (let number = 0; number < 60; number += 1)
      writeFileSync(join(env['INBOX_DIR']!, `bad-${number}.txt`), `no dump ${number}`);
    writeFileSync(join(env['INBOX_DIR']!, 'zzz-good.txt'), dumpText(generateEntries(72, 3)));
    const first = await run(['start', '--until-idle'], env);
    expect(first.code).toBe(0);
    const status = JSON.parse((await run(['status', '--json'], env)).stdout) as {
      inbox: { path: string; error: string }[];
    };
    expect(status.inbox).toHaveLength(60);
    expect(status.inbox.every(({ error }) => error.includes('no known format'))).toBe(true);
    expect(await papers()).toBe(3 + 10);
    const second = await run(['start', '--until-idle'], env);
    expect(second.stderr).not.toContain('bad-');
  });
});
