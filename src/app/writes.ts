// What the writing thread does on request: the store's small writes, and whole dumps in slices between them.
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { Origin } from '../domain/announcement.js';
import { createTaxonomy, type TaxonomyData } from '../domain/category.js';
import { errorText, TransientError, UserError } from '../errors.js';
import { fileDump, memoryDump, type Dump } from '../sources/files/file.js';
import { fsPath } from '../sources/files/path-bytes.js';
import { isTransientSqliteError, sqliteErrorText } from '../store/database/sqlite-errors.js';
import { createTermBook, type TermData } from '../search/terms.js';
import type { Writes } from '../store/port.js';
import { openWriter, type Writer } from '../store/writer.js';
import { foldUnreadable, ingestFile, tidyUp, unreadable, type DumpResult } from '../pipeline/ingest/ingest.js';
import { inspectOaiPage, inspectPage } from '../pipeline/fetch/inspect.js';
import type { FetchWrites } from '../pipeline/fetch/writes.js';
import { createThreadedReader } from '../pipeline/ingest/reading-thread.js';

/** Everything that can be asked for by name. Arguments and results pass between threads by structured clone. */
export interface ThreadWrites extends Writes, FetchWrites {
  /** `at` is the time of the caller's clock. Throws TransientError when the store cannot be written now. */
  ingestFile(file: string, at: Date): Promise<DumpResult[]>;
  ingestBytes(name: string, bytes: Uint8Array, at: Date): Promise<DumpResult[]>;
  /**
   * SHA-256 of a file's bytes, hex; null when it cannot be read. Where it has a hole, of what comes before that and of the
   * time when it was last changed.
   */
  hashFile(file: string): Promise<string | null>;
}

/** Besides, what only the thread itself may do: close the store. */
export interface OwnWrites extends ThreadWrites {
  close(): void;
  /** To be called after a write, before it is answered. */
  countCommit(): void;
}

/** What records and rules are compared with; it passes by structured clone. */
export interface Matching {
  readonly taxonomy: TaxonomyData;
  readonly terms: TermData;
  /** IANA zone of hours where nobody has set one. */
  readonly zone: string;
}

/** `isAsked` tells whether a request waits. */
export function createWrites(path: string, { taxonomy, ...matching }: Matching, isAsked: () => boolean): OwnWrites {
  const known = createTaxonomy(taxonomy);
  const writer: Writer = openWriter(path, known, { zone: matching.zone, book: createTermBook(matching.terms) });
  const pause = (): Promise<void> => new Promise((resume) => setImmediate(resume));
  const {
    batch: _batch,
    alone: _alone,
    beginDump: _begin,
    storeRecord: _record,
    storeDeletion: _deletion,
    refreshPaper: _refresh,
    noteProgress: _progress,
    addRejection: _reject,
    finishDump: _finish,
    releaseRecord: _release,
    renewReason: _renew,
    countRejected: _countRejected,
    isAnnouncedIn: _isAnnouncedIn,
    fallsUnder: _fallsUnder,
    tidy: _tidy,
    close,
    ...small
  } = writer;

  /** A full disk or a lock is no fault of the dump: it is thrown as a TransientError, and the dump is read again later. */
  async function take(dump: Dump, at: Date, origin: Origin = { kind: 'given' }): Promise<DumpResult[]> {
    const results: DumpResult[] = [];
    // The caller's clock runs on: a large file takes minutes.
    const began = performance.now();
    const now = (): Date => new Date(at.getTime() + performance.now() - began);
    const given = { announce: 'auto' as const, origin, now };
    const read = createThreadedReader(taxonomy, { now, pause });
    try {
      for await (const result of ingestFile(writer, dump, { ...given, read, pause, isAsked })) results.push(result);
      await tidyUp(writer, pause);
      return foldUnreadable(dump.path, results);
    } catch (error) {
      if (isTransientSqliteError(error))
        throw new TransientError(sqliteErrorText(path, error) ?? errorText(error), { cause: error });
      throw error;
    }
  }

  return {
    ...small,
    close,
    async ingestFile(file: string, at: Date): Promise<DumpResult[]> {
      const info = statSync(fsPath(file), { throwIfNoEntry: false });
      if (info === undefined) return [unreadable(file, null, 'the file is gone')];
      return take(fileDump(file, file, info.size), at);
    },
    async hashFile(file) {
      const hash = createHash('sha256');
      try {
        for await (const bytes of fileDump(file, file, 0).chunks()) hash.update(bytes);
      } catch (error) {
        if (error instanceof Error && 'syscall' in error) return null;
        if (!(error instanceof UserError)) throw error;
        hash.update(String(statSync(fsPath(file), { throwIfNoEntry: false })?.ctimeMs));
      }
      return hash.digest('hex');
    },
    ingestBytes: (name, bytes, at) => take(memoryDump(name, bytes), at),
    ingestFetched: ({ url, bytes, origin, at }) => take(memoryDump(url, bytes), at, origin),
    inspectPage: (bytes) => inspectPage(bytes, { taxonomy: known, pause }),
    inspectOaiPage,
  };
}
