// Scan: row ids of the index from the newest to the oldest, quarter by quarter, so that no query holds the thread for long.
import { quoted } from '../../search/phrase.js';
import { endOfQuarter, quarterOf, quarterTerm } from '../../search/keys.js';
import { requireRow, type Db } from '../database/db.js';
import { secondsOf } from './paper-index.js';

/** From this time on (milliseconds) no further stretch of quarters is begun. */
const DEADLINE_MS = 80;
/** A stretch is three times as long as the one before, but no longer than is expected to take this (milliseconds). */
const STRETCH_MS = 25;
/** All the rest is scanned at once where the quarters so far, four at least, let expect less than this for it (milliseconds). */
const FREE_MS = 30;
const SURE_AFTER = 4;
/** A hundred years: a stretch names each of its quarters. */
const LONGEST_STRETCH = 400;
/** Papers without a date have ids from 1 on, and no paper with one is of these first seconds of 1970. */
const UNDATED_IDS = 86_400;
/** Ids that give way to a second's papers stand side by side; so many free ones (papers that changed since) do not end them. */
const DISPLACED_GAP = 60;

/** Seconds since 1970, from inclusive, before exclusive; null where open. */
export interface DateLimits {
  readonly from: number | null;
  readonly before: number | null;
}

export interface ScanBounds {
  /** Papers at most. */
  readonly limit: number;
  /** No stretch begins after this time (milliseconds). */
  readonly deadlineMs?: number;
}

export interface Found {
  /** Descending. */
  readonly ids: readonly number[];
  /** True when there may be more than `ids`: the limit was reached, or time ran out. */
  readonly isCut: boolean;
  readonly isTimeUp: boolean;
}

/** Scans over a connection. */
export function createScan(db: Db, clock: () => number) {
  const span = db.prepare<[], { first: number | null; last: number | null }>(
    'SELECT (SELECT min(search_id) FROM papers) AS first, (SELECT max(search_id) FROM papers) AS last',
  );
  const inIndex = db
    .prepare<[string, number, number, number], number>(
      'SELECT rowid FROM paper_index WHERE paper_index MATCH ? AND rowid >= ? AND rowid <= ? ORDER BY rowid DESC LIMIT ?',
    )
    .pluck();
  const inPapers = db
    .prepare<[number, number, number], number>(
      'SELECT search_id FROM papers WHERE search_id >= ? AND search_id <= ? AND merged_into IS NULL ORDER BY search_id DESC LIMIT ?',
    )
    .pluck();
  const highestTo = db
    .prepare<[number], number | null>('SELECT max(search_id) FROM papers WHERE search_id <= ?')
    .pluck();
  const following = db.prepare<[number], { id: number; date: string | null }>(
    'SELECT search_id AS id, date FROM papers WHERE search_id >= ? AND merged_into IS NULL ORDER BY search_id',
  );
  const dateOf = db.prepare<[number], string | null>('SELECT date FROM papers WHERE search_id = ?').pluck();

  /** Ids from a limit on whose papers are older than it: more papers than one shared the seconds before. */
  function displaced(limit: number | null): ReadonlySet<number> {
    const ids = new Set<number>();
    if (limit === null) return ids;
    let last = limit;
    for (const { id, date } of following.iterate(limit)) {
      if (id > last + DISPLACED_GAP) break;
      if (date === null || secondsOf(date) < limit) ids.add(id);
      last = id;
    }
    return ids;
  }

  /** Ids are never smaller than the date of their paper, and rarely larger. */
  function createInside({ from, before }: DateLimits) {
    const late = { from: displaced(from), before: displaced(before) };
    return {
      /** The highest id that a paper before the limit has. */
      highest: before === null ? null : Math.max(before - 1, ...late.before),
      isInside(id: number): boolean {
        // Papers without a date have the first ids of all.
        if (id <= UNDATED_IDS && dateOf.get(id) === null) return false;
        const isSince = from === null || (id >= from && !late.from.has(id));
        return isSince && (before === null || id < before || late.before.has(id));
      },
    };
  }

  /** Papers that match (all papers for null), the newest first. */
  function scan(match: string | null, limits: DateLimits, { limit, deadlineMs = DEADLINE_MS }: ScanBounds): Found {
    const { first, last } = requireRow(span.get());
    if (first === null || last === null) return { ids: [], isCut: false, isTimeUp: false };
    const low = Math.max(first, limits.from ?? 0);
    const { highest, isInside } = createInside(limits);
    const high = Math.min(last, highest ?? last);
    const hasLimits = limits.from !== null || limits.before !== null;
    const keep = (ids: number[]): number[] => (hasLimits ? ids.filter(isInside) : ids);
    if (match === null) {
      const ids = inPapers.all(low, high, limit);
      return { ids: keep(ids), isCut: ids.length === limit, isTimeUp: false };
    }
    const started = clock();
    const newest = quarterOf(high);
    const oldest = quarterOf(low);
    const ids: number[] = [];
    let quarter = newest;
    /** Quarters looked into; those stepped over are not counted. */
    let done = 0;
    let step = 1;
    while (quarter >= oldest) {
      const begun = clock();
      // Quarters without any paper are skipped: a single paper of a far date would otherwise cause thousands of empty steps.
      const next = highestTo.get(Math.min(high, endOfQuarter(quarter)));
      if (next === null || next === undefined || next < low) break;
      quarter = Math.min(quarter, quarterOf(next));
      const left = quarter - oldest + 1;
      const isFree = done >= SURE_AFTER && ((begun - started) / done) * left < FREE_MS;
      const affordable = done === 0 ? 1 : Math.floor((STRETCH_MS * done) / Math.max(begun - started, 0.01));
      const count = isFree ? left : Math.max(1, Math.min(step, left, affordable, LONGEST_STRETCH));
      const within = isFree ? [] : Array.from({ length: count }, (_, index) => quoted([quarterTerm(quarter - index)]));
      const end = Math.min(high, (ids.at(-1) ?? Infinity) - 1);
      ids.push(
        ...keep(inIndex.all(isFree ? match : `(${within.join(' OR ')}) AND ${match}`, low, end, limit - ids.length)),
      );
      if (ids.length >= limit) return { ids, isCut: true, isTimeUp: false };
      const now = clock();
      quarter -= count;
      done += count;
      if (quarter >= oldest && now - started > deadlineMs) return { ids, isCut: true, isTimeUp: true };
      step *= 3;
    }
    return { ids, isCut: false, isTimeUp: false };
  }

  return {
    scan,
    /** Papers with a key that few have. */
    scanKey: (key: string, limit: number): number[] => inIndex.all(key, 0, Number.MAX_SAFE_INTEGER, limit),
  };
}
