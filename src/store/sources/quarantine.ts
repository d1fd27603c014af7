// The quarantine, dump by dump: what it holds, for reading it again, and what becomes of it then.
import { DUMP_SHA256 } from './dump-key.js';
import type { Format } from '../../domain/paper.js';
import type { Db } from '../database/db.js';

/** A dump with rejected records. */
export interface QuarantinedDump {
  readonly id: number;
  /** Of its bytes, in hex. */
  readonly sha256: string;
  /** As it was given: a path, `-` for standard input, the address of what was fetched. */
  readonly path: string;
  readonly format: Format;
  /** Why it announced nothing; null where its records were announced. */
  readonly silentReason: string | null;
  /** How many rejected records were only counted. */
  readonly notKept: number;
}

/** One kept record; `record` and `line` count from 1 in the decoded dump. `text` may be only its beginning. */
export interface QuarantineRow {
  readonly id: number;
  readonly record: number;
  readonly line: number | null;
  readonly text: string;
}

/** Questions over a connection. */
export function createQuarantineReports(db: Db) {
  const dumps = db.prepare<[], QuarantinedDump>(
    `SELECT id, ${DUMP_SHA256} AS sha256, path, format, silent_reason AS silentReason, rejections_not_kept AS notKept FROM dumps
     WHERE rejections_not_kept > 0 OR id IN (SELECT dump_id FROM quarantine) ORDER BY id`,
  );
  const rows = db.prepare<[number], QuarantineRow>(
    'SELECT id, record, line, text FROM quarantine WHERE dump_id = ? ORDER BY record',
  );
  return {
    quarantinedDumps: (): QuarantinedDump[] => dumps.all(),
    quarantineOf: (dumpId: number): QuarantineRow[] => rows.all(dumpId),
  };
}

/** Writes, inside the caller's transaction. */
export function createQuarantineStore(db: Db) {
  const remove = db.prepare('DELETE FROM quarantine WHERE id = ?');
  const renew = db.prepare('UPDATE quarantine SET reason = ? WHERE id = ?');
  const countRest = db.prepare(
    `UPDATE dumps SET rejections_not_kept = max(0, @rejected - (SELECT count(*) FROM quarantine WHERE dump_id = @dumpId))
     WHERE id = @dumpId`,
  );
  return {
    /** The record is stored now. */
    releaseRecord: (rowId: number): void => void remove.run(rowId),
    /** The record is still refused, for this reason. */
    renewReason: (rowId: number, reason: string): void => void renew.run(reason, rowId),
    /** So many records of a dump are refused in all; those that are not kept are counted. */
    countRejected: (dumpId: number, rejected: number): void => void countRest.run({ dumpId, rejected }),
  };
}

export type QuarantineStore = ReturnType<typeof createQuarantineStore>;
