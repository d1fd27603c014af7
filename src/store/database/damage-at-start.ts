// Whether the database that a start finds is damaged: a small one is checked as a whole every time, a large one where damage was met.
import Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { errorText } from '../../errors.js';
import { isDamageNoted, isDamageOfSearchIndexNoted } from './damage-note.js';
import { besideFile, isThere } from './files.js';
import { askToRebuild } from './migrate.js';
import { EMPTIED, isEmptied } from './refusals.js';
import { damageOf } from './soundness.js';
import { isDamage } from './sqlite-errors.js';

/** How long another program's connection is waited for (milliseconds). */
export const SHORT_WAIT_MS = 2_000;

/** What a killed program was writing is taken back by SQLite, where that was no log: a connection that only reads cannot. */
function takeBack(databasePath: string): void {
  if (!isThere(besideFile(databasePath, '-journal'))) return;
  const db = new Database(databasePath, { timeout: SHORT_WAIT_MS });
  try {
    db.prepare('SELECT count(*) FROM sqlite_master').get();
  } catch (error) {
    if (!isDamage(error)) throw error;
  } finally {
    db.close();
  }
}

/** A table with what its index would have refused. */
const isConstraint = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT');

/**
 * The check of pages does not see an index that lacks rows. Indexes hold nothing that their tables do not: rebuilt, they lose nothing.
 * The search index takes minutes, so it is made again only where it was at fault, when the database is opened.
 * Answers what stands in the way of that, as half a sentence; null when they are whole.
 */
function rebuildIndexes(databasePath: string): string | null {
  const db = new Database(databasePath, { timeout: SHORT_WAIT_MS });
  try {
    db.exec('REINDEX');
    if (isDamageOfSearchIndexNoted(databasePath)) askToRebuild(db);
    return null;
  } catch (error) {
    if (isDamage(error) || isConstraint(error)) return errorText(error);
    throw error;
  } finally {
    db.close();
  }
}

/** A database of up to this size (bytes) is checked page by page at every start, which takes less than a second; a larger one where damage was met in it. */
const CHECKED_BYTES = 268_435_456;

/** What is damaged in a database that a start finds, as half a sentence; null where nothing is known to be. Throws what is no damage, such as a lock. */
export function damageAtStart(databasePath: string): string | null {
  takeBack(databasePath);
  const { size } = statSync(databasePath);
  if (size === 0) return isEmptied(databasePath) ? EMPTIED : null;
  if (isDamageNoted(databasePath)) return damageOf(databasePath) ?? rebuildIndexes(databasePath);
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
