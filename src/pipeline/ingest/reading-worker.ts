// Entry of the reading thread: reads one file or page and hands over what is in it, no more ahead than is wanted.
import { parentPort, workerData } from 'node:worker_threads';
import { createTaxonomy } from '../../domain/category.js';
import { fileDump, memoryDump } from '../../sources/files/file.js';
import { createFileReader } from './read-file.js';
import type { ReadingData } from './reading-thread.js';

/** How much text (UTF-16 units) may be under way: some is ready while other is stored, some hundred records in all. */
const AHEAD = 4_000_000;

const { path, file, bytes, size, now, taxonomy } = workerData as ReadingData;
/** Sizes of the events under way, in order. */
const ahead: number[] = [];
let total = 0;
let resume = (): void => {};
parentPort?.on('message', () => {
  total -= ahead.shift() ?? 0;
  resume();
});

const read = createFileReader(createTaxonomy(taxonomy), { now: () => new Date(now), pause: () => Promise.resolve() });
const dump = file === null ? memoryDump(path, bytes ?? new Uint8Array()) : fileDump(path, file, size);
for await (const event of read(dump)) {
  while (total > AHEAD) await new Promise<void>((go) => (resume = go));
  const size = event.kind === 'items' ? event.lot.size : 0;
  ahead.push(size);
  total += size;
  parentPort?.postMessage(event);
}
parentPort?.close();
