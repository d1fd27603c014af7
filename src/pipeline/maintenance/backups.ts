// Backups by schedule: the writing thread copies the database while it works, the newest ones are kept.
import { errorText } from '../../errors.js';
import type { Log } from '../../log.js';
import { every } from '../../schedule.js';
import { folderProblem } from '../../store/database/backup.js';
import type { WriterPort } from '../../store/port.js';

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
  readonly writer: WriterPort;
  readonly now: () => Date;
  readonly log: Log;
  /** Lines for the person at the terminal. */
  readonly say: (line: string) => void;
}

/** Starts the schedule; answers how to end it. A backup that fails is an error in the log, and the older ones stay. */
export function startBackups({ settings, writer, now, log, say }: BackupOptions): () => Promise<void> {
  const { backupDir, backupCron, backupKeep, timezone } = settings;
  if (backupCron === null) return () => Promise.resolve();
  const problem = folderProblem(backupDir);
  if (problem !== null)
    say(
      `No backup can be written into ${backupDir}: ${problem}. The bot runs on without; make the folder writable, or set BACKUP_DIR to another one.`,
    );
  return every(backupCron, timezone, async () => {
    try {
      log.info(
        { backup: await writer.call('backUp', { folder: backupDir, keep: backupKeep }, now()) },
        'a backup was made',
      );
    } catch (error) {
      log.error({ error: errorText(error) }, 'no backup could be made; older ones were kept');
    }
  });
}
