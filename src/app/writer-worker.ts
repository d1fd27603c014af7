// Entry of the writing thread: opens the store and answers one message after another; dumps go in between.
import { parentPort, workerData } from 'node:worker_threads';
import { errorText } from '../errors.js';
import { carryOut, failure, type CallAnswer, type CallRequest } from './thread-calls.js';
import type { WriterData } from './writer-thread.js';
import { createWrites, type OwnWrites } from './writes.js';

function answer(message: CallAnswer): void {
  parentPort?.postMessage(message);
}

const { databasePath, asked: buffer, ...matching } = workerData as WriterData;
const asked = new Int32Array(buffer);

function open(): OwnWrites | null {
  try {
    return createWrites(databasePath, matching, () => Atomics.load(asked, 0) > 0);
  } catch (error) {
    answer(failure(0, error));
    return null;
  }
}

const writes = open();
if (writes !== null) {
  parentPort?.on('message', (request: CallRequest) => {
    Atomics.sub(asked, 0, 1);
    void carryOut(writes, request)
      .then((message) => {
        writes.countCommit();
        answer(message);
      })
      .catch((error: unknown) => {
        // It ends this thread; one of SQLite would leave it without its words.
        throw new Error(errorText(error), { cause: error });
      });
  });
  answer({ id: 0, ok: true, value: null });
}
