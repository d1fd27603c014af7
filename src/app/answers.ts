// Answers of the writing thread: given when what they tell of is on the disk. Those that come together wait for it once.
import { errorText } from '../errors.js';
import type { CallAnswer } from './thread-calls.js';

export interface AnswersOptions {
  /** Waits until all that was committed is on the disk. */
  readonly countCommit: () => void;
  readonly send: (answer: CallAnswer) => void;
  /** Whether a request waits, whose write may go to the disk with those before it. */
  readonly isAsked: () => boolean;
}

export interface Answers {
  add(answer: CallAnswer): void;
  /** Gives those that are held back. Throws what the disk said, in its words. */
  give(): void;
}

/** So long (milliseconds) an answer is held back for others; on a hard disk or an SD card each wait takes 10 to 30. */
const LONGEST_HELD_MS = 20;

/** An answer is held back while the requests that came with it are carried out. */
export function createAnswers({ countCommit, send, isAsked }: AnswersOptions): Answers {
  let held: CallAnswer[] = [];
  let next: NodeJS.Immediate | undefined;
  let since = 0;

  function give(): void {
    clearImmediate(next);
    next = undefined;
    try {
      countCommit();
    } catch (error) {
      // It ends the thread; an error of SQLite would leave it without its words.
      throw new Error(errorText(error), { cause: error });
    }
    const answers = held;
    held = [];
    answers.forEach(send);
  }

  return {
    add(answer) {
      if (held.length === 0) since = performance.now();
      held.push(answer);
      if (!isAsked() || performance.now() - since > LONGEST_HELD_MS) return give();
      // What is asked for next may be a large file, which is not answered for minutes.
      next ??= setImmediate(give);
    },
    give,
  };
}
