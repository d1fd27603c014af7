// Backups: a whole, checked copy of the running database beside it, made with SQLite's online backup; the last N are kept.
import Database from 'better-sqlite3';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { errorText, UserError } from '../../errors.js';
import type { Db } from './db.js';
import { isDamage } from './sqlite-errors.js';

/** Pages copied between two other pieces of work (4 MB). */
const PAGES_AT_ONCE = 1_000;

/** `shinchaku.db` in its backups: `shinchaku-20260102T030405Z.db`. */
function stem(databasePath: string): string {
  return basename(databasePath, extname(databasePath));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Time as it stands in file names: `20260102T030405Z`. */
export function fileTime(at: Date): string {
  return `${at.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
}

/** Backups of a database in a folder, newest first; none when the folder does not exist. */
export function listBackups(folder: string, databasePath: string): string[] {
  if (!existsSync(folder)) return [];
  const name = new RegExp(`^${escaped(stem(databasePath))}-\\d{8}T\\d{6}Z(?:-\\d+)?\\.db$`);
  return readdirSync(folder)
    .filter((file) => name.test(file))
    .sort()
    .reverse()
    .map((file) => join(folder, file));
}

/** A path for a backup made at a time, that no file has yet. */
export function backupPath(folder: string, databasePath: string, at: Date): string {
  const base = join(folder, `${stem(databasePath)}-${fileTime(at)}`);
  for (let number = 1; ; number += 1) {
    const path = number === 1 ? `${base}.db` : `${base}-${number}.db`;
    if (!existsSync(path)) return path;
  }
}

/** The first complaint of SQLite about a file, or null when it is sound. Changes nothing. Throws what is no damage, such as a lock. */
export function damageOf(path: string): string | null {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      const [row] = db.prepare<[], { quick_check: string }>('PRAGMA quick_check(1)').all();
      return row?.quick_check === 'ok' ? null : (row?.quick_check ?? 'it cannot be checked');
    } finally {
      db.close();
    }
  } catch (error) {
    if (isDamage(error)) return errorText(error);
    throw error;
  }
}

/** Copies a database that may be in use to `path`, under another name until it is whole and checked. Throws UserError when it is not sound. */
export async function backUp(db: Db, path: string): Promise<void> {
  const unfinished = `${path}.part`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    await db.backup(unfinished, { progress: () => PAGES_AT_ONCE });
    const copy = new Database(unfinished);
    copy.pragma('journal_mode = DELETE');
    copy.close();
    const damage = damageOf(unfinished);
    if (damage !== null)
      throw new UserError(`The backup is not sound (${damage}); it was thrown away. Older backups were kept.`);
    renameSync(unfinished, path);
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${unfinished}${end}`, { force: true });
  }
}

/** Makes a backup and keeps the newest `keep`; answers its path. */
export async function backUpInto(
  db: Db,
  folder: string,
  databasePath: string,
  keep: number,
  at: Date,
): Promise<string> {
  const path = backupPath(folder, databasePath, at);
  await backUp(db, path);
  for (const old of listBackups(folder, databasePath).slice(keep)) rmSync(old, { force: true });
  return path;
}

/** The running bot's backups, over its writing connection: what is written meanwhile goes into the copy too. */
export function createBackups(db: Db) {
  return {
    /** Keeps the newest `keep` backups of the folder; answers the path of the new one. */
    backUp: (folder: string, keep: number, at: Date): Promise<string> => backUpInto(db, folder, db.name, keep, at),
  };
}
