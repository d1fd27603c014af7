// Words for the state of deliveries that several queries share: reasons, and conditions that an index answers.

/** Of a delivery whose outcome is unknown: its message may exist. */
export const OUTCOME_UNKNOWN = 'outcome unknown';
/** Of a delivery that nobody wanted any more when its turn would have come. */
export const UNSUBSCRIBED = 'unsubscribed';
/** Of a delivery all of whose rules are paused. */
export const PAUSED = 'paused';
/** Of a delivery whose rule was moved, and that went along. */
export const MOVED = 'moved to another channel';
/** Of deliveries of rules that ended with their channel. */
export const CHANNEL_DELETED = 'the channel was deleted';
/** Of deliveries of rules that ended with their guild. */
export const LEFT_TOO_LONG = 'the bot was out of the server for 30 days';
/** Reasons of withheld deliveries that are owed again when a rule wants them again; a list of SQL. */
export const ASLEEP = [UNSUBSCRIBED, PAUSED, MOVED, CHANNEL_DELETED, LEFT_TOO_LONG]
  .map((reason) => `'${reason}'`)
  .join();
/** Of a person's delivery: a channel that they read showed the paper already. */
export const SHOWN_ELSEWHERE = 'shown in a channel that the person reads';
/** Of a delivery whose paper turned out to be another one (its row: an SQL expression) that has a delivery there; an SQL expression. */
export const sameAs = (paper: string): string => `'the same paper as ' || (SELECT key FROM papers WHERE id = ${paper})`;
/** The condition for that reason. */
export const IS_SAME = "reason LIKE 'the same paper as %'";
/** The row of the paper that a delivery is of by now (its row: an SQL expression of its id); an SQL expression. */
export const PAPER = '(SELECT coalesce(merged_into, id) FROM papers WHERE id = deliveries.paper_id)';
/** The row of a paper (an SQL expression) with those of papers that became it; a list of SQL. */
export const rowsOf = (paper: string): string =>
  `(SELECT ${paper} UNION ALL SELECT id FROM papers WHERE merged_into = ${paper})`;

/** The condition of the index deliveries_waiting: SQLite uses a partial index only where a query repeats its condition. */
export const IS_OPEN = "state IN ('pending', 'sending')";
/** Pending deliveries, found by that index. */
export const IS_PENDING = `${IS_OPEN} AND state = 'pending'`;
/** Deliveries under way, found by that index. */
export const IS_SENDING = `${IS_OPEN} AND state = 'sending'`;
/**
 * Whether a delivery waits, is under way or is held at a destination (`= @name`, `IN (...)`), by the indexes of these states: all
 * that was ever sent there, thousands a year, is not read.
 */
export const isOwedAt = (destination: string): string =>
  `deliveries.id IN (SELECT id FROM deliveries WHERE destination ${destination} AND ${IS_OPEN}
     UNION ALL SELECT id FROM deliveries WHERE destination ${destination} AND state = 'held')`;
