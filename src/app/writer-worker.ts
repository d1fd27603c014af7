// Entry of the writing thread: opens the store and answers one message after another; dumps go in between.
import { parentPort, workerData } from 'node:worker_threads';
import { noteDamage } from '../store/database/damage-note.js';
import { isDamage } from '../store/database/sqlite-errors.js';
import { createAnswers } from './answers.js';
import { carryOut, failure, type CallAnswer, type CallRequest } from './thread-calls.js';
import type { WriterData } from './writer-thread.js';
import { createWrites, type OwnWrites } from './writes.js';

function answer(message: CallAnswer): void {
  parentPort?.postMessage(message);
}

/** An import of thousands of subscriptions takes a second; once the store is closed, nothing is counted any more. */
const ALONE: ReadonlySet<string> = new Set<keyof OwnWrites>(['importRules', 'close']);

const { databasePath, asked: buffer, ...matching } = workerData as WriterData;
const asked = new Int32Array(buffer);
const isAsked = (): boolean => Atomics.load(asked, 0) > 0;

function open(): OwnWrites | null {
  try {
    return createWrites(databasePath, matching, isAsked);
  } catch (error) {
    answer(failure(0, error));
    return null;
  }
}

const writes = open();
if (writes !== null) {
  const countCommit = (): void => {
    try {
      writes.countCommit();
    } catch (error) {
      if (isDamage(error)) noteDamage(databasePath, error);
      throw error;
    }
  };
  const answers = createAnswers({ countCommit, send: answer, isAsked });
  parentPort?.on('message', (request: CallRequest) => {
    Atomics.sub(asked, 0, 1);
    if (ALONE.has(request.name)) answers.give();
    void carryOut(writes, request).then(answers.add);
  });
  answer({ id: 0, ok: true, value: null });
}
