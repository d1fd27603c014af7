// Restoring: a sound backup takes the place of the database, which is kept aside; the copy knows that it is of the past.
import Database from 'better-sqlite3';
import { copyFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorText, UserError } from '../../errors.js';
import { backUp, backUpInto, damageOf, fileTime, listBackups } from './backup.js';
import { explain, openForReading } from './open.js';
import { migrate } from './migrate.js';
import { isDamage } from './sqlite-errors.js';

/** The files of one database. */
const ENDS = ['', '-wal', '-shm'];

/** Gives a database another name, with what belongs to it; answers the name. */
export function moveAside(databasePath: string, why: 'damaged' | 'replaced', at: Date): string {
  const base = `${databasePath}.${why}-${fileTime(at)}`;
  let aside = base;
  for (let number = 2; existsSync(aside); number += 1) aside = `${base}-${number}`;
  for (const end of ENDS) {
    if (existsSync(`${databasePath}${end}`)) renameSync(`${databasePath}${end}`, `${aside}${end}`);
  }
  return aside;
}

/**
 * Puts a copy of a backup where the database is to be. From then on the database knows that cards may stand in Discord
 * of which it has no record: before it posts, it looks through each destination's history since the backup.
 * `clear` makes room for it once the copy is ready; its answer is handed back. The caller holds the lock of the database.
 * Throws UserError when the backup is not sound; then nothing was changed.
 */
export function putBackup<T>(backup: string, databasePath: string, clear: () => T): T {
  if (!existsSync(backup)) throw new UserError(`There is no backup at ${backup}. Nothing was changed.`);
  const damage = damageOf(backup);
  if (damage !== null)
    throw new UserError(`The backup ${backup} cannot be used: ${damage}. Nothing was changed; name another one.`);
  const unfinished = `${databasePath}.restoring`;
  mkdirSync(dirname(databasePath), { recursive: true });
  copyFileSync(backup, unfinished);
  const db = new Database(unfinished);
  migrate(db);
  db.prepare("INSERT OR REPLACE INTO meta VALUES ('restored_backup_of', ?)").run(madeAt(backup).toISOString());
  db.exec('DELETE FROM searched_destinations; DELETE FROM found_cards');
  db.pragma('journal_mode = DELETE');
  db.close();
  const cleared = clear();
  renameSync(unfinished, databasePath);
  return cleared;
}

/** Copies a database, also one in use, to a path or into the folder of backups; answers where. Throws UserError. */
export async function copyDatabase(
  databasePath: string,
  target: string | { readonly folder: string; readonly keep: number },
  at: Date,
): Promise<string> {
  if (!existsSync(databasePath))
    throw new UserError(`There is no database at ${databasePath} yet, so there is nothing to back up.`);
  const db = openForReading(databasePath);
  try {
    if (typeof target !== 'string') return await backUpInto(db, target.folder, databasePath, target.keep, at);
    await backUp(db, target);
    return target;
  } catch (error) {
    throw explain(databasePath, error);
  } finally {
    db.close();
  }
}

/** When a backup was made: the time in its name, else the time of its last change. */
function madeAt(backup: string): Date {
  const found = /-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(?:-\d+)?\.db$/.exec(backup);
  if (found === null) return statSync(backup).mtime;
  const [, year, month, day, hour, minute, second] = found.map(Number);
  return new Date(Date.UTC(year!, month! - 1, day, hour, minute, second));
}

/** A database of up to this size (bytes) is checked page by page at every start; that takes less than a second. */
const CHECKED_BYTES = 268_435_456;

function damageAtStart(databasePath: string): string | null {
  const { size } = statSync(databasePath);
  if (size === 0) return null;
  if (size <= CHECKED_BYTES) return damageOf(databasePath);
  try {
    const db = new Database(databasePath, { readonly: true });
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    db.close();
    return null;
  } catch (error) {
    if (isDamage(error)) return errorText(error);
    throw error;
  }
}

/**
 * Before a start, under the lock: a damaged database is moved aside and replaced by the newest sound backup, or by
 * nothing when there is none. Answers what was done as a sentence for the operator; null when nothing had to be done.
 * Throws UserError when the database cannot be looked at: what is locked or unreadable is not taken for damaged.
 */
export function replaceIfDamaged(databasePath: string, backupFolder: string, at: Date): string | null {
  if (!existsSync(databasePath)) return null;
  try {
    return replace(databasePath, backupFolder, at);
  } catch (error) {
    throw explain(databasePath, error);
  }
}

function replace(databasePath: string, backupFolder: string, at: Date): string | null {
  const damage = damageAtStart(databasePath);
  if (damage === null) return null;
  const aside = moveAside(databasePath, 'damaged', at);
  const moved = `The database ${databasePath} is damaged (${damage}). It was moved to ${aside}.`;
  const backup = listBackups(backupFolder, databasePath).find((path) => damageOf(path) === null);
  if (backup === undefined)
    return `${moved} There is no sound backup in ${backupFolder}, so a new, empty database is begun: subscriptions have to be made again.`;
  putBackup(backup, databasePath, () => undefined);
  return `${moved} The newest sound backup took its place: ${backup}. What came after it is read again from the inbox; cards that already stand in Discord are recognised and not repeated.`;
}
