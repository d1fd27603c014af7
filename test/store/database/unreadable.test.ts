// Files that this program may not see, and a lock that is none: said as what they are, never taken for absent.
import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyDatabase } from '../../../src/store/database/backup.js';
import { lockDatabase } from '../../../src/store/database/lock.js';
import { openForReading, openForWriting } from '../../../src/store/database/open.js';
import { replaceIfDamaged, restoreDatabase } from '../../../src/store/database/restore.js';
import { tellsNothing } from '../../../src/store/database/sqlite-errors.js';
import { createCommits } from '../../../src/store/database/commits.js';
import { temporaryFolder } from '../../helpers/stores.js';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const at = new Date(Date.UTC(2030, 0, 1));
let folder: ReturnType<typeof temporaryFolder>;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  chmodSync(folder.path, 0o1777);
  path = join(folder.path, 'bot.db');
});
afterEach(() => folder.remove());

function makeDatabase(file: string): void {
  const db = openForWriting(file);
  createCommits(db).closeMark();
  db.pragma('journal_mode = DELETE');
  db.close();
}

/** Does something as a user who may not read everything; root may. */
async function asNobody<T>(work: () => T | Promise<T>): Promise<T> {
  if (isRoot) process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

describe('a database in a folder that may not be entered', () => {
  beforeEach(() => {
    mkdirSync(join(folder.path, 'closed'));
    path = join(folder.path, 'closed', 'bot.db');
    makeDatabase(path);
    chmodSync(join(folder.path, 'closed'), 0o000);
  });
  afterEach(() => chmodSync(join(folder.path, 'closed'), 0o700));

  it('is not shown as an empty one', async () => {
    await expect(asNobody(() => openForReading(path))).rejects.toThrow('EACCES');
  });

  it('is not missing for a backup', async () => {
    const backup = join(folder.path, 'copy.db');
    await expect(asNobody(() => copyDatabase(path, backup, at))).rejects.toThrow('EACCES');
  });

  it('is named when a copy is to be restored there, with the reason', async () => {
    const copy = join(folder.path, 'copy.db');
    makeDatabase(copy);
    chmodSync(copy, 0o644);
    await expect(asNobody(() => restoreDatabase(path, { path: copy }, at))).rejects.toThrow(
      `${path} cannot be used: EACCES`,
    );
  });

  it('is named as the copy that cannot be read when it is to be restored', async () => {
    const target = join(folder.path, 'other.db');
    await expect(asNobody(() => restoreDatabase(target, { path }, at))).rejects.toThrow(
      `${path} cannot be used: EACCES`,
    );
  });
});

describe('a database behind a link to a disk that is not mounted', () => {
  it.each([
    ['shown as an empty one', openForReading],
    ['begun anew', openForWriting],
  ])('is not %s', (_what, open) => {
    symlinkSync(join(folder.path, 'disk'), join(folder.path, 'data'));
    expect(() => open(join(folder.path, 'data', 'bot.db'))).toThrow(`${join(folder.path, 'data')} is a link to`);
    symlinkSync(join(folder.path, 'disk', 'bot.db'), path);
    expect(() => open(path)).toThrow(`${path} is a link to`);
    mkdirSync(join(folder.path, 'disk'));
    expect(() => open(join(folder.path, 'data', 'new.db')).close()).not.toThrow();
  });

  it('is said to be that by what begins with the lock, as start and restore, and by a backup', async () => {
    symlinkSync(join(folder.path, 'disk'), join(folder.path, 'data'));
    symlinkSync(join(folder.path, 'disk', 'bot.db'), path);
    for (const each of [join(folder.path, 'data', 'bot.db'), path]) {
      expect(() => lockDatabase(each)).toThrow('is a link to');
      await expect(copyDatabase(each, join(folder.path, 'copy.db'), new Date(0))).rejects.toThrow('is a link to');
    }
    expect(existsSync(`${path}.lock`)).toBe(false);
  });
});

describe('a database behind a link into a folder that may not be entered', () => {
  it('is not missing for a start, a restore, or what a killed restore left', async () => {
    const closed = join(folder.path, 'closed');
    mkdirSync(closed);
    makeDatabase(join(closed, 'bot.db'));
    symlinkSync(join(closed, 'bot.db'), path);
    const copy = join(folder.path, 'copy.db');
    for (const file of [copy, `${path}.restoring`]) {
      makeDatabase(file);
      chmodSync(file, 0o666);
    }
    chmodSync(closed, 0o000);
    await expect(asNobody(() => replaceIfDamaged(path, folder.path, at))).rejects.toThrow('EACCES');
    await expect(asNobody(() => restoreDatabase(path, { path: copy }, at))).rejects.toThrow('EACCES');
    expect(existsSync(`${path}.restoring`)).toBe(true);
    chmodSync(closed, 0o700);
  });
});

describe('the newest backup', () => {
  it('is passed over when this program may not read it', async () => {
    const backups = join(folder.path, 'backups');
    mkdirSync(backups);
    const [older, newer] = ['20300101T000000Z', '20300101T000001Z'].map((time) => join(backups, `bot-${time}.db`));
    makeDatabase(older ?? '');
    makeDatabase(newer ?? '');
    for (const end of ['', '.last-commit']) chmodSync(`${older}${end}`, 0o644);
    chmodSync(newer ?? '', 0o000);
    const later = new Date(Date.UTC(2031, 0, 1));
    const { source, passedOver } = await asNobody(() => restoreDatabase(path, { folder: backups }, later));
    expect(source).toBe(older);
    expect(passedOver).toEqual([expect.stringMatching(`^${newer} cannot be used: EACCES`)]);
  });
});

describe('a backup that this program may not read', () => {
  it('is not removed for its age: it may be of another bot, which runs as another user with the same folder', async () => {
    const backups = join(folder.path, 'backups');
    mkdirSync(backups);
    chmodSync(backups, 0o777);
    const [theirs = '', damaged = ''] = ['20300101T000000Z', '20300101T000001Z'].map((time) =>
      join(backups, `bot-${time}.db`),
    );
    makeDatabase(theirs);
    chmodSync(theirs, 0o000);
    writeFileSync(damaged, 'x'.repeat(9_000));
    chmodSync(damaged, 0o666);
    await asNobody(() => makeDatabase(path));
    const into = { folder: backups, keep: 1 };
    const made: string[] = [];
    for (const second of [2, 3])
      made.push(await asNobody(() => copyDatabase(path, into, new Date(at.getTime() + 1_000 * second))));
    expect([theirs, damaged, ...made].map(existsSync)).toEqual([true, false, false, true]);
  });

  it.each(['SQLITE_CANTOPEN', 'SQLITE_IOERR_READ', 'SQLITE_BUSY', 'SQLITE_READONLY', 'SQLITE_PERM', 'SQLITE_AUTH'])(
    'is told by %s, not damaged',
    (code) => {
      expect(tellsNothing(new Database.SqliteError('', code))).toBe(true);
    },
  );
});

describe('a copy', () => {
  it('that SQLite can only read is refused by its name, and what it was to replace stays', async () => {
    makeDatabase(path);
    const copy = join(folder.path, 'copy.db');
    makeDatabase(copy);
    const bytes = readFileSync(copy);
    // The version of the format that is needed to write it.
    bytes[18] = 9;
    writeFileSync(copy, bytes);
    const before = readFileSync(path);
    await expect(restoreDatabase(path, { path: copy }, at)).rejects.toThrow(`${copy} cannot be used: attempt to write`);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('that is a pipe is refused, and not waited for', async () => {
    const pipe = join(folder.path, 'pipe.db');
    execFileSync('mkfifo', [pipe]);
    await expect(restoreDatabase(path, { path: pipe }, at)).rejects.toThrow(`${pipe} cannot be used: it is not a file`);
  });
});

describe('a database of another program', () => {
  it('is not taken for one of an older version when it is read', () => {
    const other = new Database(path);
    other.exec('CREATE TABLE recipes (name TEXT)');
    other.close();
    expect(() => openForReading(path)).toThrow('is a database of another program');
  });
});

describe('a database of a newer version', () => {
  it.each([
    ['read', openForReading],
    ['written', openForWriting],
  ])('is named, with what to do, when it is to be %s', (_, open) => {
    makeDatabase(path);
    const db = new Database(path);
    db.exec("INSERT INTO migrations VALUES ('9999-x', '')");
    db.close();
    const told = `The database ${path} was written by a newer version of this program`;
    expect(() => open(path)).toThrow(told);
    expect(() => open(path)).toThrow('update the program');
  });
});

describe('a lock file with something else in it', () => {
  it('is named, and kept as it is', () => {
    makeDatabase(path);
    writeFileSync(`${path}.lock`, '4711 is the process\n');
    expect(() => lockDatabase(path)).toThrow(`${path}.lock cannot be the lock of the database`);
    expect(readFileSync(`${path}.lock`, 'utf8')).toBe('4711 is the process\n');
  });
});
