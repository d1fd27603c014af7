// Marks a database that was restored from a backup, since Discord may hold cards that it does not know.
import type { Db } from './db.js';

/** Makes the bot read each destination's history since that time before it posts there. */
export function markAsOfThePast(db: Db, since: Date): void {
  db.prepare("INSERT OR REPLACE INTO meta VALUES ('restored_backup_of', ?)").run(since.toISOString());
  db.exec('DELETE FROM searched_destinations; DELETE FROM found_cards');
}

export function isOfThePast(db: Db): boolean {
  return db.prepare("SELECT 1 FROM meta WHERE name = 'restored_backup_of'").get() !== undefined;
}
