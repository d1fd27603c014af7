// Due: when a delivery may go out first - a digest at its hour, everything else after the quiet hours. Pure.
import { addDays, instantOf, wallTime } from './local-time.js';

/** 24, as an edit of the database by hand may say for midnight, is 0. */
export function hourText(hour: number): string {
  return `${String(hour % 24).padStart(2, '0')}:00`;
}

/**
 * The next time that a clock in `zone` shows an hour, after an instant; it is found by the wall clock, so that the days on
 * which clocks change have it once as well.
 */
export function nextHour(hour: number, zone: string, after: Date): Date {
  const today = wallTime(after, zone).slice(0, 10);
  for (let days = 0; ; days += 1) {
    const found = instantOf(addDays(today, days), hourText(hour), zone);
    if (found > after) return found;
  }
}

/** Hours in a zone between which nothing is posted: from inclusive, until exclusive, over midnight where `until` is less. */
export interface QuietHours {
  readonly from: number;
  readonly until: number;
  readonly zone: string;
}

/** What is set; null where it is the default, or nothing. */
interface SetHours {
  readonly zone: string | null;
  readonly quietFrom: number | null;
  readonly quietUntil: number | null;
}

/** The quiet hours that are set; `otherwise` is the zone where none is set. */
export function quietHoursOf({ zone, quietFrom, quietUntil }: SetHours, otherwise: string): QuietHours | null {
  if (quietFrom === null || quietUntil === null || quietFrom === quietUntil) return null;
  return { from: quietFrom, until: quietUntil, zone: zone ?? otherwise };
}

/** When the quiet hours that an instant lies in end; null when it lies in none. */
export function quietEnd({ from, until, zone }: QuietHours, at: Date): Date | null {
  const hour = Number(wallTime(at, zone).slice(11, 13));
  const isQuiet = from <= until ? hour >= from && hour < until : hour >= from || hour < until;
  return isQuiet ? nextHour(until, zone, at) : null;
}
