// Backups by schedule: a process beside the bot copies the database while it works, the newest ones are kept.
import { toUtcText } from '../../domain/calendar.js';
import { TransientError } from '../../errors.js';
import type { Log } from '../../log.js';
import type { Schedule } from '../../schedule.js';
import { leftText } from '../../store/database/backup.js';
import { createBackups, type Backups } from '../../store/database/backup-process.js';
import { BACKUP_MADE } from '../../store/database/jobs.js';
import type { WriterPort } from '../../store/port.js';
import type { Reader } from '../../store/reader.js';

/** Set by the operator; paths are absolute. */
export interface BackupSettings {
  readonly databasePath: string;
  readonly backupDir: string;
  /** Five or six fields; null makes no backups. */
  readonly backupCron: string | null;
  /** How many are kept. */
  readonly backupKeep: number;
  readonly timezone: string;
}

export interface BackupOptions {
  readonly settings: BackupSettings;
  readonly reader: Pick<Reader, 'jobDoneAt'>;
  readonly writer: WriterPort;
  /** A test makes them in its own process. */
  readonly backups?: Backups;
  readonly schedule: Schedule;
  readonly startedAt: Date;
  readonly log: Log;
  /** Lines for the person at the terminal. */
  readonly say: (line: string) => void;
}

export interface ScheduledBackups {
  /** Whether neither a backup nor a look at their folder is under way; what takes so long that it was told is not waited for. */
  isIdle(): boolean;
  /** To be awaited before the database is closed. */
  stop(): Promise<void>;
}

const JOB = 'backup';

/** A backup takes seconds, a minute where the database is large; one that is longer under way is told (milliseconds). */
const SLOW_MS = 300_000;

/**
 * Puts the backups into the schedule. When the last one was made lies in the store: a bot that was not running at the time
 * makes it at its next start. One that fails leaves the older ones. What is to be said of their folder is said when it answers.
 */
export async function scheduleBackups(options: BackupOptions): Promise<ScheduledBackups> {
  const { reader, writer, log, startedAt } = options;
  const { databasePath, backupDir, backupCron, backupKeep, timezone } = options.settings;
  const backups = options.backups ?? createBackups(databasePath);
  const into = { folder: backupDir, keep: backupKeep };
  /** Of each that is under way, and not slow yet. */
  const timers = new Set<NodeJS.Timeout>();

  /** Where the disk hangs, that is told once, and when it ended. */
  async function timed<T>(what: string, work: Promise<T>): Promise<T> {
    let isSlow = false;
    const timer = setTimeout(() => {
      isSlow = true;
      timers.delete(timer);
      log.warn(
        { backupDir },
        `${what} has not ended after five minutes: its disk may hang. The bot runs on; until then no other backup is made.`,
      );
    }, SLOW_MS);
    timers.add(timer);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
      timers.delete(timer);
      if (isSlow) log.warn({ backupDir }, `${what} has ended.`);
    }
  }

  // Once: the backup that is made then lies in the folder.
  let isTold = false;
  function tellNone(none: string | null, tell: (none: string) => void): void {
    if (none !== null && !isTold) tell(none);
    isTold ||= none !== null;
  }

  let isEnding = false;
  async function stop(): Promise<void> {
    isEnding = true;
    const isOver = await backups.end();
    timers.forEach(clearTimeout);
    if (!isOver)
      options.say(
        `What was under way in the folder of backups, ${backupDir}, did not end and was given up: its disk may hang. An unfinished backup there (.part) is removed by a later one.`,
      );
  }

  const isIdle = (): boolean => timers.size === 0;
  if (backupCron === null) return { isIdle, stop };
  void timed('The look at the folder of backups', backups.look(into, startedAt)).then(
    ({ problem, none }) => {
      if (problem !== null) options.say(problem);
      tellNone(none, options.say);
    },
    (error: unknown) => {
      if (!isEnding) log.warn({ err: error }, 'the folder of backups could not be looked at');
    },
  );
  const known = reader.jobDoneAt(JOB);
  // The first backup is due at its first time after the bot first ran, also when the bot is not running then.
  if (known === null) {
    await writer.call('rememberJob', JOB, toUtcText(startedAt)).catch((error: unknown) => {
      if (!(error instanceof TransientError)) throw error;
      log.warn({ err: error }, 'the time of the first backup could not be kept; the next start does that');
    });
  }
  options.schedule.add({
    name: JOB,
    expression: backupCron,
    zone: timezone,
    doneAt: known === null ? startedAt : new Date(known),
    async run(at) {
      try {
        const { path: backup, left, none, refused } = await timed('The backup', backups.backUp(into, at));
        log.info({ backup }, 'a backup was made');
        tellNone(none, (text) => log.warn({ backup }, text));
        for (const text of [refused, leftText(left)]) if (text !== null) log.warn({ backup }, text);
      } catch (error) {
        throw new Error('no backup could be made; older ones were kept', { cause: error });
      }
      await writer.call('rememberJob', BACKUP_MADE, toUtcText(at));
      await writer.call('rememberJob', JOB, toUtcText(at));
    },
  });
  return { isIdle, stop };
}
