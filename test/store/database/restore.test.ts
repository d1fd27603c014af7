// Backups and restoring: a database is its file and its write-ahead log, and only a sound one of ours takes its place.
import Database from 'better-sqlite3';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runBackup, runRestore } from '../../../src/cli/backup.js';
import { copyDatabase, folderProblem } from '../../../src/store/database/backup.js';
import { listBackups } from '../../../src/store/database/backup-names.js';
import { BACKUP_MADE } from '../../../src/store/database/jobs.js';
import { lockDatabase } from '../../../src/store/database/lock.js';
import { openForReading, openForWriting } from '../../../src/store/database/open.js';
import { makePrivate, moveDatabase, walBytes } from '../../../src/store/database/files.js';
import { replaceIfDamaged, restoreDatabase } from '../../../src/store/database/restore.js';
import { firstSound } from '../../../src/store/database/sound-copy.js';
import { openReader } from '../../../src/store/reader.js';
import { openWriter } from '../../../src/store/writer.js';
import { dumpText, generateEntries } from '../../helpers/dump-generator.js';
import { openTestStore, taxonomy, temporaryFolder } from '../../helpers/stores.js';

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
let backupDir: string;
const at = (second: number): Date => new Date(Date.UTC(2030, 0, 1, 0, 0, second));

beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'bot.db');
  backupDir = join(folder.path, 'backups');
});
afterEach(() => {
  folder.remove();
});

/** Files as a killed program leaves them: the papers of a dump stand in the write-ahead log alone. */
async function leave(target: string, seed: number, papers: number): Promise<void> {
  const source = openTestStore();
  await source.ingest(dumpText(generateEntries(seed, papers)));
  source.subscribe('123', 'cs.LG');
  for (const end of ['', '-wal']) copyFileSync(`${source.path}${end}`, `${target}${end}`);
  source.close();
}

