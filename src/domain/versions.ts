// Versions: which version of a paper a record shows, reckoned from all that the records of the paper tell about times.
import type { RecordFacts } from './paper.js';

interface Dated {
  readonly version: number;
  readonly day: string;
}

const dayOf = (time: string): string => time.slice(0, 10);

/** The last day that is told of each version, newest first, without those that are not before a newer version's. */
function datedVersions(records: readonly RecordFacts[]): Dated[] {
  const days = new Map<number, string>();
  for (const { version, updatedAt, versions } of records) {
    const own = version === null || updatedAt === null ? [] : [{ version, at: updatedAt }];
    for (const each of [...versions, ...own]) {
      const day = dayOf(each.at);
      if (day > (days.get(each.version) ?? '')) days.set(each.version, day);
    }
  }
  const dated: Dated[] = [];
  for (const [version, day] of [...days].sort(([a], [b]) => b - a))
    if (day < (dated.at(-1)?.day ?? '\uffff')) dated.push({ version, day });
  return dated;
}

/**
 * A function from a record to the number of the version that it shows. A record without a number gets that of its day, the
 * last one where there are several, when another record tells it; a day between two known versions, or after the last,
 * counts as half a version later than the earlier one; 0 when nothing is known. Of two records without a number the one of
 * the later day never shows an older version, whatever else is told: kept-records.ts relies on it.
 */
export function createVersionReckoning(records: readonly RecordFacts[]): (facts: RecordFacts) => number {
  const known = datedVersions(records);
  const reckoned = new Map<string, number>();

  function versionOn(day: string): number {
    const last = known.find((each) => each.day <= day);
    if (last === undefined) return 0;
    return last.day === day ? last.version : last.version + 0.5;
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
