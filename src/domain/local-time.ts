// Local time: days (YYYY-MM-DD) and clock times of an IANA zone, whatever zone the machine is in.
import { Temporal } from 'temporal-polyfill';
import { memoized } from '../text/memoized.js';

/** Whether a text names a time zone of the IANA database; `JST` and others that only some programs know are none. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}

const isKnown = memoized(isZone, 1_000);

/** A zone that was stored; null where this machine does not know it (any more). */
export function knownZone(zone: string | null): string | null {
  return zone !== null && isKnown(zone) ? zone : null;
}

/** The day after `days` days (before, when negative). Throws RangeError for what is no day. */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/** Every day from one to another, both included; empty when `until` lies before `from`. */
export function daysBetween(from: string, until: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
  return days;
}

/** What a clock in `zone` shows at an instant: `2026-11-26T14:03:00`, to the second. */
export function wallTime(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' });
}

/**
 * When a clock in `zone` shows `time` (`HH:MM` or `HH:MM:SS`) on a day. A time that comes twice is its first occurrence; a
 * time that a change of the clocks leaves out is the moment of that change.
 */
export function instantOf(day: string, time: string, zone: string): Date {
  const wall = Temporal.PlainDate.from(day).toPlainDateTime(time);
  const local = wall.toZonedDateTime(zone);
  const isLeftOut = !local.toPlainDateTime().equals(wall);
  // The change itself is not before itself, and the time asked for may be its very beginning.
  const found = isLeftOut ? (local.add({ nanoseconds: 1 }).getTimeZoneTransition('previous') ?? local) : local;
  return new Date(found.epochMilliseconds);
}