function change(file: string, sql: string | null): void {
  if (sql === null) writeFileSync(file, '');
  const db = new Database(file);
  db.exec(sql ?? 'CREATE TABLE recipes (name TEXT)');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** Overwrites the first page of a table in a database that nobody has open. */
function blank(file: string, table: string): void {
  const db = new Database(file);
  const page = db.prepare<[string], number>('SELECT rootpage FROM sqlite_master WHERE name = ?').pluck().get(table)!;
  const bytes = db.pragma('page_size', { simple: true }) as number;
  db.close();
  writeFileSync(file, readFileSync(file).fill(0, (page - 1) * bytes, page * bytes));
}

function papersOf(file: string): number {
  const db = new Database(file, { readonly: true });
  const count = db.prepare<[], number>('SELECT count(*) FROM papers').pluck().get()!;
  db.close();
  return count;
}

const settings = () => ({
  databasePath: path,
  backupDir,
  backupCron: null,
  backupKeep: 7,
  timezone: 'UTC',
});

async function restore(from: string | null, second = 0): Promise<string> {
  const lines: string[] = [];
  await runRestore(settings(), from, { now: at(second), print: async (line) => void lines.push(line) });
  return lines.join('\n');
}

const aside = (): string[] => readdirSync(folder.path).filter((name) => /replaced-[^-]*$/.test(name));

describe('restore', () => {
  it('keeps what stood there whole, also what only its log held, and goes back to it by name', async () => {
    await leave(path, 81, 5);
    const backup = join(folder.path, 'other.db');
    await leave(backup, 82, 2);
    const said = await restore(backup);
    expect(said).toContain('papers 2, subscriptions 1');
    expect(said).toContain('papers 5, subscriptions 1');
    expect(papersOf(path)).toBe(2);
    const [name = ''] = aside();
    await restore(name, 1);
    expect(papersOf(path)).toBe(5);
    await restore(
      aside().find((other) => other !== name)!,
      2,
    );
    expect(papersOf(path)).toBe(2);
  });

  it('of another application is refused also where the database is damaged behind what it tells of itself', async () => {
    await leave(path, 80, 3);
    const copy = join(folder.path, 'copy.db');
    await copyDatabase(path, copy, at(0));
    for (const [file, application] of [
      [path, '1'],
      [copy, '2'],
    ] as const) {
      const db = new Database(file);
      db.prepare("INSERT INTO meta VALUES ('application_id', ?)").run(application);
      db.exec('PRAGMA foreign_keys = OFF');
      if (file === path) db.exec('DROP TABLE deliveries');
      db.close();
    }
    await expect(restore(copy)).rejects.toThrow('it belongs to the Discord application 2');
  });
  it('leaves everything in the file alone, and tells the program that it is of the past', async () => {
    await leave(path, 83, 1);
    await leave(join(folder.path, 'other.db'), 84, 3);
    await restore(join(folder.path, 'other.db'));
    expect(existsSync(`${path}-wal`)).toBe(false);
    expect(existsSync(join(folder.path, `${aside()[0]}-wal`))).toBe(false);
    const db = new Database(path, { readonly: true });
    expect(db.prepare("SELECT count(*) FROM meta WHERE name = 'restored_backup_of'").pluck().get()).toBe(1);
    expect(db.prepare("SELECT value FROM meta WHERE name = 'restored_at'").pluck().get()).toMatch(/^2030-01-01T00:00:/);
    db.close();
  });

  it('of the database onto itself, as after the machine was put back, tells the program that it is of the past', async () => {
    await leave(path, 83, 4);
    expect(await restore(path)).toContain('papers 4, subscriptions 1');
    expect(papersOf(path)).toBe(4);
    expect(aside()).toHaveLength(1);
    const reader = openReader(path, taxonomy);
    expect(reader.restoredBackupOf()).not.toBeNull();
    reader.close();
  });

  it.each(['alone', 'with its log'])('takes a file, %s, from where nothing can be written beside it', async (what) => {
    await leave(path, 83, 1);
    const copy = join(folder.path, 'stick', 'bot.db');
    mkdirSync(join(folder.path, 'stick'));
    await leave(copy, 84, 3);
    if (what === 'alone') openWriter(copy, taxonomy).close();
    const bytes = readFileSync(copy);
    // Where SQLite is to make its index of the log: as on a medium that cannot be written, whoever asks.
    symlinkSync('nowhere', `${copy}-shm`);
    expect(() => new Database(copy, { readonly: true }).prepare('SELECT * FROM papers')).toThrow(/unable to open/);
    expect(await restore(copy)).toContain('papers 3, subscriptions 1');
    expect(existsSync(`${path}-wal`)).toBe(false);
    expect(papersOf(path)).toBe(3);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(copy).equals(bytes)).toBe(true);
  });

  it('takes a file with the journal of what was half written, and takes that back', async () => {
    await leave(path, 83, 1);
    const [live, copy] = ['live.db', 'copy.db'].map((name) => join(folder.path, name)) as [string, string];
    await leave(live, 84, 3);
    const db = new Database(live);
    for (const pragma of ['journal_mode = DELETE', 'cache_size = 1', 'cache_spill = 1']) db.pragma(pragma);
    const write = db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)');
    const writeAll = (what: string): void => {
      for (let n = 0; n < 200; n += 1) write.run(`test ${n}`, what.repeat(9_000));
    };
    db.transaction(writeAll)('whole');
    db.exec('BEGIN');
    writeAll('torn!');
    for (const end of ['', '-journal']) copyFileSync(`${live}${end}`, `${copy}${end}`);
    db.exec('ROLLBACK');
    db.close();
    expect(readFileSync(copy).includes('torn!torn!')).toBe(true);
    expect(await restore(copy)).toContain('papers 3, subscriptions 1');
    const restored = new Database(path, { readonly: true });
    expect(restored.prepare("SELECT count(*) FROM meta WHERE value LIKE 'whole%'").pluck().get()).toBe(200);
    restored.close();
  });

  it('takes a copy to which its operator added a view, a table, an index and a column', async () => {
    await leave(path, 85, 2);
    change(path, 'CREATE VIEW newest AS SELECT * FROM papers; ALTER TABLE papers ADD COLUMN note TEXT');
    change(path, 'CREATE TABLE notes (text TEXT); CREATE INDEX notes_text ON notes (text)');
    await copyDatabase(path, { folder: backupDir, keep: 7 }, at(0));
    await restore(null);
    expect(papersOf(path)).toBe(2);
  });

  it('refuses while another restore is under way, in words that are true of that as well', async () => {
    await leave(path, 85, 2);
    await runBackup(settings(), null, { now: at(0), print: async () => undefined });
    const first = restore(null);
    await expect(restore(null)).rejects.toThrow(
      /runs with the database .*, or restores it\..* wait until the restore is done/,
    );
    await first;
    expect(papersOf(path)).toBe(2);
  });

  it('refuses while a bot holds the lock, changing nothing', async () => {
    await leave(path, 85, 2);
    await runBackup(settings(), null, { now: at(0), print: async () => undefined });
    const release = lockDatabase(path);
    await expect(restore(null)).rejects.toThrow('already runs');
    release();
    expect(aside()).toEqual([]);
  });

  it('refuses while another program has the database open, changing nothing', async () => {
    await leave(path, 85, 2);
    await runBackup(settings(), null, { now: at(0), print: async () => undefined });
    const other = openWriter(path, taxonomy);
    await expect(restore(null)).rejects.toThrow('another program has locked it');
    other.close();
    expect(aside()).toEqual([]);
    expect(readdirSync(folder.path).filter((name) => name.includes('restoring'))).toEqual([]);
  });

  const spoilt: readonly (readonly [string, string, (file: string) => void])[] = [
    ['is no database', 'not a database', (file) => writeFileSync(file, 'x'.repeat(9_000))],
    ['is empty', 'not a database of Shinchaku', (file) => writeFileSync(file, '')],
    ['is a database of something else', 'not a database of Shinchaku', (file) => change(file, null)],
    ['lacks a table', 'its schema lacks the table searches', (file) => change(file, 'DROP TABLE searches')],
    [
      'lacks a column',
      'its schema lacks the column inbox_files.program',
      (file) => change(file, 'ALTER TABLE inbox_files DROP COLUMN program'),
    ],
    [
      'brings a trigger along',
      'trigger evil',
      (file) => change(file, 'CREATE TRIGGER evil AFTER INSERT ON papers BEGIN DELETE FROM deliveries; END'),
    ],
    ['is of a newer program', 'newer version', (file) => change(file, "INSERT INTO migrations VALUES ('9999-x', '')")],
    [
      'belongs to another application',
      'belongs to the Discord application 999',
      (file) => change(file, "INSERT INTO meta VALUES ('application_id', '999')"),
    ],
    ['may be changed by everybody', 'everybody on this machine may change it', (file) => chmodSync(file, 0o666)],
  ];

  it.each(spoilt)('refuses a copy that %s, by name, and passes it over for an older one', async (_what, why, spoil) => {
    await leave(path, 86, 4);
    const db = new Database(path);
    db.exec("INSERT INTO meta VALUES ('application_id', '111')");
    db.close();
    const good = await copyDatabase(path, { folder: backupDir, keep: 7 }, at(0));
    const bad = await copyDatabase(path, { folder: backupDir, keep: 7 }, at(1));
    const own = new Database(bad);
    own.exec("DELETE FROM meta WHERE name = 'application_id'");
    own.close();
    spoil(bad);
    await expect(restore(bad)).rejects.toThrow(why);
    expect(aside()).toEqual([]);
    const said = await restore(null, 9);
    expect(said).toContain('Passed over');
    expect(said).toContain(why);
    expect(said).toContain(good);
    expect(papersOf(path)).toBe(4);
  });
});

