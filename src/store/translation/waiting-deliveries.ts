// Deliveries that wait for a translation: held back until a time, and let go when nothing of their paper is open.
import type { Db } from '../database/db.js';
import { PAPER, rowsOf } from '../delivery/reasons.js';

/** Statements inside the caller's transaction. Times are UTC texts with milliseconds. */
export function createWaitingDeliveries(db: Db) {
  const open = db
    .prepare<[number], number>(
      `SELECT 1 FROM translation_papers JOIN translations ON translations.id = translation_id
     WHERE paper_id = ? AND is_awaited = 1 AND state IN ('waiting', 'asking') LIMIT 1`,
    )
    .pluck();
  const hold = db.prepare(
    `UPDATE deliveries SET waits_since = @at, next_attempt_at = @until
     WHERE id = @id AND state = 'pending' AND waits_since IS NULL`,
  );
  // What was asked for may have come since somebody looked: the delivery was let go then, and nothing would do so again.
  const keep = db.prepare(
    `UPDATE deliveries SET next_attempt_at = ? WHERE id = ? AND state = 'pending' AND EXISTS (
       SELECT 1 FROM translation_papers JOIN translations ON translations.id = translation_id
       WHERE paper_id = ${PAPER} AND is_awaited = 1 AND translations.state IN ('waiting', 'asking'))`,
  );
  const release = db.prepare(
    `UPDATE deliveries SET next_attempt_at = min(created_at, @at)
     WHERE paper_id IN ${rowsOf('@paperId')} AND state = 'pending' AND attempts = 0 AND waits_since IS NOT NULL AND next_attempt_at > @at`,
  );

  const holdSteps = db.prepare(
    `UPDATE message_steps SET next_attempt_at = max(next_attempt_at, @until) WHERE kind = 'edit' AND state = 'pending'
       AND delivery_id IN (SELECT id FROM deliveries WHERE paper_id IN ${rowsOf('@paperId')} AND language <> 'en')`,
  );
  const releaseSteps = db.prepare(
    `UPDATE message_steps SET next_attempt_at = @at WHERE kind = 'edit' AND state = 'pending' AND next_attempt_at > @at
       AND attempts = 0 AND settled_at IS NULL AND delivery_id IN (SELECT id FROM deliveries WHERE paper_id IN ${rowsOf('@paperId')})`,
  );

  return {
    /** Whether a text that messages of the paper show is still to be translated. */
    isOpen: (paperId: number): boolean => open.get(paperId) !== undefined,
    hold: (ids: readonly number[], until: string, at: string): void =>
      ids.forEach((id) => void hold.run({ id, until, at })),
    keep: (id: number, until: string): void => void keep.run(until, id),
    /** Each goes back to its place among the others. */
    release: (paperId: number, at: string): void => {
      release.run({ paperId, at });
      releaseSteps.run({ paperId, at });
    },
    /** Edits of the paper's messages in Japanese wait as well. */
    holdEdits: (paperId: number, until: string): void => void holdSteps.run({ paperId, until }),
  };
}
