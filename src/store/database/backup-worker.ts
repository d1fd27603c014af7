// Entry of the backup thread: makes one backup and answers where it is; any message ends it before it is whole.
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { UserError } from '../../errors.js';
import { makeBackup, type BackupAnswer, type BackupRequest } from './backup-thread.js';

let isWanted = true;

function goesOn(): boolean {
  if (parentPort !== null && receiveMessageOnPort(parentPort) !== undefined) isWanted = false;
  return isWanted;
}

async function answerTo(request: BackupRequest): Promise<BackupAnswer> {
  try {
    return await makeBackup({ ...request, into: { ...request.into, goesOn } });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { refused: { code: error.code, message: error.message } };
  }
}

parentPort?.postMessage(await answerTo(workerData as BackupRequest));
