// What stands against opening a database at a path: another program's, an empty one that would hide what belongs there, a mixture.
import { UserError } from '../../errors.js';
import { newestRescued } from './backup-names.js';
import { lastWritten } from './commits.js';
import type { Db } from './db.js';
import { deadLinkIn, hasForeignLog, isEmpty, isThere, restoringPath } from './files.js';
import { appliedMigrations } from './migrate.js';
import { damagedText } from './sqlite-errors.js';

/** Throws UserError where the file holds what another program made. */
export function refuseForeign(db: Db, path: string): void {
  if (appliedMigrations(db).length > 0) return;
  if (db.prepare("SELECT 1 FROM sqlite_master WHERE tbl_name <> 'migrations' LIMIT 1").get() === undefined) return;
  throw new UserError(
    'foreign-database',
    `${path} is a database of another program. Nothing was changed; give this one another DATABASE_PATH.`,
  );
}

/**
 * Throws UserError where an empty database would hide what belongs in its place: what a killed restore was about to put there, or
 * what was kept when the file was lost under a running bot, which a service starts again by itself.
 */
export function refuseToBeginAnew(path: string): void {
  if (isThere(path)) return;
  if (isThere(restoringPath(path)))
    throw new UserError(
      'restore-interrupted',
      `There is no database at ${path}, and a restore of it was interrupted. Nothing was changed; run start, which finishes it, or restore.`,
    );
  const rescued = newestRescued(path);
  if (rescued !== null)
    throw new UserError(
      'rescued-database',
      `There is no database at ${path}: it was lost while the bot ran, and what it held is kept at ${rescued}. Nothing was changed. To go on with it: restore ${rescued}; to begin anew, move that file to another folder.`,
    );
}

/** Whether a crash or a full disk has emptied the file: changes were committed to it. One that a killed program has just made has none. */
export function isEmptied(path: string): boolean {
  return isThere(path) && isEmpty(path) && lastWritten(path) !== null;
}

export const EMPTIED = 'it is empty, although changes had been committed';

export function refuseEmptied(path: string): void {
  if (isEmptied(path)) throw new UserError('damaged-database', damagedText(path, EMPTIED));
}

/** What SQLite would make of a copy and of the log of another database is a state that never was. */
export function refuseForeignLog(path: string): void {
  if (!hasForeignLog(path)) return;
  throw new UserError(
    'foreign-log',
    `${path} is a copy that was put there by hand, and the write-ahead log beside it is of the database that was there before. Nothing was changed. ` +
      `Restore that copy by the name it has elsewhere; or move ${path}-wal and ${path}-shm to another folder, then start again.`,
  );
}

/** Throws UserError where the database lies behind a link to nothing: what was begun there would hide it. */
export function refuseDeadLink(path: string): void {
  const link = deadLinkIn(path);
  if (link !== null)
    throw new UserError(
      'unusable-database',
      `The database ${path} cannot be reached: ${link} is a link to something that is not there. Nothing was changed. ` +
        'Check that the disk is mounted and that DATABASE_PATH is right.',
    );
}
