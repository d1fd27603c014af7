// The reading thread: a large file or page is unpacked, parsed and prepared beside the thread that writes it into the store.
import { on } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { createTaxonomy, type TaxonomyData } from '../../domain/category.js';
import type { Dump } from '../../sources/files/file.js';
import { createFileReader, type ReadEvent, type ReadFile, type ReadingWorld } from './read-file.js';

/** Values for the worker; they pass by structured clone. */
export interface ReadingData {
  readonly path: string;
  /** Null for what is in memory: then `bytes` is all of it. */
  readonly file: string | null;
  readonly bytes: Uint8Array | null;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly taxonomy: TaxonomyData;
}

/** A smaller file is read before a thread for it has begun. */
const LARGE_BYTES = 1024 * 1024;
/**
 * Several times what a file needs with what is read ahead. The young part decides how much garbage waits: with the
 * engine's own limits the whole bot grows past 300 MB.
 */
const LIMITS = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 24 };

async function* readInThread(data: ReadingData): AsyncIterable<ReadEvent> {
  // Where the program was started with a limit for the young heap, the engine takes that for every thread, before LIMITS.
  setFlagsFromString('--max-semi-space-size=0');
  const worker = new Worker(new URL('./reading-worker.js', import.meta.url), {
    workerData: data,
    resourceLimits: LIMITS,
  });
  try {
    // The thread ends when it has read everything; what goes wrong in it is thrown here.
    for await (const [event] of on(worker, 'message', { close: ['exit'] }) as AsyncIterable<[ReadEvent]>) {
      yield event;
      worker.postMessage(null);
    }
  } finally {
    await worker.terminate();
  }
}

/** Reads large files and pages in a thread of their own, others in this one. */
export function createThreadedReader(taxonomy: TaxonomyData, world: ReadingWorld): ReadFile {
  const readHere = createFileReader(createTaxonomy(taxonomy), world);
  return (dump: Dump) => {
    const { path, file, bytes, size } = dump;
    if ((file === null && bytes === null) || size < LARGE_BYTES) return readHere(dump);
    return readInThread({ path, file, bytes, size, now: world.now().getTime(), taxonomy });
  };
}
