// Restoring: a sound copy takes the place of the database, which is kept aside; the copy knows that it is of the past.
import Database from 'better-sqlite3';
import { renameSync } from 'node:fs';
import { errorText, UserError } from '../../errors.js';
import { asidePath, listBackups } from './backup-names.js';
import { forgetMark, lastWritten, wasBackedUp } from './commits.js';
import { damageAtStart } from './damage-at-start.js';
import { forgetDamage, isDamageNoted } from './damage-note.js';
import {
  deadLinkIn,
  hasForeignLog,
  isEmpty,
  isThere,
  moveDatabase,
  removeBeside,
  removeDatabase,
  restoringPath,
} from './files.js';
import { explain, isNeverOurs, noDatabase } from './open.js';
import { refuseForeignLog, refuseToBeginAnew } from './refusals.js';
import { setAside } from './set-aside.js';
import { about, firstSound } from './sound-copy.js';
import { isOfThePast } from './past.js';
import { complaintOf, isOfAnother, strangenessOf, type Holdings } from './soundness.js';
import { isDamage } from './sqlite-errors.js';

/** Whether a copy was made ready to its end. What was being written when the program was killed is taken back by SQLite. */
function isReady(path: string): boolean {
  try {
    const db = new Database(path);
    try {
      return complaintOf(db) === null && strangenessOf(db) === null && isOfThePast(db);
    } finally {
      db.close();
    }
  } catch (error) {
    if (isDamage(error)) return false;
    throw explain(path, error);
  }
}

/**
 * A copy takes the place of a database that is gone or kept aside. A log left there alone would be written into the copy.
 * Throws UserError where it cannot be put there: then it stays, and the next start or restore finishes that.
 */
function putInPlace(copy: string, databasePath: string, aside: string | null): void {
  try {
    forgetMark(databasePath);
    forgetDamage(databasePath);
    removeBeside(databasePath);
    renameSync(copy, databasePath);
  } catch (error) {
    throw new UserError(
      'restore-interrupted',
      `What is restored could not be put at ${databasePath}: ${errorText(error)}. It is ready at ${copy}` +
        `${aside === null ? '' : `, and the database before is kept at ${aside}`}. Check the disk and the rights of the folder; the next start, or restore, then finishes it.`,
      { cause: error },
    );
  }
}

/**
 * Under the lock: what a killed restore left is cleared away; where it had emptied the database's place already, its copy,
 * which was ready by then, goes there. Answers what was done as a sentence; null where nobody has to know. Throws UserError
 * where the copy cannot be looked at now; then it is kept.
 */
function finishInterrupted(databasePath: string): string | null {
  const path = restoringPath(databasePath);
  if (!isThere(path)) return null;
  const isMissing = !isThere(databasePath);
  const isFinished = isMissing && isReady(path);
  if (isFinished) putInPlace(path, databasePath, null);
  removeDatabase(path);
  if (isFinished)
    return `A restore of ${databasePath} was interrupted and is finished now. The database before it is kept beside it, under the newest name with "replaced" or "damaged".`;
  return isMissing
    ? `A restore of ${databasePath} was interrupted before its copy was whole; the copy was removed, and a new database is begun.`
    : null;
}

/**
 * Removes the copy that was made ready; where the place stayed empty, or cannot be seen, that is all that can go there. One that
 * cannot be removed now is cleared away by the next start or restore: what became of this one is more than that.
 */
function clearAway(databasePath: string): void {
  try {
    if (isThere(databasePath)) removeDatabase(restoringPath(databasePath));
  } catch {
    return;
  }
}

/** The backups in a folder, newest first: those of this database, and those of others of its name, whose bots share the folder. */
function backupsIn(folder: string, databasePath: string, at: Date): { own: string[]; others: string[] } {
  const id = about(databasePath).id ?? lastWritten(databasePath);
  const all = listBackups(folder, databasePath, at);
  if (id === null) return { own: all, others: [] };
  const others = new Set(all.filter((path) => isOfAnother(path, id) === true));
  return { own: all.filter((path) => !others.has(path)), others: [...others] };
}

export interface Restored {
  readonly source: string;
  /** Where the database before is kept; null when there was none. */
  readonly aside: string | null;
  /** Null when it could not be read. */
  readonly before: Holdings | null;
  readonly after: Holdings;
  /** Why newer backups were passed over. */
  readonly passedOver: readonly string[];
}

/**
 * Puts the named copy, or the newest sound backup of a folder, in the place of the database, which is kept aside under a
 * name from which it can be restored. The caller holds the lock of the database. Throws UserError; then nothing was changed,
 * but where what had been begun is said to be left to the next start (restore-interrupted).
 */
export async function restoreDatabase(
  databasePath: string,
  from: { readonly path: string } | { readonly folder: string },
  at: Date,
): Promise<Restored> {
  try {
    // Not where the copy is removed below: without one that cannot be looked at now, the next start would begin an empty database.
    finishInterrupted(databasePath);
  } catch (error) {
    throw explain(databasePath, error);
  }
  try {
    const backups = 'path' in from ? { own: [from.path], others: [] } : backupsIn(from.folder, databasePath, at);
    const sources = [...backups.own, ...backups.others];
    if (sources.length === 0)
      throw new UserError(
        'no-sound-backup',
        `There is no backup in ${'folder' in from ? from.folder : ''}. Nothing was changed; name a file.`,
      );
    const { prepared, passedOver } = await firstSound(sources, { databasePath, at });
    if (prepared === null)
      throw new UserError('no-sound-backup', `${passedOver.join('. ')}. Nothing was changed; name another backup.`);
    const before = hasForeignLog(databasePath) ? null : about(databasePath).holdings;
    const aside = isThere(databasePath) ? asidePath(databasePath, 'replaced', at) : null;
    if (aside !== null) setAside(databasePath, aside);
    putInPlace(prepared.path, databasePath, aside);
    return { source: prepared.source, aside, before, after: prepared.holdings, passedOver };
  } catch (error) {
    throw explain(databasePath, error);
  } finally {
    clearAway(databasePath);
  }
}

