// How the sources stand: the calendar of followed categories, and what is wrong.
import type { SourceSettings } from '../../config.js';
import type { ArxivCalendar } from '../../domain/arxiv-calendar.js';
import { easternDay } from '../../domain/arxiv-calendar.js';
import { lastingAlarms, type Alarm, type FailingSource } from '../../domain/alarms.js';
import { FRESH_DAYS } from '../../domain/announcement.js';
import type { SourceState } from '../../domain/source.js';
import type { Taxonomy } from '../../domain/category.js';
import {
  categoryDay,
  KNOWN_BACK_DAYS,
  mayStillCome,
  type CategoryDay,
  type CategoryReads,
} from '../../domain/category-day.js';
import { createEmptyDays } from '../../domain/holes.js';
import { addDays, daysBetween } from '../../domain/local-time.js';
import type { Reader } from '../../store/reader.js';
import { followedCategories } from './plan.js';

export interface StandingParts {
  readonly reader: Pick<Reader, 'followed' | 'feedReads' | 'feedsSince' | 'sourceStates'>;
  readonly taxonomy: Taxonomy;
  readonly calendar: ArxivCalendar;
  readonly now: () => Date;
}

const DAY_MS = 86_400_000;
/** How many days the calendar shows. */
const SHOWN_DAYS = 14;

/** Days before those that are asked for: whether a category is small is told by them, for the first day as for the last. */
const BEFORE_DAYS = KNOWN_BACK_DAYS + 1;

/** Every followed category with the readings of so many days, and of some before. */
export function categoryReads({ reader, taxonomy, now }: StandingParts, days: number): CategoryReads[] {
  const at = now().toISOString();
  const since = new Date(now().getTime() - (days + BEFORE_DAYS) * DAY_MS).toISOString();
  // Counted from when the bot began to read feeds, or from the first rule of the category where that is later. The first
  // reading of the category would not do: the machine may have slept between the rule and that.
  const begun = reader.feedsSince() ?? at;
  const failing = new Map(reader.sourceStates().map(({ name, failingSince }) => [name, failingSince]));
  return followedCategories(reader.followed(), taxonomy).map(({ category, since: followedSince }) => {
    const from = begun > followedSince ? begun : followedSince;
    return {
      category,
      since: from,
      failingSince: failing.get(category) ?? null,
      reads: reader.feedReads(category, since, at),
    };
  });
}

/** The last days (14) of every followed category, weekends included, oldest first. */
export function calendarDays(parts: StandingParts, shown = SHOWN_DAYS): CategoryDay[] {
  const all = categoryReads(parts, shown);
  const today = easternDay(parts.now());
  const days = daysBetween(addDays(today, 1 - shown), today);
  const isEmptyDay = createEmptyDays(all, today);
  const { calendar } = parts;
  return all.flatMap((category) => days.map((day) => categoryDay({ category, isEmptyDay, day, calendar })));
}

/** The hour of a digest may lie so far back (days), since quiet hours can follow it. */
const ASKED_DAYS = 3;

/** Followed categories whose papers of the Eastern day of an instant, two days ago at most, may still come. What was read since then counts. */
export function unreadCategories(parts: StandingParts, at: Date): string[] {
  const asked = easternDay(at);
  return calendarDays(parts, ASKED_DAYS)
    .filter((each) => each.day === asked && mayStillCome(each, parts.now()))
    .map(({ category }) => category);
}

export interface AlarmParts extends StandingParts {
  readonly settings: Pick<SourceSettings, 'isHarvesting'>;
  readonly reader: StandingParts['reader'] & Pick<Reader, 'filledHoles'>;
  /** Names of the sources that are asked when they are due. */
  readonly wantedNames: () => ReadonlySet<string>;
}

/** So long (milliseconds) a source counts that nothing is wanted of: papers to look up come and go. */
const LEFT_MS = DAY_MS;

/**
 * Sources but for those that are not followed any more: how such a one was left says nothing of today. That one was not asked
 * for long does not tell: the machine may have been off, and others are asked first.
 */
export function askedSources(parts: Pick<AlarmParts, 'reader' | 'now' | 'wantedNames'>): SourceState[] {
  const wanted = parts.wantedNames();
  const since = parts.now().getTime() - LEFT_MS;
  return parts.reader
    .sourceStates()
    .filter(({ name, lastAt }) => wanted.has(name) || lastAt === null || Date.parse(lastAt) > since);
}

/** Everything that is wrong now. */
export function presentAlarms(parts: AlarmParts): Alarm[] {
  const { reader, calendar, now } = parts;
  const failing = askedSources(parts).flatMap((state): FailingSource[] => {
    const { name, url, error, failingSince, lastAt, nextAt } = state;
    if (error === null || failingSince === null || lastAt === null) return [];
    // Nothing changes before it is asked again, which may be a day later; from then on nobody knows: the machine may have slept.
    const at = now().toISOString();
    const rested = nextAt === null || nextAt < at ? (nextAt ?? lastAt) : at;
    const until = rested < lastAt ? lastAt : rested;
    return [{ name, host: new URL(url).host, since: failingSince, until, error }];
  });
  const categories = categoryReads(parts, FRESH_DAYS);
  return lastingAlarms({
    categories,
    failing,
    filled: reader.filledHoles(),
    calendar,
    now: parts.now(),
    days: FRESH_DAYS,
    isHarvesting: parts.settings.isHarvesting,
  });
}
