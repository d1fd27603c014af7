// Damage of the database that shows while the bot runs, whoever meets it: each write and read is heard for it.
import type { CallPort } from '../store/port.js';
import { noteDamage } from '../store/database/damage-note.js';
import { damagedText, isDamage } from '../store/database/sqlite-errors.js';

type OnDamage = (error: Error) => void;

export interface DamagedOptions {
  readonly databasePath: string;
  /** Ends the bot with exit 1 and a sentence. */
  readonly fail: (reason: string) => void;
}

/** What goes on with damage unseen would miss papers and fail commands; the next start checks the whole database and mends it. */
export function endDamaged({ databasePath, fail }: DamagedOptions): OnDamage {
  return (error) => {
    noteDamage(databasePath, error);
    fail(damagedText(databasePath, error.message));
  };
}

function heed(error: unknown, onDamage: OnDamage): void {
  if (error instanceof Error && isDamage(error)) onDamage(error);
}

/** The same calls. What is rescued of a file that was lost tells of its own failures. */
export function heedDamage<W extends { [K in keyof W]: (...args: never[]) => unknown }>(
  port: CallPort<W>,
  onDamage: OnDamage,
): CallPort<W> {
  return {
    call(name, ...args) {
      const answer = port.call(name, ...args);
      if (name !== 'rescue') answer.catch((error: unknown) => heed(error, onDamage));
      return answer;
    },
  };
}

/** The same reads, of this thread. */
export function heedDamageOfReads<R extends object>(reader: R, onDamage: OnDamage): R {
  const heard = Object.entries(reader).map(([name, read]: [string, (...args: unknown[]) => unknown]) => [
    name,
    (...args: unknown[]) => {
      try {
        return read(...args);
      } catch (error) {
        heed(error, onDamage);
        throw error;
      }
    },
  ]);
  return Object.fromEntries(heard) as R;
}
