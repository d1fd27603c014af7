// Entry of the backup thread: makes one backup and answers where it is.
import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../../errors.js';
import { copyDatabase } from './backup.js';
import type { BackupAnswer, BackupRequest } from './backup-thread.js';

async function answerTo({ databasePath, into, at }: BackupRequest): Promise<BackupAnswer> {
  try {
    return { path: await copyDatabase(databasePath, into, at) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { refused: { code: error.code, message: error.message } };
  }
}

parentPort?.postMessage(await answerTo(workerData as BackupRequest));
