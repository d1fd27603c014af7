// What the writing thread does on request: the store's small writes, and whole dumps in slices between them.
import type { Taxonomy } from '../domain/category.js';
import { fileDump, memoryDump } from '../sources/file.js';
import { openWriter, type Writer } from '../store/writer.js';
import { ingestDump, type DumpResult } from './ingest.js';

/** Everything that can be asked for by name; arguments and results pass between threads by structured clone. */
export function createWrites(path: string, taxonomy: Taxonomy) {
  const writer: Writer = openWriter(path, taxonomy);
  const pause = (): Promise<void> => new Promise((resume) => setImmediate(resume));
  const options = (at: Date) => ({ announce: 'auto' as const, pause, now: () => at });
  const {
    batch: _batch,
    beginDump: _begin,
    storeRecord: _record,
    addRejection: _reject,
    finishDump: _finish,
    ...small
  } = writer;
  return {
    ...small,
    /** `at` is the time of the caller's clock. */
    ingestFile: (file: string, at: Date): Promise<DumpResult> => ingestDump(writer, fileDump(file), options(at)),
    ingestBytes: (name: string, bytes: Uint8Array, at: Date): Promise<DumpResult> =>
      ingestDump(writer, memoryDump(name, bytes), options(at)),
  };
}

export type Writes = ReturnType<typeof createWrites>;
export type WriteName = keyof Writes;
