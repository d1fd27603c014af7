// Dumps, written: batches of parsed items with what they cause, quarantine, the inbox's memory.
import { isNews, type Announcement } from '../../domain/announcement.js';
import { createAnnouncer, type AnnouncerParts, type Occasion } from '../delivery/announce.js';
import { requireRow, type Db } from '../database/db.js';
import type { FreshRecord } from '../papers/fresh-record.js';
import { createRenewal } from '../papers/renewal.js';
import { createPaperStore, type StoredRecord } from '../papers/papers.js';
import { dumpKey } from './dump-key.js';
import { createEditRequests } from '../delivery/message-updates.js';

/** A record that could not be kept, with where it stood (from 1) and its raw text. */
export interface Rejection {
  readonly record: number;
  readonly line: number | null;
  readonly reason: string;
  readonly text: string;
}

export interface InboxFile {
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
  readonly changedMs: number | null;
  /** Of the content; null where a version of the program took it that did not look. */
  readonly sha256: string | null;
  readonly error: string | null;
  /** The version of the program that could not read it; null where it could, or failed by an error of its own. */
  readonly program: string | null;
}

/** `now`: the time of the record itself (UTC text), which in a large file is minutes after that of the dump. */
export type StoredAt = Occasion & { readonly now?: string };

/** `recordsDone`: how many records of it an interrupted run has committed already; 0 for a new or finished one. */
export interface BegunDump {
  readonly id: number;
  readonly recordsDone: number;
}

interface KnownDump {
  readonly id: number;
  readonly records_done: number;
  readonly finished_at: string | null;
  readonly silent_reason: string | null;
}

/** What the quarantine keeps of one dump: records, UTF-16 units of their texts in all, and of each. */
const QUARANTINE_ROWS = 1_000;
const QUARANTINE_UNITS = 2_000_000;
const RAW_KEPT = 4_000;

