// Local time: days (YYYY-MM-DD) and clock times of an IANA zone, whatever zone the machine is in.
import { Temporal } from 'temporal-polyfill';

/** The day after `days` days (before, when negative). Throws RangeError for what is no day. */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/**
 * When a clock in `zone` shows `time` (`HH:MM`) on a day. A time that comes twice is its first occurrence; one that a
 * change of the clocks leaves out comes as much later as the clocks were moved.
 */
export function instantOf(day: string, time: string, zone: string): Date {
  const local = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time });
  return new Date(local.epochMilliseconds);
}

/** Every day from one to another, both included; empty when `until` lies before `from`. */
export function daysBetween(from: string, until: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
  return days;
}
