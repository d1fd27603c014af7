// Marks a database that was restored from a backup, since Discord may hold cards that it does not know.
import { snowflakeTime } from '../../domain/fingerprint.js';
import type { Db } from './db.js';

const NEWEST_MESSAGE = `SELECT newest_message FROM destination_states WHERE newest_message IS NOT NULL AND newest_message NOT GLOB '*[^0-9]*'
  ORDER BY length(newest_message) DESC, newest_message DESC LIMIT 1`;

/**
 * Makes the bot read each destination's history since that time before it posts there, or since the newest message that is
 * known: its id has Discord's time, which holds also where the clock of this machine was ahead. What was written from then
 * until `until` is lost.
 */
export function markAsOfThePast(db: Db, since: Date, until: Date): void {
  const newest = db.prepare<[], string>(NEWEST_MESSAGE).pluck().get();
  const known = newest === undefined ? since : snowflakeTime(newest);
  const from = known < since ? known : since;
  const note = db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)');
  note.run('restored_backup_of', from.toISOString());
  note.run('restored_at', until.toISOString());
  // What was found after a restore before stays: the next reading begins at the newest message that is known, which may be later.
  db.exec('DELETE FROM searched_destinations');
}

export function isOfThePast(db: Db): boolean {
  return db.prepare("SELECT 1 FROM meta WHERE name = 'restored_backup_of'").get() !== undefined;
}
