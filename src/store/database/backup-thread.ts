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

/** Copies a database, which may be in use, into the folder of backups; answers where. Throws UserError. */
export async function backUpBeside(request: BackupRequest): Promise<string> {
  const { databasePath, into, at } = request;
  const size = statSync(databasePath, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LARGE_BYTES) return copyDatabase(databasePath, into, at);
  const worker = new Worker(new URL('./backup-worker.js', import.meta.url), {
    workerData: request,
    resourceLimits: LIMITS,
  });
  try {
    const [answer] = (await once(worker, 'message')) as [BackupAnswer];
    if ('refused' in answer) throw new UserError(answer.refused.code, answer.refused.message);
    return answer.path;
  } finally {
    await worker.terminate();
  }
}
