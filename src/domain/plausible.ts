// Plausible times: arXiv began in 1991 and holds papers submitted a few years before; nothing is submitted after tomorrow.
import type { RecordFacts } from './paper.js';

const FIRST_DAY = '1986-01-01';
const DAY_MS = 86_400_000;
/** No clock is believed that stands before this program was made: it would take the date from every paper. */
const MADE_MS = Date.UTC(2026, 10, 26);

/** Whether a clock can be right: one that a machine without battery begins with cannot. */
export function isBelievable(now: Date): boolean {
  return now.getTime() >= MADE_MS;
}

/** The last plausible day (`YYYY-MM-DD`, UTC): tomorrow. */
function lastPlausibleDay(now: Date): string {
  return new Date(Math.max(now.getTime(), MADE_MS) + DAY_MS).toISOString().slice(0, 10);
}

/** The date of a paper (merge.ts); null where it lies after tomorrow, as that of an identifier of a month to come does. */
export function plausibleDate(date: string | null, now: Date): string | null {
  return date === null || date.slice(0, 10) > lastPlausibleDay(now) ? null : date;
}

/** A record whose times all lie from 1986-01-01 to tomorrow: others are unknown. The same object where all do. */
export function withPlausibleTimes(facts: RecordFacts, now: Date): RecordFacts {
  const last = lastPlausibleDay(now);
  const isPlausible = (time: string): boolean => time >= FIRST_DAY && time.slice(0, 10) <= last && /^\d{4}-/.test(time);
  const kept = (time: string | null): string | null => (time === null || isPlausible(time) ? time : null);
  const { submittedAt, updatedAt, asOf, announcedAt, versions } = facts;
  const times = [submittedAt, updatedAt, asOf, announcedAt, ...versions.map(({ at }) => at)];
  if (times.every((time) => kept(time) === time)) return facts;
  return {
    ...facts,
    submittedAt: kept(submittedAt),
    updatedAt: kept(updatedAt),
    asOf: kept(asOf),
    announcedAt: kept(announcedAt),
    versions: versions.filter(({ at }) => isPlausible(at)),
  };
}
