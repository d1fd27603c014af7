// Failures of the store itself - a full disk, another program's lock, damage - told apart from wrong data and wrong use.
import Database from 'better-sqlite3';
import { TransientError } from '../../errors.js';
import { tooManyOpenText } from './open-files.js';

const PASSING = /^SQLITE_(?:BUSY|LOCKED|FULL|IOERR|NOMEM|CANTOPEN|READONLY|PROTOCOL)/;
const DAMAGED = /^SQLITE_(?:CORRUPT|NOTADB)/;

/** Whether the same write can succeed later with nothing changed in the data: nothing was written this time. */
export function isTransientSqliteError(error: unknown): boolean {
  return error instanceof Database.SqliteError && PASSING.test(error.code);
}

/** Whether a file could not be looked at, so that nothing is known of what it holds. */
export function tellsNothing(error: unknown): boolean {
  return (
    isTransientSqliteError(error) || (error instanceof Database.SqliteError && /^SQLITE_(?:PERM|AUTH)/.test(error.code))
  );
}

/** Whether the store itself is at fault, not what was to be written: a broken rule of its tables is the data's. */
export function isStoreFailure(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError && !/^SQLITE_(?:CONSTRAINT|MISMATCH|TOOBIG|RANGE|ERROR)/.test(error.code)
  );
}

export function isDamage(error: unknown): boolean {
  return error instanceof Database.SqliteError && DAMAGED.test(error.code);
}

export function damagedText(path: string, why: string): string {
  return `The database ${path} cannot be used: it is damaged (${why}). Nothing was changed. "start" moves it aside and takes the newest sound backup; "restore FILE" takes the one you name.`;
}

/** What SQLite threw, also where it arrived as a transient failure; null where it had no part in it. */
export function sqliteCause(error: unknown): InstanceType<typeof Database.SqliteError> | null {
  const cause = error instanceof TransientError ? error.cause : error;
  return cause instanceof Database.SqliteError ? cause : null;
}

/** The same as SQLite threw in another thread. */
export function sqliteErrorOf(code: string, message: string): Error {
  return new Database.SqliteError(message, code);
}

/** What happened and what a person can do, for failures that have a known cause; null for others. */
export function sqliteErrorText(path: string, thrown: unknown): string | null {
  const error = sqliteCause(thrown);
  if (error === null) return null;
  const cannot = `The database ${path} cannot be used now:`;
  const tooMany = tooManyOpenText(error);
  if (tooMany !== null) return `${cannot} ${tooMany}. What was stored before is kept.`;
  if (/^SQLITE_(?:BUSY|LOCKED)/.test(error.code))
    return `${cannot} another program has locked it. Nothing was changed. Close that program, or wait until it is done.`;
  if (/^SQLITE_(?:FULL|IOERR)/.test(error.code))
    return `${cannot} the disk is full or failing (${error.code}). What was stored before is kept. Free some space, then try again.`;
  if (/^SQLITE_(?:READONLY|CANTOPEN|PERM)/.test(error.code))
    return `${cannot} the file or its folder cannot be opened or written (${error.message}). What was stored before is kept. Make both writable, or correct DATABASE_PATH.`;
  if (isDamage(error)) return damagedText(path, error.message);
  return null;
}
