// The checking thread: a large copy is read through beside the thread that writes, which would stand still meanwhile.
import Database from 'better-sqlite3';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { damageOf } from './soundness.js';

/** Smaller files (bytes) are checked before a thread for it has begun. */
const LARGE_BYTES = 16 * 1024 * 1024;
const LIMITS = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 };

/** Errors of SQLite lose their message and class between threads. */
export type CheckAnswer =
  | { readonly kind: 'checked'; readonly damage: string | null }
  | { readonly kind: 'failed'; readonly message: string; readonly code: string };

/** As damageOf; a large file takes about two seconds for each 100,000 papers. Rejects with what that throws. */
export async function damageBeside(path: string): Promise<string | null> {
  if (statSync(path).size < LARGE_BYTES) return damageOf(path);
  const worker = new Worker(new URL('./checking-worker.js', import.meta.url), {
    workerData: path,
    resourceLimits: LIMITS,
  });
  try {
    const [answer] = (await once(worker, 'message')) as [CheckAnswer];
    if (answer.kind === 'failed') throw new Database.SqliteError(answer.message, answer.code);
    return answer.damage;
  } finally {
    await worker.terminate();
  }
}
