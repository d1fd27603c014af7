// Entry of the checking thread: answers what is wrong with one database file.
import Database from 'better-sqlite3';
import { parentPort, workerData } from 'node:worker_threads';
import type { CheckAnswer } from './checking-thread.js';
import { damageOf } from './soundness.js';

function check(path: string): CheckAnswer {
  try {
    return { kind: 'checked', damage: damageOf(path) };
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    return { kind: 'failed', message: error.message, code: error.code };
  }
}

parentPort?.postMessage(check(workerData as string));
