// A sound copy: of backups and databases kept aside, the first that is undamaged and ours, made ready to be restored.
import Database from 'better-sqlite3';
import { closeSync, createReadStream, createWriteStream, openSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { errorText, UserError } from '../../errors.js';
import { copyOpen } from './backup.js';
import { madeAt } from './backup-names.js';
import { lastCommit } from './commits.js';
import type { Db } from './db.js';
import {
  besideFile,
  createPrivate,
  hasForeignLog,
  isThere,
  openToAll,
  removeDatabase,
  restoringPath,
} from './files.js';
import { BACKUP_MADE, createJobReports } from './jobs.js';
import { appliedMigrations, migrate } from './migrate.js';
import { tooManyOpenText } from './open-files.js';
import { markAsOfThePast } from './past.js';
import { applicationOf, complaintOf, databaseIdOf, holdingsOf, strangenessOf, type Holdings } from './soundness.js';
import { isDamage } from './sqlite-errors.js';

/** A copy that is ready to take the database's place, and what it holds. */
export interface Prepared {
  readonly source: string;
  readonly path: string;
  readonly holdings: Holdings;
}

/** The place that a copy is to take, and the time of that. */
interface Target {
  readonly databasePath: string;
  readonly at: Date;
}

/** Thrown where a copy cannot be used; another copy may be tried. */
class UnusableCopy extends UserError {
  /** Whether it may be whole all the same: it could not be looked at, or not as it lies there. */
  readonly mayBeSound: boolean = false;
}
class RefusedCopy extends UnusableCopy {
  override readonly mayBeSound = true;
}

function refuse(source: string, why: string, Unusable = UnusableCopy): never {
  throw new Unusable('backup-not-sound', `${source} cannot be used: ${why}`);
}

interface About {
  readonly id: string | null;
  readonly application: string | null;
  readonly holdings: Holdings | null;
  /** Whether a bot has made backups of it by itself; false where that cannot be read. */
  readonly hasBackups: boolean;
}

/** What can be read of a database that may be damaged; null where it cannot. */
function asFarAsRead<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** What the current database tells of itself, as far as it can be read. */
export function about(databasePath: string): About {
  // It may be no database at all, which is why it is replaced.
  const db = asFarAsRead(() => new Database(databasePath, { readonly: true, fileMustExist: true }));
  if (db === null) return { id: null, application: null, holdings: null, hasBackups: false };
  const read = <T>(what: (db: Db) => T): T | null => asFarAsRead(() => what(db));
  const found = {
    id: read(databaseIdOf),
    application: read(applicationOf),
    holdings: read(holdingsOf),
    hasBackups: read((open) => createJobReports(open).jobDoneAt(BACKUP_MADE)) !== null,
  };
  db.close();
  return found;
}

function checkCopy(source: string, db: Db, application: string | null): void {
  const damage = complaintOf(db);
  if (damage !== null) refuse(source, damage);
  const strangeness = strangenessOf(db);
  if (strangeness !== null) refuse(source, strangeness, appliedMigrations(db).length > 0 ? RefusedCopy : UnusableCopy);
  const own = applicationOf(db);
  if (application !== null && own !== null && own !== application)
    refuse(
      source,
      `it belongs to the Discord application ${own}, and the database here to ${application}`,
      RefusedCopy,
    );
}

function refuseUnreadable(source: string): void {
  try {
    if (!isThere(source)) refuse(source, 'there is no such file', RefusedCopy);
    if (!statSync(source).isFile()) refuse(source, 'it is not a file');
    closeSync(openSync(source, 'r'));
  } catch (error) {
    if (error instanceof UserError || tooManyOpenText(error) !== null) throw error;
    refuse(source, errorText(error), RefusedCopy);
  }
}

/** Whether SQLite does not open the copy where it lies; its own place can be written, since a file was made there. */
function isUnopened(error: unknown): error is Error {
  if (tooManyOpenText(error) !== null) return false;
  return error instanceof Database.SqliteError && /^SQLITE_(?:READONLY|CANTOPEN)/.test(error.code);
}

/** Copies the bytes of a database and of its write-ahead log, or of its rollback journal, to where SQLite can put the two together. */
async function copyBytes(source: string, path: string): Promise<void> {
  removeDatabase(path);
  for (const end of ['', '-wal', '-journal'] as const) {
    const from = besideFile(source, end);
    if (!isThere(from)) continue;
    createPrivate(`${path}${end}`);
    await pipeline(createReadStream(from), createWriteStream(`${path}${end}`));
  }
  const db = new Database(path);
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

/**
 * SQLite opens a database with a write-ahead log, as a bot leaves it at its stop, only where it can write beside it, so not on a
 * medium or in a folder that this program cannot write.
 */
async function copyFrom(source: string, path: string): Promise<void> {
  try {
    const from = new Database(source, { readonly: true });
    try {
      await copyOpen(from, path);
    } finally {
      from.close();
    }
  } catch (error) {
    if (!isUnopened(error)) throw error;
    await copyBytes(source, path);
  }
}

/**
 * Makes a checked copy of `source`, with its write-ahead log, beside the database and brings it up to date.
 * Throws UnusableCopy when it is not sound or not ours, and what SQLite throws when there is no room.
 */
async function prepare(source: string, { databasePath, at }: Target, application: string | null): Promise<Prepared> {
  refuseUnreadable(source);
  const open = openToAll(source);
  if (open !== null)
    refuse(
      source,
      `everybody on this machine may change it; if you trust it, take that right away (chmod o-w ${open}), or copy it to a folder of yours on a disk that keeps rights`,
      RefusedCopy,
    );
  if (hasForeignLog(source))
    refuse(
      source,
      'it is a copy beside which the write-ahead log of another database was left; move its -wal and -shm to another folder',
      RefusedCopy,
    );
  const path = restoringPath(databasePath);
  try {
    await copyFrom(source, path);
    const db = new Database(path);
    try {
      checkCopy(source, db, application);
      migrate(db);
      // A copy of a copy is younger than what it holds.
      markAsOfThePast(db, new Date(Math.min(madeAt(source).getTime(), Date.parse(lastCommit(db).at))), at);
      // A copy in the database's place that keeps no log is taken for one that was put there by hand (see isCopy).
      db.pragma('journal_mode = WAL');
      return { source, path, holdings: holdingsOf(db) };
    } finally {
      db.close();
    }
  } catch (error) {
    removeDatabase(path);
    if (isDamage(error)) refuse(source, errorText(error));
    if (isUnopened(error)) refuse(source, error.message, RefusedCopy);
    throw error;
  }
}

/** The first of some copies that can be used, prepared; the reasons against those before it, and whether one of them may be sound. */
export async function firstSound(
  sources: readonly string[],
  target: Target,
): Promise<{ prepared: Prepared | null; passedOver: string[]; mayBeSound: boolean }> {
  const { application } = about(target.databasePath);
  const passedOver: string[] = [];
  let mayBeSound = false;
  for (const source of sources) {
    try {
      return { prepared: await prepare(source, target, application), passedOver, mayBeSound };
    } catch (error) {
      if (!(error instanceof UnusableCopy)) throw error;
      passedOver.push(error.message);
      mayBeSound ||= error.mayBeSound;
    }
  }
  return { prepared: null, passedOver, mayBeSound };
}
