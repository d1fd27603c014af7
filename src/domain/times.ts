// Times as dumps spell them, to UTC: ISO 8601, RFC 822 as in mails, or a bare day where the source knows no more.

/** ISO 8601 and arxiv.jp's form of it (a space for the T). A time without a zone is not accepted. */
const ISO = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})$/i;
/** RFC 822 section 5, with the two-digit years and named zones of mails of the 1990s; the weekday may be missing. */
const MAIL =
  /^(?:[A-Z][a-z]{2},?\s+)?(\d{1,2})\s+([A-Z][a-z]{2})[a-z]*\s+(\d{4}|\d{2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([A-Z]{1,4}|[+-]\d{4})(?:\s*\([^)]*\))?$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Hours behind Greenwich of the zones that RFC 822 names. */
const ZONES: Readonly<Record<string, number>> = {
  GMT: 0,
  UT: 0,
  UTC: 0,
  Z: 0,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  MET: 1,
  CET: 1,
  MEST: 2,
  CEST: 2,
  BST: 1,
  JST: 9,
};

/** No clock on Earth is further ahead of Greenwich, or behind it, than this (minutes): +14:00 in Kiribati. */
const FURTHEST = 14 * 60;

function offsetMinutes(zone: string): number | null {
  const numeric = /^([+-])(\d{2}):?([0-5]\d)$/.exec(zone);
  if (numeric !== null) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
    return minutes > FURTHEST ? null : numeric[1] === '-' ? -minutes : minutes;
  }
  const hours = ZONES[zone.toUpperCase()];
  return hours === undefined ? null : hours * 60;
}

function isRealDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

type Clock = readonly [hour: string, minute: string, second: string | undefined];

interface Spelled {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly clock: Clock;
  readonly zone: string;
}

function toUtc({ year, month, day, clock, zone }: Spelled): string | null {
  const [hour, minute, second] = [Number(clock[0]), Number(clock[1]), Number(clock[2] ?? 0)];
  const offset = offsetMinutes(zone);
  if (offset === null || !isRealDay(year, month, day) || hour > 23 || minute > 59 || second > 60) return null;
  const instant = new Date(Date.UTC(year, month - 1, day, hour, minute - offset, second));
  // A zone may lead out of the years of four digits.
  if (instant.getUTCFullYear() < 0 || instant.getUTCFullYear() > 9_999) return null;
  return `${instant.toISOString().slice(0, 19)}Z`;
}

/** `YYYY-MM-DDTHH:MM:SSZ`, or `YYYY-MM-DD` for a bare day; null when the text is neither. */
export function parseTime(text: string): string | null {
  const trimmed = text.trim();
  const iso = ISO.exec(trimmed);
  if (iso !== null) {
    const [, year, month, day, hour = '', minute = '', second, zone = ''] = iso;
    const clock: Clock = [hour, minute, second];
    return toUtc({ year: Number(year), month: Number(month), day: Number(day), clock, zone });
  }
  const mail = MAIL.exec(trimmed);
  if (mail !== null) {
    const [, day, month = '', year = '', hour = '', minute = '', second, zone = ''] = mail;
    const short = Number(year) + (Number(year) < 70 ? 2000 : 1900);
    const full = year.length === 4 ? Number(year) : short;
    const clock: Clock = [hour, minute, second];
    return toUtc({ year: full, month: MONTHS.indexOf(month) + 1, day: Number(day), clock, zone });
  }
  const date = DAY.exec(trimmed);
  return date !== null && isRealDay(Number(date[1]), Number(date[2]), Number(date[3])) ? trimmed : null;
}

/** Whether a normalized time tells the second, not only the day. */
export function isExact(time: string): boolean {
  return time.length > 10;
}

/** A normalized time as an instant: a bare day begins at midnight UTC. */
export function toInstant(time: string): string {
  return isExact(time) ? time : `${time}T00:00:00Z`;
}
