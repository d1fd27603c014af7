// Backups by schedule: the writing thread copies the database while it works, the newest ones are kept.
import { toUtcText } from '../../domain/calendar.js';
import { TransientError } from '../../errors.js';
import type { Log } from '../../log.js';
import type { Schedule } from '../../schedule.js';
import { folderProblem, leftText, noBackupsText, openFolderText } from '../../store/database/backup.js';
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
  readonly schedule: Schedule;
  readonly startedAt: Date;
  readonly log: Log;
  /** Lines for the person at the terminal. */
  readonly say: (line: string) => void;
}

const JOB = 'backup';

/**
 * Puts the backups into the schedule. When the last one was made lies in the store: a bot that was not running at the time
 * makes it at its next start. One that fails leaves the older ones.
 */
export async function scheduleBackups(options: BackupOptions): Promise<void> {
  const { reader, writer, log, startedAt } = options;
  const { backupDir, backupCron, backupKeep, timezone } = options.settings;
  if (backupCron === null) return;
  const problem = folderProblem(backupDir);
  const text =
    problem === null
      ? openFolderText(backupDir)
      : `No backup can be written into ${backupDir}: ${problem}. The bot runs on without.`;
  if (text !== null) options.say(text);
  // Once: the backup that is made then lies in the folder.
  let isTold = false;
  const tellNone = (none: string | null, tell: (none: string) => void): void => {
    if (none !== null && !isTold) tell(none);
    isTold ||= none !== null;
  };
  tellNone(problem === null ? noBackupsText(options.settings.databasePath, backupDir, startedAt) : null, options.say);
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
        const { path: backup, left, none } = await writer.call('backUp', { folder: backupDir, keep: backupKeep }, at);
        log.info({ backup }, 'a backup was made');
        tellNone(none, (text) => log.warn({ backup }, text));
        const refused = await writer.call('backupRefusal', backup);
        for (const text of [refused, leftText(left)]) if (text !== null) log.warn({ backup }, text);
      } catch (error) {
        throw new Error('no backup could be made; older ones were kept', { cause: error });
      }
      await writer.call('rememberJob', BACKUP_MADE, toUtcText(at));
      await writer.call('rememberJob', JOB, toUtcText(at));
    },
  });
}
