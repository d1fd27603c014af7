// The ledger, read: for every match its line, beside what became of it; the day of each line is the reader's business.
import type { DeliveryState } from '../../domain/delivery.js';
import type { Db } from '../database/db.js';

/** Matches of one destination at one time with the same fate. `state` null: the row is gone without a recorded reason. */
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

/** What SQLite itself says of the file: `integrity` is `ok` or its first complaint, `foreignKeys` counts broken ones. */
export interface Soundness {
  readonly integrity: string;
  readonly foreignKeys: number;
}

/** Questions over a reading connection. */
export function createLedgerReports(db: Db) {
  const groups = db.prepare<[], LedgerGroup>(
    `SELECT ledger.destination, matched_at AS matchedAt,
       iif(closed_reason IS NULL, state, 'withheld') AS state, coalesce(closed_reason, reason) AS reason, count(*) AS count
     FROM ledger LEFT JOIN deliveries ON deliveries.id = delivery_id AND deliveries.destination = ledger.destination
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2`,
  );
  const unwritten = db.prepare<[], { count: number }>(
    `SELECT count(*) AS count FROM deliveries WHERE id NOT IN (SELECT delivery_id FROM ledger WHERE closed_reason IS NULL)`,
  );
  const dumps = db.prepare<[], LedgerDump>(
    `SELECT sha256 AS dump, path, format, started_at AS at, silent_reason AS silentReason, note,
       (SELECT count(*) FROM sightings WHERE dump_id = dumps.id) AS records,
       (SELECT count(*) FROM papers WHERE announced_by = dumps.id) AS announced
     FROM dumps ORDER BY started_at, id`,
  );
  const integrity = db.prepare<[], { integrity_check: string }>('PRAGMA integrity_check(1)');
  const broken = db.prepare('PRAGMA foreign_key_check');

  return {
    ledgerGroups: (): LedgerGroup[] => groups.all(),
    /** Deliveries that no line of the ledger stands for. */
    unwrittenDeliveries: (): number => unwritten.get()!.count,
    ledgerDumps: (): LedgerDump[] => dumps.all(),
    soundness: (): Soundness => ({
      integrity: integrity.get()!.integrity_check,
      foreignKeys: broken.all().length,
    }),
  };
}