describe('a restore that is killed', () => {
  const restoring = (): string[] => readdirSync(folder.path).filter((name) => name.includes('restoring'));
  /** What it leaves: a copy that is ready, and the database before it in its place or aside. */
  async function interrupted(isAside: boolean): Promise<void> {
    await leave(path, 93, 2);
    await runBackup(settings(), null, { now: at(0), print: async () => undefined });
    const [backup] = listBackups(backupDir, path, at(0));
    await firstSound([backup!], { databasePath: path, at: at(0) });
    if (isAside) moveDatabase(path, `${path}.replaced-20300101T000001Z`);
  }

  it('before the database gave way leaves it as it was, and its copy is cleared away', async () => {
    await interrupted(false);
    expect(restoring()).toHaveLength(1);
    expect(await replaceIfDamaged(path, backupDir, at(2))).toBeNull();
    expect(restoring()).toEqual([]);
    expect(papersOf(path)).toBe(2);
  });

  it('after it gave way is finished by the next start; until then no verb begins an empty database there', async () => {
    await interrupted(true);
    expect(() => openWriter(path, taxonomy)).toThrow('was interrupted');
    expect(() => openReader(path, taxonomy)).toThrow('was interrupted');
    expect(await replaceIfDamaged(path, backupDir, at(2))).toContain('is finished now');
    expect(restoring()).toEqual([]);
    expect(papersOf(path)).toBe(2);
  });

  it('after it gave way is finished by the next restore, and kept aside by it', async () => {
    await interrupted(true);
    expect(await restore(null, 3)).toContain('papers 2, subscriptions 1');
    expect(aside()).toHaveLength(2);
    expect(papersOf(path)).toBe(2);
  });

  it('while it copies to an empty place leaves a part that is removed and told', async () => {
    writeFileSync(`${path}.restoring`, 'x'.repeat(9_000));
    expect(await replaceIfDamaged(path, backupDir, at(2))).toContain('before its copy was whole');
    expect(restoring()).toEqual([]);
  });

  it.each([
    ['start', () => replaceIfDamaged(path, backupDir, at(2))],
    ['restore', () => restore(null, 2)],
  ])('and whose copy cannot be looked at by the next %s is finished by the start after it', async (_what, next) => {
    await interrupted(true);
    const blocked = `${path}.restoring-wal`;
    mkdirSync(blocked);
    await expect(next()).rejects.toThrow(`${path}.restoring`);
    rmdirSync(blocked);
    expect(await replaceIfDamaged(path, backupDir, at(3))).toContain('is finished now');
    expect(papersOf(path)).toBe(2);
  });

  it('or that cannot put its copy in the place of what it moved aside keeps it, and the next start finishes it', async () => {
    await leave(path, 93, 2);
    await copyDatabase(path, { folder: backupDir, keep: 7 }, at(0));
    const blocked = `${path}.last-commit`;
    mkdirSync(blocked);
    await expect(restore(null, 2)).rejects.toThrow(/is ready at .*, and the database before is kept at .*/);
    expect(existsSync(path)).toBe(false);
    expect(() => openWriter(path, taxonomy)).toThrow('was interrupted');
    rmdirSync(blocked);
    expect(await replaceIfDamaged(path, backupDir, at(3))).toContain('is finished now');
    expect(papersOf(path)).toBe(2);
  });

  it.each(['restore', 'start that finishes one'])(
    'to the place of a file that is gone takes no log that was left there alone: a %s',
    async (what) => {
      if (what === 'restore') {
        await leave(path, 93, 2);
        await copyDatabase(path, { folder: backupDir, keep: 7 }, at(0));
        rmSync(path);
      } else await interrupted(true);
      await leave(join(folder.path, 'other.db'), 94, 5);
      copyFileSync(join(folder.path, 'other.db-wal'), `${path}-wal`);
      await (what === 'restore' ? restore(null, 2) : replaceIfDamaged(path, backupDir, at(2)));
      expect(papersOf(path)).toBe(2);
    },
  );
});

