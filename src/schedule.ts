// The schedule: runs a job by cron in an explicit zone, never twice at once.
import cron from 'node-cron';

/** Whether an expression of five or six fields can be scheduled. */
export function isCronExpression(text: string): boolean {
  return cron.validate(text);
}

/** Starts a recurring job; answers how to stop it. `expression` and `timezone` are checked by the configuration. */
export function every(expression: string, timezone: string, job: () => Promise<void>): () => Promise<void> {
  const task = cron.schedule(expression, job, { timezone, noOverlap: true });
  return async () => {
    await task.destroy();
  };
}

/** Runs a job at most once at a time; a call during a run asks for one more run after it, and resolves with that. */
export function createSerial(job: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  return function run(): Promise<void> {
    if (running === null) {
      running = job().finally(() => (running = null));
      return running;
    }
    next ??= running.then(() => {
      next = null;
      return run();
    });
    return next;
  };
}
