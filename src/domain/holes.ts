// Holes: announcement days of followed categories that ended without their feed having been read whole. Pure.
import type { Hole } from './announcement.js';
import { easternDay, feedTime, type ArxivCalendar } from './arxiv-calendar.js';
import { toUtcText } from './calendar.js';
import type { FeedRead } from './feed-read.js';
import { addDays, daysBetween } from './local-time.js';

export interface HoleSearch {
  /** Followed categories, each since when (UTC text), with the readings of their feeds in order of time. */
  readonly categories: readonly {
    readonly category: string;
    readonly since: string;
    readonly reads: readonly FeedRead[];
  }[];
  /** Holes that a harvest filled. */
  readonly filled: readonly { readonly category: string; readonly day: string }[];
  readonly calendar: ArxivCalendar;
  /** Whether nothing of a category's day is missing: it was read whole, or there was nothing to read. */
  readonly isGiven: (category: string, day: string) => boolean;
  readonly now: Date;
  /** How many days back. */
  readonly days: number;
}

/** Whether a day's feeds were read and were empty, all of them: then arXiv announced nothing, whatever its schedule says. */
export function wasEmptyEverywhere(reads: readonly FeedRead[], day: string): boolean {
  const own = reads.filter(({ at }) => easternDay(new Date(at)) === day);
  return own.length > 0 && own.every(({ items }) => items === 0) && !reads.some(({ batchDay }) => batchDay === day);
}

/** The holes of days that are over, oldest first. */
export function findHoles({ categories, filled, calendar, isGiven, now, days }: HoleSearch): Hole[] {
  const today = easternDay(now);
  const all = categories.flatMap(({ reads }) => reads);
  const wasEmpty = (day: string): boolean => wasEmptyEverywhere(all, day);
  const isFilled = new Set(filled.map(({ category, day }) => `${category} ${day}`));
  return daysBetween(addDays(today, -days), addDays(today, -1)).flatMap((day) => {
    const window = calendar.freezeWindow(day, wasEmpty);
    if (window === null || wasEmpty(day)) return [];
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
