// Joining: a row turned out to be the same paper as another one; no destination gets a second card because of it.
import { FRESH_DAYS } from '../../domain/announcement.js';
import { timePlus } from '../../domain/calendar.js';
import type { Db } from '../database/db.js';
import type { Enqueue } from '../delivery/enqueue.js';
import { ASLEEP, IS_SAME, PAUSED, rowsOf, sameAs, UNSUBSCRIBED } from '../delivery/reasons.js';

interface Owed {
  readonly id: number;
  readonly paperId: number;
  readonly destination: string;
  /** Which of two deliveries of one paper stays: the greater one. */
  readonly rank: number;
}

/** The rank of a delivery that waits. */
const WAITS = 3;
/** Discord has its message, or may have it; it waits; it waits for its rule to go on, or for another rule; nobody waits for it. */
const RANK = `CASE WHEN state = 'sent' THEN 5 WHEN state = 'sending' OR is_doubtful = 1 THEN 4 WHEN state IN ('pending', 'held') THEN ${WAITS}
  WHEN reason = '${PAUSED}' THEN 2 WHEN reason IN (${ASLEEP}) THEN 1 ELSE 0 END`;
/** What was announced longer ago is not posted any more when its paper turns out to be one of its own (milliseconds). */
const PARTED_MS = FRESH_DAYS * 86_400_000;

/** Deliveries of rows that turn out to be one paper, or not to be. All of it runs inside the caller's transaction. */
export function createJoining(db: Db, enqueue: Pick<Enqueue, 'replan'>) {
  const owed = db.prepare<[{ id: number }], Owed>(
    `SELECT id, paper_id AS paperId, destination, ${RANK} AS rank FROM deliveries WHERE paper_id IN ${rowsOf('@id')}
     ORDER BY paper_id <> @id`,
  );
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
  const alone = db
    .prepare<[{ id: number; since: string }], number>(
      `SELECT id FROM deliveries WHERE paper_id = @id AND state = 'withheld' AND ${IS_SAME} AND created_at >= @since
         AND NOT EXISTS (SELECT 1 FROM deliveries AS twin WHERE twin.destination = deliveries.destination AND twin.paper_id IN ${rowsOf('@id')}
           AND twin.state <> 'withheld')`,
    )
    .pluck();
  const forget = db.prepare(`UPDATE deliveries SET reason = '${UNSUBSCRIBED}' WHERE id = ?`);

  /** Which of the deliveries of one destination stays; of equals the first. */
  function settle(rows: readonly Owed[], into: number, at: string): Owed {
    const stays = rows.reduce((best, row) => (row.rank > best.rank ? row : best));
    for (const goes of rows) {
      if (goes === stays) continue;
      // Rules that wanted the one want the other: whichever is posted, or turns out not to be, is owed to all of them.
      match.run(stays.id, goes.id);
      match.run(goes.id, stays.id);
      withhold.run(into, at, goes.id);
    }
    const { id, paperId, destination } = stays;
    if (paperId === into) return stays;
    // The row that has a message stays with the paper; the other one is only kept for the books.
    const other = rows.find((row) => row.paperId === into);
    if (other !== undefined) move.run(into, `${destination} moving`, id);
    if (other !== undefined) move.run(paperId, destination, other.id);
    move.run(into, destination, id);
    return stays;
  }

  return {
    /** A row without records is the same paper as another one: no destination gets a second card because of it. */
    join(from: number, into: number, at: string): void {
      const moved = owed.all({ id: from });
      const places = new Map(moved.map(({ destination }): [string, Owed[]] => [destination, []]));
      for (const row of [...owed.all({ id: into }), ...moved]) places.get(row.destination)?.push(row);
      const shared: number[] = [];
      for (const rows of places.values()) {
        const { id, rank } = settle(rows, into, at);
        if (rows.length > 1 && rank >= WAITS) shared.push(id);
      }
      // By a rule of the other one it may go sooner.
      enqueue.replan(shared, at);
      announced.run(from, into);
      announcedIn.run(into, from);
      // What is asked for is waited for by the cards of the paper that stays.
      translations.run(into, from);
      alias.run(into, from, from);
    },
    /** A row has records of its own again, or has lost some: what was not posted since another one showed its paper is owed. */
    part(id: number, at: string): void {
      const ids = alone.all({ id, since: timePlus(at, -PARTED_MS) });
      if (ids.length === 0) return;
      for (const each of ids) forget.run(each);
      enqueue.replan(ids, at);
    },
  };
}
