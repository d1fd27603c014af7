// A job that asks to be run again: its timer has one owner, who stops it and waits for the run under way.
import { createSerial } from '../schedule.js';

/** A job that says itself when it wants to run again. */
export interface RepeatedJob {
  /** Runs now, or once more after the run under way. Resolves when that has ended; does nothing after `stop`. */
  run(): Promise<void>;
  /** No run begins from now on; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

/**
 * Runs `work` at most once at a time; it answers after how many milliseconds it wants to run again, or null.
 * What it throws goes to the caller of `run`, and to `onError` where the schedule started the run; after `stop` it is ignored.
 */
export function repeatOnRequest(work: () => Promise<number | null>, onError: (error: unknown) => void): RepeatedJob {
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  /** After the stop an empty run follows the one under way. */
  const serial = createSerial(async () => {
    if (isStopped) return;
    if (timer !== null) clearTimeout(timer);
    timer = null;
    try {
      const again = await work();
      if (again !== null && !isStopped) timer = setTimeout(() => void serial().catch(onError), again);
    } catch (error) {
      if (!isStopped) throw error;
    }
  });
  return {
    run: serial,
    async stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await serial();
    },
  };
}
