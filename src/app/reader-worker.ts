// Entry of the reading thread: a reading connection of its own, asked one thing after another.
import { parentPort, workerData } from 'node:worker_threads';
import { createTaxonomy } from '../domain/category.js';
import { createTermBook } from '../search/terms.js';
import { openReader, type Reader } from '../store/reader.js';
import type { ReaderData } from './reader-thread.js';
import { carryOut, failure, type CallAnswer, type CallRequest } from './thread-calls.js';

function answer(message: CallAnswer): void {
  parentPort?.postMessage(message);
}

const { databasePath, taxonomy, terms } = workerData as ReaderData;

function open(): Reader | null {
  try {
    return openReader(databasePath, createTaxonomy(taxonomy), { book: createTermBook(terms) });
  } catch (error) {
    answer(failure(0, error));
    return null;
  }
}

const reader = open();
if (reader !== null) {
  parentPort?.on('message', (request: CallRequest) => void carryOut(reader, request).then(answer));
  answer({ id: 0, ok: true, value: null });
}
