// Upkeep of the running database: its file is still the one that was opened, and its write-ahead log stays small.
import Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { errorText, UserError } from '../../errors.js';
import { asidePath } from './backup-names.js';
import { copyOpen } from './backup.js';
import { lastCommit, leaveMark } from './commits.js';
import type { Db } from './db.js';
import { besideFile, removeDatabase, walBytes } from './files.js';
import { BUSY_TIMEOUT_MS } from './open.js';
import { damageOf } from './soundness.js';
import { isDamage, isTransientSqliteError } from './sqlite-errors.js';

export interface Upkeep {
  /** What happened to the file while the bot ran, as the end of "the database …"; null when nothing did. */
  readonly problem: string | null;
  /** Of the write-ahead log, after what could be written into the file was. */
  readonly walBytes: number;
}

function fileIdentity(path: string): string | null {
  const info = statSync(path, { throwIfNoEntry: false, bigint: true });
  return info === undefined ? null : `${info.dev}:${info.ino}`;
}

/** Over the writing connection. */
export function createUpkeep(db: Db) {
  const path = db.name;
  const opened = fileIdentity(path);
  // SQLite keeps both as long as a connection is open: in new ones every other program would find only a part.
  const besideIt = (end: '-wal' | '-shm'): string | null => fileIdentity(besideFile(path, end));
  const openedBeside = (['-wal', '-shm'] as const).map((end) => ({ end, identity: besideIt(end) }));

  /** A file can be overwritten in place: what another connection reads in it must be what we wrote. */
  function contentProblem(): string | null {
    try {
      const other = new Database(path, { readonly: true });
      try {
        const [theirs, ours] = [lastCommit(other), lastCommit(db)];
        const isOurs = theirs.database === ours.database && theirs.number >= ours.number;
        return isOurs ? null : 'was overwritten with other content';
      } finally {
        other.close();
      }
    } catch (error) {
      if (isTransientSqliteError(error)) return null;
      if (isDamage(error) || error instanceof Database.SqliteError) return `was overwritten (${errorText(error)})`;
      throw error;
    }
  }

  function fileProblem(): string | null {
    const present = fileIdentity(path);
    if (present === null) return 'was deleted';
    if (present !== opened) return 'was replaced by another file';
    // Also where the file was moved away and a link to it left: what belongs to it is looked for beside the file.
    const lost = openedBeside.find(({ end, identity }) => besideIt(end) !== identity);
    return lost === undefined ? contentProblem() : `lost ${basename(path)}${lost.end}, which is a part of it,`;
  }

  /** Readers are not waited for: what one of them still needs is written into the file the next time. */
  function shorten(): void {
    if (walBytes(path) === 0) return;
    db.pragma('busy_timeout = 0');
    try {
      db.pragma('wal_checkpoint(TRUNCATE)');
    } catch (error) {
      if (!isTransientSqliteError(error)) throw error;
    } finally {
      db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    }
  }

  return {
    /** To be called every few seconds. */
    keepUp(): Upkeep {
      const problem = fileProblem();
      if (problem === null) shorten();
      return { problem, walBytes: walBytes(path) };
    },
    /** Copies what the open connection holds, whatever became of the file; answers where. Throws what SQLite throws, UserError when it is damaged. */
    async rescue(at: Date): Promise<string> {
      leaveMark(db);
      const rescued = asidePath(path, 'rescued', at);
      try {
        await copyOpen(db, rescued);
        const damage = damageOf(rescued);
        if (damage !== null) throw new UserError('damaged-database', `it is damaged: ${damage}`);
        return rescued;
      } catch (error) {
        removeDatabase(rescued);
        throw error;
      }
    },
  };
}
