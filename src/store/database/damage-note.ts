// The note that damage was met: a large database is checked as a whole only at a start that finds one, since that takes seconds.
import Database from 'better-sqlite3';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { errorText } from '../../errors.js';
import { BESIDE, isThere } from './files.js';

function notePath(databasePath: string): string {
  return `${databasePath}${BESIDE.damageNote}`;
}

/** SQLite's code for damage in what a search index holds, of which its check of pages sees a part only. */
const OF_SEARCH_INDEX = 'SQLITE_CORRUPT_VTAB';

/** To be called where SQLite, or a check, found damage in the database. Where no note can be left, what was met is still told. */
export function noteDamage(databasePath: string, found: unknown): void {
  const code = found instanceof Database.SqliteError ? ` (${found.code})` : '';
  try {
    if (isThere(databasePath)) writeFileSync(notePath(databasePath), `${errorText(found)}${code}\n`, { mode: 0o600 });
  } catch {
    return;
  }
}

export function isDamageNoted(databasePath: string): boolean {
  return isThere(notePath(databasePath));
}

export function isDamageOfSearchIndexNoted(databasePath: string): boolean {
  try {
    return readFileSync(notePath(databasePath), 'utf8').includes(OF_SEARCH_INDEX);
  } catch {
    return false;
  }
}

/** To be called when the database was checked, or another one takes its place. */
export function forgetDamage(databasePath: string): void {
  rmSync(notePath(databasePath), { force: true });
}
