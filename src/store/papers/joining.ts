// Joining: a row turned out to be the same paper as another one; no destination gets a second card because of it.
import type { Db } from '../database/db.js';
import { sameAs } from '../delivery/reasons.js';

interface Owed {
  readonly id: number;
  readonly destination: string;
  /** Whether Discord has, or may have, its message. */
  readonly is_out: number;
}

/** Answers a function that joins a row without records into another row, inside the caller's transaction. */
export function createJoining(db: Db): (from: number, into: number, at: string) => void {
  const owed = db.prepare<[number], Owed>(
    `SELECT id, destination, state IN ('sent', 'sending') OR is_doubtful = 1 AS is_out FROM deliveries WHERE paper_id = ?`,
  );
  const move = db.prepare('UPDATE deliveries SET paper_id = ?, destination = ? WHERE id = ?');
  const withhold = db.prepare(
    `UPDATE deliveries SET state = 'withheld', reason = ${sameAs('?')}, settled_at = ?
     WHERE id = ? AND state IN ('pending', 'held') AND is_doubtful = 0`,
  );
  const announced = db.prepare(
    `UPDATE papers SET (announced_at, announced_by) = (SELECT announced_at, announced_by FROM papers WHERE id = ?)
     WHERE id = ? AND announced_at IS NULL`,
  );
  const announcedIn = db.prepare(
    'INSERT OR IGNORE INTO announced_categories SELECT ?, category FROM announced_categories WHERE paper_id = ?',
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
      const [stays, goes] = row.is_out > other.is_out ? [row, other] : [other, row];
      withhold.run(into, at, goes.id);
      if (stays === other) continue;
      move.run(into, `${row.destination} moving`, row.id);
      move.run(from, other.destination, other.id);
      move.run(into, row.destination, row.id);
    }
    announced.run(from, into);
    announcedIn.run(into, from);
    alias.run(into, from, from);
  };
}
