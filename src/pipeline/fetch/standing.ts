// How the sources stand: the calendar of followed categories, and what is wrong.
import { setImmediate } from 'node:timers/promises';
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
import { feedReadsOf, type FeedReads } from '../../domain/feed-read.js';
import { createEmptyDays } from '../../domain/holes.js';
import { addDays, daysBetween } from '../../domain/local-time.js';
import { withShownAddresses } from '../../http/plain-url.js';
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

/** So many categories are looked at before other work of this thread has its turn: a rule may follow all 149, with hundreds of readings each. */
export const CATEGORIES_AT_ONCE = 5;

/** Gives up the turn of this thread now and then. */
const takeTurns = (index: number): Promise<void> | null =>
  index > 0 && index % CATEGORIES_AT_ONCE === 0 ? setImmediate() : null;

/** Every followed category with the readings of so many days, and of some before. */
export async function categoryReads({ reader, taxonomy, now }: StandingParts, days: number): Promise<CategoryReads[]> {
  const at = now().toISOString();
  const daysAgo = (count: number): string => new Date(Date.parse(at) - count * DAY_MS).toISOString();
  // Counted from when the bot began to read feeds, or from the first rule of the category where that is later. The first
  // reading of the category would not do: the machine may have slept between the rule and that.
  const begun = reader.feedsSince() ?? at;
  const failing = new Map(reader.sourceStates().map(({ name, failingSince }) => [name, failingSince]));
  const followed = followedCategories(reader.followed(), taxonomy);
  // Of a few days the many readings before them are left until they are asked for.
  const isShort = days < BEFORE_DAYS;
  const all: CategoryReads[] = [];
  for (const [index, { category, since }] of followed.entries()) {
    await takeTurns(index);
    const readsOf = (count: number): FeedReads => feedReadsOf(reader.feedReads(category, daysAgo(count), at));
    const reads = readsOf(isShort ? days + 1 : days + BEFORE_DAYS);
    let earlier = isShort ? null : reads;
    all.push({
      category,
      since: begun > since ? begun : since,
      failingSince: failing.get(category) ?? null,
      reads,
      withEarlier: () => (earlier ??= readsOf(days + BEFORE_DAYS)),
    });
  }
  return all;
}

/** The last days (14) of every followed category, weekends included, oldest first. */
export async function calendarDays(parts: StandingParts, shown = SHOWN_DAYS): Promise<CategoryDay[]> {
  const today = easternDay(parts.now());
  const all = await categoryReads(parts, shown);
  const days = daysBetween(addDays(today, 1 - shown), today);
  const isEmptyDay = createEmptyDays(all, today);
  const { calendar } = parts;
  const found: CategoryDay[] = [];
  for (const [index, category] of all.entries()) {
    await takeTurns(index);
    found.push(...days.map((day) => categoryDay({ category, isEmptyDay, day, calendar })));
  }
  return found;
}

/** The hour of a digest may lie so far back (days), since quiet hours can follow it. */
const ASKED_DAYS = 3;

/** Followed categories whose papers of the Eastern day of an instant, two days ago at most, may still come. What was read since then counts. */
export async function unreadCategories(parts: StandingParts, at: Date): Promise<string[]> {
  const asked = easternDay(at);
  return (await calendarDays(parts, ASKED_DAYS))
    .filter((each) => each.day === asked && mayStillCome(each, parts.now()))
    .map(({ category }) => category);
}

export interface AlarmParts extends StandingParts {
  readonly settings: Pick<SourceSettings, 'feeds' | 'isHarvesting'>;
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
export async function presentAlarms(parts: AlarmParts): Promise<Alarm[]> {
  const { reader, calendar, settings } = parts;
  const now = parts.now();
  const failing = askedSources(parts).flatMap((state): FailingSource[] => {
    const { name, url, error, failingSince, lastAt, nextAt } = state;
    if (error === null || failingSince === null || lastAt === null) return [];
    // Nothing changes before it is asked again, which may be a day later; from then on nobody knows: the machine may have slept.
    const at = now.toISOString();
    const rested = nextAt === null || nextAt < at ? (nextAt ?? lastAt) : at;
    const until = rested < lastAt ? lastAt : rested;
    const shown = { name: withShownAddresses(name), error: withShownAddresses(error) };
    return [{ ...shown, host: new URL(url).host, since: failingSince, until }];
  });
  // Of days only the feeds of all followed categories tell; no other source says when a batch is due.
  const categories = settings.feeds.isAuto ? await categoryReads(parts, FRESH_DAYS) : [];
  return lastingAlarms({
    categories,
    failing,
    filled: reader.filledHoles(),
    calendar,
    now,
    days: FRESH_DAYS,
    isHarvesting: settings.isHarvesting,
  });
}
