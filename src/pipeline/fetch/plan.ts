// The plan: which sources are wanted, and when each is asked next. Pure.
import { easternDay, EASTERN, feedTime, type ArxivCalendar } from '../../domain/arxiv-calendar.js';
import { backOff } from '../../domain/back-off.js';
import type { Taxonomy } from '../../domain/category.js';
import { isSettled, FEED_SETTLED_MS, type FeedRead } from '../../domain/feed-read.js';
import { addDays, daysBetween, instantOf } from '../../domain/local-time.js';
import type { SourceKind, SourceState } from '../../domain/source.js';
import type { SourceSettings } from '../../config.js';
import type { Followed } from '../../store/sources/source-reports.js';

export interface WantedSource {
  readonly name: string;
  readonly kind: SourceKind;
  readonly url: string;
  /** Of an arXiv feed. */
  readonly category: string | null;
}

/** A category that new papers can carry, with the time of the oldest rule under which it falls. */
export interface FollowedCategory {
  readonly category: string;
  readonly since: string;
}

/** Every category that rules follow; a name for several (an archive, a group) is split into them. */
export function followedCategories(followed: readonly Followed[], taxonomy: Taxonomy): FollowedCategory[] {
  const since = new Map<string, string>();
  for (const rule of followed) {
    const inside = rule.wanted === null ? taxonomy.all : taxonomy.expand(rule.wanted);
    for (const category of inside.filter(taxonomy.isActive)) {
      const known = since.get(category);
      if (known === undefined || rule.since < known) since.set(category, rule.since);
    }
  }
  return [...since]
    .map(([category, at]) => ({ category, since: at }))
    .sort((a, b) => (a.category < b.category ? -1 : 1));
}

export function arxivFeed(category: string, feedUrl: string): WantedSource {
  return { name: category, kind: 'arxiv-feed', url: `${feedUrl}${encodeURIComponent(category)}`, category };
}

export function otherFeed(url: string): WantedSource {
  return { name: url, kind: 'feed', url, category: null };
}

/** The sources that FEEDS asks for. */
export function wantedSources(
  settings: Pick<SourceSettings, 'feeds' | 'feedUrl'>,
  categories: readonly FollowedCategory[],
): WantedSource[] {
  const { feeds, feedUrl } = settings;
  const own = feeds.isAuto ? categories.map(({ category }) => arxivFeed(category, feedUrl)) : [];
  return [...own, ...feeds.urls.map(otherFeed)];
}

/** Whether it is time; also where the clock was set back behind the last time. */
export function isDue(state: Pick<SourceState, 'lastAt' | 'nextAt'> | undefined, now: Date): boolean {
  if (state === undefined || state.nextAt === null) return true;
  return Date.parse(state.nextAt) <= now.getTime() || Date.parse(state.lastAt ?? state.nextAt) > now.getTime();
}

const MINUTE_MS = 60_000;
/** A whole day is asked once more, before the next batch. */
const LAST_LOOK = '20:00';
/** While a batch is awaited: often in its first hours, then hourly. */
const EAGER_HOURS = 3;
const EAGER_MS = 15 * MINUTE_MS;
const PATIENT_MS = 60 * MINUTE_MS;
/** On a holiday: that of a coming year is only guessed, and what a day announced that was none stands in no later feed. */
const HOLIDAY_MS = 6 * 60 * MINUTE_MS;
/** Other feeds may change at any time. */
const OTHER_MS = 60 * MINUTE_MS;

/** When the first feed after today's appears that may carry a batch. */
function nextFeed(calendar: ArxivCalendar, now: Date): Date {
  const { day: sure } = calendar.nextAnnouncement(now);
  const days = daysBetween(addDays(easternDay(now), 1), sure);
  return feedTime(days.find((day) => calendar.scheduled(day).pause?.kind !== 'weekend') ?? sure);
}

/** When the feed of a category is asked next, after a reading that went well. `reads` are of its last days, in order. */
export function nextFeedTime(reads: readonly FeedRead[], calendar: ArxivCalendar, now: Date): Date {
  const day = easternDay(now);
  const { pause } = calendar.scheduled(day);
  const tomorrow = nextFeed(calendar, now);
  const sooner = (time: Date): Date => (time < tomorrow ? time : tomorrow);
  const lastLook = instantOf(day, LAST_LOOK, EASTERN);
  if (pause?.kind === 'weekend') return tomorrow;
  const batch = reads.filter(({ batchDay }) => batchDay === day);
  if (isSettled(batch)) return now < lastLook ? lastLook : tomorrow;
  if (batch.length > 0) return sooner(new Date(now.getTime() + FEED_SETTLED_MS));
  const isEarly = now.getTime() - feedTime(day).getTime() < EAGER_HOURS * 60 * MINUTE_MS;
  const wait = pause !== null ? HOLIDAY_MS : isEarly ? EAGER_MS : PATIENT_MS;
  return sooner(new Date(now.getTime() + wait));
}

export function nextOtherTime(now: Date): Date {
  return new Date(now.getTime() + OTHER_MS);
}

/** After so many failures in a row: 2, 4, 8 ... 60 minutes, half of it left to chance, and not before the server wants it. */
export function nextAfterFailure(
  failures: number,
  { now, until, random }: { readonly now: Date; readonly until: string | null; readonly random: () => number },
): Date {
  const wait = backOff({ failures: failures + 1, firstMs: MINUTE_MS, longestMs: PATIENT_MS, random });
  const own = now.getTime() + wait;
  return new Date(Math.max(own, until === null ? 0 : Date.parse(until)));
}
