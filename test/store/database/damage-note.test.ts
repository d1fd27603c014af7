// Damage in a database that is too large to be checked at every start: whoever meets it leaves a note, and the next start checks all of it.
import Database from 'better-sqlite3';
import { closeSync, existsSync, openSync, readdirSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyDatabase } from '../../../src/store/database/backup.js';
import { noteDamage } from '../../../src/store/database/damage-note.js';
import type { Db } from '../../../src/store/database/db.js';
import { isOutdated, openForReading, openForWriting } from '../../../src/store/database/open.js';
import { replaceIfDamaged, restoreDatabase } from '../../../src/store/database/restore.js';
import { complaintOf } from '../../../src/store/database/soundness.js';
import { openWriter } from '../../../src/store/writer.js';
import { taxonomy, temporaryFolder } from '../../helpers/stores.js';

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
let backupDir: string;
const AT = new Date('2030-01-01T00:00:00Z');
const LARGE = 300 * 1024 * 1024;

beforeEach(async () => {
  folder = temporaryFolder();
  path = join(folder.path, 'bot.db');
  backupDir = join(folder.path, 'backups');
  openWriter(path, taxonomy).close();
  await copyDatabase(path, { folder: backupDir, keep: 7 }, AT);
});
afterEach(() => folder.remove());

/** Zeros in the place of a page that only some statements need. */
function damage(): void {
  const db = new Database(path, { readonly: true });
  const root = db.prepare<[], number>("SELECT rootpage FROM sqlite_master WHERE name = 'deliveries'").pluck().get()!;
  const bytes = db.pragma('page_size', { simple: true }) as number;
  db.close();
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(bytes), 0, bytes, (root - 1) * bytes);
  closeSync(file);
  truncateSync(path, LARGE);
}

const isNoted = (): boolean => existsSync(`${path}.to-check`);
const start = (): Promise<string | null> => replaceIfDamaged(path, backupDir, AT);

describe('damage in a large database', () => {
  it('that was met is found by the next start, which puts the newest sound backup in its place, once', async () => {
    damage();
    expect(await start()).toBeNull();
    noteDamage(path, new Error('database disk image is malformed'));
    expect(await start()).toContain('The newest sound backup took its place');
    expect(isNoted()).toBe(false);
    expect(await start()).toBeNull();
  });

  it('that was met and cannot be found is told, and nothing is replaced', async () => {
    truncateSync(path, LARGE);
    noteDamage(path, new Error('database disk image is malformed'));
    expect(await start()).toContain('none was found; it is used as it is');
    expect(readdirSync(folder.path).filter((name) => name.includes('damaged'))).toEqual([]);
    expect(await start()).toBeNull();
  });

  it('that is of an index alone, which no check of pages sees, is mended without a backup', async () => {
    const db = new Database(path);
    const index = db
      .prepare<[], number>("SELECT rootpage FROM sqlite_master WHERE name = 'name_counts_frequent'")
      .pluck()
      .get()!;
    const bytes = db.pragma('page_size', { simple: true }) as number;
    db.exec("INSERT INTO name_counts (kind, folded, name, papers) VALUES ('author', 'li', 'Li', 9)");
    db.close();
    const page = Buffer.alloc(bytes);
    page[0] = 0x0a;
    page.writeUInt16BE(bytes, 5);
    const file = openSync(path, 'r+');
    writeSync(file, page, 0, bytes, (index - 1) * bytes);
    closeSync(file);
    const complaints = (): unknown => {
      const checked = new Database(path, { readonly: true });
      const found = checked.pragma('integrity_check(1)', { simple: true });
      checked.close();
      return found;
    };
    expect(complaints()).not.toBe('ok');
    expect(await start()).toBeNull();
    noteDamage(path, new Error('database disk image is malformed'));
    expect(await start()).toContain('its indexes were rebuilt, none was found');
    expect(isOutdated(path)).toBe(false);
    expect(complaints()).toBe('ok');
    expect(readdirSync(folder.path).filter((name) => name.includes('damaged'))).toEqual([]);
  });

  it('that is of the search index alone has it made again, without a backup', async () => {
    const add = (db: Db): unknown => db.prepare("INSERT INTO paper_index (rowid, title) VALUES (1, 'x')").run();
    const db = new Database(path);
    db.unsafeMode(true);
    db.exec('DELETE FROM paper_index_data WHERE id = 1');
    db.close();
    const damaged = new Database(path);
    expect(() => add(damaged)).toThrow('fts5: corruption');
    try {
      add(damaged);
    } catch (error) {
      noteDamage(path, error);
    }
    damaged.close();
    expect(await start()).toContain('none was found');
    expect(isOutdated(path)).toBe(true);
    const mended = openForWriting(path);
    add(mended);
    mended.close();
    expect(isOutdated(path)).toBe(false);
    expect(readdirSync(folder.path).filter((name) => name.includes('damaged'))).toEqual([]);
  });

  it('is noted where a backup finds it, and where the database cannot be opened', async () => {
    damage();
    await expect(copyDatabase(path, { folder: backupDir, keep: 7 }, AT)).rejects.toThrow('the next start checks all');
    expect(isNoted()).toBe(true);
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(4_000, 0x5a), 0, 4_000, 100);
    closeSync(file);
    await restoreDatabase(path, { folder: backupDir }, AT);
    expect(isNoted()).toBe(false);
    const again = openSync(path, 'r+');
    writeSync(again, Buffer.alloc(4_000, 0x5a), 0, 4_000, 100);
    closeSync(again);
    expect(() => openForReading(path)).toThrow('it is damaged');
    expect(isNoted()).toBe(true);
  });
});

it('a page that the disk does not give is no damage, though the check of SQLite tells of it in the same way', () => {
  const checked = (quick_check: string): Db => ({ prepare: () => ({ all: () => [{ quick_check }] }) }) as unknown as Db;
  const told = 'Tree 8 page 8: unable to get the page. error code=';
  expect(() => complaintOf(checked(`${told}266`))).toThrow(expect.objectContaining({ code: 'SQLITE_IOERR' }));
  expect(complaintOf(checked(`${told}11`))).toBe(`${told}11`);
  expect(complaintOf(checked('ok'))).toBeNull();
});
