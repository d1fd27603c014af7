// The backup process: a database is copied while it is written into, what is wrong with it arrives as a sentence, and an end waits for none that hangs.
import Database from 'better-sqlite3';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestStore, type TestStore } from '../helpers/stores.js';

/** A process needs the compiled program. */
const { createBackups } = (await import(
  new URL('../../dist/src/store/database/backup-process.js', import.meta.url).href
)) as typeof import('../../src/store/database/backup-process.js');

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

function program(text: string): URL {
  const file = join(dirname(store.path), 'program.mjs');
  writeFileSync(file, text);
  return pathToFileURL(file);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

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

  it('fails where its process ends without an answer', async () => {
    const backups = createBackups(store.path, program('process.exit(3)'));
    await expect(backups.backUp({ folder, keep: 1 }, AT)).rejects.toThrow('ended without a word');
    expect(await backups.end()).toBe(true);
  });

  it('that hangs is given up at an end, and its process with it', async () => {
    const began = join(dirname(store.path), 'began');
    const hang = `import { writeFileSync } from 'node:fs';
      process.on('message', () => {
        writeFileSync(${JSON.stringify(began)}, String(process.pid));
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      });`;
    const backups = createBackups(store.path, program(hang));
    const backup = backups.backUp({ folder, keep: 1 }, AT).catch((error: unknown) => error);
    await expect.poll(() => existsSync(began) && readFileSync(began, 'utf8'), { timeout: 20_000 }).toMatch(/\d/);
    const at = performance.now();
    expect(await backups.end()).toBe(false);
    expect(performance.now() - at).toBeLessThan(8_000);
    expect(await backup).toBeInstanceOf(Error);
    const pid = Number(readFileSync(began, 'utf8'));
    await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
    await expect(backups.backUp({ folder, keep: 1 }, AT)).rejects.toThrow('the program ends');
  });

  it('under way is left at an end: nothing of it stays, and the file alone holds everything', async () => {
    const backups = createBackups(store.path);
    const backup = backups.backUp({ folder, keep: 1 }, AT).catch((error: unknown) => error);
    await expect.poll(() => readdirSync(folder), { interval: 1, timeout: 20_000 }).not.toEqual([]);
    store.writer.rememberJob('while it is made', '2030-01-01T00:00:00Z');
    expect(await backups.end()).toBe(true);
    expect(await backup).toMatchObject({ code: 'backup-not-written' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('tells what is to be said of the folder, which it makes', async () => {
    rmSync(folder, { recursive: true });
    const backups = createBackups(store.path);
    expect(await backups.look({ folder, keep: 1 }, AT)).toEqual({ problem: null, none: null });
    expect(readdirSync(folder)).toEqual([]);
    const { problem } = await backups.look({ folder: store.path, keep: 1 }, AT);
    expect(problem).toContain(`No backup can be written into ${store.path}: `);
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
