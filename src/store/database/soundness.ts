// Soundness: whether a file is an undamaged database of this program, of a schema that it knows.
import Database from 'better-sqlite3';
import { errorText } from '../../errors.js';
import type { Db } from './db.js';
import { appliedMigrations, emptySchema, schemaState } from './migrate.js';
import { isDamage, tellsNothing } from './sqlite-errors.js';

/** Of SQLite's result codes, the low byte is the kind (sqlite.org/rescode.html). */
const SQLITE_IOERR = 10;

/** SQLite's check tells of a page that the disk did not give as it tells of damage. */
function isOfDisk(complaint: string): boolean {
  const code = /unable to get the page\. error code=(\d+)/.exec(complaint)?.[1];
  return code !== undefined && Number(code) % 256 === SQLITE_IOERR;
}

/** The first complaint of SQLite about a database, or null when it is sound. Throws what is no damage, such as a lock or a failing disk. */
export function complaintOf(db: Db): string | null {
  try {
    const [row] = db.prepare<[], { quick_check: string }>('PRAGMA quick_check(1)').all();
    const complaint = row?.quick_check.replace(/\s+/g, ' ') ?? 'it cannot be checked';
    if (isOfDisk(complaint)) throw new Database.SqliteError(complaint, 'SQLITE_IOERR');
    return complaint === 'ok' ? null : complaint;
  } catch (error) {
    if (isDamage(error)) return errorText(error);
    throw error;
  }
}

/** The same of a file. Changes nothing. */
export function damageOf(path: string): string | null {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      return complaintOf(db);
    } finally {
      db.close();
    }
  } catch (error) {
    if (isDamage(error)) return errorText(error);
    throw error;
  }
}

/** Tables, their columns, indexes, triggers and views, each as a line. */
function shapeOf(db: Db): string[] {
  return db
    .prepare<[], string>(
      `WITH own AS (SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\')
       SELECT type || ' ' || name FROM own
       UNION ALL SELECT 'column ' || own.name || '.' || c.name FROM own, pragma_table_xinfo(own.name) c WHERE own.type = 'table'`,
    )
    .pluck()
    .all();
}

function shapeOfMigrations(names: readonly string[]): string[] {
  const empty = emptySchema(names);
  try {
    return shapeOf(empty);
  } finally {
    empty.close();
  }
}

/** Why a database is none of this program's, as half a sentence; null when it is one. */
export function strangenessOf(db: Db): string | null {
  const names = appliedMigrations(db);
  if (names.length === 0) return 'it is not a database of Shinchaku';
  if (schemaState(db) === 'newer') return 'it was written by a newer version of this program';
  const shape = new Set(shapeOf(db));
  const known = shapeOfMigrations(names);
  const missing = known.find((line) => !shape.delete(line));
  if (missing !== undefined) return `it is not a database of Shinchaku: its schema lacks the ${missing}`;
  // What somebody added to look at it - a view, a table, a column - changes nothing; a trigger would run with what we write.
  const strange = [...shape].find((line) => line.startsWith('trigger '));
  return strange === undefined ? null : `it holds a ${strange}, which is none of Shinchaku's`;
}

/** The same of a file. */
export function strangenessIn(path: string): string | null {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    return strangenessOf(db);
  } finally {
    db.close();
  }
}

export interface Holdings {
  readonly papers: number;
  readonly subscriptions: number;
  readonly deliveries: number;
}

/** What a database of any schema of ours holds. */
export function holdingsOf(db: Db): Holdings {
  const count = (sql: string): number => db.prepare<[], number>(`SELECT count(*) FROM ${sql}`).pluck().get() ?? 0;
  const canJoin = count("pragma_table_info('papers') WHERE name = 'merged_into'") > 0;
  return {
    papers: count(canJoin ? 'papers WHERE merged_into IS NULL' : 'papers'),
    subscriptions: count('subscriptions WHERE removed_at IS NULL'),
    deliveries: count('deliveries'),
  };
}

/** The Discord application that a database serves; null when it never served one. */
export function applicationOf(db: Db): string | null {
  return db.prepare<[], string>("SELECT value FROM meta WHERE name = 'application_id'").pluck().get() ?? null;
}

/** What a database was named when it was begun; its copies have the same name. */
export function databaseIdOf(db: Db): string | null {
  return db.prepare<[], string>("SELECT value FROM meta WHERE name = 'database_id'").pluck().get() ?? null;
}

/**
 * Whether a backup is of another database, whose backups lie in the same folder; null where it cannot be looked at now, as for
 * want of rights or on a failing disk. One that can and does not tell, as a damaged one, counts as of this one.
 */
export function isOfAnother(path: string, own: string | null): boolean | null {
  try {
    const copy = new Database(path, { readonly: true });
    try {
      const id = databaseIdOf(copy);
      return id !== null && id !== own;
    } finally {
      copy.close();
    }
  } catch (error) {
    if (tellsNothing(error)) return null;
    if (error instanceof Database.SqliteError) return false;
    throw error;
  }
}
