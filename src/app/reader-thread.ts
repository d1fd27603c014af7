// The reading thread: searches and whatever else people ask of the store, away from the gateway; started again when it dies.
import { Worker } from 'node:worker_threads';
import type { TaxonomyData } from '../domain/category.js';
import { errorText, TransientError } from '../errors.js';
import type { Log } from '../log.js';
import type { TermData } from '../search/terms.js';
import type { ReaderPort, Reads } from '../store/port.js';
import { toError, type CallAnswer, type CallRequest } from './thread-calls.js';

/** Values for the worker; they pass by structured clone. */
export interface ReaderData {
  readonly databasePath: string;
  readonly taxonomy: TaxonomyData;
  readonly terms: TermData;
}

export interface ReaderThreadOptions {
  readonly data: ReaderData;
  readonly log: Log;
  /** The program of the thread; a test gives one that dies. */
  readonly worker?: URL;
}

export interface ReaderThread extends ReaderPort {
  /** Ends the thread; what is asked for later, or under way, rejects. */
  close(): Promise<void>;
}

const LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 12 };
/** These take up to some tenths of a second; all else takes a millisecond and goes before them. */
const SLOW: ReadonlySet<keyof Reads> = new Set(['search', 'loosen', 'highlight', 'findSimilar', 'outlook', 'papersOf']);
/** A thread that did not answer for so long is given up (milliseconds). */
const GIVEN_UP_MS = 15_000;
/** Questions that may wait; further ones are refused, since their answers would come too late to be of use. */
const MOST_WAITING = 2_000;
/** Before a thread that could not even begin is started again (milliseconds): 1, 2, 4 ... 60 seconds. */
const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 60_000;

interface Question extends CallRequest {
  readonly name: keyof Reads;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Starts the thread and waits until it can answer. Throws what opening the store throws. */
export async function startReaderThread({ data, log, worker: program }: ReaderThreadOptions): Promise<ReaderThread> {
  const quick: Question[] = [];
  const slow: Question[] = [];
  /** The thread with what it is working on; null while there is none. */
  let current: { readonly worker: Worker; question: Question | null; isReady: boolean } | null = null;
  let watch: NodeJS.Timeout | null = null;
  let restart: NodeJS.Timeout | null = null;
  let failures = 0;
  let lastId = 0;
  let isClosing = false;

  /** One question at a time: those that are quick never wait behind more than one search. */
  function next(): void {
    if (current === null || !current.isReady || current.question !== null) return;
    const question = quick.shift() ?? slow.shift();
    if (question === undefined) return;
    current.question = question;
    const { worker } = current;
    watch = setTimeout(() => died(worker, new Error(`${question.name} took more than ${GIVEN_UP_MS} ms`)), GIVEN_UP_MS);
    const { id, name, args } = question;
    worker.postMessage({ id, name, args } satisfies CallRequest);
  }

  function take(answer: CallAnswer): void {
    const question = current?.question;
    if (current === null || question === undefined || question === null || question.id !== answer.id) return;
    if (watch !== null) clearTimeout(watch);
    current.question = null;
    if (answer.ok) question.resolve(answer.value);
    else question.reject(toError(answer));
    next();
  }

  /** Rejects what the thread was working on; what waits is asked of the next thread. */
  function died(worker: Worker, error: Error): void {
    if (current?.worker !== worker) return;
    const { question, isReady } = current;
    current = null;
    if (watch !== null) clearTimeout(watch);
    void worker.terminate();
    question?.reject(new TransientError(`the reading thread ended: ${errorText(error)}`));
    if (isClosing) return;
    failures = isReady ? 0 : failures + 1;
    const rest = failures === 0 ? 0 : Math.min(FIRST_REST_MS * 2 ** (failures - 1), LONGEST_REST_MS);
    log.error(
      { err: error, asked: question?.name ?? null, restMs: rest },
      'the reading thread ended; it is started again',
    );
    restart = setTimeout(() => void start().catch(() => undefined), rest);
  }

  /** Resolves when the store is open. */
  function start(): Promise<void> {
    const worker = new Worker(program ?? new URL('./reader-worker.js', import.meta.url), {
      workerData: data,
      resourceLimits: LIMITS,
    });
    const own = { worker, question: null, isReady: false };
    current = own;
    return new Promise((resolve, reject) => {
      const end = (error: Error): void => {
        reject(error);
        died(worker, error);
      };
      worker.on('message', (answer: CallAnswer) => {
        if (own.isReady) return take(answer);
        if (!answer.ok) return end(toError(answer));
        own.isReady = true;
        resolve();
        return next();
      });
      worker.on('error', end);
      worker.on('exit', () => end(new Error('it ended without a word')));
    });
  }

  async function close(): Promise<void> {
    isClosing = true;
    if (restart !== null) clearTimeout(restart);
    if (watch !== null) clearTimeout(watch);
    const worker = current?.worker;
    const under = [...(current?.question ? [current.question] : []), ...quick.splice(0), ...slow.splice(0)];
    current = null;
    for (const question of under) question.reject(new TransientError('the reading thread is closed'));
    await worker?.terminate();
  }

  try {
    await start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        if (isClosing) return reject(new TransientError('the reading thread is closed'));
        if (quick.length + slow.length >= MOST_WAITING)
          return reject(new TransientError(`${MOST_WAITING} questions wait already`));
        lastId += 1;
        const question = { id: lastId, name, args, resolve: resolve as (value: unknown) => void, reject };
        (SLOW.has(name) ? slow : quick).push(question);
        return next();
      }),
    close,
  };
}
