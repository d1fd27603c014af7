// Entry of the backup thread: makes one backup and answers where it is; any message ends it before it is whole.
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { UserError } from '../../errors.js';
import { copyDatabase } from './backup.js';
import type { BackupAnswer, BackupRequest } from './backup-thread.js';

let isWanted = true;

function goesOn(): boolean {
  if (parentPort !== null && receiveMessageOnPort(parentPort) !== undefined) isWanted = false;
  return isWanted;
}

async function answerTo({ databasePath, into, at }: BackupRequest): Promise<BackupAnswer> {
  try {
    const left: string[] = [];
    const path = await copyDatabase(databasePath, { ...into, goesOn, onLeft: (text) => void left.push(text) }, at);
    return { path, left };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { refused: { code: error.code, message: error.message } };
  }
}

parentPort?.postMessage(await answerTo(workerData as BackupRequest));
