// A reading of a category's feed: what it showed at one time, and when a day's batch counts as read whole. Pure.
import { easternDay } from './arxiv-calendar.js';

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

/** Readings of one category in order of time, by the days that are asked about: a day's own are found without passing over the others. */
export interface FeedReads {
  /** By the Eastern day on which they were made. */
  readonly byDay: ReadonlyMap<string, readonly FeedRead[]>;
  /** By the day of the batch that they show; those without one are left out. */
  readonly byBatch: ReadonlyMap<string, readonly FeedRead[]>;
}

function addTo(groups: Map<string, FeedRead[]>, day: string, read: FeedRead): void {
  const group = groups.get(day);
  if (group === undefined) groups.set(day, [read]);
  else group.push(read);
}

/** Arranges readings, given in order of time. */
export function feedReadsOf(reads: readonly FeedRead[]): FeedReads {
  const [byDay, byBatch] = [new Map<string, FeedRead[]>(), new Map<string, FeedRead[]>()];
  for (const read of reads) {
    addTo(byDay, easternDay(new Date(read.at)), read);
    if (read.batchDay !== null) addTo(byBatch, read.batchDay, read);
  }
  return { byDay, byBatch };
}

/** arXiv cuts a feed at so many items. */
const FEED_LIMIT = 2_000;
/** Two readings of one batch that are at least so far apart and equal show that it is whole (milliseconds). */
export const FEED_SETTLED_MS = 45 * 60_000;

/** Whether the last readings of a batch, in order of time, show the same items for long enough. */
export function isSettled(batch: readonly FeedRead[]): boolean {
  const last = batch.at(-1);
  if (last === undefined) return false;
  const until = Date.parse(last.at) - FEED_SETTLED_MS;
  const before = batch.findLast(({ at, digest }) => digest !== last.digest || Date.parse(at) <= until);
  return before?.digest === last.digest;
}

/** Whether readings of a batch, in order of time, show it whole. */
export function isWhole(batch: readonly FeedRead[]): boolean {
  const last = batch.at(-1);
  return last !== undefined && last.items < FEED_LIMIT && isSettled(batch);
}
