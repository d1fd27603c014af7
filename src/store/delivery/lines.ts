// The lines of messages of several papers, read: which papers stand in one, in the order that was frozen with its claim.
import type { MessageLine, LinedMessage } from '../../domain/posted.js';
import type { Db } from '../database/db.js';
import { toPaper, type PaperRow } from '../papers/rows.js';

interface LineRow extends PaperRow {
  readonly delivery_id: number;
  readonly line: number;
  readonly shows: number;
}

/** Questions over a reading connection. */
export function createLineReports(db: Db) {
  const lines = db.prepare<[number, number, number], LineRow>(
    `SELECT deliveries.id AS delivery_id, line, line_shows AS shows, papers.id, papers.key, papers.search_id, papers.facts, papers.readable
     FROM deliveries JOIN papers AS owed ON owed.id = paper_id JOIN papers ON papers.id = coalesce(owed.merged_into, owed.id)
     WHERE leader_id = ? AND line > ? ORDER BY line LIMIT ?`,
  );
  const message = db.prepare<[number, number], LinedMessage>(
    `SELECT destination, language, nonce, first_attempt_at AS firstAttemptAt, (SELECT count(*) FROM deliveries WHERE leader_id = ?) AS count
     FROM deliveries WHERE id = ? AND leader_id = id`,
  );
  return {
    /** Lines after `offset`, at most `limit`. */
    linesOf: (leaderId: number, offset: number, limit: number): MessageLine[] =>
      lines.all(leaderId, offset, limit).map((row) => ({
        deliveryId: row.delivery_id,
        line: row.line,
        shows: row.shows,
        paper: toPaper(row),
      })),
    /** Null where no message of several papers is led by it (any more). */
    linedMessage: (leaderId: number): LinedMessage | null => message.get(leaderId, leaderId) ?? null,
  };
}