describe('a damaged database at a start', () => {
  it('is replaced by the newest backup that is sound and ours', async () => {
    await leave(path, 87, 3);
    await copyDatabase(path, { folder: backupDir, keep: 7 }, at(0));
    const bad = await copyDatabase(path, { folder: backupDir, keep: 7 }, at(1));
    const db = new Database(bad);
    db.exec('DROP TABLE searches');
    db.close();
    rmSync(`${path}-wal`);
    writeFileSync(path, 'x'.repeat(9_000));
    const said = await replaceIfDamaged(path, backupDir, at(2));
    expect(said).toContain('its schema lacks');
    expect(said).toContain('bot-20300101T000000Z.db');
    expect(papersOf(path)).toBe(3);
  });

  const refused: readonly (readonly [string, string, (file: string) => void])[] = [
    ['may be changed by everybody', 'chmod o-w ', (file) => chmodSync(file, 0o666)],
    ['lie in a folder that everybody may change', 'chmod o-w ', () => chmodSync(backupDir, 0o777)],
    [
      'cannot be read now',
      'ELOOP',
      (file) => {
        rmSync(file);
        symlinkSync(file, file);
      },
    ],
    [
      'were written by a newer version',
      'newer version',
      (file) => {
        const db = new Database(file);
        db.exec("INSERT INTO migrations VALUES ('9999-x', '')");
        db.close();
      },
    ],
    [
      'hold a trigger that somebody added',
      'trigger lab',
      (file) => {
        const db = new Database(file);
        db.exec('CREATE TRIGGER lab AFTER INSERT ON papers BEGIN DELETE FROM searches; END');
        db.close();
      },
    ],
  ];

  it.each(refused)('is not replaced by an empty one where its backups %s', async (_what, why, spoil) => {
    await leave(path, 87, 3);
    const backup = await copyDatabase(path, { folder: backupDir, keep: 7 }, at(0));
    writeFileSync(join(backupDir, 'bot-20300101T000001Z.db'), 'x'.repeat(9_000));
    rmSync(`${path}-wal`);
    writeFileSync(path, 'x'.repeat(9_000));
    spoil(backup);
    const start = replaceIfDamaged(path, backupDir, at(2));
    await expect(start).rejects.toThrow(/Nothing was changed\. .*; to begin anew, move the damaged file/);
    await expect(start).rejects.toThrow(why);
    await expect(start).rejects.toThrow(`${backup} cannot be used`);
    expect(readdirSync(folder.path).filter((name) => /damaged|restoring/.test(name))).toEqual([]);
    expect(statSync(path).size).toBe(9_000);
  });

  it('is not replaced by an empty one where the folder of its backups is gone, as with its disk', async () => {
    await leave(path, 87, 3);
    const db = openForWriting(path);
    db.prepare("INSERT INTO meta VALUES ('done:backup made', '2030-01-01T00:00:00Z')").run();
    db.close();
    blank(path, 'papers');
    await expect(replaceIfDamaged(path, backupDir, at(2))).rejects.toThrow(
      /backups, is not there. Nothing was changed/,
    );
    mkdirSync(backupDir);
    await expect(replaceIfDamaged(path, backupDir, at(2))).rejects.toThrow(
      /backups holds none of the backups that were made of it. Nothing was changed/,
    );
    rmdirSync(backupDir);
    symlinkSync(join(folder.path, 'unmounted'), backupDir);
    change(path, "DELETE FROM meta WHERE name = 'done:backup made'");
    await expect(replaceIfDamaged(path, backupDir, at(2))).rejects.toThrow(
      /backups, is not there. Nothing was changed/,
    );
    rmSync(backupDir);
    expect(await replaceIfDamaged(path, backupDir, at(2))).toContain('a new, empty database is begun');
  });

  it('is not replaced by an empty one where only the number beside it still tells of its backups', async () => {
    await leave(path, 87, 3);
    const writer = openWriter(path, taxonomy);
    writer.rememberJob(BACKUP_MADE, '2030-01-01T00:00:00Z');
    writer.countCommit();
    writer.close();
    writeFileSync(path, 'x'.repeat(9_000));
    await expect(replaceIfDamaged(path, backupDir, at(2))).rejects.toThrow(
      /backups, is not there. Nothing was changed/,
    );
    expect(statSync(path).size).toBe(9_000);
  });

  it('is replaced by an empty one where no backup is sound', async () => {
    await leave(path, 87, 3);
    await copyDatabase(path, { folder: backupDir, keep: 7 }, at(0));
    for (const file of [path, join(backupDir, 'bot-20300101T000000Z.db')]) writeFileSync(file, 'x'.repeat(9_000));
    rmSync(`${path}-wal`);
    expect(await replaceIfDamaged(path, backupDir, at(2))).toContain('a new, empty database is begun');
  });
});

