// Reports: what the reading verbs print - every paper with its provenance, counts, the quarantine.
import { DUMP_SHA256 } from '../sources/dump-key.js';
import { cutFields, type CappedField } from '../../domain/caps.js';
import type { Paper, Provenance } from '../../domain/paper.js';
import { DELIVERY_STATES, type DeliveryState } from '../../domain/delivery.js';
import { createCounters } from '../counters.js';
import type { Db } from '../database/db.js';
import { databaseBytes } from '../database/files.js';
import type { InboxFile } from '../sources/dumps.js';
import { unpackRecord } from './record-rows.js';
import { PAPERS_AFTER_KEY, toPaper, type PaperRow } from './rows.js';
import { readFacts } from '../stored-json.js';

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
    // There is a last one: see the loop.
    rows = statement.all(placeOf(rows.at(-1)!));
  }
}

/** Read-only questions over a connection. */
export function createReports(db: Db) {
  const provenance = db.prepare<[number], Provenance>(
    `SELECT DISTINCT ${DUMP_SHA256} AS dump, records.format, min(sightings.at) AS at
     FROM records JOIN sightings ON record_id = records.id JOIN dumps ON dumps.id = dump_id
     WHERE paper_id = ? GROUP BY dump, records.format ORDER BY dump, records.format`,
  );
  const papers = db.prepare<[string], PaperRow>(`${PAPERS_AFTER_KEY} LIMIT ${AT_ONCE}`);
  const paperId = db.prepare<[string], { id: number }>(
    'SELECT coalesce(merged_into, id) AS id FROM papers WHERE key = ?',
  );
  const counters = createCounters(db);
  const recordsOf = db.prepare<[string], { facts: string; paper: string }>(
    `SELECT records.facts, papers.facts AS paper FROM records JOIN papers ON papers.id = paper_id
     WHERE paper_id = (SELECT coalesce(merged_into, id) FROM papers WHERE key = ?)`,
  );
  const quarantine = db.prepare<[number], QuarantinedRecord>(
    `SELECT quarantine.id, ${DUMP_SHA256} AS dump, path, record, line, reason, text, at
     FROM quarantine JOIN dumps ON dumps.id = dump_id
     WHERE quarantine.id > ? ORDER BY quarantine.id LIMIT ${AT_ONCE}`,
  );
  const quarantined = db.prepare<[], { count: number }>(
    `SELECT (SELECT count(*) FROM quarantine)
       + (SELECT coalesce(sum(rejections_not_kept), 0) FROM dumps WHERE rejections_not_kept > 0) AS count`,
  );
  const notKept = db.prepare<[], { path: string; count: number }>(
    'SELECT path, rejections_not_kept AS count FROM dumps WHERE rejections_not_kept > 0 ORDER BY id',
  );
  const inboxErrors = db.prepare<[], { path: string; error: string }>(
    'SELECT path, error FROM inbox_files WHERE error IS NOT NULL ORDER BY path',
  );
  const inboxFiles = db.prepare<[string], InboxFile>(
    `SELECT path, size, modified_ms AS modifiedMs, changed_ms AS changedMs, sha256, error, program FROM inbox_files
     WHERE path > ? ORDER BY path LIMIT ${AT_ONCE}`,
  );

  return {
    *eachPaper(): Iterable<{ paper: Paper; sources: Provenance[] }> {
      for (const row of paged(papers, '', ({ key }) => key))
        yield { paper: toPaper(row), sources: provenance.all(row.id) };
    },
    sourcesOf: (key: string): Provenance[] => provenance.all(paperId.get(key)?.id ?? 0),
    /** The fields that a paper's records have longer than the paper (domain/caps.ts). */
    cutFields(key: string): CappedField[] {
      const records = recordsOf.all(key).map((row) => unpackRecord(row.facts, readFacts(row.paper)));
      return [...new Set(records.flatMap(cutFields))];
    },
    outboxCounts(): OutboxCounts {
      return Object.fromEntries(DELIVERY_STATES.map((state) => [state, counters(`outbox.${state}`)])) as OutboxCounts;
    },
    eachQuarantined: (): Iterable<QuarantinedRecord> => paged(quarantine, 0, ({ id }) => id),
    /** Rejected records in all, those beyond a dump's share of the quarantine included. */
    quarantineCount: (): number => quarantined.get()!.count,
    /** Dumps with more rejections than the quarantine keeps of one. */
    rejectionsNotKept: (): { path: string; count: number }[] => notKept.all(),
    inboxErrors: (): { path: string; error: string }[] => inboxErrors.all(),
    /** In order of path, read a few at a time: a caller may pause meanwhile. */
    eachInboxFile: (): Iterable<InboxFile> => paged(inboxFiles, '', ({ path }) => path),
    /** On disk: the file and its write-ahead log. */
    databaseBytes: (): number => (db.memory ? 0 : databaseBytes(db.name)),
  };
}
