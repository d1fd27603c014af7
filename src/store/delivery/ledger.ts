// The ledger, read: for every match its line, beside what became of it; the caller decides on which day each line falls.
import { DUMP_SHA256 } from '../sources/dump-key.js';
import type { DeliveryState } from '../../domain/delivery.js';
import { requireRow, type Db } from '../database/db.js';

/** Matches of one destination within one quarter of an hour (UTC), which lies in one day of every zone, with the same fate. `state` null: the row is gone without a recorded reason. */
export interface LedgerGroup {
  readonly destination: string;
  readonly matchedAt: string;
  readonly state: DeliveryState | null;
  readonly reason: string | null;
  readonly count: number;
}

/** A dump with how many records it held, and how many of them announced a paper. `silentReason` null: it announces. */
export interface LedgerDump {
  readonly dump: string;
  readonly path: string;
  readonly format: string;
  readonly at: string;
  readonly records: number;
  readonly announced: number;
  readonly silentReason: string | null;
  /** Which hole it filled, and what it could not prove. */
  readonly note: string | null;
}

/** A larger file (bytes) is not checked as a whole, which would take minutes: the tables that the books are made of are. */
const CHECKED_BYTES = 67_108_864;
const BOOKS = ['deliveries', 'ledger', 'matches', 'subscriptions'] as const;

/** What SQLite itself says: `integrity` is `ok` or its first complaint, `foreignKeys` counts broken ones. */
export interface Soundness {
  /** The whole file, or, where that is large, the tables of subscriptions, matches and deliveries. */
  readonly checked: 'file' | 'books';
  readonly integrity: string;
  readonly foreignKeys: number;
}

/** Questions over a reading connection. */
export function createLedgerReports(db: Db) {
  const groups = db.prepare<[], LedgerGroup>(
    `SELECT ledger.destination,
       substr(matched_at, 1, 14) || printf('%02d', CAST(substr(matched_at, 15, 2) AS INTEGER) / 15 * 15) || ':00Z' AS matchedAt,
       iif(closed_reason IS NULL, state, 'withheld') AS state, coalesce(closed_reason, reason) AS reason, count(*) AS count
     FROM ledger LEFT JOIN deliveries ON deliveries.id = delivery_id AND deliveries.destination = ledger.destination
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2`,
  );
  const unwritten = db.prepare<[], { count: number }>(
    `SELECT count(*) AS count FROM deliveries
     WHERE NOT EXISTS (SELECT 1 FROM ledger WHERE delivery_id = deliveries.id AND closed_reason IS NULL)`,
  );
  const dumps = db.prepare<[], LedgerDump>(
    `SELECT ${DUMP_SHA256} AS dump, path, format, started_at AS at, silent_reason AS silentReason, note,
       records_seen AS records,
       (SELECT count(*) FROM papers WHERE announced_by = dumps.id) AS announced
     FROM dumps ORDER BY started_at, id`,
  );
  const size = db
    .prepare<[], number>('SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()')
    .pluck();

  function soundness(): Soundness {
    const isWhole = requireRow(size.get()) <= CHECKED_BYTES;
    const integrity = (isWhole ? ['1'] : BOOKS)
      .map((what) => String(db.pragma(`integrity_check(${what})`, { simple: true })))
      .find((answer) => answer !== 'ok');
    const broken = isWhole ? ['foreign_key_check'] : BOOKS.map((table) => `foreign_key_check(${table})`);
    const foreignKeys = broken.reduce((count, check) => count + (db.pragma(check) as unknown[]).length, 0);
    return { checked: isWhole ? 'file' : 'books', integrity: integrity ?? 'ok', foreignKeys };
  }

  return {
    ledgerGroups: (): LedgerGroup[] => groups.all(),
    /** Deliveries that no line of the ledger stands for. */
    unwrittenDeliveries: (): number => unwritten.get()!.count,
    ledgerDumps: (): LedgerDump[] => dumps.all(),
    soundness,
  };
}