describe('a file of somebody else to which DATABASE_PATH leads', () => {
  it('is left as it is, with its rights, and told', async () => {
    writeFileSync(path, 'notes, and no database\n'.repeat(500), { mode: 0o644 });
    const words = `${path} is no database, and nothing beside it says that it ever was one`;
    await expect(replaceIfDamaged(path, backupDir, at(0))).rejects.toThrow(words);
    expect(() => openForReading(path)).toThrow(words);
    expect(() => openForWriting(path)).toThrow(words);
    expect(readdirSync(folder.path).filter((name) => name.includes('damaged'))).toEqual([]);
    expect(readFileSync(path, 'utf8')).toContain('notes');
    expect(statSync(path).mode & 0o777).toBe(0o644);
  });

  it('keeps its rights also where it is a database of another program', () => {
    const db = new Database(path);
    db.exec('CREATE TABLE theirs (value)');
    db.close();
    chmodSync(path, 0o644);
    expect(() => openForWriting(path)).toThrow('is a database of another program');
    expect(statSync(path).mode & 0o777).toBe(0o644);
  });
});

it('a folder in the place of the database or of a file beside it is told', async () => {
  mkdirSync(path);
  const words = `${path} is a folder, where a file is needed`;
  await expect(replaceIfDamaged(path, backupDir, at(0))).rejects.toThrow(words);
  expect(() => openForReading(path)).toThrow(words);
  expect(() => openForWriting(path)).toThrow(words);
  await expect(copyDatabase(path, join(folder.path, 'copy'), at(0))).rejects.toThrow(words);
  mkdirSync(join(folder.path, 'third.db.last-commit'));
  expect(() => openWriter(join(folder.path, 'third.db'), taxonomy)).toThrow(/third\.db cannot be used: .*EISDIR/);
  mkdirSync(join(folder.path, 'other.db.lock'));
  expect(() => lockDatabase(join(folder.path, 'other.db'))).toThrow('other.db.lock is a folder');
});

it('what a killed program was writing into the file is taken back at the next start, which then goes on', async () => {
  await leave(path, 89, 3);
  const db = new Database(path);
  db.pragma('journal_mode = DELETE');
  db.pragma('foreign_keys = OFF');
  db.exec('PRAGMA cache_size = 1; BEGIN; DELETE FROM records; DELETE FROM papers');
  for (const end of ['', '-journal']) copyFileSync(`${path}${end}`, `${path}.kept${end}`);
  db.close();
  for (const end of ['', '-journal']) copyFileSync(`${path}.kept${end}`, `${path}${end}`);
  expect(await replaceIfDamaged(path, backupDir, at(1))).toBeNull();
  expect(papersOf(path)).toBe(3);
});

/** A commit that is counted beside the database. */
function commitInto(database: string): void {
  const writer = openWriter(database, taxonomy);
  writer.rememberJob('test', '2030-01-01T00:00:00Z');
  writer.countCommit();
  writer.close();
}

describe('a start without a database', () => {
  it('begins an empty one and names the newest backup of it, also where the one before was killed or the file is made by hand', async () => {
    const into = { folder: backupDir, keep: 7 };
    expect(await replaceIfDamaged(path, backupDir, at(0))).toBeNull();
    commitInto(path);
    const backup = await copyDatabase(path, into, at(1));
    const others = join(folder.path, 'other', 'bot.db');
    commitInto(others);
    await copyDatabase(others, into, at(2));
    rmSync(path);
    expect(await replaceIfDamaged(path, backupDir, at(3))).toContain(`restore ${backup}`);
    openForWriting(path).close();
    // Before the first page was written.
    writeFileSync(path, '');
    expect(await replaceIfDamaged(path, backupDir, at(4))).toContain('an empty database is begun');
    expect(readFileSync(path, 'utf8')).toBe('');
  });

  it('names no backups that are of another database', async () => {
    const others = join(folder.path, 'other', 'bot.db');
    commitInto(others);
    await copyDatabase(others, { folder: backupDir, keep: 7 }, at(1));
    commitInto(path);
    rmSync(path);
    expect(await replaceIfDamaged(path, backupDir, at(2))).toBeNull();
  });
});

describe('an emptied database', () => {
  it('is replaced at a start where changes had been committed, and begun where there was none yet', async () => {
    writeFileSync(path, '');
    expect(openForReading(path).prepare('SELECT count(*) FROM papers').pluck().get()).toBe(0);
    expect(await replaceIfDamaged(path, backupDir, at(0))).toBeNull();
    commitInto(path);
    const backup = await copyDatabase(path, { folder: backupDir, keep: 7 }, at(1));
    writeFileSync(path, '');
    for (const open of [openForWriting, openForReading])
      expect(() => open(path)).toThrow('is damaged (it is empty, although changes had been committed)');
    expect(await replaceIfDamaged(path, backupDir, at(2))).toContain(`took its place: ${backup}`);
  });
});

