// Joining: a row turned out to be the same paper as another one; no destination gets a second card because of it.
import type { Db } from '../database/db.js';
import { ASLEEP, PAUSED, sameAs } from '../delivery/reasons.js';

interface Owed {
  readonly id: number;
  readonly destination: string;
  /** Which of two deliveries of one paper stays: the greater one. */
  readonly rank: number;
}

/** Discord has its message, or may have it; it waits; it waits for its rule to go on, or for another rule; nobody waits for it. */
const RANK = `CASE WHEN state = 'sent' THEN 5 WHEN state = 'sending' OR is_doubtful = 1 THEN 4 WHEN state IN ('pending', 'held') THEN 3
  WHEN reason = '${PAUSED}' THEN 2 WHEN reason IN (${ASLEEP}) THEN 1 ELSE 0 END`;

/** Answers a function that joins a row without records into another row, inside the caller's transaction. */
export function createJoining(db: Db): (from: number, into: number, at: string) => void {
  const owed = db.prepare<[number], Owed>(`SELECT id, destination, ${RANK} AS rank FROM deliveries WHERE paper_id = ?`);
  const move = db.prepare('UPDATE deliveries SET paper_id = ?, destination = ? WHERE id = ?');
  const withhold = db.prepare(
    `UPDATE deliveries SET state = 'withheld', reason = ${sameAs('?')}, settled_at = ?
     WHERE id = ? AND is_doubtful = 0 AND (state IN ('pending', 'held') OR (state = 'withheld' AND reason IN (${ASLEEP})))`,
  );
  const match = db.prepare(
    'INSERT OR IGNORE INTO matches SELECT ?, subscription_id FROM matches WHERE delivery_id = ?',
  );
  const announced = db.prepare(
    `UPDATE papers SET (announced_at, announced_by) = (SELECT announced_at, announced_by FROM papers WHERE id = ?)
     WHERE id = ? AND announced_at IS NULL`,
  );
  const announcedIn = db.prepare(
    'INSERT OR IGNORE INTO announced_categories SELECT ?, category FROM announced_categories WHERE paper_id = ?',
  );
  const translations = db.prepare(
    'INSERT OR IGNORE INTO translation_papers SELECT ?, translation_id, is_awaited FROM translation_papers WHERE paper_id = ?',
  );
  const alias = db.prepare(
    'UPDATE papers SET merged_into = ?, arxiv_id = NULL, is_translated = 0 WHERE id = ? OR merged_into = ?',
  );

  return function join(from, into, at) {
    const there = new Map(owed.all(into).map((row) => [row.destination, row]));
    for (const row of owed.all(from)) {
      const other = there.get(row.destination);
      if (other === undefined) {
        move.run(into, row.destination, row.id);
        continue;
      }
      // The row that has a message stays with the paper; the other one is only kept for the books.
      const [stays, goes] = row.rank > other.rank ? [row, other] : [other, row];
      // Rules that wanted the one want the other: whichever is posted, or turns out not to be, is owed to all of them.
      match.run(stays.id, goes.id);
      match.run(goes.id, stays.id);
      withhold.run(into, at, goes.id);
      if (stays === other) continue;
      move.run(into, `${row.destination} moving`, row.id);
      move.run(from, other.destination, other.id);
      move.run(into, row.destination, row.id);
    }
    announced.run(from, into);
    announcedIn.run(into, from);
    // What is asked for is waited for by the cards of the paper that stays.
    translations.run(into, from);
    alias.run(into, from, from);
  };
}
