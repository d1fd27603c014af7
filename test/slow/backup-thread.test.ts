// The backup thread: a large database is copied while it is written into, and what is wrong with it arrives as a sentence.
import Database from 'better-sqlite3';
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestStore, type TestStore } from '../helpers/stores.js';

/** A thread needs the compiled program. */
const { createBackups } = (await import(
  new URL('../../dist/src/store/database/backup-thread.js', import.meta.url).href
)) as typeof import('../../src/store/database/backup-thread.js');

const AT = new Date('2030-01-02T03:04:05Z');
let store: TestStore;
let folder: string;

beforeEach(() => {
  store = openTestStore();
  folder = join(dirname(store.path), 'backups');
  mkdirSync(folder);
  const db = new Database(store.path);
  db.exec(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
     INSERT INTO meta SELECT 'test ' || i, hex(randomblob(600)) FROM n`,
  );
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
});

afterEach(() => store.close());

/** A backup, and how often the writing connection wrote while it was made. */
async function backUp(): Promise<{ path: string; writes: number }> {
  let writes = 0;
  let isOver = false;
  const write = (): void => {
    if (isOver) return;
    writes += 1;
    store.writer.rememberJob(`write ${writes}`, '2030-01-02T03:04:05Z');
    setImmediate(write);
  };
  setImmediate(write);
  try {
    const { path } = await createBackups(store.path).backUp({ folder, keep: 1 }, AT);
    return { path, writes };
  } finally {
    isOver = true;
  }
}

describe('a backup of a large database', () => {
  it('is one state of it, and lets it be written into meanwhile', async () => {
    expect(statSync(store.path).size).toBeGreaterThan(16 * 1024 * 1024);
    const { path, writes } = await backUp();
    expect(writes).toBeGreaterThan(1);
    expect(readdirSync(folder)).toEqual(['test-20300102T030405Z.db']);
    const copy = new Database(path, { readonly: true });
    expect(copy.prepare("SELECT count(*) FROM meta WHERE name LIKE 'test %'").pluck().get()).toBe(20_000);
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    copy.close();
  });

  it('is thrown away where its pages are damaged, and the backups before it are kept', async () => {
    const before = join(folder, 'test-20300101T030405Z.db');
    writeFileSync(before, '');
    const file = openSync(store.path, 'r+');
    const page = 16_384;
    for (let number = 300; number < 340; number += 1) writeSync(file, Buffer.alloc(page, 0xff), 0, page, number * page);
    closeSync(file);
    await expect(backUp()).rejects.toMatchObject({ name: 'UserError', code: 'backup-not-sound' });
    expect(readdirSync(folder)).toEqual(['test-20300101T030405Z.db']);
  });

  it('fails where its thread ends without an answer', async () => {
    const backups = createBackups(store.path, new URL('data:text/javascript,process.exit(3)'));
    await expect(backups.backUp({ folder, keep: 1 }, AT)).rejects.toThrow('ended without a word');
  });

  it('is refused with a sentence where its folder is gone', async () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    await expect(backUp()).rejects.toMatchObject({
      code: 'backup-not-written',
      message: expect.stringContaining('cannot be written') as string,
    });
  });
});
