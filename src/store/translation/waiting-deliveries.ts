// Deliveries that wait for a translation: held back until a time, and let go when nothing of their paper is open.
import type { Db } from '../database/db.js';

/** Statements inside the caller's transaction. Times are UTC texts with milliseconds. */
export function createWaitingDeliveries(db: Db) {
  const open = db
    .prepare<[number], number>(
      `SELECT 1 FROM translation_papers JOIN translations ON translations.id = translation_id
     WHERE paper_id = ? AND state IN ('waiting', 'asking') LIMIT 1`,
    )
    .pluck();
  const hold = db.prepare(
    `UPDATE deliveries SET waits_since = @at, next_attempt_at = @until
     WHERE id = @id AND state = 'pending' AND waits_since IS NULL`,
  );
  const keep = db.prepare("UPDATE deliveries SET next_attempt_at = ? WHERE id = ? AND state = 'pending'");
  const release = db.prepare(
    `UPDATE deliveries SET next_attempt_at = min(created_at, @at)
     WHERE paper_id = @paperId AND state = 'pending' AND attempts = 0 AND waits_since IS NOT NULL AND next_attempt_at > @at`,
  );

  return {
    /** Whether a text of the paper is still to be translated. */
    isOpen: (paperId: number): boolean => open.get(paperId) !== undefined,
    hold: (ids: readonly number[], until: string, at: string): void =>
      ids.forEach((id) => void hold.run({ id, until, at })),
    keep: (id: number, until: string): void => void keep.run(until, id),
    /** Each goes back to its place among the others. */
    release: (paperId: number, at: string): void => void release.run({ paperId, at }),
  };
}
