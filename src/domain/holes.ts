// Holes: announcement days of followed categories that ended without their feed having been read whole. Pure.
import type { Hole } from './announcement.js';
import { easternDay, feedTime, type ArxivCalendar } from './arxiv-calendar.js';
import { toUtcText } from './calendar.js';
import type { FeedRead } from './feed-read.js';
import { addDays, daysBetween } from './local-time.js';

export interface HoleSearch {
  /** Followed categories, each since when (UTC text). */
  readonly categories: readonly { readonly category: string; readonly since: string }[];
  /** Holes that a harvest filled. */
  readonly filled: readonly { readonly category: string; readonly day: string }[];
  readonly calendar: ArxivCalendar;
  /** Whether a day's feeds were all empty. */
  readonly isEmptyDay: (day: string) => boolean;
  /** Whether nothing of a category's day is missing: it was read whole, or there was nothing to read. */
  readonly isGiven: (category: string, day: string) => boolean;
  readonly now: Date;
  /** How many days back. */
  readonly days: number;
}

/**
 * Answers whether a day's feeds were read and were empty, all of them: then arXiv announced nothing, whatever its schedule
 * says. `reads` are of all followed categories.
 */
export function createEmptyDays(reads: Iterable<FeedRead>): (day: string) => boolean {
  const read = new Set<string>();
  const full = new Set<string>();
  for (const { at, items, batchDay } of reads) {
    const day = easternDay(new Date(at));
    read.add(day);
    if (items > 0) full.add(day);
    if (batchDay !== null) full.add(batchDay);
  }
  return (day) => read.has(day) && !full.has(day);
}

/** The holes of days that are over, oldest first. */
export function findHoles(search: HoleSearch): Hole[] {
  const { categories, filled, calendar, isEmptyDay, isGiven, now, days } = search;
  const today = easternDay(now);
  const isFilled = new Set(filled.map(({ category, day }) => `${category} ${day}`));
  return daysBetween(addDays(today, -days), addDays(today, -1)).flatMap((day) => {
    const window = calendar.freezeWindow(day, isEmptyDay);
    if (window === null || isEmptyDay(day)) return [];
    const announcedAt = toUtcText(feedTime(day));
    return categories
      .filter(({ category, since }) => since <= announcedAt && !isGiven(category, day))
      .filter(({ category }) => !isFilled.has(`${category} ${day}`))
      .map(({ category }) => ({
        category,
        day,
        announcedAt,
        submittedFrom: toUtcText(window.from),
        submittedUntil: toUtcText(window.until),
      }));
  });
}
