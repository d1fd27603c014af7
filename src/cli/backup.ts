// The verbs `backup` and `restore`: a whole, checked copy of the database out, or one of them back in.
import { existsSync } from 'node:fs';
import { UserError } from '../errors.js';
import { listBackups } from '../store/database/backup.js';
import { lockDatabase } from '../store/database/lock.js';
import { copyDatabase, moveAside, putBackup } from '../store/database/restore.js';
import type { BackupSettings } from '../pipeline/maintenance/backups.js';
import type { PrintLine } from './reading-verbs.js';

/** Works beside a running bot. `path` null: into the folder of backups, of which the newest are kept. Throws UserError. */
export async function runBackup(
  { databasePath, backupDir, backupKeep }: BackupSettings,
  path: string | null,
  now: Date,
  print: PrintLine,
): Promise<void> {
  if (path !== null && existsSync(path))
    throw new UserError(`${path} exists already. Nothing was changed; give the backup another name.`);
  await print(await copyDatabase(databasePath, path ?? { folder: backupDir, keep: backupKeep }, now));
}

/** Needs a stopped bot. `path` null: the newest backup. What stood there before is kept aside. Throws UserError. */
export async function runRestore(
  { databasePath, backupDir }: BackupSettings,
  path: string | null,
  now: Date,
  print: PrintLine,
): Promise<void> {
  const backup = path ?? listBackups(backupDir, databasePath)[0];
  if (backup === undefined)
    throw new UserError(`There is no backup in ${backupDir}. Nothing was changed; name a file.`);
  const release = lockDatabase(databasePath);
  try {
    const aside = putBackup(backup, databasePath, () =>
      existsSync(databasePath) ? moveAside(databasePath, 'replaced', now) : null,
    );
    const before = aside === null ? '' : ` The database before it is kept at ${aside}.`;
    await print(
      `Restored from ${backup}.${before} Subscriptions made since the backup are not in it. ` +
        'At the next start the history of each destination since the backup is read first, so that no card is posted twice.',
    );
  } finally {
    release();
  }
}
