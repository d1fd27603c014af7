// Entry of the writing thread: opens the store and answers one message after another; dumps go in between.
import { parentPort, workerData } from 'node:worker_threads';
import { errorText, PassingError, UserError } from '../errors.js';
import { isPassingTrouble } from '../store/database/sqlite-errors.js';
import type { WriteAnswer, WriteRequest, WriterData } from './writer-thread.js';
import { createWrites, type OwnWrites } from './writes.js';

function failure(id: number, error: unknown): WriteAnswer {
  const exitCode = error instanceof UserError ? error.exitCode : null;
  const isPassing = error instanceof PassingError || isPassingTrouble(error);
  const stack = error instanceof Error ? (error.stack ?? null) : null;
  return { id, ok: false, message: errorText(error), stack, exitCode, isPassing };
}

function answer(message: WriteAnswer): void {
  parentPort?.postMessage(message);
}

async function run(writes: OwnWrites, request: WriteRequest): Promise<void> {
  try {
    const write = writes[request.name] as (...args: readonly unknown[]) => unknown;
    answer({ id: request.id, ok: true, value: await write(...request.args) });
  } catch (error) {
    answer(failure(request.id, error));
  }
}

const { databasePath, taxonomy, asked: buffer } = workerData as WriterData;
const asked = new Int32Array(buffer);

function open(): OwnWrites | null {
  try {
    return createWrites(databasePath, taxonomy, () => Atomics.load(asked, 0) > 0);
  } catch (error) {
    answer(failure(0, error));
    return null;
  }
}

const writes = open();
if (writes !== null) {
  parentPort?.on('message', (request: WriteRequest) => {
    Atomics.sub(asked, 0, 1);
    void run(writes, request);
  });
  answer({ id: 0, ok: true, value: null });
}