describe('backups', () => {
  it('are kept by the time in their names, the one just made always', async () => {
    await leave(path, 88, 1);
    const into = { folder: backupDir, keep: 2 };
    const made = [];
    for (const second of [5, 5, 5, 4]) made.push(await copyDatabase(path, into, at(second)));
    expect(listBackups(backupDir, path, at(9))).toEqual([made[2], made[3]]);
    expect(made[2]!.endsWith('000005Z-3.db')).toBe(true);
  });

  it('clear away what a killed program left unfinished an hour ago, and nothing that may still be written or is not ours', async () => {
    await leave(path, 92, 1);
    mkdirSync(backupDir);
    const old = [
      'bot-20291230T000000Z.db.part',
      'bot-20291230T000000Z.db.part-journal',
      'bot-20291230T000001Z-2.db.part-wal',
    ];
    // Of a copy under way the journal is as old as its beginning.
    const underWay = ['bot-20291231T210000Z.db.part', 'bot-20291231T210000Z.db.part-journal'];
    const kept = [...underWay, 'other-20291230T000000Z.db.part', 'notes.part'];
    const hourBefore = new Date(at(0).getTime() - 3_600_000);
    for (const name of [...old, ...kept]) {
      writeFileSync(join(backupDir, name), '');
      utimesSync(join(backupDir, name), hourBefore, hourBefore);
    }
    utimesSync(join(backupDir, kept[0]!), at(0), at(0));
    const made = await copyDatabase(path, { folder: backupDir, keep: 2 }, at(5));
    expect(readdirSync(backupDir).toSorted()).toEqual([...kept, basename(made)].toSorted());
  });

  it('made at once are all whole, private and kept, whatever was told to be kept', async () => {
    await leave(path, 90, 4);
    const into = { folder: backupDir, keep: 1 };
    // What is unfinished is told from what a killed program left by the machine's own time.
    const now = new Date();
    const before = await copyDatabase(path, into, new Date(now.getTime() - 60_000));
    const made = await Promise.all([1, 2, 3].map(() => copyDatabase(path, into, now)));
    expect(new Set(made).size).toBe(3);
    expect(made.map((file) => [papersOf(file), statSync(file).mode & 0o777])).toEqual(made.map(() => [4, 0o600]));
    expect(existsSync(before)).toBe(false);
    expect(readdirSync(backupDir).toSorted()).toEqual(made.map((file) => basename(file)).toSorted());
  });

  it('of another database of that name in the same folder are left alone', async () => {
    const others = join(folder.path, 'other');
    mkdirSync(others);
    const into = { folder: backupDir, keep: 1 };
    openWriter(path, taxonomy).close();
    openWriter(join(others, 'bot.db'), taxonomy).close();
    const theirs = await copyDatabase(join(others, 'bot.db'), into, at(1));
    const own = [];
    for (const second of [2, 3]) own.push(await copyDatabase(path, into, at(second)));
    expect(listBackups(backupDir, path, at(9))).toEqual([own[1], theirs]);
  });

  it.each(['a restore', 'the replacement of a damaged one'])(
    'of another database of that name in the same folder are taken last by %s, which has to be asked for',
    async (what) => {
      const others = join(folder.path, 'other');
      mkdirSync(others);
      const into = { folder: backupDir, keep: 7 };
      openWriter(join(others, 'bot.db'), taxonomy).close();
      commitInto(path);
      const own = await copyDatabase(path, into, at(1));
      const theirs = await copyDatabase(join(others, 'bot.db'), into, at(2));
      const take = async (second: number): Promise<string> => {
        if (what === 'a restore') return (await restoreDatabase(path, { folder: backupDir }, at(second))).source;
        writeFileSync(path, 'x'.repeat(9_000));
        return (await replaceIfDamaged(path, backupDir, at(second))) ?? '';
      };
      expect(await take(3)).toContain(own);
      commitInto(path);
      rmSync(own);
      if (what !== 'a restore') {
        await expect(take(4)).rejects.toThrow(`restore ${theirs}`);
        expect(readFileSync(path, 'utf8')).toBe('x'.repeat(9_000));
      }
      expect((await restoreDatabase(path, { folder: backupDir }, at(5))).source).toBe(theirs);
    },
  );

  it('are ordered by time: a second one of the same second is newer, whatever its name or age on disk', () => {
    mkdirSync(backupDir);
    const names = ['bot-20300101T000000Z.db', 'bot-20300101T000000Z-2.db', 'bot-20300101T000000Z-10.db'];
    for (const name of [...names, 'other-20310101T000000Z.db']) writeFileSync(join(backupDir, name), '');
    utimesSync(join(backupDir, names[0]!), at(50), at(50));
    expect(listBackups(backupDir, path, at(9))).toEqual(names.toReversed().map((name) => join(backupDir, name)));
  });

  it('made while the clock was ahead count as older than those made since, for restoring and for keeping', async () => {
    await leave(path, 94, 2);
    const into = { folder: backupDir, keep: 2 };
    const ahead = new Date('2031-01-01T00:00:00Z');
    await copyDatabase(path, into, ahead);
    const first = await copyDatabase(path, into, at(1));
    expect(await restore(null, 2)).toContain(first);
    const second = await copyDatabase(path, into, at(3));
    expect(listBackups(backupDir, path, at(4))).toEqual([second, first]);
  });

  it('hold what stands in the write-ahead log alone, in one file', async () => {
    await leave(path, 89, 6);
    const backup = await copyDatabase(path, join(folder.path, 'copy.db'), at(0));
    expect(papersOf(backup)).toBe(6);
    expect(readdirSync(folder.path).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
  });

  it('are not made beside a log that lies there still, which would be read as theirs', async () => {
    await leave(path, 89, 6);
    const backup = join(folder.path, 'copy.db');
    await leave(backup, 92, 2);
    rmSync(backup);
    await expect(runBackup(settings(), backup, { now: at(0), print: async () => undefined })).rejects.toThrow(
      `${backup}-wal exists already. Nothing was changed`,
    );
    expect(existsSync(backup)).toBe(false);
  });

  it.each(['-wal', '-shm', '-journal', '.restoring', '.lock', '.to-check', '.sandbox.json'])(
    'are not made where a database would take them for its own: %s',
    async (end) => {
      await leave(path, 89, 6);
      // A clean stop leaves no log.
      openWriter(path, taxonomy).close();
      const before = readdirSync(folder.path);
      await expect(
        runBackup(settings(), `${path}${end}`, { now: at(0), print: async () => undefined }),
      ).rejects.toThrow(`${path}${end} would be taken for a part of the database ${path}. Nothing was changed`);
      expect(readdirSync(folder.path)).toEqual(before);
    },
  );

  it('and the database, its log and its lock are private, whatever they were before', async () => {
    await leave(path, 90, 1);
    chmodSync(path, 0o644);
    const writer = openWriter(path, taxonomy);
    const release = lockDatabase(path);
    const backup = await copyDatabase(path, { folder: backupDir, keep: 7 }, at(0));
    const mode = (file: string): string => (statSync(file).mode & 0o777).toString(8);
    expect([path, `${path}-wal`, `${path}-shm`, `${path}.lock`, backup].map(mode)).toEqual(Array(5).fill('600'));
    expect(mode(backupDir)).toBe('700');
    release();
    writer.close();
  });

  it.each([
    ['SQLITE_FULL', 'database or disk is full'],
    ['SQLITE_IOERR', 'disk I/O error'],
  ])(
    'that cannot be written (%s) are refused with their own name, and those before them are kept',
    async (code, why) => {
      await leave(path, 91, 1);
      const before = await copyDatabase(path, { folder: backupDir, keep: 1 }, at(0));
      const copying = vi.spyOn(Database.prototype, 'backup').mockRejectedValueOnce(new Database.SqliteError(why, code));
      await expect(copyDatabase(path, { folder: backupDir, keep: 1 }, at(1))).rejects.toThrow(
        `The backup ${backupDir}/bot-20300101T000001Z.db cannot be written: ${why}. Older backups were kept; make room`,
      );
      copying.mockRestore();
      expect(readdirSync(backupDir)).toEqual([basename(before)]);
    },
  );

  it('have a place that can be written, or the reason is known', () => {
    expect(folderProblem(backupDir)).toBeNull();
    expect(readdirSync(backupDir)).toEqual([]);
    // A program that was killed while it tried leaves this file to the next one.
    writeFileSync(join(backupDir, '.shinchaku-trial'), '');
    expect(folderProblem(backupDir)).toBeNull();
    expect(readdirSync(backupDir)).toEqual([]);
    writeFileSync(join(folder.path, 'a-file'), '');
    expect(folderProblem(join(folder.path, 'a-file'))).toMatch(/EEXIST|ENOTDIR/);
  });

  it('tells by whom backups are refused that everybody may change, when they are made', async () => {
    await leave(path, 88, 1);
    const said: string[] = [];
    const backUp = () =>
      runBackup(settings(), null, { now: at(0), print: async () => undefined, say: (line) => void said.push(line) });
    await backUp();
    expect(said).toEqual([]);
    chmodSync(backupDir, 0o777);
    await backUp();
    expect(said).toEqual([expect.stringContaining('start and restore refuse the backups there')]);
  });
});

it('a backup is made, and the others are kept, where an old one cannot be removed; that is told', async () => {
  await leave(path, 88, 1);
  const said: string[] = [];
  const printed: string[] = [];
  // A folder is not removed as a file is; so it is with a file on a disk that keeps what it has.
  const stuck = join(backupDir, 'bot-20290101T000000Z.db');
  mkdirSync(join(`${stuck}-shm`, 'kept'), { recursive: true });
  writeFileSync(stuck, 'x');
  for (const second of [0, 1, 2])
    await runBackup({ ...settings(), backupKeep: 3 }, null, {
      now: at(second),
      print: async (line) => void printed.push(line),
      say: (line) => void said.push(line),
    });
  expect(printed).toHaveLength(3);
  for (const made of printed) expect(existsSync(made)).toBe(true);
  expect(said).toEqual([
    expect.stringContaining(`Older backups could not be removed, and stay beside the new one: ${stuck} (`),
  ]);
});

it('a backup that no start and no restore takes tells that, and why, when it is made', async () => {
  await leave(path, 88, 1);
  const said: string[] = [];
  const backUp = (target: string | null) =>
    runBackup(settings(), target, { now: at(0), print: async () => undefined, say: (line) => void said.push(line) });
  await backUp(null);
  expect(said).toEqual([]);
  const db = new Database(path);
  db.exec('CREATE TRIGGER lab AFTER INSERT ON papers BEGIN DELETE FROM searches; END');
  db.close();
  const copy = join(folder.path, 'copy.db');
  await backUp(copy);
  expect(said).toEqual([expect.stringMatching(/Start and restore refuse the backup .*: it holds a trigger lab, /)]);
  await expect(restore(copy)).rejects.toThrow('it holds a trigger lab');
});

describe('a writer that closes', () => {
  it('leaves everything in the file, also where a reader is still open', async () => {
    await leave(path, 91, 4);
    const writer = openWriter(path, taxonomy);
    const reader = openReader(path, taxonomy);
    writer.rememberInboxFile(
      { path: 'a', size: 1, modifiedMs: 1, changedMs: 1, sha256: null, error: null, program: null },
      '2030-01-01T00:00:00Z',
    );
    const logged = statSync(`${path}-wal`).size;
    expect(logged).toBeGreaterThan(0);
    expect(reader.databaseBytes()).toBe(logged + statSync(path).size);
    writer.close();
    expect(statSync(`${path}-wal`).size).toBe(0);
    expect(reader.databaseBytes()).toBe(statSync(path).size);
    reader.close();
  });
});

describe('a database behind a link', () => {
  it('has the lock of the file itself, so that no second bot starts with that', async () => {
    await leave(path, 94, 1);
    const link = join(folder.path, 'link.db');
    symlinkSync(path, link);
    const release = lockDatabase(link);
    expect(() => lockDatabase(path)).toThrow('already runs');
    // It takes no room: there may be none.
    expect(existsSync(`${path}.lock-journal`)).toBe(false);
    release();
    expect(existsSync(`${link}.lock`)).toBe(false);
  });

  it('is measured with its log, which lies beside the file itself', async () => {
    await leave(path, 96, 1);
    const link = join(folder.path, 'link.db');
    symlinkSync(path, link);
    chmodSync(path, 0o640);
    chmodSync(`${path}-wal`, 0o640);
    const reader = openReader(link, taxonomy);
    expect(walBytes(link)).toBe(statSync(`${path}-wal`).size);
    expect(reader.databaseBytes()).toBe(statSync(path).size + statSync(`${path}-wal`).size);
    makePrivate(link);
    expect(statSync(`${path}-wal`).mode & 0o777).toBe(0o600);
    reader.close();
  });
});

describe('a database of another program', () => {
  it('is refused, not made ours', () => {
    const db = new Database(path);
    db.exec('CREATE TABLE recipes (name TEXT)');
    db.close();
    expect(() => openWriter(path, taxonomy)).toThrow('another program');
  });

  it('whose log lies beside ours does not get into our file: it is whole again without that log', async () => {
    await leave(path, 88, 3);
    openWriter(path, taxonomy).close();
    const other = join(folder.path, 'other.db');
    const recipes = new Database(other);
    recipes.pragma('page_size = 16384');
    recipes.pragma('journal_mode = WAL');
    recipes.exec('CREATE TABLE recipes (name TEXT)');
    copyFileSync(`${other}-wal`, `${path}-wal`);
    recipes.close();
    expect(() => openWriter(path, taxonomy)).toThrow('another program');
    rmSync(`${path}-wal`);
    expect(papersOf(path)).toBe(3);
  });

  it('is not backed up, and neither is a file in which nothing was stored yet', async () => {
    const [recipes, blank, copy] = ['recipes.db', 'blank.db', 'copy.db'].map((name) => join(folder.path, name));
    const db = new Database(recipes!);
    db.exec('CREATE TABLE recipes (name TEXT)');
    db.close();
    writeFileSync(blank!, '');
    await expect(copyDatabase(recipes!, copy!, at(0))).rejects.toThrow('another program');
    await expect(copyDatabase(blank!, copy!, at(0))).rejects.toThrow('nothing to back up');
    expect(existsSync(copy!)).toBe(false);
  });
});

describe('a database that was lost under a running bot', () => {
  it('is not begun anew beside what was kept of it, and goes on with that after a restore', async () => {
    await leave(path, 90, 2);
    openWriter(path, taxonomy).close();
    const [older, rescued] = [`${path}.rescued-20300101T000000Z`, `${path}.rescued-20300101T000001Z`];
    copyFileSync(path, older);
    moveDatabase(path, rescued);
    await expect(replaceIfDamaged(path, backupDir, at(2))).rejects.toThrow(`restore ${rescued}`);
    expect(() => openForWriting(path)).toThrow(`what it held is kept at ${rescued}`);
    expect(() => openForReading(path)).toThrow(`what it held is kept at ${rescued}`);
    expect(existsSync(path)).toBe(false);
    // A restore of it that was killed while it copied changes nothing about that.
    writeFileSync(`${path}.restoring`, 'x'.repeat(9_000));
    await expect(replaceIfDamaged(path, backupDir, at(2))).rejects.toThrow(`restore ${rescued}`);
    await runRestore(settings(), rescued, { now: at(3), print: () => Promise.resolve() });
    expect(papersOf(path)).toBe(2);
    expect(await replaceIfDamaged(path, backupDir, at(4))).toBeNull();
  });
});
