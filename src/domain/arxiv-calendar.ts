// arXiv's calendar: which days' feeds carry an announcement, why others do not, and whose submissions a day announces. Pure.
import { daysOf } from './calendar.js';
import { guessHolidays, type Holiday, type HolidayList } from './holidays.js';
import { addDays, instantOf, weekdayOf } from './local-time.js';
import { memoizedBriefly } from '../text/memoized.js';

/** arXiv's own zone: freezes, announcements and the days of its feeds follow it. */
export const EASTERN = 'America/New_York';
/** Submissions received until then, Monday to Friday, come with the next announcement. */
const FREEZE = '14:00';
const FRIDAY = 5;
const MONDAY = 1;
/** More days in a row without an announcement than any calendar has; ends a search in a broken list. */
const LONGEST_PAUSE_DAYS = 40;

/** Why a day's feed carries nothing: a weekend, or a holiday, which may be only a guess. */
export type Pause =
  { readonly kind: 'weekend' } | { readonly kind: 'holiday'; readonly holiday: Holiday; readonly isGuess: boolean };

/** What the schedule says of one day (the Eastern date of the feed). */
export interface ScheduledDay {
  readonly day: string;
  /** Null on an announcement day. */
  readonly pause: Pause | null;
  /** Whether arXiv has not listed the holidays of this time yet. Never on weekends. */
  readonly isGuess: boolean;
}

/** The submissions that one announcement covers: received at `from` or later, and before `until`. */
export interface FreezeWindow {
  readonly from: Date;
  readonly until: Date;
}

export interface ArxivCalendar {
  scheduled(day: string): ScheduledDay;
  /**
   * The submissions that a day announces; null when the schedule has no announcement that day. `wasEmpty` names days on which
   * arXiv announced nothing against its schedule: their submissions came with the next announcement.
   */
  freezeWindow(day: string, wasEmpty?: (day: string) => boolean): FreezeWindow | null;
  /** The day whose announcement covers what was submitted at an instant. */
  announcementOf(submittedAt: Date): ScheduledDay;
  /** The first announcement day that begins (00:00 Eastern) after an instant. */
  nextAnnouncement(after: Date): ScheduledDay & { readonly feedAt: Date };
  /** The last announcement day before a day. */
  previousAnnouncement(day: string): string;
}

const HOUR_MS = 3_600_000;
/** More hours than any look at the calendar asks for. */
const HOURS_KEPT = 10_000;
const DAYS_KEPT = 1_000;
const dayOf = daysOf(EASTERN);
const dayOfHour = new Map<number, string>();

/**
 * The Eastern day of an instant: the day that a feed read then should carry. It is asked for thousands of readings at a time;
 * days begin with an hour of UTC, so that each hour is worked out once.
 */
export function easternDay(at: Date): string {
  const hour = Math.floor(at.getTime() / HOUR_MS);
  const known = dayOfHour.get(hour);
  if (known !== undefined) return known;
  if (dayOfHour.size >= HOURS_KEPT) dayOfHour.clear();
  const day = dayOf(at);
  dayOfHour.set(hour, day);
  return day;
}

/** When a day's feed appears: 00:00 Eastern, which is also when its papers count as announced. Asked for by every category. */
export const feedTime = memoizedBriefly((day) => instantOf(day, '00:00', EASTERN), DAYS_KEPT);

/** The day whose freeze a weekday's feed shows: Monday's that of Friday, the others' that of the day before. */
function freezeDay(day: string): string {
  return addDays(day, weekdayOf(day) === MONDAY ? -3 : -1);
}

/** Submissions of the announcement days (`count` of them, the newest first) up to the one that covers an instant. */
export function lastWindows(calendar: ArxivCalendar, submittedAt: Date, count: number): FreezeWindow[] {
  const windows: FreezeWindow[] = [];
  let { day } = calendar.announcementOf(submittedAt);
  while (windows.length < count) {
    const window = calendar.freezeWindow(day);
    if (window !== null) windows.push(window);
    day = calendar.previousAnnouncement(day);
  }
  return windows;
}

export function createArxivCalendar(list: HolidayList): ArxivCalendar {
  const listed = new Map(Object.values(list).flatMap((year) => year.holidays.map((each) => [each.date, each])));

  const isListed = (date: string): boolean => date <= (list[date.slice(0, 4)]?.listedUntil ?? '');

  function holidayOn(date: string): Holiday | undefined {
    if (isListed(date)) return listed.get(date);
    return guessHolidays(date.slice(0, 4)).find((each) => each.date === date);
  }

  const scheduled = memoizedBriefly((day): ScheduledDay => {
    if (weekdayOf(day) > FRIDAY) return { day, pause: { kind: 'weekend' }, isGuess: false };
    const frozen = freezeDay(day);
    // A list may name the Sunday without an announcement instead of the Friday whose freeze is skipped.
    const dates = weekdayOf(day) === MONDAY ? [frozen, addDays(day, -1)] : [frozen];
    const date = dates.find((each) => holidayOn(each) !== undefined);
    const holiday = date === undefined ? undefined : holidayOn(date);
    const isGuess = !isListed(date ?? frozen);
    return { day, pause: holiday === undefined ? null : { kind: 'holiday', holiday, isGuess }, isGuess };
  }, DAYS_KEPT);

  /** The nearest day in a direction, the given one excluded, that has an announcement. */
  function search(day: string, step: 1 | -1, isLeftOut: (day: string) => boolean = () => false): string {
    for (let days = 1; days <= LONGEST_PAUSE_DAYS; days += 1) {
      const found = addDays(day, days * step);
      if (scheduled(found).pause === null && !isLeftOut(found)) return found;
    }
    throw new RangeError(`no announcement within ${LONGEST_PAUSE_DAYS} days of ${day}: the list of holidays is wrong`);
  }

  const freezeOf = (day: string): Date => instantOf(freezeDay(day), FREEZE, EASTERN);

  return {
    scheduled,
    freezeWindow(day, wasEmpty = () => false) {
      if (scheduled(day).pause !== null) return null;
      return { from: freezeOf(search(day, -1, wasEmpty)), until: freezeOf(day) };
    },
    announcementOf(submittedAt) {
      let day = easternDay(submittedAt);
      do day = search(day, 1);
      while (freezeOf(day) <= submittedAt);
      return scheduled(day);
    },
    nextAnnouncement(after) {
      const day = search(easternDay(after), 1);
      return { ...scheduled(day), feedAt: feedTime(day) };
    },
    previousAnnouncement: (day) => search(day, -1),
  };
}
