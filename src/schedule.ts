// The schedule: runs each job when it is due and not yet done, by the clock that is passed in; node-cron is its heartbeat.
import cron from 'node-cron';
import { nextCronTime } from './domain/cron-times.js';
import type { Log } from './log.js';

export interface Job {
  readonly name: string;
  /** Five or six fields, checked by the configuration. */
  readonly expression: string;
  readonly zone: string;
  /** When it was last done, or when waiting for its first time began. */
  readonly doneAt: Date;
  /** `at` is the time by which it counts as done. What it throws is logged, and the job is tried again later. */
  readonly run: (at: Date) => Promise<void>;
}

export interface ScheduleOptions {
  readonly now: () => Date;
  /** Monotonic time in milliseconds. */
  readonly monotonic: () => number;
  readonly log: Log;
  /** The clock was set, or the machine has slept. */
  readonly onClockSet: () => void;
}

export interface Schedule {
  /** However often its time has passed since it was last done, a job runs once, and never twice at the same time. */
  add(job: Job): void;
  /** Begins no job any more; resolves when the schedule holds no timer. */
  stop(): Promise<void>;
}

/** After a failure a job is tried again this much later, or at its next time when that comes first. */
const RETRY_MS = 600_000;
/** How often the clock is compared with the monotonic one, and by how much they must part for the clock to have been set. */
const WATCH_MS = 1_000;
const CLOCK_SET_MS = 1_500;
/** What is due before the next beat gets a timer of its own. */
const BEAT_MS = 60_000;

/** A job with its state; `dueAt` is in milliseconds, infinite when it is never due. */
interface Entry {
  readonly job: Job;
  doneAt: Date;
  failedAt: Date | null;
  dueAt: number;
  isRunning: boolean;
}

function settle(entry: Entry, doneAt: Date, failedAt: Date | null): void {
  const { expression, zone } = entry.job;
  const next = nextCronTime(expression, zone, doneAt)?.getTime() ?? Number.POSITIVE_INFINITY;
  const retry = failedAt === null ? Number.POSITIVE_INFINITY : failedAt.getTime() + RETRY_MS;
  Object.assign(entry, { doneAt, failedAt, dueAt: Math.min(next, retry) });
}

/**
 * Starts without a job. Beats once a minute, at the time that a job is due, and whenever the clock was set. The process must
 * run in UTC (see config): in a zone whose clocks are set back node-cron would beat without a pause for an hour.
 */
export function startSchedule({ now, monotonic, log, onClockSet }: ScheduleOptions): Schedule {
  const entries: Entry[] = [];
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let ahead = now().getTime() - monotonic();
  let heartbeat = startHeartbeat();

  // A beat every second would be 0.9 ms of work for each second slept through, before anything else runs.
  function startHeartbeat(): ReturnType<typeof cron.schedule> {
    return cron.schedule('* * * * *', beat, { timezone: 'UTC', suppressMissedWarning: true });
  }

  async function attempt(entry: Entry, at: Date): Promise<void> {
    entry.isRunning = true;
    try {
      await entry.job.run(at);
      settle(entry, at, null);
    } catch (error) {
      settle(entry, at, at);
      if (!isStopped)
        log.error({ job: entry.job.name, err: error }, 'a scheduled job failed; it is tried again within ten minutes');
    }
    entry.isRunning = false;
    beat();
  }

  function beat(): void {
    clearTimeout(timer);
    if (isStopped) return;
    const at = now();
    const waiting = entries.filter((entry) => !entry.isRunning);
    for (const entry of waiting) {
      // The clock was set back: what was done in its future is no reason to wait until then.
      if (entry.doneAt > at) settle(entry, at, entry.failedAt === null ? null : at);
      if (entry.dueAt <= at.getTime()) void attempt(entry, at);
    }
    const next = Math.min(...waiting.map((entry) => entry.dueAt)) - at.getTime();
    if (next > 0 && next < BEAT_MS) timer = setTimeout(beat, next);
  }

  const watch = setInterval(() => {
    const next = now().getTime() - monotonic();
    const isSet = Math.abs(next - ahead) > CLOCK_SET_MS;
    ahead = next;
    if (!isSet) return;
    // Set back, node-cron would wait until its clock is where it was.
    void heartbeat.destroy();
    heartbeat = startHeartbeat();
    onClockSet();
    beat();
  }, WATCH_MS);

  return {
    add(job) {
      const entry = { job, doneAt: job.doneAt, failedAt: null, dueAt: Number.POSITIVE_INFINITY, isRunning: false };
      settle(entry, job.doneAt, null);
      entries.push(entry);
      beat();
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      clearInterval(watch);
      await heartbeat.destroy();
    },
  };
}

/** Runs a job at most once at a time; a call during a run asks for one more run after it, however that ends, and resolves with that. */
export function createSerial(job: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  return function run(): Promise<void> {
    if (running === null) {
      running = job().finally(() => (running = null));
      return running;
    }
    const after = (): Promise<void> => {
      next = null;
      return run();
    };
    next ??= running.then(after, after);
    return next;
  };
}
