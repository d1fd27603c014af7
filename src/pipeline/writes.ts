// What the writing thread does on request: the store's small writes, and whole dumps in slices between them.
import type { Taxonomy } from '../domain/category.js';
import { statSync } from 'node:fs';
import { fileDump, memoryDump, type Dump } from '../sources/file.js';
import { openWriter, type Writer } from '../store/writer.js';
import { ingestFile, unreadable, type DumpResult } from './ingest.js';

/** Everything that can be asked for by name; arguments and results pass between threads by structured clone. */
export function createWrites(path: string, taxonomy: Taxonomy) {
  const writer: Writer = openWriter(path, taxonomy);
  const pause = (): Promise<void> => new Promise((resume) => setImmediate(resume));
  async function take(dump: Dump, at: Date): Promise<DumpResult[]> {
    const results: DumpResult[] = [];
    const origin = { kind: 'given' as const };
    for await (const result of ingestFile(writer, dump, { announce: 'auto', origin, taxonomy, pause, now: () => at }))
      results.push(result);
    return results;
  }
  const {
    batch: _batch,
    beginDump: _begin,
    storeRecord: _record,
    storeDeletion: _deletion,
    noteProgress: _progress,
    addRejection: _reject,
    finishDump: _finish,
    ...small
  } = writer;
  return {
    ...small,
    /** `at` is the time of the caller's clock. */
    async ingestFile(file: string, at: Date): Promise<DumpResult[]> {
      const info = statSync(file, { throwIfNoEntry: false });
      if (info === undefined) return [unreadable(file, null, 'the file is gone')];
      return take(fileDump(file, file, info.size), at);
    },
    ingestBytes: (name: string, bytes: Uint8Array, at: Date): Promise<DumpResult[]> =>
      take(memoryDump(name, bytes), at),
  };
}

export type Writes = ReturnType<typeof createWrites>;
export type WriteName = keyof Writes;
