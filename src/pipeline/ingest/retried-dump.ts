// A dump read again for its rejected records: the items at their places are stored, and their rows settled.
import { toUtcText } from '../../domain/calendar.js';
import type { Origin } from '../../domain/announcement.js';
import { failureOf } from '../../parse/parsed.js';
import { isStoreFailure } from '../../store/database/sqlite-errors.js';
import type { DumpStore } from '../../store/sources/dumps.js';
import type { QuarantinedDump, QuarantineRow, QuarantineStore } from '../../store/sources/quarantine.js';
import { cutPoints } from '../../text/points.js';
import { createAnnouncing } from './announcing.js';
import type { ReadItem } from './read-file.js';
import { LISTED_FAILURES, REASON_POINTS, type RecordFailure } from './store-records.js';

export interface RetriedDumpOptions {
  readonly store: DumpStore & QuarantineStore;
  readonly rows: readonly QuarantineRow[];
  readonly origin: Origin;
  /** Whether the whole dump is read, and not only what is kept of its rejected records. */
  readonly isWhole: boolean;
  readonly now: () => Date;
}

export interface RetriedDump {
  /** Takes items of the dump, in order; those that stand elsewhere than a rejected record are left alone. */
  take(items: readonly ReadItem[]): void;
  /** Takes what one row's text was read as. */
  takeFor(row: QuarantineRow, items: readonly ReadItem[]): void;
  /** Settles the rows. `missing`: rows at whose places nothing stood. */
  finish(): { readonly released: number; readonly missing: number; readonly failures: readonly RecordFailure[] };
}

/** Finds the row of an item: its record has that number, or begins on one of the lines that the row kept. */
function createRowFinder(rows: readonly QuarantineRow[]): (item: ReadItem) => QuarantineRow | undefined {
  const byLine = new Map<number, QuarantineRow>();
  for (const row of rows) {
    const { line, text } = row;
    if (line !== null) text.split('\n').forEach((_, index) => byLine.set(line + index, row));
  }
  const byRecord = new Map(rows.map((row) => [row.record, row]));
  return ({ record, line }) => (line === null ? undefined : byLine.get(line)) ?? byRecord.get(record);
}

export function createRetriedDump(
  dump: QuarantinedDump,
  { store, rows, origin, isWhole, now }: RetriedDumpOptions,
): RetriedDump {
  const at = toUtcText(now());
  const announce = dump.silentReason === null ? 'always' : 'never';
  // Whether it announced was decided when it came; its form and size say nothing more about that.
  const announcing = createAnnouncing(store, { ...dump, isListing: false, isBulk: false }, { announce, origin, now });
  const rowOf = createRowFinder(rows);
  // Rejected records that were only counted cannot be told from the others.
  const takesAll = isWhole && dump.notKept > 0;
  /** What stood at the places of the rows: null where everything was stored, else why not. */
  const outcomes = new Map<QuarantineRow, string | null>();
  const failures: RecordFailure[] = [];
  let rejected = 0;

  function storeItem(item: Exclude<ReadItem, { kind: 'rejection' }>): void {
    const occasion = { dumpId: dump.id, at, now: toUtcText(now()) };
    if (item.kind === 'facts') store.storeRecord(item.fresh, announcing.of(item.fresh, item.record), occasion);
    else if (item.isDeleted && item.asOf !== null) store.storeDeletion(item.arxivId, item.asOf, occasion.now);
  }

  /** Why the item is not in the store now; null where it is. */
  function refusalOf(item: ReadItem): { readonly reason: string; readonly stack?: string } | null {
    if (item.kind === 'rejection') return item;
    try {
      store.alone(() => storeItem(item));
      return null;
    } catch (error) {
      if (isStoreFailure(error)) throw error;
      return failureOf(error);
    }
  }

  function takeItem(item: ReadItem, row: QuarantineRow | undefined): void {
    const refusal = refusalOf(item);
    const { record, line } = row ?? item;
    const reason = refusal === null ? null : cutPoints(refusal.reason, REASON_POINTS);
    if (reason !== null) rejected += 1;
    if (reason !== null && refusal?.stack !== undefined && failures.length < LISTED_FAILURES)
      failures.push({ record, line, reason, stack: refusal.stack });
    if (row !== undefined) outcomes.set(row, outcomes.get(row) ?? reason);
    else if (reason !== null && item.kind === 'rejection')
      store.addRejection(dump.id, { record, line, reason, text: item.text }, at);
  }

  return {
    take(items) {
      const found = items.map((item) => ({ item, row: rowOf(item) }));
      const own = takesAll ? found : found.filter(({ row }) => row !== undefined);
      if (own.length > 0) store.batch(() => own.forEach(({ item, row }) => takeItem(item, row)));
    },

    takeFor(row, items) {
      store.batch(() => items.forEach((item) => takeItem(item, row)));
    },

    finish() {
      const settled = [...outcomes];
      store.batch(() => {
        for (const [{ id }, reason] of settled)
          if (reason === null) store.releaseRecord(id);
          else store.renewReason(id, reason);
        if (takesAll) store.countRejected(dump.id, rejected);
      });
      const released = settled.filter(([, reason]) => reason === null).length;
      return { released, missing: rows.length - settled.length, failures };
    },
  };
}
