// The files of a database: the file itself and what SQLite keeps beside it; all of them private to their owner.
import {
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** What belongs to a database: the file, its write-ahead log with an index in shared memory, its rollback journal. */
const ENDS = ['', '-wal', '-shm', '-journal'] as const;
const RESTORING = '.restoring';
/** What the program itself keeps beside a database, by the end of its name. */
export const BESIDE = {
  lock: '.lock',
  mark: '.last-commit',
  damageNote: '.to-check',
  sandbox: '.sandbox.json',
} as const;

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
const OTHERS = 0o077;
const WRITABLE_BY_ALL = 0o002;
const STICKY = 0o1000;

/** What SQLite keeps beside a database: where the path is a link, beside the file that it leads to. */
export function besideFile(path: string, end: (typeof ENDS)[number]): string {
  return `${isThere(path) ? realpathSync(path) : path}${end}`;
}

function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Bytes on disk: the file and its write-ahead log, which holds the newest part of it. 0 when there is none. */
export function databaseBytes(path: string): number {
  return bytesOf(path) + walBytes(path);
}

export function walBytes(path: string): number {
  return bytesOf(besideFile(path, '-wal'));
}

/** Whether there is a file or folder. Throws what node:fs throws where that cannot be seen, such as in a folder that may not be entered. */
export function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Whether there is no file or an empty one. */
export function isEmpty(path: string): boolean {
  return bytesOf(path) === 0;
}

/** What each SQLite file begins with. */
const FIRST_BYTES = Buffer.from('SQLite format 3\0');

/** Whether a file that is not empty begins as no SQLite file does. */
export function isNoSqliteFile(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const first = Buffer.alloc(FIRST_BYTES.length);
    const bytes = readSync(file, first);
    return bytes > 0 && !first.equals(FIRST_BYTES);
  } finally {
    closeSync(file);
  }
}

/** Where a file says what writing it takes: 2 is a write-ahead log, 1 is none (sqlite.org/fileformat.html). */
const WRITE_VERSION_AT = 18;
const WITHOUT_LOG = 1;

/**
 * Whether a file is a copy of a database, as backups and what is kept aside are: one that a bot writes keeps a log, and says so
 * also after a clean stop. To be called while the process has no connection to it: closing a file gives up the locks that SQLite
 * holds on it in the same process (sqlite.org/howtocorrupt.html, 2.2), and another program could remove the log.
 */
export function isCopy(path: string): boolean {
  if (isEmpty(path)) return false;
  const file = openSync(path, 'r');
  try {
    const first = Buffer.alloc(WRITE_VERSION_AT + 1);
    readSync(file, first);
    return first.subarray(0, FIRST_BYTES.length).equals(FIRST_BYTES) && first[WRITE_VERSION_AT] === WITHOUT_LOG;
  } finally {
    closeSync(file);
  }
}

/** Whether a copy lies where the log of another database was left, which SQLite would take for a part of it. */
export function hasForeignLog(path: string): boolean {
  return walBytes(path) > 0 && isCopy(path);
}

/** False also where that cannot be seen. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** The part of a path that is a link to what is not there, as where a disk is not mounted; null where there is none. */
export function deadLinkIn(path: string): string | null {
  const info = lstatSync(path, { throwIfNoEntry: false });
  if (info !== undefined) return info.isSymbolicLink() && !isThere(path) ? path : null;
  return dirname(path) === path ? null : deadLinkIn(dirname(path));
}

/** Creates a folder that only its owner may enter; one that exists keeps its mode. Throws what node:fs throws. */
function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: PRIVATE_FOLDER });
}

/** Takes the rights of others from a database that is ours; SQLite gives later files beside it the same mode. */
export function makePrivate(path: string): void {
  for (const end of ENDS) {
    const file = besideFile(path, end);
    const info = statSync(file, { throwIfNoEntry: false });
    if (info === undefined || (info.mode & OTHERS) === 0 || info.uid !== process.getuid?.()) continue;
    chmodSync(file, PRIVATE_FILE);
  }
}

/** Creates the file, private from its first byte on, and its folder, where it is missing. Throws what node:fs throws. */
export function createMissing(path: string): void {
  makeFolder(dirname(path));
  if (!existsSync(path)) closeSync(openSync(path, 'a', PRIVATE_FILE));
}

/** The same; what exists, and is ours, is made private. */
export function createPrivate(path: string): void {
  createMissing(path);
  makePrivate(path);
}

/** Creates the file, private, and its folder; false where there is one already. Throws what node:fs throws. */
export function createNew(path: string): boolean {
  makeFolder(dirname(path));
  try {
    closeSync(openSync(path, 'wx', PRIVATE_FILE));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Whether everybody on this machine may exchange the files in a folder. */
export function isFolderOpenToAll(folder: string): boolean {
  return (statSync(folder).mode & (WRITABLE_BY_ALL | STICKY)) === WRITABLE_BY_ALL;
}

/** What lets everybody on this machine change or exchange a file: its folder, or the file itself; null where nothing does. */
export function openToAll(path: string): string | null {
  const folder = dirname(path);
  if (isFolderOpenToAll(folder)) return folder;
  return (statSync(path).mode & WRITABLE_BY_ALL) === 0 ? null : path;
}

/**
 * The file itself last: a program that is killed in between leaves no log that another database would take for its own. Where one
 * cannot be moved, such as a file that is mounted by itself, all stay: a database without its log has lost its newest part.
 */
export function moveDatabase(from: string, to: string): void {
  const moved: (typeof ENDS)[number][] = [];
  try {
    for (const end of ENDS.toReversed()) {
      if (!existsSync(`${from}${end}`)) continue;
      renameSync(`${from}${end}`, `${to}${end}`);
      moved.push(end);
    }
  } catch (error) {
    for (const end of moved) renameSync(`${to}${end}`, `${from}${end}`);
    throw error;
  }
}

/** Where a copy that is to take a database's place is made ready; a program that is killed leaves it. */
export function restoringPath(databasePath: string): string {
  return `${databasePath}${RESTORING}`;
}

export function removeDatabase(path: string): void {
  for (const end of ENDS) rmSync(`${path}${end}`, { force: true });
}

/** The first file that a database at this path would take for a part of its own; null where there is none. */
export function inTheWay(path: string): string | null {
  return ENDS.map((end) => `${path}${end}`).find((file) => existsSync(file)) ?? null;
}

/** The database that would take a file of this name, which is not there now, for a part of its own; null where there is none. */
export function databaseOfPart(path: string): string | null {
  const end = [...ENDS, RESTORING, ...Object.values(BESIDE)].find((each) => each !== '' && path.endsWith(each));
  const database = path.slice(0, -(end?.length ?? 0));
  return end !== undefined && isThere(database) ? database : null;
}

/** Removes all that belongs to a database but the file itself. */
export function removeBeside(path: string): void {
  for (const end of ENDS) if (end !== '') rmSync(`${path}${end}`, { force: true });
}
