// Versions: which version of a paper a record shows, reckoned from all that the records of the paper tell about times.
import type { RecordFacts, VersionTime } from './paper.js';

interface Dated {
  readonly version: number;
  readonly day: string;
  /** Whether its time is told; else it was there on that day, and may be older. */
  readonly isTold: boolean;
}

const DAY_MS = 86_400_000;

const dayOf = (time: string): string => time.slice(0, 10);
const dayBefore = (day: string): string => new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);

/** The versions that a record tells the time of. */
export function toldTimes({ version, updatedAt, submittedAt, versions }: RecordFacts): VersionTime[] {
  return [
    ...versions,
    ...(version === null || updatedAt === null ? [] : [{ version, at: updatedAt }]),
    ...(submittedAt === null ? [] : [{ version: 1, at: submittedAt }]),
  ];
}

/**
 * The version that a record announces without its time, as feeds do, with the day before: by then it had been submitted,
 * and what was submitted later is a newer one.
 */
export function announcedTime({ version, updatedAt, announcedAt }: RecordFacts): VersionTime[] {
  if (version === null || updatedAt !== null || announcedAt === null) return [];
  return [{ version, at: dayBefore(dayOf(announcedAt)) }];
}

/**
 * The last day that is told of each version, or else the first one on which it is known to be there, newest first, without
 * those that are not before a newer version's.
 */
function datedVersions(records: readonly RecordFacts[]): Dated[] {
  const days = new Map<number, string>();
  for (const { version, at } of records.flatMap(toldTimes)) {
    const day = dayOf(at);
    if (day > (days.get(version) ?? '')) days.set(version, day);
  }
  const told = new Set(days.keys());
  for (const { version, at } of records.flatMap(announcedTime))
    if (!told.has(version) && at < (days.get(version) ?? '~')) days.set(version, at);
  const dated: Dated[] = [];
  for (const [version, day] of [...days].sort(([a], [b]) => b - a))
    if (day < (dated.at(-1)?.day ?? '\uffff')) dated.push({ version, day, isTold: told.has(version) });
  return dated;
}

/**
 * A function from a record to the number of the version that it shows. A record without a number gets that of its day, the
 * last one where there are several, when another record tells it; a day between two known versions, or after the last,
 * counts as half a version later than the earlier one, but as the later one where only its announcement is known and it is
 * the next; 0 when nothing is known. Of two records without a number the one of
 * the later day never shows an older version, whatever else is told: kept-records.ts relies on it.
 */
export function createVersionReckoning(records: readonly RecordFacts[]): (facts: RecordFacts) => number {
  const known = datedVersions(records);
  const reckoned = new Map<string, number>();

  function versionOn(day: string): number {
    const at = known.findIndex((each) => each.day <= day);
    const [next, last] = at < 0 ? [known.at(-1)] : [known[at - 1], known[at]];
    if (last?.day === day) return last.version;
    // There is none between two versions of which the later one may be older than its day.
    if (next?.isTold === false && next.version === (last?.version ?? 0) + 1) return next.version;
    return last === undefined ? 0 : last.version + 0.5;
  }

  return function versionOf({ version, updatedAt }) {
    if (version !== null) return version;
    if (updatedAt === null) return 0;
    const day = dayOf(updatedAt);
    const found = reckoned.get(day) ?? versionOn(day);
    reckoned.set(day, found);
    return found;
  };
}
