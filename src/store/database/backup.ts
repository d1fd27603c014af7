// Backups: a whole, checked copy of the running database, made with SQLite's online backup; the newest are kept.
import Database from 'better-sqlite3';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errorText, UserError } from '../../errors.js';
import { backupPath, listAbandoned, listBackups, UNFINISHED } from './backup-names.js';
import type { Db } from './db.js';
import { createPrivate, isThere, removeDatabase } from './files.js';
import { appliedMigrations } from './migrate.js';
import { explain, refuseDeadLink, refuseForeign } from './open.js';
import { damageOf } from './soundness.js';

/** Pages copied between two other pieces of work (16 MB). */
const PAGES_AT_ONCE = 1_000;

/** Copies an open database, with what is only in its write-ahead log, into a single private file. */
export async function copyOpen(db: Db, path: string): Promise<void> {
  removeDatabase(path);
  createPrivate(path);
  await db.backup(path, { progress: () => PAGES_AT_ONCE });
  const copy = new Database(path);
  try {
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/** Copies a database that may be in use to `path`, under another name until it is whole and checked. Throws UserError when it is not sound. */
async function backUp(db: Db, path: string): Promise<void> {
  const unfinished = `${path}${UNFINISHED}`;
  try {
    try {
      createPrivate(unfinished);
    } catch (error) {
      throw new UserError(
        'backup-not-written',
        `The backup ${path} cannot be written: ${errorText(error)}. Nothing was changed; make its folder writable, or set BACKUP_DIR to another one.`,
        { cause: error },
      );
    }
    await copyOpen(db, unfinished);
    const damage = damageOf(unfinished);
    if (damage !== null)
      throw new UserError(
        'backup-not-sound',
        `The backup is not sound (${damage}); it was thrown away. Older backups were kept.`,
      );
    renameSync(unfinished, path);
  } finally {
    removeDatabase(unfinished);
  }
}

export interface BackupFolder {
  readonly folder: string;
  /** How many are kept. */
  readonly keep: number;
}

/** Makes a backup and removes the oldest beyond `keep`, never the one just made, and what killed programs left; answers its path. */
async function backUpInto(db: Db, { folder, keep }: BackupFolder, at: Date): Promise<string> {
  const databasePath = db.name;
  const path = backupPath(folder, databasePath, at);
  await backUp(db, path);
  const others = listBackups(folder, databasePath, at).filter((other) => other !== path);
  for (const old of others.slice(keep - 1)) removeDatabase(old);
  for (const abandoned of listAbandoned(folder, databasePath, at)) removeDatabase(abandoned);
  return path;
}

/** Why no backup can be written into a folder; null when one can. Creates the folder. What a killed program left is tried again. */
export function folderProblem(folder: string): string | null {
  const trial = join(folder, '.shinchaku-trial');
  try {
    createPrivate(trial);
    rmSync(trial);
    return null;
  } catch (error) {
    return errorText(error);
  }
}

/** The running bot's backups, over its writing connection: what is written meanwhile goes into the copy too. */
export function createBackups(db: Db) {
  return {
    /** Makes a backup; answers its path. Throws UserError. */
    backUp: (into: BackupFolder, at: Date): Promise<string> => backUpInto(db, into, at),
  };
}

function refuseNothing(databasePath: string): never {
  throw new UserError('no-database', `There is no database at ${databasePath} yet, so there is nothing to back up.`);
}

/**
 * Copies a database, also one in use and of an older schema, to a path or into the folder of backups; answers where.
 * Throws UserError.
 */
export async function copyDatabase(databasePath: string, target: string | BackupFolder, at: Date): Promise<string> {
  try {
    refuseDeadLink(databasePath);
    if (!isThere(databasePath)) refuseNothing(databasePath);
    const db = new Database(databasePath, { readonly: true });
    try {
      // One state for the whole copy: otherwise it would begin again with every write of a running bot.
      db.exec('BEGIN');
      db.prepare('SELECT count(*) FROM sqlite_master').get();
      refuseForeign(db, databasePath);
      if (appliedMigrations(db).length === 0) refuseNothing(databasePath);
      if (typeof target !== 'string') return await backUpInto(db, target, at);
      await backUp(db, target);
      return target;
    } finally {
      db.close();
    }
  } catch (error) {
    throw explain(databasePath, error);
  }
}