/** Writes of ingest. `batch` runs a function as one transaction, so that papers and deliveries exist together. */
export function createDumpStore(db: Db, parts: AnnouncerParts) {
  const papers = createPaperStore(db, parts.enqueue);
  const { announce, fanOut, isAnnouncedIn } = createAnnouncer(db, parts);
  const knownDump = db.prepare<[string], KnownDump>(
    'SELECT id, records_done, finished_at, silent_reason FROM dumps WHERE sha256 = ?',
  );
  const wantEdits = createEditRequests(db);
  const insertDump = db.prepare(
    `INSERT INTO dumps (sha256, format, path, started_at, silent_reason) VALUES (@sha256, @format, @path, @at, @silentReason)
     ON CONFLICT (sha256) DO UPDATE SET silent_reason = iif(excluded.silent_reason IS NULL AND NOT @staysSilent, NULL, silent_reason)
     RETURNING id`,
  );
  const progress = db.prepare('UPDATE dumps SET records_done = ? WHERE id = ?');
  const finish = db.prepare(
    `UPDATE dumps SET finished_at = @at, note = coalesce(@note, note),
       rejections_not_kept = max(0, @rejected - (SELECT count(*) FROM quarantine WHERE dump_id = @id)) WHERE id = @id`,
  );
  const quarantine = db.prepare(
    `INSERT INTO quarantine (dump_id, record, line, reason, text, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (dump_id, record) DO NOTHING`,
  );
  const quarantined = db.prepare<[number], { count: number; size: number }>(
    'SELECT count(*) AS count, coalesce(sum(length(text)), 0) AS size FROM quarantine WHERE dump_id = ?',
  );
  const rememberFile = db.prepare(
    `INSERT OR REPLACE INTO inbox_files (path, size, modified_ms, changed_ms, sha256, error, program, at)
     VALUES (:path, :size, :modifiedMs, :changedMs, :sha256, :error, :program, :at)`,
  );
  const forgetFile = db.prepare('DELETE FROM inbox_files WHERE path = ?');

  /** `pages`: of its source, where that names no day. */
  function beginDump(
    dump: { sha256: string; format: string; path: string; silentReason: string | null; pages?: readonly string[] },
    at: string,
  ): BegunDump {
    const { sha256, format, path, silentReason, pages = [] } = dump;
    const key = dumpKey({ sha256, path, pages });
    const before = knownDump.get(key);
    // What such a source showed at first sight stays so, however often it shows it again.
    const staysSilent = Number(pages.length > 0);
    const row = insertDump.get({ sha256: key, format, path, silentReason, at, staysSilent }) as { id: number };
    // What a silent run stored has not been announced yet.
    const isSameWork = before !== undefined && (before.silent_reason === null || dump.silentReason !== null);
    const isOpen = before !== undefined && before.finished_at === null;
    return { id: row.id, recordsDone: isOpen && isSameWork ? before.records_done : 0 };
  }

  function storeRecord(
    record: FreshRecord,
    announcement: Announcement | null,
    occasion: StoredAt,
  ): StoredRecord['outcome'] {
    const { dumpId, at, now = at } = occasion;
    const pages = announcement?.shownOn ?? null;
    const { paperId, outcome, before, changed } = papers.storeRecord(record, { dumpId, at, pages });
    // By its own time: an edit that was due long ago is made before anybody asks for the translation of what it shows.
    for (const id of changed) wantEdits(id, now);
    if (announcement !== null && (before === null || isNews(announcement, before)))
      announce(paperId, announcement, { ...occasion, categories: record.categories });
    return outcome;
  }

  /** What OAI-PMH tells as deleted. */
  function storeDeletion(arxivId: string, asOf: string, at: string): 'updated' | 'duplicate' {
    const changed = papers.storeDeletion(arxivId, asOf, at);
    if (changed === null) return 'duplicate';
    wantEdits(changed, at);
    return 'updated';
  }

  /** What the quarantine holds of the dump that was written last. */
  let held = { dumpId: 0, count: 0, size: 0 };

  /** Kept as far as the dump's share of the quarantine goes; what is beyond is only counted, by finishDump. */
  function addRejection(dumpId: number, { record, line, reason, text }: Rejection, at: string): void {
    if (held.dumpId !== dumpId) held = { dumpId, ...requireRow(quarantined.get(dumpId)) };
    const raw = text.slice(0, RAW_KEPT);
    if (held.count >= QUARANTINE_ROWS || held.size + raw.length > QUARANTINE_UNITS) return;
    if (quarantine.run(dumpId, record, line, reason, raw, at).changes === 0) return;
    held = { dumpId, count: held.count + 1, size: held.size + raw.length };
  }

  function batch<T>(work: () => T): T {
    const whole = (): T => {
      const value = work();
      papers.writeIndex();
      return value;
    };
    try {
      return db.transaction(whole).immediate();
    } catch (error) {
      papers.forget();
      held = { dumpId: 0, count: 0, size: 0 };
      throw error;
    }
  }

  const savepoint = db.transaction((work: () => void) => work());

  /** Inside a batch: what was thrown takes back this work alone. */
  function alone(work: () => void): void {
    const mark = papers.mark();
    try {
      savepoint(work);
    } catch (error) {
      papers.forget(mark);
      throw error;
    }
  }

  return {
    /** Rebuilds some papers that older rules made; a small write of its own. */
    renewPapers: createRenewal({ db, renew: papers.renew, batch, alone }),
    beginDump,
    storeRecord,
    storeDeletion,
    refreshPaper: papers.refresh,
    tidy: papers.tidy,
    addRejection,
    /** So many records of the dump are committed with this transaction. */
    noteProgress: (dumpId: number, recordsDone: number): void => void progress.run(recordsDone, dumpId),
    /** `note`: what the ledger says of it besides; null keeps what it says. `rejected`: how many records were, kept or not. */
    finishDump: (id: number, told: { note: string | null; rejected: number }, at: string): void =>
      void finish.run({ id, ...told, at }),
    /** Makes deliveries of announcements that many rules want, a slice of them; false when none is left. */
    fanOut,
    isAnnouncedIn,
    /** Whether one of a paper's codes (as given) falls under a category. */
    fallsUnder: parts.taxonomy.matches,
    batch,
    alone,
    rememberInboxFile: (file: InboxFile, at: string): void => void rememberFile.run({ ...file, at }),
    forgetInboxFiles: db.transaction((paths: readonly string[]) => paths.forEach((path) => forgetFile.run(path))),
  };
}

export type DumpStore = ReturnType<typeof createDumpStore>;
