// A run that ends by itself waits for no database that cannot be written, as on a full disk: nobody may be there to free space.
import { errorText, TransientError } from '../errors.js';
import type { CallPort } from '../store/port.js';
import { sqliteErrorText } from '../store/database/sqlite-errors.js';
import type { ThreadWrites } from './writes.js';

export interface UnwrittenOptions {
  readonly databasePath: string;
  /** Monotonic time in milliseconds. */
  readonly monotonic: () => number;
  /** Ends the bot with exit 1 and a sentence. */
  readonly fail: (reason: string) => void;
}

/** A lock that passes is waited for; so is what fails once (milliseconds). */
const UNWRITTEN_MS = 10_000;

/**
 * The same writes. One that fails again and again, with none of its name between that succeeds, ends the bot: others may find
 * room in pages that are there.
 */
export function endUnwritten(
  writer: CallPort<ThreadWrites>,
  { databasePath, monotonic, fail }: UnwrittenOptions,
): CallPort<ThreadWrites> {
  const failingSince = new Map<string, number>();
  function note(name: string, error: unknown): void {
    if (!(error instanceof TransientError)) return;
    const since = failingSince.get(name) ?? monotonic();
    failingSince.set(name, since);
    if (monotonic() - since < UNWRITTEN_MS) return;
    const told = sqliteErrorText(databasePath, error) ?? `The database ${databasePath}: ${errorText(error)}.`;
    fail(`${told} With --until-idle a database that cannot be written is not waited for; everything owed is kept.`);
  }
  return {
    call(name, ...args) {
      const writing = writer.call(name, ...args);
      writing.then(
        () => failingSince.delete(name),
        (error: unknown) => note(name, error),
      );
      return writing;
    },
  };
}
