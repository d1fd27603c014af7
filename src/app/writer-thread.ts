// The writing thread: one worker owns the only writing connection of the bot; asked by message, answered by promise.
import { Worker } from 'node:worker_threads';
import type { TaxonomyData } from '../domain/category.js';
import type { TermData } from '../search/terms.js';
import type { CallPort } from '../store/port.js';
import { TransientError } from '../errors.js';
import { toError, type CallAnswer, type CallRequest } from './thread-calls.js';
import type { OwnWrites, ThreadWrites } from './writes.js';

/** Values for the worker; they pass by structured clone. */
export interface WriterData {
  readonly databasePath: string;
  readonly taxonomy: TaxonomyData;
  /** Technical terms by which a rule's query also finds the other language. */
  readonly terms: TermData;
  /** IANA zone of hours where nobody has set one. */
  readonly zone: string;
  /** One 32-bit count of requests that were sent and not taken yet, which bulk work looks at between two records. */
  readonly asked: SharedArrayBuffer;
}

/** The store's writes, and taking files in, as promises. UserError and TransientError arrive as such. */
export interface WriterThread extends CallPort<ThreadWrites> {
  /** Ends the store, then the thread; close readers before, so that everything is written into the file. What is asked for later, or under way, rejects. */
  close(): Promise<void>;
}

/** Several times what the writer needs: with larger limits the engine collects later, and memory grows past 300 MB. */
const LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 12 };

type Pending = { resolve(value: unknown): void; reject(error: Error): void };

/**
 * Starts the worker and waits until the database is open. `onDeath` hears when the thread ends unasked. Rejects with the reason
 * of `signal` when that is aborted before: bringing a large database up to date takes minutes. The step under way is taken back,
 * and the next start goes on with it.
 */
export async function startWriterThread(
  given: Omit<WriterData, 'asked'>,
  onDeath: (error: Error) => void,
  signal?: AbortSignal,
): Promise<WriterThread> {
  signal?.throwIfAborted();
  const data: WriterData = { ...given, asked: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT) };
  const asked = new Int32Array(data.asked);
  const worker = new Worker(new URL('./writer-worker.js', import.meta.url), {
    workerData: data,
    resourceLimits: LIMITS,
  });
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let isClosing = false;
  let hasEnded = false;

  const failAll = (error: Error): void => {
    for (const request of pending.values()) request.reject(error);
    pending.clear();
  };
  worker.on('message', (answer: CallAnswer) => {
    const request = pending.get(answer.id);
    pending.delete(answer.id);
    if (answer.ok) request?.resolve(answer.value);
    else request?.reject(toError(answer));
  });
  worker.on('error', (error: Error) => {
    failAll(error);
    if (!isClosing) onDeath(error);
  });
  worker.on('exit', () => {
    hasEnded = true;
    const why = 'the writing thread has ended';
    // Work that a stop interrupted is done after the next start.
    failAll(isClosing ? new TransientError(why) : new Error(why));
  });

  const opened = new Promise<unknown>((resolve, reject) => pending.set(0, { resolve, reject }));
  const giveUp = (): void => void worker.terminate();
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    await opened;
    signal?.throwIfAborted();
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', giveUp);
  }

  function ask(name: keyof OwnWrites, args: readonly unknown[]): Promise<unknown> {
    if (hasEnded) return Promise.reject(new Error('the writing thread has ended'));
    if (isClosing && name !== 'close') return Promise.reject(new Error('the writing thread is closed'));
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve, reject });
      worker.postMessage({ id, name, args } satisfies CallRequest);
      Atomics.add(asked, 0, 1);
    });
  }

  return {
    call: (name, ...args) => ask(name, args) as Promise<Awaited<ReturnType<ThreadWrites[typeof name]>>>,
    async close() {
      isClosing = true;
      try {
        if (!hasEnded) await ask('close', []);
      } finally {
        await worker.terminate();
      }
    },
  };
}
