// A reading of a category's feed: what it showed at one time, and when a day's batch counts as read whole. Pure.

/** Times are UTC texts. */
export interface FeedRead {
  readonly category: string;
  readonly at: string;
  /** Eastern date of the newest batch in it; null when it had no item. */
  readonly batchDay: string | null;
  /** When the server says that it built this copy; null when it does not say. */
  readonly builtAt: string | null;
  readonly items: number;
  /** The same for the same items. */
  readonly digest: string;
}

/** arXiv cuts a feed at so many items. */
const FEED_LIMIT = 2_000;
/** Two readings of one batch that are at least so far apart and equal show that it is whole (milliseconds). */
export const FEED_SETTLED_MS = 45 * 60_000;

/** Whether the last readings of a day's batch, in order of time, show the same items for long enough. */
export function isSettled(reads: readonly FeedRead[], day: string): boolean {
  const own = reads.filter(({ batchDay }) => batchDay === day);
  const last = own.at(-1);
  if (last === undefined) return false;
  const first = own[own.findLastIndex(({ digest }) => digest !== last.digest) + 1];
  return first !== undefined && Date.parse(last.at) - Date.parse(first.at) >= FEED_SETTLED_MS;
}

/** Whether readings of one category, in order of time, show a day's batch whole. */
export function isWhole(reads: readonly FeedRead[], day: string): boolean {
  const last = reads.findLast(({ batchDay }) => batchDay === day);
  return last !== undefined && last.items < FEED_LIMIT && isSettled(reads, day);
}