/** What speaks against an empty database where no backup could be used, and what to do; null where nothing does. */
function objection(
  databasePath: string,
  backupFolder: string,
  {
    mayBeSound,
    foreign,
    hasNone,
  }: { readonly mayBeSound: boolean; readonly foreign: string | undefined; readonly hasNone: boolean },
): { readonly reasons: readonly string[]; readonly todo: string } | null {
  if (mayBeSound)
    return {
      reasons: [],
      todo: 'Mend what keeps one of these backups from being used, then start again; or restore another copy by its name',
    };
  if (foreign !== undefined)
    return {
      reasons: [`${backupFolder} holds no sound backup of it, but some of another database`],
      todo: `If those are of this bot: restore ${foreign}`,
    };
  const isGone = !isThere(backupFolder);
  const areMissing = hasNone && (about(databasePath).hasBackups || wasBackedUp(databasePath));
  if (!areMissing && deadLinkIn(backupFolder) === null) return null;
  return {
    reasons: [
      isGone
        ? `The folder of its backups, ${backupFolder}, is not there`
        : `${backupFolder} holds none of the backups that were made of it`,
    ],
    todo: 'Mount the disk of that folder, or correct BACKUP_DIR, then start again; or restore a copy by its name',
  };
}

async function replace(databasePath: string, backupFolder: string, at: Date): Promise<string | null> {
  const damage = damageAtStart(databasePath);
  if (damage === null) {
    if (!isDamageNoted(databasePath)) return null;
    forgetDamage(databasePath);
    return `Damage was met in the database ${databasePath}, but now that all of it was checked and its indexes were rebuilt, none was found; it is used as it is. If this comes again, stop the bot and restore a backup.`;
  }
  const { own, others } = backupsIn(backupFolder, databasePath, at);
  if (own.length === 0 && isNeverOurs(databasePath)) throw noDatabase(databasePath);
  const { prepared, passedOver, mayBeSound } = await firstSound(own, { databasePath, at });
  const against =
    prepared === null
      ? objection(databasePath, backupFolder, { mayBeSound, foreign: others[0], hasNone: own.length === 0 })
      : null;
  if (against !== null) {
    const reasons = [...passedOver, ...against.reasons].join('. ');
    throw new UserError(
      'no-sound-backup',
      `The database ${databasePath} is damaged (${damage}). ${reasons}. Nothing was changed. ${against.todo}; to begin anew, move the damaged file to another folder.`,
    );
  }
  const aside = asidePath(databasePath, 'damaged', at);
  moveDatabase(databasePath, aside);
  forgetDamage(databasePath);
  const done = [`The database ${databasePath} is damaged (${damage}). It was moved to ${aside}.`];
  if (passedOver.length > 0) done.push(`${passedOver.join('. ')}.`);
  if (prepared === null)
    return `${done.join(' ')} There is no sound backup in ${backupFolder}, so a new, empty database is begun: subscriptions have to be made again.`;
  putInPlace(prepared.path, databasePath, aside);
  return `${done.join(' ')} The newest sound backup took its place: ${prepared.source}. What came after it is read again from the inbox; cards that already stand in Discord are recognised and not repeated.`;
}

/** What to say where a database is begun that had been backed up; null where no backup can be of it. */
function begunBeside(backupFolder: string, databasePath: string, at: Date): string | null {
  try {
    const [newest] = backupsIn(backupFolder, databasePath, at).own;
    return newest === undefined
      ? null
      : `There is nothing at ${databasePath}, so an empty database is begun, although there are backups of one of that name. If they are of this bot, and you want to go on with the newest: stop, then restore ${newest}.`;
  } catch {
    // Why the folder cannot be used is said where the backups are scheduled.
    return null;
  }
}

/**
 * Before a start, under the lock: an interrupted restore is finished; a damaged database is moved aside and replaced by the newest sound backup, or by
 * nothing when there is none. Answers what was done as a sentence for the operator; null when nothing had to be done.
 * Throws UserError when the database cannot be looked at, or there is no room: then nothing was changed.
 */
export async function replaceIfDamaged(databasePath: string, backupFolder: string, at: Date): Promise<string | null> {
  try {
    const finished = finishInterrupted(databasePath);
    refuseToBeginAnew(databasePath);
    refuseForeignLog(databasePath);
    const replaced =
      (isThere(databasePath) ? await replace(databasePath, backupFolder, at) : null) ??
      (isEmpty(databasePath) ? begunBeside(backupFolder, databasePath, at) : null);
    return finished === null || replaced === null ? (finished ?? replaced) : `${finished} ${replaced}`;
  } catch (error) {
    throw explain(databasePath, error);
  } finally {
    clearAway(databasePath);
  }
}
