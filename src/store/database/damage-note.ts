// The note that damage was met: a large database is checked as a whole only at a start that finds one, since that takes seconds.
import { rmSync, writeFileSync } from 'node:fs';
import { errorText } from '../../errors.js';
import { isThere } from './files.js';

function notePath(databasePath: string): string {
  return `${databasePath}.to-check`;
}

/** To be called where SQLite, or a check, found damage in the database. Where no note can be left, what was met is still told. */
export function noteDamage(databasePath: string, found: unknown): void {
  try {
    if (isThere(databasePath)) writeFileSync(notePath(databasePath), `${errorText(found)}\n`, { mode: 0o600 });
  } catch {
    return;
  }
}

export function isDamageNoted(databasePath: string): boolean {
  return isThere(notePath(databasePath));
}

/** To be called when the database was checked, or another one takes its place. */
export function forgetDamage(databasePath: string): void {
  rmSync(notePath(databasePath), { force: true });
}
