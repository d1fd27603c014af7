// Opening the SQLite file: folder, pragmas, one error sentence for every way in which it can fail.
import Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { errorText, UserError } from '../../errors.js';
import { forgetMark, lastWritten, noteCopy } from './commits.js';
import { forgetDamage, noteDamage } from './damage-note.js';
import type { Db } from './db.js';
import { createMissing, isEmpty, isFolder, isNoSqliteFile, isThere, makePrivate, walBytes } from './files.js';
import { appliedMigrations, isToRebuild, latestMigration, migrate, schemaState } from './migrate.js';
import { tooManyOpenText } from './open-files.js';
import { refuseDeadLink, refuseEmptied, refuseForeign, refuseForeignLog, refuseToBeginAnew } from './refusals.js';
import { isDamage, sqliteErrorText } from './sqlite-errors.js';
import { upgrade } from './upgrade.js';
import { rebuildDerived } from '../papers/rebuild.js';

/** How long a statement waits for another process's write (milliseconds); only writers outside the gateway's thread wait. */
export const BUSY_TIMEOUT_MS = 10_000;

/** Of a new file: rows of papers take about 2.5 KB, and pages of 4 KB would hold one each and be a third empty. */
const PAGE_BYTES = 16_384;
/** Names and titles' evidence are written all over their trees: with SQLite's own 2 MB a million papers took twice the time. */
const WRITER_CACHE_KB = 16_384;

/** After a long reader the log is cut back to this size (bytes); SQLite writes it into the file at about as many. */
const LOG_LIMIT_BYTES = 16_777_216;

/** Whether an error says that the driver's compiled part is missing or was built for another Node. */
function isMissingBinding(error: unknown): boolean {
  return /bindings file|NODE_MODULE_VERSION|better_sqlite3\.node/.test(errorText(error));
}

const CHECK_PATH = 'Check that its folder is writable and that DATABASE_PATH is right.';
const MOUNT_FOLDER =
  'It may be mounted as a single file, as by "docker -v", and no other can take the place of such a one: then mount the folder in which it lies.';

const FREE_SPACE = 'Free some space on its disk, then try again.';
const SHORTER_NAME = 'Give the file a shorter name: others of longer names are kept beside it.';

/** What to do where the file system refused something. */
function todoFor(error: unknown): string {
  if (!(error instanceof Error && 'code' in error)) return CHECK_PATH;
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return FREE_SPACE;
  if (error.code === 'ENAMETOOLONG') return SHORTER_NAME;
  return error.code === 'EBUSY' && 'syscall' in error && error.syscall === 'rename' ? MOUNT_FOLDER : CHECK_PATH;
}

/** Whether a file is no database, and nothing beside it says that one was ever written there. */
export function isNeverOurs(path: string): boolean {
  return isThere(path) && isNoSqliteFile(path) && lastWritten(path) === null;
}

export function noDatabase(path: string, cause?: unknown): UserError {
  return new UserError(
    'foreign-database',
    `${path} is no database, and nothing beside it says that it ever was one. Nothing was changed. Give DATABASE_PATH another file; ` +
      'if this was the database of the bot, move it to another folder, then restore a backup.',
    { cause },
  );
}

/** A sentence for what went wrong with a file of the store. Damage is noted, so that the next start checks all of it. */
export function explain(path: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  if (isMissingBinding(error)) {
    return new UserError(
      'no-sqlite-driver',
      'The SQLite driver is not built for this Node. Run "npm rebuild better-sqlite3" (it needs python3, make and g++), then start again.',
      { cause: error },
    );
  }
  if (isFolder(path))
    return new UserError(
      'unusable-database',
      `${path} is a folder, where a file is needed. Nothing was changed; give DATABASE_PATH a file, as also where Docker has made a folder of what it was to mount.`,
      { cause: error },
    );
  if (isDamage(error) && isNeverOurs(path)) return noDatabase(path, error);
  if (isDamage(error)) noteDamage(path, error);
  const known = sqliteErrorText(path, error);
  if (known !== null) return new UserError('sqlite-error', known, { cause: error });
  const tooMany = tooManyOpenText(error);
  const todo = tooMany === null ? ` ${todoFor(error)}` : '';
  return new UserError(
    'unusable-database',
    `The database ${path} cannot be used: ${tooMany ?? errorText(error)}. Nothing was changed.${todo}`,
    { cause: error },
  );
}

