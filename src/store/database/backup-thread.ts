// The backup thread: a large database is copied and checked beside the thread that writes, which would stand still meanwhile.
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { UserError, type UserErrorCode } from '../../errors.js';
import { copyDatabase, refusedBackupText, type BackupFolder } from './backup.js';

/** Smaller databases (bytes) are copied before a thread for it has begun. */
const LARGE_BYTES = 16 * 1024 * 1024;
const LIMITS = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 };

export interface BackupRequest {
  readonly databasePath: string;
  readonly into: BackupFolder;
  readonly at: Date;
}

export interface MadeBackup {
  readonly path: string;
  /** See BackupFolder, onLeft. */
  readonly left: readonly string[];
  /** See BackupFolder, onNone. */
  readonly none: string | null;
}

/** An error loses its class between threads. */
export type BackupAnswer =
  MadeBackup | { readonly refused: { readonly code: UserErrorCode; readonly message: string } };

/** Throws UserError. */
export async function makeBackup({ databasePath, into, at }: BackupRequest): Promise<MadeBackup> {
  const left: string[] = [];
  let none: string | null = null;
  const onLeft = (text: string): void => void left.push(text);
  const onNone = (text: string): void => void (none = text);
  const path = await copyDatabase(databasePath, { ...into, onLeft, onNone }, at);
  return { path, left, none };
}

async function answerOf(worker: Worker): Promise<BackupAnswer> {
  const silent = once(worker, 'exit').then(() =>
    Promise.reject(new Error('the thread that makes the backup ended without a word')),
  );
  const [answer] = (await Promise.race([once(worker, 'message'), silent])) as [BackupAnswer];
  return answer;
}

const PROGRAM = new URL('./backup-worker.js', import.meta.url);

/** The backups of a running bot's database. A test gives a program that dies. */
export function createBackups(databasePath: string, program = PROGRAM) {
  let isEnding = false;
  let worker: Worker | null = null;
  let underWay: Promise<unknown> = Promise.resolve();

  function copyHere(into: BackupFolder, at: Date): Promise<MadeBackup> {
    return makeBackup({ databasePath, into: { ...into, goesOn: () => !isEnding }, at });
  }

  async function copyBeside(into: BackupFolder, at: Date): Promise<MadeBackup> {
    const request: BackupRequest = { databasePath, into, at };
    worker = new Worker(program, { workerData: request, resourceLimits: LIMITS });
    try {
      const answer = await answerOf(worker);
      if ('refused' in answer) throw new UserError(answer.refused.code, answer.refused.message);
      return answer;
    } finally {
      await worker.terminate();
      worker = null;
    }
  }

  return {
    /** Copies the database, which may be in use, into the folder of backups. Throws UserError. */
    backUp(into: BackupFolder, at: Date): Promise<MadeBackup> {
      const size = statSync(databasePath, { throwIfNoEntry: false })?.size ?? 0;
      const backup = size < LARGE_BYTES ? copyHere(into, at) : copyBeside(into, at);
      underWay = backup.catch(() => undefined);
      return backup;
    },
    /** See refusedBackupText. */
    backupRefusal: (path: string): string | null => refusedBackupText(path),
    /** To be awaited before the database is closed: a copy under way needs its log, and leaves an unfinished file. */
    async endBackup(): Promise<void> {
      isEnding = true;
      worker?.postMessage(null);
      await underWay;
    },
  };
}
