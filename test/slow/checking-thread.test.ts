// The checking thread: a large copy is checked while the thread that asked goes on with other work.
import Database from 'better-sqlite3';
import { closeSync, mkdirSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../helpers/stores.js';

/** A thread needs the compiled program. */
const { damageBeside } = (await import(
  new URL('../../dist/src/store/database/checking-thread.js', import.meta.url).href
)) as typeof import('../../src/store/database/checking-thread.js');

let folder: ReturnType<typeof temporaryFolder>;
let path: string;

beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'large.db');
  const db = new Database(path);
  db.exec('CREATE TABLE things (id INTEGER PRIMARY KEY, data BLOB)');
  db.exec(
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO things SELECT i, randomblob(1000) FROM n',
  );
  db.close();
});

afterEach(() => folder.remove());

/** What the check says, and how often other work had its turn meanwhile. */
async function check(): Promise<{ damage: string | null; turns: number }> {
  let turns = 0;
  let isOver = false;
  const turn = (): void => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  try {
    return { damage: await damageBeside(path), turns };
  } finally {
    isOver = true;
  }
}

describe('a large database that is checked beside other work', () => {
  it('is sound, and lets other work go on', async () => {
    expect(statSync(path).size).toBeGreaterThan(16 * 1024 * 1024);
    const { damage, turns } = await check();
    expect(damage).toBeNull();
    expect(turns).toBeGreaterThan(1);
  });

  it('is told as damaged where its pages are', async () => {
    const file = openSync(path, 'r+');
    for (let page = 100; page < 140; page += 1) writeSync(file, Buffer.alloc(4096, 0xff), 0, 4096, page * 4096);
    closeSync(file);
    const { damage } = await check();
    expect(damage).toMatch(/\S/);
  });

  it('is an error of SQLite, with its words, where it cannot be looked at', async () => {
    const db = new Database(path);
    db.pragma('journal_mode = WAL');
    db.close();
    mkdirSync(`${path}-wal`);
    const error = await check().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Database.SqliteError);
    expect(error).toMatchObject({ code: 'SQLITE_CANTOPEN', message: 'unable to open database file' });
  });

  it('is an error where the file is gone', async () => {
    rmSync(path);
    await expect(check()).rejects.toThrow(/ENOENT/);
  });
});
