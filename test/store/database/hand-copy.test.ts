// A backup that somebody copied to the database's place by hand: known as one of the past, and mixed with no log of another database.
import Database from 'better-sqlite3';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runBackup } from '../../../src/cli/backup.js';
import { copyDatabase } from '../../../src/store/database/backup.js';
import { isCopy } from '../../../src/store/database/files.js';
import { replaceIfDamaged, restoreDatabase } from '../../../src/store/database/restore.js';
import { openReader } from '../../../src/store/reader.js';
import { openWriter, type Writer } from '../../../src/store/writer.js';
import { buildOldDatabase, oldSchemas } from '../../helpers/old-schemas.js';
import { taxonomy, temporaryFolder } from '../../helpers/stores.js';

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
let backup: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'bot.db');
  backup = join(folder.path, 'backups', 'bot-20300101T000000Z.db');
});
afterEach(() => folder.remove());

function remember(writer: Writer, name: string): void {
  writer.rememberInboxFile(
    { path: name, size: 1, modifiedMs: 1, changedMs: 1, sha256: null, error: null, program: null },
    '2030-01-01T00:00:00Z',
  );
  writer.countCommit();
}

/** A database with a backup, and with changes since; where the bot was killed, the newest are in its log alone. */
async function backedUp(end: 'stopped' | 'killed'): Promise<void> {
  const first = openWriter(path, taxonomy);
  remember(first, 'a.txt');
  first.close();
  mkdirSync(join(folder.path, 'backups'));
  await copyDatabase(path, backup, new Date());
  const second = openWriter(path, taxonomy);
  remember(second, 'b.txt');
  const log = readFileSync(`${path}-wal`);
  copyFileSync(`${path}-wal`, join(folder.path, 'kept-wal'));
  second.close();
  expect(log.length).toBeGreaterThan(0);
  if (end === 'killed') renameSync(join(folder.path, 'kept-wal'), `${path}-wal`);
}

/** What a start of the bot tells of what its database lacks, and what it then knows. */
function start(file: string) {
  const writer = openWriter(file, taxonomy);
  const loss = writer.takeLoss();
  writer.close();
  const reader = openReader(file, taxonomy);
  const since = reader.restoredBackupOf();
  reader.close();
  const db = new Database(file, { readonly: true });
  const remembered = db.prepare('SELECT path FROM inbox_files').pluck().all();
  db.close();
  return { loss, since, remembered };
}

const NOT_OF_THE_PAST = { loss: null, since: null };

describe('a backup that was copied to the place of the database by hand', () => {
  it('is known as one of the past in a new folder, where nothing else tells it, and that is told once', async () => {
    await backedUp('stopped');
    const moved = join(folder.path, 'new', 'bot.db');
    mkdirSync(join(folder.path, 'new'));
    copyFileSync(backup, moved);
    const { loss, since, remembered } = start(moved);
    expect(loss).toContain('is a copy that was put there by hand');
    expect(since).not.toBeNull();
    expect(remembered).toEqual([]);
    expect(start(moved)).toEqual({ loss: null, since, remembered: [] });
  });

  it('is told by a start also where a verb that writes came first, and is left as it is by one that reads', async () => {
    await backedUp('stopped');
    const moved = join(folder.path, 'new.db');
    copyFileSync(backup, moved);
    openReader(moved, taxonomy).close();
    expect(readFileSync(moved).equals(readFileSync(backup))).toBe(true);
    openWriter(moved, taxonomy).close();
    expect(start(moved).loss).toContain('is a copy that was put there by hand');
  });

  it('is known also where the first program that opened it did not come to note that', async () => {
    await backedUp('stopped');
    const moved = join(folder.path, 'new.db');
    copyFileSync(backup, moved);
    const change = (sql: string): void => {
      const db = new Database(moved);
      db.exec(sql);
      db.close();
    };
    change("CREATE TRIGGER stop BEFORE INSERT ON meta BEGIN SELECT RAISE(ABORT, 'killed'); END");
    expect(() => openWriter(moved, taxonomy)).toThrow('killed');
    change('DROP TRIGGER stop');
    expect(start(moved).loss).toContain('is a copy that was put there by hand');
  });

  it('is told once, with what was lost, where the number of the last commit was left beside it', async () => {
    await backedUp('stopped');
    copyFileSync(backup, path);
    const { loss, since } = start(path);
    expect(loss).toContain('1 later changes had been committed');
    expect(since).not.toBeNull();
    expect(start(path).loss).toBeNull();
  });

  it.each(oldSchemas)('is known as one of the past also where its schema is %s', (schema) => {
    buildOldDatabase(path, schema);
    const db = new Database(path);
    db.pragma('journal_mode = DELETE');
    db.close();
    const { mtimeMs } = statSync(path);
    const { loss, since } = start(path);
    expect(loss).toContain('is a copy that was put there by hand');
    expect(Date.parse(since ?? '')).toBeLessThanOrEqual(mtimeMs);
    expect(start(path).loss).toBeNull();
  });

  it('is none after a restore, a start in place of damage, an upgrade, or where file and log were copied', async () => {
    await backedUp('killed');
    const copied = join(folder.path, 'copied.db');
    for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, `${copied}${end}`);
    expect(start(copied)).toMatchObject({ ...NOT_OF_THE_PAST, remembered: ['a.txt', 'b.txt'] });
    expect(start(path)).toMatchObject(NOT_OF_THE_PAST);
    await restoreDatabase(path, { path: backup }, new Date());
    expect(start(path).loss).toBeNull();
    const old = join(folder.path, 'old.db');
    buildOldDatabase(old, oldSchemas[0]!);
    expect(start(old)).toMatchObject(NOT_OF_THE_PAST);
    // What was kept aside is a copy again, as is one from before an upgrade.
    const aside = readdirSync(folder.path).filter((name) => /replaced|before/.test(name));
    expect(aside).toHaveLength(2);
    expect(aside.every((name) => isCopy(join(folder.path, name)))).toBe(true);
  });
});

