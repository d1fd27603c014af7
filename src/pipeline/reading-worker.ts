// Entry of the reading thread: reads one file and hands over what is in it, no more ahead than is wanted.
import { parentPort, workerData } from 'node:worker_threads';
import { createTaxonomy } from '../domain/category.js';
import { fileDump } from '../sources/file.js';
import { createFileReader } from './read-file.js';
import type { ReadingData } from './reading-thread.js';

/** Events that may be under way: one is being stored while the next is ready. */
const AHEAD = 2;

const { path, file, size, taxonomy } = workerData as ReadingData;
let wanted = AHEAD;
let resume = (): void => {};
parentPort?.on('message', () => {
  wanted += 1;
  resume();
});

const read = createFileReader(createTaxonomy(taxonomy), () => Promise.resolve());
for await (const event of read(fileDump(path, file, size))) {
  while (wanted === 0) await new Promise<void>((go) => (resume = go));
  wanted -= 1;
  parentPort?.postMessage(event);
}
parentPort?.close();
