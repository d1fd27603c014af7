// Reports: what the reading verbs print - every paper with its provenance, counts, the quarantine.
import type { Paper, Provenance } from '../../domain/paper.js';
import { DELIVERY_STATES, type DeliveryState } from '../../domain/delivery.js';
import { createCounters } from '../counters.js';
import type { Db } from '../database/db.js';
import { databaseBytes } from '../database/files.js';
import type { InboxFile } from '../sources/dumps.js';
import { toPaper, type PaperRow } from './rows.js';

/** One quarantined record; `text` is the raw block, `record` and `line` count from 1. */
export interface QuarantinedRecord {
  readonly id: number;
  readonly dump: string;
  readonly path: string;
  readonly record: number;
  readonly line: number | null;
  readonly reason: string;
  readonly text: string;
  readonly at: string;
}

export type OutboxCounts = Record<DeliveryState, number>;

/** Rows that are read in one go. */
const AT_ONCE = 100;

/**
 * All rows of a statement that answers those after a place, in order. No statement stays open while they are used: that
 * would keep the write-ahead log from being shortened for as long as somebody takes to read the output.
 */
function* paged<Place, Row>(
  statement: { all(after: Place): Row[] },
  first: Place,
  placeOf: (row: Row) => Place,
): Iterable<Row> {
  let rows = statement.all(first);
  while (rows.length > 0) {
    yield* rows;
    rows = statement.all(placeOf(rows.at(-1)!));
  }
}

/** Read-only questions over a connection. */
export function createReports(db: Db) {
  const provenance = db.prepare<[number], Provenance>(
    `SELECT DISTINCT dumps.sha256 AS dump, records.format, min(sightings.at) AS at
     FROM records JOIN sightings ON record_id = records.id JOIN dumps ON dumps.id = dump_id
     WHERE paper_id = ? GROUP BY dumps.sha256, records.format ORDER BY dumps.sha256, records.format`,
  );
  const papers = db.prepare<[string], PaperRow>(
    `SELECT id, key, search_id, facts FROM papers WHERE merged_into IS NULL AND key > ? ORDER BY key LIMIT ${AT_ONCE}`,
  );
  const paperId = db.prepare<[string], { id: number }>(
    'SELECT coalesce(merged_into, id) AS id FROM papers WHERE key = ?',
  );
  const counters = createCounters(db);
  const quarantine = db.prepare<[number], QuarantinedRecord>(
    `SELECT quarantine.id, sha256 AS dump, path, record, line, reason, text, at
     FROM quarantine JOIN dumps ON dumps.id = dump_id
     WHERE quarantine.id > ? ORDER BY quarantine.id LIMIT ${AT_ONCE}`,
  );
  const quarantined = db.prepare<[], { count: number }>('SELECT count(*) AS count FROM quarantine');
  const inboxErrors = db.prepare<[], { path: string; error: string }>(
    'SELECT path, error FROM inbox_files WHERE error IS NOT NULL ORDER BY path',
  );
  const inboxFiles = db.prepare<[], InboxFile>(
    'SELECT path, size, modified_ms AS modifiedMs, changed_ms AS changedMs, sha256, error, program FROM inbox_files',
  );

  return {
    *eachPaper(): Iterable<{ paper: Paper; sources: Provenance[] }> {
      for (const row of paged(papers, '', ({ key }) => key))
        yield { paper: toPaper(row), sources: provenance.all(row.id) };
    },
    sourcesOf: (key: string): Provenance[] => provenance.all(paperId.get(key)?.id ?? 0),
    outboxCounts(): OutboxCounts {
      return Object.fromEntries(DELIVERY_STATES.map((state) => [state, counters(`outbox.${state}`)])) as OutboxCounts;
    },
    eachQuarantined: (): Iterable<QuarantinedRecord> => paged(quarantine, 0, ({ id }) => id),
    quarantineCount: (): number => quarantined.get()!.count,
    inboxErrors: (): { path: string; error: string }[] => inboxErrors.all(),
    listInboxFiles: () => inboxFiles.all(),
    /** On disk: the file and its write-ahead log. */
    databaseBytes: (): number => (db.memory ? 0 : databaseBytes(db.name)),
  };
}
