// The lock of a running bot, or of a restore: an exclusive transaction on a file beside the database, gone with the process.
import Database from 'better-sqlite3';
import { realpathSync } from 'node:fs';
import { UserError } from '../../errors.js';
import { BESIDE, createPrivate, isThere } from './files.js';
import { explain } from './open.js';
import { refuseDeadLink } from './refusals.js';
import { isDamage } from './sqlite-errors.js';

/** Beside the file itself: a link to a database is the same database. */
function lockPath(databasePath: string): string {
  return `${isThere(databasePath) ? realpathSync(databasePath) : databasePath}${BESIDE.lock}`;
}

/** Takes the lock and answers how to release it. Throws UserError when another process holds it or the folder is unusable. */
export function lockDatabase(databasePath: string): () => void {
  let path = `${databasePath}${BESIDE.lock}`;
  try {
    refuseDeadLink(databasePath);
    path = lockPath(databasePath);
    createPrivate(path);
    const lock = new Database(path, { timeout: 0 });
    // A journal in a file would take room: the lock is taken on a full disk, too.
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
    return () => void lock.close();
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') {
      throw new UserError(
        'already-running',
        // The lock does not tell which of the two holds it.
        `Another Shinchaku already runs with the database ${databasePath}, or restores it. Stop it first, or wait until the restore is done, or give this one another DATABASE_PATH.`,
        { cause: error },
      );
    }
    if (isDamage(error)) {
      throw new UserError(
        'lock-unusable',
        `${path} cannot be the lock of the database: it holds something else. Nothing was changed; if nobody needs that file, delete it, then try again.`,
        { cause: error },
      );
    }
    throw explain(path, error);
  }
}
