// Commits, counted in the database and beside it: when a crash or a replaced file lost the newest ones, the next start says so.
import Database from 'better-sqlite3';
import { closeSync, constants, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { newestRescued } from './backup-names.js';
import { requireRow, type Db } from './db.js';
import { BESIDE, isThere } from './files.js';
import { BACKUP_MADE, nameOfJob } from './jobs.js';
import { markAsOfThePast } from './past.js';
import { isTransientSqliteError } from './sqlite-errors.js';

/** The last commit that was counted: of which database, its number, and when (UTC). */
interface Mark {
  readonly database: string;
  readonly number: number;
  readonly at: string;
  /** When a bot last made a backup of the database by itself (UTC); null where it never did. */
  readonly backedUp: string | null;
}

/** Written in one piece over the one before it: a kill leaves either of them. */
const MARK_BYTES = 100;

function markPath(databasePath: string): string {
  return `${databasePath}${BESIDE.mark}`;
}

function readMark(databasePath: string): Mark | null {
  const path = markPath(databasePath);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return null;
  const found = /^(\S+) (\d{1,15}) (\S+)(?: (\S+))?/.exec(readFileSync(path, 'utf8'));
  if (found === null) return null;
  const [, database = '', number = '', at = '', backedUp = null] = found;
  return { database, number: Number(number), at, backedUp };
}

/** The name of the database that was last written here; null where nothing tells. */
export function lastWritten(databasePath: string): string | null {
  return readMark(databasePath)?.database ?? null;
}

/** Whether the number beside a database tells that backups were made of it: what is damaged may not tell it any more. */
export function wasBackedUp(databasePath: string): boolean {
  return (readMark(databasePath)?.backedUp ?? null) !== null;
}

/** To be called when another database takes the place of this one: its count starts again, and nothing counts as lost. */
export function forgetMark(databasePath: string): void {
  rmSync(markPath(databasePath), { force: true });
}

const OF_MARK = `(SELECT value FROM meta WHERE name = 'database_id') AS database, number, at,
  (SELECT value FROM meta WHERE name = '${nameOfJob(BACKUP_MADE)}') AS backedUp`;
const LAST = `SELECT ${OF_MARK} FROM commits`;

/** The last commit that a connection knows of. */
export function lastCommit(db: Db): Mark {
  return requireRow(db.prepare<[], Mark>(LAST).get());
}

/** Not emptied: on a full disk the number in it can still be written over. */
function openMark(databasePath: string): number {
  return openSync(markPath(databasePath), constants.O_RDWR | constants.O_CREAT, 0o600);
}

function markText({ database, number, at, backedUp }: Mark): string {
  return `${database} ${number} ${at} ${backedUp ?? ''}`.padEnd(MARK_BYTES);
}

/** A disk that is full or failing, for SQLite or for the file of the number. */
const isPassing = (error: unknown): boolean =>
  isTransientSqliteError(error) || (error instanceof Error && 'syscall' in error);

/**
 * To be called before a connection that wrote is given up. Where the folder was moved to another disk under it, the file of the
 * number went along, as old as the database there: the number goes to where the path leads by now, and the next start compares.
 */
export function leaveMark(db: Db): void {
  try {
    if (!isThere(db.name)) return;
    const [ours, there] = [lastCommit(db), readMark(db.name)];
    if (there !== null && (there.database !== ours.database || there.number >= ours.number)) return;
    const file = openMark(db.name);
    try {
      writeSync(file, markText(ours), 0);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (!(error instanceof Database.SqliteError) && !isPassing(error)) throw error;
  }
}

/** Where to find what the database held that ends at a commit, and more; null where nothing was kept. */
function rescuedAfter(databasePath: string, last: Mark): string | null {
  try {
    const path = newestRescued(databasePath);
    if (path === null) return null;
    const kept = new Database(path, { readonly: true });
    try {
      const { database, number } = lastCommit(kept);
      return database === last.database && number > last.number ? path : null;
    } finally {
      kept.close();
    }
  } catch (error) {
    if (!(error instanceof Database.SqliteError) && !isPassing(error)) throw error;
    return null;
  }
}

const WHAT_IS_DONE = 'The history of each destination is read before anything is posted, so that no card comes twice.';

/** For the operator, and for the deliveries: what was written from a time until another one is not in the database. */
function noteLoss(db: Db, text: string, { since, until }: { readonly since: Date; readonly until: Date }): void {
  db.prepare("INSERT OR REPLACE INTO meta VALUES ('loss', ?)").run(text);
  db.exec('DELETE FROM inbox_files');
  markAsOfThePast(db, since, until);
}

/** Notes that the database is a copy, last changed at a time, that was put in its place by hand, not by `restore`. */
export function noteCopy(db: Db, changedAt: Date): void {
  const since = new Date(Math.min(changedAt.getTime(), Date.parse(lastCommit(db).at)));
  const text =
    `The database ${db.name} is a copy that was put there by hand, or by the restore of an older version, and ends at ${since.toISOString()}. Dumps that lie in the inbox ` +
    `are read again; subscriptions made since then, if any, have to be made again. ${WHAT_IS_DONE}`;
  db.transaction(() => noteLoss(db, text, { since, until: new Date() })).immediate();
}

/**
 * Counts what a writing connection commits. When it opens a database that ends before the last commit that was counted,
 * it notes that for the operator, and that cards may stand in Discord of which the database does not know.
 */
export function createCommits(db: Db) {
  const path = db.name;
  const mark = readMark(path);
  const count = db.prepare<[], Mark>(
    `UPDATE commits SET number = number + 1, at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') RETURNING ${OF_MARK}`,
  );
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck();
  const loss = db.prepare<[], string>("DELETE FROM meta WHERE name = 'loss' RETURNING value").pluck();
  const file = openMark(path);
  let counted = requireRow(changes.get());

  function noteMissing({ number, at }: Mark, last: Mark): void {
    const kept = rescuedAfter(path, last);
    const text =
      `The database ${path} ends at ${last.at}, but ${number - last.number} later changes had been committed, the last at ${at}: ` +
      'a crash of the machine lost them, or an older copy was put in its place. Dumps that lie in the inbox are read again; ' +
      (kept === null
        ? 'subscriptions made since then have to be made again.'
        : `subscriptions made since then are kept at ${kept}; to go on with them: stop the bot, then restore ${kept}.`) +
      ` ${WHAT_IS_DONE}`;
    db.transaction(() => {
      db.prepare('UPDATE commits SET number = ?').run(number);
      noteLoss(db, text, { since: new Date(last.at), until: new Date(at) });
    }).immediate();
  }

  const last = lastCommit(db);
  if (mark !== null && mark.database === last.database && mark.number > last.number) noteMissing(mark, last);

  return {
    /**
     * To be called after commits, before their caller is answered: counts what changed since the last call as one, and waits until
     * all of it is on the disk. A machine that loses its power would lose the commits of the last seconds together with their
     * number, while Discord has the cards. Does nothing once the database is closed.
     */
    countCommit(): void {
      if (!db.open || db.inTransaction || changes.get() === counted) return;
      try {
        // The log is synchronised as a whole: what was committed before it is on the disk, too (sqlite.org/pragma.html#pragma_synchronous).
        db.pragma('synchronous = FULL');
        // `all`, not `get`: that stops at the row, before the commit, and says nothing where a full disk refuses it.
        const made = requireRow(count.all()[0]);
        counted = requireRow(changes.get());
        writeSync(file, markText(made), 0);
      } catch (error) {
        // What was to be counted is committed; the next call counts it.
        if (!isPassing(error)) throw error;
      } finally {
        db.pragma('synchronous = NORMAL');
      }
    },
    /** What was found missing when the database was opened, once; null when nothing was. */
    takeLoss: (): string | null => loss.get() ?? null,
    closeMark: (): void => closeSync(file),
  };
}
