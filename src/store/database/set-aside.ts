// Setting a database aside for another one to take its place: with all that it holds in its file alone, under a name of its own.
import Database from 'better-sqlite3';
import { SHORT_WAIT_MS } from './damage-at-start.js';
import { hasForeignLog, isCopy, moveDatabase } from './files.js';
import { isDamage } from './sqlite-errors.js';

/** Has SQLite keep a log of a file from now on, or none. Throws when another program has it open. */
function keepLog(databasePath: string, mode: 'WAL' | 'DELETE'): void {
  const db = new Database(databasePath, { timeout: SHORT_WAIT_MS });
  try {
    db.pragma(`journal_mode = ${mode}`);
  } catch (error) {
    if (!isDamage(error)) throw error;
  } finally {
    db.close();
  }
}

/** Moves the database aside, with everything in the file alone. Throws when another program has it open; then it is left as it was. */
export function setAside(databasePath: string, aside: string): void {
  // The log of another database is not to be written into it.
  if (hasForeignLog(databasePath)) return moveDatabase(databasePath, aside);
  const wasCopy = isCopy(databasePath);
  keepLog(databasePath, 'DELETE');
  try {
    moveDatabase(databasePath, aside);
  } catch (error) {
    if (!wasCopy) keepLog(databasePath, 'WAL');
    throw error;
  }
}
