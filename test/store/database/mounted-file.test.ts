// A database that is mounted as a single file, which no other can replace: it keeps its log, and what to do is said.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyDatabase } from '../../../src/store/database/backup.js';
import { isCopy, moveDatabase } from '../../../src/store/database/files.js';
import { replaceIfDamaged, restoreDatabase } from '../../../src/store/database/restore.js';
import { openWriter } from '../../../src/store/writer.js';
import { taxonomy, temporaryFolder } from '../../helpers/stores.js';

/** Where it is mounted. */
let mounted: string | null = null;
const renamed: string[] = [];

const { renameSync } = fs;

/** Puts another way to move files in the place of that of node:fs, for every module. */
function moveBy(move: typeof renameSync): void {
  fs.renameSync = move;
  syncBuiltinESMExports();
}

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
let backups: string;
const AT = new Date('2030-01-01T00:00:00Z');
beforeEach(async () => {
  moveBy((from, to) => {
    if (from === mounted || to === mounted)
      throw Object.assign(new Error(`EBUSY: resource busy or locked, rename '${String(from)}' -> '${String(to)}'`), {
        code: 'EBUSY',
        syscall: 'rename',
      });
    renamed.push(basename(String(from)));
    renameSync(from, to);
  });
  folder = temporaryFolder();
  path = join(folder.path, 'bot.db');
  backups = join(folder.path, 'backups');
  openWriter(path, taxonomy).close();
  await copyDatabase(path, { folder: backups, keep: 7 }, AT);
});
afterEach(() => {
  moveBy(renameSync);
  mounted = null;
  folder.remove();
});

const there = (): string[] => fs.readdirSync(folder.path).filter((name) => !/lock|shm/.test(name));
const SAID = 'It may be mounted as a single file';

it('is left with its log where it is damaged', async () => {
  fs.writeFileSync(path, fs.readFileSync(path).fill(0, 100, 60_000));
  fs.writeFileSync(`${path}-wal`, 'newest');
  const before = there();
  mounted = path;
  for (let start = 0; start < 2; start += 1) {
    await expect(replaceIfDamaged(path, backups, AT)).rejects.toThrow(SAID);
    expect(there()).toEqual(before);
  }
});

it('is left as it was by a restore, not as a copy that was put there by hand', async () => {
  // What a connection that only reads has left empty.
  fs.rmSync(`${path}-wal`);
  const before = there();
  mounted = path;
  await expect(restoreDatabase(path, { folder: backups }, AT)).rejects.toThrow(SAID);
  expect(there()).toEqual(before);
  expect(isCopy(path)).toBe(false);
});

it('moves its log first where it can be moved, so that none is left for the database that comes', () => {
  fs.writeFileSync(`${path}-wal`, 'newest');
  renamed.length = 0;
  moveDatabase(path, `${path}.aside`);
  expect(renamed.filter((name) => !name.endsWith('-shm'))).toEqual(['bot.db-wal', 'bot.db']);
});
