// The verbs `backup` and `restore`: a whole, checked copy of the database out, or one of them back in.
import { dirname } from 'node:path';
import { UserError } from '../errors.js';
import { copyDatabase, leftText, openFolderText, refusedBackupText } from '../store/database/backup.js';
import { findCopy } from '../store/database/backup-names.js';
import { databaseOfPart, inTheWay } from '../store/database/files.js';
import { lockDatabase } from '../store/database/lock.js';
import { refuseForeignLog } from '../store/database/refusals.js';
import { restoreDatabase } from '../store/database/restore.js';
import type { Holdings } from '../store/database/soundness.js';
import type { BackupSettings } from '../pipeline/maintenance/backups.js';
import type { PrintLine } from './reading-verbs.js';

interface Run {
  readonly now: Date;
  readonly print: PrintLine;
  /** What is to be known of a backup besides its path. */
  readonly say?: (line: string) => void;
}

/** Works beside a running bot. `path` null: into the folder of backups, of which the newest are kept. Throws UserError. */
export async function runBackup(
  { databasePath, backupDir, backupKeep }: BackupSettings,
  path: string | null,
  { now, print, say }: Run,
): Promise<void> {
  const taken = path === null ? null : inTheWay(path);
  if (taken !== null)
    throw new UserError('backup-exists', `${taken} exists already. Nothing was changed; give the backup another name.`);
  const database = path === null ? null : databaseOfPart(path);
  if (database !== null)
    throw new UserError(
      'backup-exists',
      `${path} would be taken for a part of the database ${database}. Nothing was changed; give the backup another name.`,
    );
  refuseForeignLog(databasePath);
  const left: string[] = [];
  let none: string | null = null;
  const into = {
    folder: backupDir,
    keep: backupKeep,
    onLeft: (text: string): void => void left.push(text),
    onNone: (text: string): void => void (none = text),
  };
  const made = await copyDatabase(databasePath, path ?? into, now);
  await print(made);
  for (const text of [openFolderText(dirname(made)), refusedBackupText(made), leftText(left), none])
    if (text !== null) say?.(text);
}

function held(holdings: Holdings | null): string {
  if (holdings === null) return 'what could not be read';
  const { papers, subscriptions, deliveries } = holdings;
  return `papers ${papers}, subscriptions ${subscriptions}, deliveries ${deliveries}`;
}

/**
 * Needs a stopped bot. `path` null: the newest sound backup; a bare name is also looked for beside the database and among
 * the backups. What stood there before is kept aside. Throws UserError.
 */
export async function runRestore(
  { databasePath, backupDir }: BackupSettings,
  path: string | null,
  { now, print }: Run,
): Promise<void> {
  const release = lockDatabase(databasePath);
  try {
    const from = path === null ? { folder: backupDir } : { path: findCopy(path, { databasePath, backupDir }) };
    const { source, aside, before, after, passedOver } = await restoreDatabase(databasePath, from, now);
    for (const reason of passedOver) await print(`Passed over: ${reason}.`);
    await print(`Restored from ${source}: ${held(after)}.`);
    if (aside !== null)
      await print(`The database before it (${held(before)}) is kept; to go back to it: restore ${aside}`);
    await print(
      'What was changed since the backup is not in it. At the next start the history of each destination since the backup ' +
        'is read first, so that no card is posted twice.',
    );
  } finally {
    release();
  }
}
