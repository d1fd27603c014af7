// What the writing thread does on request: the store's small writes, and whole dumps in slices between them.
import { statSync } from 'node:fs';
import type { Origin } from '../domain/announcement.js';
import { createTaxonomy, type TaxonomyData } from '../domain/category.js';
import { errorText, PassingError } from '../errors.js';
import { fileDump, memoryDump, type Dump } from '../sources/files/file.js';
import { isPassingTrouble, troubleText } from '../store/database/sqlite-errors.js';
import type { Writes } from '../store/port.js';
import { openWriter, type Writer } from '../store/writer.js';
import { ingestFile, tidyUp, unreadable, type DumpResult } from '../pipeline/ingest/ingest.js';
import { inspectOaiPage, inspectPage } from '../pipeline/fetch/inspect.js';
import type { FetchWrites } from '../pipeline/fetch/writes.js';
import { createReader } from '../pipeline/ingest/reading-thread.js';

/** Everything that can be asked for by name. Arguments and results pass between threads by structured clone. */
export interface ThreadWrites extends Writes, FetchWrites {
  /** `at` is the time of the caller's clock. Throws PassingError when the store cannot be written now. */
  ingestFile(file: string, at: Date): Promise<DumpResult[]>;
  ingestBytes(name: string, bytes: Uint8Array, at: Date): Promise<DumpResult[]>;
}

/** What the thread itself may do beside: nobody else ends the store. */
export interface OwnWrites extends ThreadWrites {
  close(): void;
  /** To be called after a write. */
  countCommit(): void;
}

/** `isAsked` tells whether a request waits. */
export function createWrites(path: string, taxonomy: TaxonomyData, isAsked: () => boolean): OwnWrites {
  const known = createTaxonomy(taxonomy);
  const writer: Writer = openWriter(path, known);
  const pause = (): Promise<void> => new Promise((resume) => setImmediate(resume));
  const read = createReader(taxonomy, pause);
  const {
    batch: _batch,
    beginDump: _begin,
    storeRecord: _record,
    storeDeletion: _deletion,
    noteProgress: _progress,
    addRejection: _reject,
    finishDump: _finish,
    isAnnouncedIn: _isAnnouncedIn,
    fallsUnder: _fallsUnder,
    tidy: _tidy,
    ...small
  } = writer;

  /** A dump is not to blame for a full disk or a lock: the trouble is thrown, and the dump is read again later. */
  async function take(dump: Dump, at: Date, origin: Origin = { kind: 'given' }): Promise<DumpResult[]> {
    let trouble: Error | null = null;
    const batch: Writer['batch'] = (work) => {
      try {
        return writer.batch(work);
      } catch (error) {
        if (isPassingTrouble(error)) trouble = new PassingError(troubleText(path, error) ?? errorText(error));
        throw error;
      }
    };
    const results: DumpResult[] = [];
    const given = { announce: 'auto' as const, origin, now: () => at };
    for await (const result of ingestFile({ ...writer, batch }, dump, { ...given, read, pause, isAsked }))
      results.push(result);
    if (trouble === null) await tidyUp({ ...writer, batch }, pause).catch((error: Error) => void (trouble ??= error));
    if (trouble !== null) throw trouble as Error;
    return results;
  }

  return {
    ...small,
    async ingestFile(file: string, at: Date): Promise<DumpResult[]> {
      const info = statSync(file, { throwIfNoEntry: false });
      if (info === undefined) return [unreadable(file, null, 'the file is gone')];
      return take(fileDump(file, file, info.size), at);
    },
    ingestBytes: (name, bytes, at) => take(memoryDump(name, bytes), at),
    ingestFetched: ({ url, bytes, origin, at }) => take(memoryDump(url, bytes), at, origin),
    inspectPage: (bytes) => inspectPage(bytes, known),
    inspectOaiPage,
  };
}
