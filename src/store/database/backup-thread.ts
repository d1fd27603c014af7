// The backup thread: a large database is copied and checked beside the thread that writes, which would stand still meanwhile.
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { UserError, type UserErrorCode } from '../../errors.js';
import { copyDatabase, type BackupFolder } from './backup.js';

/** Smaller databases (bytes) are copied before a thread for it has begun. */
const LARGE_BYTES = 16 * 1024 * 1024;
const LIMITS = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 };

export interface BackupRequest {
  readonly databasePath: string;
  readonly into: BackupFolder;
  readonly at: Date;
}

/** An error loses its class between threads. */
export type BackupAnswer =
  { readonly path: string } | { readonly refused: { readonly code: UserErrorCode; readonly message: string } };

const PROGRAM = new URL('./backup-worker.js', import.meta.url);

/** Copies a database, which may be in use, into the folder of backups; answers where. Throws UserError. A test gives a program that dies. */
export async function backUpBeside(request: BackupRequest, program = PROGRAM): Promise<string> {
  const { databasePath, into, at } = request;
  const size = statSync(databasePath, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LARGE_BYTES) return copyDatabase(databasePath, into, at);
  const worker = new Worker(program, { workerData: request, resourceLimits: LIMITS });
  const ended = once(worker, 'exit').then((): never => {
    throw new Error('the thread that makes the backup ended without a word');
  });
  try {
    const [answer] = (await Promise.race([once(worker, 'message'), ended])) as [BackupAnswer];
    if ('refused' in answer) throw new UserError(answer.refused.code, answer.refused.message);
    return answer.path;
  } finally {
    await worker.terminate();
  }
}
