// What the writing thread does on request: the store's small writes, and whole dumps in slices between them.
import type { Taxonomy } from '../domain/category.js';
import { errorText, PassingError } from '../errors.js';
import { fileDump, memoryDump, type Dump } from '../sources/file.js';
import { isPassingTrouble, troubleText } from '../store/trouble.js';
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

  /** A dump is not to blame for a full disk or a lock: the trouble is thrown, and the dump is read again later. */
  async function ingest(dump: Dump, at: Date): Promise<DumpResult> {
    let trouble: PassingError | null = null;
    const batch: Writer['batch'] = (work) => {
      try {
        writer.batch(work);
      } catch (error) {
        if (isPassingTrouble(error)) trouble = new PassingError(troubleText(path, error) ?? errorText(error));
        throw error;
      }
    };
    const result = await ingestDump({ ...writer, batch }, dump, options(at));
    if (trouble !== null) throw trouble as PassingError;
    return result;
  }

  return {
    ...small,
    /** `at` is the time of the caller's clock. Throws PassingError when the store cannot be written now. */
    ingestFile: (file: string, at: Date): Promise<DumpResult> => ingest(fileDump(file), at),
    ingestBytes: (name: string, bytes: Uint8Array, at: Date): Promise<DumpResult> =>
      ingest(memoryDump(name, bytes), at),
  };
}

export type Writes = ReturnType<typeof createWrites>;
export type WriteName = keyof Writes;
