// A category's day: what its feed has shown of an announcement day so far, and why a day shows nothing. Pure.
import { feedTime, type ArxivCalendar, type Pause } from './arxiv-calendar.js';
import { toUtcText } from './calendar.js';
import { isSettled, isWhole, FEED_SETTLED_MS, type FeedReads } from './feed-read.js';
import { addDays } from './local-time.js';

export type DayState = 'waiting' | 'partial' | 'complete' | 'stale' | 'none';

/**
 * Why a day is as it is. `quiet`: a small category without a paper while others have some; `unsized`: the same where too few
 * days are known to tell a small category from a large one whose batch is missing.
 */
export type DayReason =
  | Pause
  | { readonly kind: 'unlisted' }
  | { readonly kind: 'quiet' }
  | { readonly kind: 'unsized' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'old-batch'; readonly batchDay: string }
  | { readonly kind: 'not-read' }
  /** `since`: a UTC text. */
  | { readonly kind: 'failing'; readonly since: string }
  | { readonly kind: 'no-batch' };

/** One line of the calendar. `papers` counts the items of the batch; null when none was seen. */
export interface CategoryDay {
  readonly category: string;
  /** Eastern date of the feed. */
  readonly day: string;
  readonly state: DayState;
  readonly papers: number | null;
  readonly reason: DayReason | null;
}

/** A followed category with the readings of its feed. */
export interface CategoryReads {
  readonly category: string;
  /** UTC text: the time of the oldest rule that follows it. */
  readonly since: string;
  /** UTC text: the first question for its feed that went wrong since the last one that went well. */
  readonly failingSince: string | null;
  readonly reads: FeedReads;
  /** The same with those of KNOWN_BACK_DAYS before the first day that is asked for: few categories need them. */
  readonly withEarlier: () => FeedReads;
}

export interface DayQuestion {
  readonly category: CategoryReads;
  /** Whether the feeds of all followed categories were empty on the day, which is not a fault. */
  readonly isEmptyDay: (day: string) => boolean;
  readonly day: string;
  readonly calendar: ArxivCalendar;
}

/** A category with fewer items a day than this, on the average, may well have a day without any. */
const QUIET_ITEMS = 5;
/** So many earlier days have to be known before a category counts as small. */
const KNOWN_DAYS = 3;
/** And they lie at most so far back. */
export const KNOWN_BACK_DAYS = 8;

/** What it means that a category was read on a day, twice and far enough apart, without an item; null where it was not. */
function withoutItems({ reads, withEarlier }: CategoryReads, day: string): 'quiet' | 'unsized' | null {
  const own = reads.byDay.get(day) ?? [];
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined || own.some(({ items }) => items > 0)) return null;
  if (Date.parse(last.at) - Date.parse(first.at) < FEED_SETTLED_MS) return null;
  // Only what came before counts, so that a judgement stands. Weekends count as days without items: the average is rather low.
  const from = addDays(day, -KNOWN_BACK_DAYS);
  const isBefore = ([each]: readonly [string, unknown]): boolean => each >= from && each < day;
  const { byDay, byBatch } = withEarlier();
  const days = [...byDay].filter(isBefore).length;
  const items = [...byBatch].filter(isBefore).reduce((sum, [, batch]) => sum + (batch.at(-1)?.items ?? 0), 0);
  if (days < KNOWN_DAYS) return 'unsized';
  return items / days < QUIET_ITEMS ? 'quiet' : null;
}

/** What is known of one category's day. */
export function categoryDay({ category, isEmptyDay, day, calendar }: DayQuestion): CategoryDay {
  const { category: code, reads } = category;
  const says = (state: DayState, papers: number | null, reason: DayReason | null): CategoryDay => ({
    category: code,
    day,
    state,
    papers,
    reason,
  });
  const batch = reads.byBatch.get(day) ?? [];
  const shown = batch.at(-1);
  if (shown !== undefined) {
    if (isWhole(batch)) return says('complete', shown.items, null);
    return says('partial', shown.items, isSettled(batch) ? { kind: 'cut' } : null);
  }
  const { pause } = calendar.scheduled(day);
  if (pause !== null) return says('none', 0, pause);
  const own = reads.byDay.get(day) ?? [];
  const [first, last] = [own[0], own.at(-1)];
  const { failingSince } = category;
  // What the feed failed to show since then is not known, whatever its last reading had.
  const isFailing = failingSince !== null && Date.parse(failingSince) < feedTime(addDays(day, 1)).getTime();
  const failing = isFailing ? says('waiting', null, { kind: 'failing', since: failingSince }) : null;
  if (first === undefined || last === undefined) return failing ?? says('waiting', null, { kind: 'not-read' });
  const isFresh = last.builtAt !== null && new Date(last.builtAt) >= feedTime(day);
  if (last.batchDay !== null && isFresh) return says('stale', null, { kind: 'old-batch', batchDay: last.batchDay });
  const isBrief = Date.parse(last.at) - Date.parse(first.at) < FEED_SETTLED_MS;
  if (failing !== null && isBrief) return failing;
  if (isEmptyDay(day)) return says('none', 0, { kind: 'unlisted' });
  const meaning = withoutItems(category, day);
  if (meaning === 'quiet') return says('none', 0, { kind: meaning });
  return failing ?? says('waiting', null, { kind: meaning ?? 'no-batch' });
}

/** A batch that is not there so long after 00:00 Eastern (milliseconds) is late. */
export const LATE_MS = 3 * 3_600_000;

/** Whether papers of a day may still come: its feed was not read, fails, shows an older batch, or none yet in the first hours. */
export function mayStillCome({ state, reason, day }: CategoryDay, now: Date): boolean {
  if (state !== 'waiting') return state === 'stale';
  const isRead = reason?.kind === 'no-batch' || reason?.kind === 'unsized';
  return !isRead || now.getTime() < feedTime(day).getTime() + LATE_MS;
}

/** A reason as `status --json` has it. */
export function reasonText(reason: DayReason): string {
  switch (reason.kind) {
    case 'weekend':
      return 'weekend: arXiv announces nothing';
    case 'holiday':
      return `arXiv holiday: ${reason.holiday.name}${reason.isGuess ? ' (guessed, not listed yet)' : ''}`;
    case 'unlisted':
      return 'arXiv announced nothing: all feeds were empty';
    case 'quiet':
      return 'no paper in this category';
    case 'unsized':
      return 'no paper in this category, of which too few days are known to tell whether some are missing';
    case 'cut':
      return 'the feed is cut at 2,000 items; the harvest brings the rest';
    case 'old-batch':
      return `the feed shows the batch of ${reason.batchDay} under a fresh build date`;
    case 'not-read':
      return 'the feed was not read that day';
    case 'failing':
      return `the feed cannot be read since ${toUtcText(new Date(reason.since))}`;
    case 'no-batch':
      return 'the feed shows no batch of this day';
  }
}