/** Throws UserError where a file holds what another program made. A connection that only reads writes no log into it when it is closed, such as one that does not belong to it. */
function refuseForeignFile(path: string): void {
  const db = new Database(path, { readonly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    refuseForeign(db, path);
  } finally {
    db.close();
  }
}

/** Makes the file where there is none. Throws UserError where that, or writing into an empty one, would hide what belongs in its place. */
function claimFile(path: string): void {
  refuseToBeginAnew(path);
  refuseDeadLink(path);
  refuseEmptied(path);
  // What is begun is another database than the one that was written here before it was deleted.
  if (!isThere(path)) {
    forgetMark(path);
    forgetDamage(path);
  }
  createMissing(path);
}

/** Opens for writing: creates folder and file, applies what migrations are missing, to an older file after a copy. Throws UserError. */
export function openForWriting(path: string): Db {
  try {
    claimFile(path);
    // Here and nowhere later (see isCopy): a program opens this connection first, but for a verb with one that only reads.
    refuseForeignLog(path);
    if (walBytes(path) > 0) refuseForeignFile(path);
    const changedAt = statSync(path).mtime;
    const db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    refuseForeign(db, path);
    const isOld = db.pragma('journal_mode', { simple: true }) !== 'wal' && appliedMigrations(db).length > 0;
    // Not before: the rights of a file that is none of ours are not ours to take.
    makePrivate(path);
    db.pragma(`page_size = ${PAGE_BYTES}`);
    db.pragma(`cache_size = -${WRITER_CACHE_KB}`);
    // What tells a copy from the bot's own database goes with that: a program that is killed before has to find it again.
    if (isOld) {
      upgrade(db, path);
      noteCopy(db, changedAt);
    }
    db.pragma('journal_mode = WAL');
    db.pragma(`journal_size_limit = ${LOG_LIMIT_BYTES}`);
    db.pragma('synchronous = NORMAL');
    db.pragma('foreign_keys = ON');
    upgrade(db, path);
    rebuildDerived(db);
    // What a savepoint would bring back: beyond 64 KB, four pages, SQLite makes a file of it, for every record that is stored.
    db.pragma('temp_store = MEMORY');
    return db;
  } catch (error) {
    throw explain(path, error);
  }
}

/**
 * Whether opening it for writing brings it up to date first, which takes minutes where it holds hundreds of thousands of
 * papers. False also where it cannot be looked at: opening it says why.
 */
export function isOutdated(path: string): boolean {
  if (!isThere(path)) return false;
  try {
    const db = new Database(path, { readonly: true });
    try {
      return appliedMigrations(db).length > 0 && (schemaState(db) === 'older' || isToRebuild(db));
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof Database.SqliteError) return false;
    throw error;
  }
}

/**
 * Opens for reading only. A file that does not exist yet, or is empty as one that a full disk or a kill left at its making, reads
 * as an empty store. Throws UserError.
 */
export function openForReading(path: string): Db {
  try {
    refuseToBeginAnew(path);
    refuseEmptied(path);
    if (isEmpty(path)) {
      refuseDeadLink(path);
      const empty = new Database(':memory:');
      migrate(empty);
      return empty;
    }
    const db = new Database(path, { readonly: true });
    refuseForeign(db, path);
    const state = schemaState(db) === 'current' && isToRebuild(db) ? 'older' : schemaState(db);
    if (state !== 'current') {
      throw new UserError(
        'other-schema',
        state === 'older'
          ? `The database ${path} was written by an older version of this program; run start once to bring it up to date.`
          : `The database ${path} was written by a newer version of this program (this one knows up to ${latestMigration}). Nothing was changed; update the program, or restore a copy from before.`,
      );
    }
    return db;
  } catch (error) {
    throw explain(path, error);
  }
}
