// Writes without which nothing may be sent: while the database cannot be written, they are tried again, and that is said once.
import { setTimeout as sleep } from 'node:timers/promises';
import { errorText, TransientError } from '../errors.js';

export interface UntilWrittenOptions {
  readonly databasePath: string;
  /** Lines for the person at the terminal. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  /** Between two attempts (milliseconds). */
  readonly waitMs?: number;
}

export interface UntilWritten {
  /** Resolves when `work` is done. Rejects with what it throws but TransientError, and once the bot or this is stopped. */
  write(work: () => Promise<unknown>): Promise<void>;
  /** Resolves when a sentence has said that the database cannot be written. */
  readonly told: Promise<void>;
  isTold(): boolean;
  /** Nothing is tried any more. */
  stop(): void;
}

const AGAIN_MS = 2_000;

export function createUntilWritten({
  databasePath,
  say,
  waitMs = AGAIN_MS,
  ...given
}: UntilWrittenOptions): UntilWritten {
  const stopping = new AbortController();
  const signal = AbortSignal.any([given.signal, stopping.signal]);
  let isTold = false;
  let resolveTold = (): void => undefined;
  const told = new Promise<void>((resolve) => (resolveTold = resolve));

  function tell(error: TransientError): void {
    if (isTold) return;
    isTold = true;
    say(
      `The database ${databasePath} cannot be written now: ${errorText(error)}. Nothing is sent until it can, and everything owed is kept; it is tried again every few seconds. Free some space, or close the program that has locked it.`,
    );
    resolveTold();
  }

  return {
    async write(work) {
      for (;;) {
        try {
          await work();
          return;
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof TransientError)) throw error;
          tell(error);
        }
        await sleep(waitMs, undefined, { signal });
      }
    },
    told,
    isTold: () => isTold,
    stop: () => stopping.abort(),
  };
}
