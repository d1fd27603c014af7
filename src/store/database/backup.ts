// Backups: a whole, checked copy of the running database, made with SQLite's online backup; the newest are kept.
import Database from 'better-sqlite3';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errorText, UserError } from '../../errors.js';
import { backupPath, listAbandoned, listBackups, madeAt, UNFINISHED } from './backup-names.js';
import { noteDamage } from './damage-note.js';
import type { Db } from './db.js';
import { createNew, createPrivate, isFolderOpenToAll, isThere, removeDatabase } from './files.js';
import { BACKUP_MADE, createJobReports } from './jobs.js';
import { appliedMigrations } from './migrate.js';
import { tooManyOpenText } from './open-files.js';
import { explain } from './open.js';
import { refuseDeadLink, refuseForeign } from './refusals.js';
import { damageOf, databaseIdOf, isOfAnother, strangenessIn } from './soundness.js';

/** Pages copied between two other pieces of work (16 MB). */
const PAGES_AT_ONCE = 1_000;

async function copyInto(db: Db, path: string, goesOn = (): boolean => true): Promise<void> {
  const next = (): number => {
    if (!goesOn()) throw new UserError('backup-not-written', `The backup ${path} was left: the program ends.`);
    return PAGES_AT_ONCE;
  };
  await db.backup(path, { progress: next });
  next();
  const copy = new Database(path);
  try {
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/** One state for the whole copy: otherwise it would begin again with every write of a running bot, whose log grows until it is copied. */
async function copyOneState(db: Db, path: string, goesOn?: () => boolean): Promise<void> {
  db.exec('BEGIN');
  try {
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    await copyInto(db, path, goesOn);
  } finally {
    db.exec('COMMIT');
  }
}

/** Copies an open database, with what is only in its write-ahead log, into a single private file. */
export async function copyOpen(db: Db, path: string): Promise<void> {
  removeDatabase(path);
  createPrivate(path);
  await copyInto(db, path);
}

/** Throws UserError: a backup cannot be written. */
function refuseUnwritten(path: string, error: unknown): never {
  const tooMany = tooManyOpenText(error);
  const todo =
    tooMany === null ? '; make room in its folder and make it writable, or set BACKUP_DIR to another one' : '';
  throw new UserError(
    'backup-not-written',
    `The backup ${path} cannot be written: ${tooMany ?? errorText(error)}. Older backups were kept${todo}.`,
    { cause: error },
  );
}

/** Makes the file that a backup is copied into. Throws UserError when it cannot be made. */
function claiming<T>(path: string, claim: () => T): T {
  try {
    return claim();
  } catch (error) {
    refuseUnwritten(path, error);
  }
}

/**
 * Whether SQLite found no room, no right to write, or a failing disk, of which it tells no more: of the two files of a backup,
 * only the copy is written, often to a disk of the network.
 */
function isUnwritten(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(?:FULL|READONLY|CANTOPEN|IOERR)/.test(error.code);
}

/**
 * Copies a database that may be in use to `path`, for which an empty unfinished file was made, under the name of that until
 * it is whole and checked. Throws UserError when it is not sound.
 */
async function backUp(db: Db, path: string, goesOn?: () => boolean): Promise<void> {
  const unfinished = `${path}${UNFINISHED}`;
  try {
    const damage = await copyOneState(db, unfinished, goesOn)
      .then(() => damageOf(unfinished))
      .catch((error: unknown) => {
        if (isUnwritten(error)) refuseUnwritten(path, error);
        throw error;
      });
    if (damage !== null) {
      noteDamage(db.name, damage);
      throw new UserError(
        'backup-not-sound',
        `The backup is not sound (${damage}); it was thrown away. Older backups were kept. The database may be damaged: the next start checks all of it.`,
      );
    }
    renameSync(unfinished, path);
  } finally {
    removeDatabase(unfinished);
  }
}

export interface BackupFolder {
  readonly folder: string;
  /** How many are kept. */
  readonly keep: number;
  /** Asked between two pieces of the copy, which is left where it answers no. */
  readonly goesOn?: () => boolean;
  /** Told what cannot be removed, as where a disk keeps what it has, and why: half a sentence. */
  readonly onLeft?: (text: string) => void;
  /** Told where the folder held none of the backups that were made before, as where its disk is not mounted. */
  readonly onNone?: (text: string) => void;
}

/** A path with an unfinished file that is this program's alone: another one may make a backup in the same second. */
function claimPath(folder: string, databasePath: string, at: Date): string {
  for (let number = 1; ; number += 1) {
    const path = backupPath(folder, databasePath, { at, number });
    const unfinished = `${path}${UNFINISHED}`;
    if (existsSync(path) || !claiming(path, () => createNew(unfinished))) continue;
    // The other one may have finished in between.
    if (!existsSync(path)) return path;
    rmSync(unfinished, { force: true });
  }
}

/** What to say of a folder that holds none of the backups that a bot made of a database; null where it holds one, or none were made. */
function absenceOf(db: Db, folder: string, backups: readonly string[]): string | null {
  const made = createJobReports(db).jobDoneAt(BACKUP_MADE);
  const own = databaseIdOf(db);
  if (made === null || backups.some((path) => isOfAnother(path, own) !== true)) return null;
  return (
    `None of the backups that were made of ${db.name} until ${made} lies in ${folder}. If they are on a disk that is not mounted there now, ` +
    'mount it: until then new ones go onto another disk. If BACKUP_DIR was changed, or they were moved away, nothing has to be done.'
  );
}

/**
 * Makes a backup and removes the oldest of this database beyond `keep`, and what killed programs left; answers its path.
 * What was made since `at` is not removed: this one, and what another program made meanwhile.
 */
async function backUpInto(db: Db, { folder, keep, goesOn, onLeft, onNone }: BackupFolder, at: Date): Promise<string> {
  const databasePath = db.name;
  const began = performance.now();
  const path = claimPath(folder, databasePath, at);
  await backUp(db, path, goesOn);
  const now = new Date(at.getTime() + performance.now() - began);
  const second = new Date(Math.floor(at.getTime() / 1000) * 1000);
  const isNew = (other: string): boolean => madeAt(other) >= second && madeAt(other) <= now;
  const own = databaseIdOf(db);
  const others = listBackups(folder, databasePath, now).filter((other) => other !== path);
  const none = absenceOf(db, folder, others);
  if (none !== null) onNone?.(none);
  // One that cannot be looked at may be of another bot, which runs as another user, or the only sound one on a failing disk.
  const olds = others.filter((other) => !isNew(other) && isOfAnother(other, own) === false).slice(keep - 1);
  for (const old of [...olds, ...listAbandoned(folder, databasePath, at)]) {
    try {
      removeDatabase(old);
    } catch (error) {
      // The backup is made all the same: tried again, it would be another one, and cost an older one each time.
      onLeft?.(`${old} (${errorText(error)})`);
    }
  }
  return path;
}

/** Why no backup can be written into a folder, and what to do; null when one can. Creates the folder. What a killed program left is tried again. */
export function folderProblem(folder: string): string | null {
  const trial = join(folder, '.shinchaku-trial');
  try {
    createPrivate(trial);
    rmSync(trial);
    return null;
  } catch (error) {
    return tooManyOpenText(error) ?? `${errorText(error)}; make the folder writable, or set BACKUP_DIR to another one`;
  }
}

/** See absenceOf; null also where that cannot be looked at now. */
export function noBackupsText(databasePath: string, folder: string, now: Date): string | null {
  try {
    const db = new Database(databasePath, { readonly: true, fileMustExist: true });
    try {
      return absenceOf(db, folder, listBackups(folder, databasePath, now));
    } finally {
      db.close();
    }
  } catch {
    // It is a hint; what the bot cannot do without is said where that is needed.
    return null;
  }
}

/** What to say of older backups that could not be removed; null where all were. */
export function leftText(left: readonly string[]): string | null {
  return left.length === 0
    ? null
    : `Older backups could not be removed, and stay beside the new one: ${left.join('; ')}. Remove them by hand.`;
}

/** What to say where backups are made that no start and no restore takes; null where they are. */
export function openFolderText(folder: string): string | null {
  return isFolderOpenToAll(folder)
    ? `Everybody on this machine may change what is in ${folder}, so that start and restore refuse the backups there. Take that right away (chmod o-w ${folder}), or set BACKUP_DIR to a folder of yours on a disk that keeps rights.`
    : null;
}

/** What to say of a backup that no start and no restore takes for what it holds; null where they do. */
export function refusedBackupText(path: string): string | null {
  try {
    const strangeness = strangenessIn(path);
    return strangeness === null ? null : `Start and restore refuse the backup ${path}: ${strangeness}.`;
  } catch (error) {
    return `Whether start and restore take the backup ${path} could not be looked at: ${errorText(error)}.`;
  }
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
      refuseForeign(db, databasePath);
      if (appliedMigrations(db).length === 0) refuseNothing(databasePath);
      if (typeof target !== 'string') return await backUpInto(db, target, at);
      removeDatabase(`${target}${UNFINISHED}`);
      claiming(target, () => createPrivate(`${target}${UNFINISHED}`));
      await backUp(db, target);
      return target;
    } finally {
      db.close();
    }
  } catch (error) {
    throw explain(databasePath, error);
  }
}