describe('a backup that was copied over a database whose bot was killed', () => {
  const files = (): Record<string, string> =>
    Object.fromEntries(
      readdirSync(folder.path)
        .filter((name) => /^bot\.db(?:-wal)?$/.test(name))
        .map((name) => [name, readFileSync(join(folder.path, name)).toString('base64')]),
    );

  it('is not mixed with the log that was left: nothing is changed, and what to do is said', async () => {
    await backedUp('killed');
    copyFileSync(backup, path);
    const before = files();
    const said = 'the write-ahead log beside it is of the database that was there before. Nothing was changed';
    await expect(replaceIfDamaged(path, join(folder.path, 'backups'), new Date())).rejects.toThrow(said);
    expect(() => openWriter(path, taxonomy)).toThrow(said);
    const settings = { databasePath: path, backupDir: folder.path, backupCron: null, backupKeep: 7, timezone: 'UTC' };
    const verb = { now: new Date(), print: () => Promise.resolve() };
    await expect(runBackup(settings, join(folder.path, 'copy.db'), verb)).rejects.toThrow(said);
    expect(files()).toEqual(before);
    renameSync(`${path}-wal`, join(folder.path, 'away-wal'));
    expect(await replaceIfDamaged(path, join(folder.path, 'backups'), new Date())).toBeNull();
    const { since, remembered } = start(path);
    expect(since).not.toBeNull();
    expect(remembered).toEqual([]);
  });

  it('gives way to the backup that is restored by its name; the mixture is kept as it was, and is not restored', async () => {
    await backedUp('killed');
    copyFileSync(backup, path);
    const before = files();
    const { aside, before: held } = await restoreDatabase(path, { path: backup }, new Date());
    expect(held).toBeNull();
    const kept = ['', '-wal'].map((end) => readFileSync(`${aside}${end}`).toString('base64'));
    expect(kept).toEqual([before['bot.db'], before['bot.db-wal']]);
    expect(existsSync(`${path}-wal`)).toBe(false);
    expect(start(path).remembered).toEqual(['a.txt']);
    await expect(restoreDatabase(path, { path: aside! }, new Date())).rejects.toThrow('log of another database');
  });
});

const isLinux = existsSync('/proc/locks');

it.skipIf(!isLinux)(
  'locks of the bot on its database last through all that it opens: another program would remove its log',
  async () => {
    const locks = (): number => {
      const { ino } = statSync(path);
      const all = readFileSync('/proc/locks', 'utf8').split('\n');
      return all.filter((line) => line.includes(`:${ino} `)).length;
    };
    const writer = openWriter(path, taxonomy);
    writer.rememberJob('a', '2030-01-01T00:00:00Z');
    const reader = openReader(path, taxonomy);
    const held = locks();
    expect(held).toBeGreaterThan(0);
    openReader(path, taxonomy).close();
    await copyDatabase(path, { folder: join(folder.path, 'backups'), keep: 7 }, new Date());
    expect(locks()).toBe(held);
    reader.close();
    writer.close();
  },
);
