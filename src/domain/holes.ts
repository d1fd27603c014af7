// Holes: announcement days of followed categories that ended without their feed having been read whole. Pure.
import type { Hole } from './announcement.js';
import { easternDay, feedTime, type ArxivCalendar } from './arxiv-calendar.js';
import { toUtcText } from './calendar.js';
import type { CategoryReads } from './category-day.js';
import { FEED_SETTLED_MS } from './feed-read.js';
import { addDays, daysBetween } from './local-time.js';
import { memoizedBriefly } from '../text/memoized.js';

/** More days than are asked about. */
const DAYS_KEPT = 100;

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
 * Answers whether arXiv announced nothing on a day, whatever its schedule says: the feeds of all categories that were followed
 * when it began were read and were empty. Of a day that is over, what one early reading showed proves nothing: the machine may
 * have slept when the batch came.
 */
export function createEmptyDays(categories: readonly CategoryReads[], today: string): (day: string) => boolean {
  const isSeen = (day: string) => {
    const announcedAt = toUtcText(feedTime(day));
    return ({ since, reads }: CategoryReads): boolean => {
      const own = reads.byDay.get(day);
      const [first, last] = [own?.[0], own?.at(-1)];
      if (first === undefined || last === undefined) return since > announcedAt;
      return day >= today || Date.parse(last.at) - Date.parse(first.at) >= FEED_SETTLED_MS;
    };
  };
  const isFull =
    (day: string) =>
    (category: CategoryReads): boolean => {
      const { byDay, byBatch } = category.reads;
      return byBatch.has(day) || byDay.get(day)?.some(({ items }) => items > 0) === true;
    };
  // Every category asks about the same days.
  return memoizedBriefly(
    (day) =>
      !categories.some(isFull(day)) &&
      categories.some(({ reads }) => reads.byDay.has(day)) &&
      categories.every(isSeen(day)),
    DAYS_KEPT,
  );
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
