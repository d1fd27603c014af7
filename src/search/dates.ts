// Dates of a query: a year, month or day as people write them, relative ones too, and the instants that they cover.
import { toUtcText } from '../domain/calendar.js';
import { instantOf, wallTime } from '../domain/local-time.js';
import { comparisonForm } from '../text/comparison.js';

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
/** `20250409`, and a day with a time, of which the day counts. */
const RUN_TOGETHER = /^(\d{4})-?(\d{2})-?(\d{2})(?:[t ]\d{2}:\d{2}.*)?$/;
const SPELLED = /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?$/u;
const BACK =
  /^(\d{1,4}) ?(d(?:ays?)?|w(?:eeks?)?|m(?:onths?)?|y(?:ears?)?|日|週間?|[かヶケカ]?月|年)(?: ?ago|前|間)?$/u;
/** A month of a year that is not named; `3か月` and `3月前` count back. */
const THIS_YEAR = /^(\d{1,2})月(?:(\d{1,2})日)?$/u;
const DAY_MS = 86_400_000;

const dayText = (instant: Date): string => instant.toISOString().replace(/T.*/, '');

/** The zone of dates that name none: those of the command line. */
export const UTC = 'UTC';

/**
 * First instant of a `YYYY`, `YYYY-MM` or `YYYY-MM-DD` in an IANA zone, and the first after it, in seconds since 1970.
 * Null when the text is no such date.
 */
export function dateRange(text: string, zone = UTC): { from: number; before: number } | null {
  const found = DATE.exec(text);
  if (found === null) return null;
  const year = Number(found[1]);
  const month = found[2] === undefined ? null : Number(found[2]);
  const day = found[3] === undefined ? null : Number(found[3]);
  const start = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
  const isReal =
    start.getUTCFullYear() === year && start.getUTCMonth() === (month ?? 1) - 1 && start.getUTCDate() === (day ?? 1);
  if (!isReal) return null;
  const end = new Date(start);
  if (day !== null) end.setUTCDate(end.getUTCDate() + 1);
  else if (month !== null) end.setUTCMonth(end.getUTCMonth() + 1);
  else end.setUTCFullYear(end.getUTCFullYear() + 1);
  const secondsAt = (midnight: Date): number =>
    (zone === UTC ? midnight : instantOf(dayText(midnight), '00:00', zone)).getTime() / 1000;
  return { from: secondsAt(start), before: secondsAt(end) };
}

/** What a clock in the zone shows at an instant, written as if that were UTC: dates count back from it there. */
export function localNow(now: string, zone: string): string {
  return zone === UTC ? now : toUtcText(new Date(`${wallTime(new Date(now), zone)}Z`));
}

const monthText = (instant: Date): string => instant.toISOString().slice(0, 7);

function monthsBack(now: Date, count: number): Date {
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(now.getUTCDate(), last));
  return first;
}

/** Days since Monday. */
const weekday = (instant: Date): number => (instant.getUTCDay() + 6) % 7;

/** Named stretches of time: first and last day. */
function named(text: string, now: Date): { first: string; last: string } | null {
  const day = (offset: number): string => dayText(new Date(now.getTime() + offset * DAY_MS));
  const week = (offset: number) => ({
    first: day(offset * 7 - weekday(now)),
    last: day(offset * 7 - weekday(now) + 6),
  });
  const month = (back: number) => {
    const text_ = monthText(monthsBack(now, back));
    return { first: text_, last: text_ };
  };
  const year = (back: number) => {
    const text_ = String(now.getUTCFullYear() - back);
    return { first: text_, last: text_ };
  };
  const one = (offset: number) => ({ first: day(offset), last: day(offset) });
  const names: Readonly<Record<string, () => { first: string; last: string }>> = {
    today: () => one(0),
    今日: () => one(0),
    きょう: () => one(0),
    yesterday: () => one(-1),
    昨日: () => one(-1),
    きのう: () => one(-1),
    おととい: () => one(-2),
    一昨日: () => one(-2),
    今週: () => week(0),
    'this week': () => week(0),
    thisweek: () => week(0),
    先週: () => week(-1),
    先々週: () => week(-2),
    'last week': () => week(-1),
    lastweek: () => week(-1),
    今月: () => month(0),
    'this month': () => month(0),
    先月: () => month(1),
    先々月: () => month(2),
    'last month': () => month(1),
    今年: () => year(0),
    'this year': () => year(0),
    去年: () => year(1),
    昨年: () => year(1),
    'last year': () => year(1),
  };
  return Object.hasOwn(names, text) ? (names[text]?.() ?? null) : null;
}

/**
 * A date as typed to `YYYY[-MM[-DD]]`; null when it is none. `7d`, `2w`, `3m`, `1y` (3日前, 2週間 …) count back from `now`
 * (as localNow writes it); `4月` is the last April that began; of a named stretch such as 先週 the first day is meant by `since`, the last by `until`. Without `now`
 * relative dates are not understood.
 */
export function resolveDate(typed: string, now: string | null, side: 'since' | 'until'): string | null {
  const text = comparisonForm(typed).trim().toLowerCase();
  const spelled = SPELLED.exec(text) ?? RUN_TOGETHER.exec(text);
  if (spelled !== null) {
    const [, year = '', month, day] = spelled;
    return [year, month, day]
      .filter((part) => part !== undefined)
      .map((part) => part.padStart(2, '0'))
      .join('-');
  }
  if (now === null) return null;
  const at = new Date(now);
  const stretch = named(text, at);
  if (stretch !== null) return side === 'since' ? stretch.first : stretch.last;
  const inYear = THIS_YEAR.exec(text);
  if (inYear !== null) {
    const month = Number(inYear[1]);
    const year = at.getUTCFullYear() - Number(month > at.getUTCMonth() + 1);
    return [String(year), inYear[1] ?? '', ...(inYear[2] === undefined ? [] : [inYear[2]])]
      .map((part) => part.padStart(2, '0'))
      .join('-');
  }
  const back = BACK.exec(text);
  if (back === null) return null;
  const count = Number(back[1]);
  const unit = back[2] ?? '';
  if (/^(?:d|日)/.test(unit)) return dayText(new Date(at.getTime() - count * DAY_MS));
  if (/^(?:w|週)/.test(unit)) return dayText(new Date(at.getTime() - count * 7 * DAY_MS));
  const result = monthsBack(at, /月|m/.test(unit) ? count : count * 12);
  return result.getUTCFullYear() < 1000 ? '1000' : dayText(result);
}
