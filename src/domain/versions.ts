// Versions: which version of a paper a record shows, reckoned from all that the records of the paper tell about times.
import type { RecordFacts } from './paper.js';
import { isExact } from './times.js';

interface Dated {
  readonly version: number;
  readonly at: string;
}

function datedVersions(records: readonly RecordFacts[]): Dated[] {
  const all = records.flatMap((facts): Dated[] => [
    ...facts.versions,
    ...(facts.version !== null && facts.updatedAt !== null ? [{ version: facts.version, at: facts.updatedAt }] : []),
  ]);
  return all.toSorted((a, b) => (a.at === b.at ? a.version - b.version : a.at < b.at ? -1 : 1));
}

/** A bare day stands for its end: a version of that day is not after it. */
const endOf = (time: string): string => (isExact(time) ? time : `${time}T23:59:59Z`);

/**
 * A function from a record to the number of the version that it shows. A record without a number gets that of its time,
 * when another record tells it; a time between two known versions, or after the last, counts as half a version later
 * than the earlier one; 0 when nothing is known.
 */
export function createVersionReckoning(records: readonly RecordFacts[]): (facts: RecordFacts) => number {
  const known = datedVersions(records);
  const reckoned = new Map<string, number>();

  function versionAt(updatedAt: string): number {
    const same = known.findLast(({ at }) => at === updatedAt || (!isExact(updatedAt) && at.startsWith(updatedAt)));
    if (same !== undefined) return same.version;
    const before = known.findLast(({ at }) => at <= endOf(updatedAt));
    return before === undefined ? 0 : before.version + 0.5;
  }

  return function versionOf({ version, updatedAt }) {
    if (version !== null) return version;
    if (updatedAt === null) return 0;
    const found = reckoned.get(updatedAt) ?? versionAt(updatedAt);
    reckoned.set(updatedAt, found);
    return found;
  };
}
