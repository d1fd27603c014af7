// Names of backups: the time stands in them, and decides which one is newest.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { isThere } from './files.js';

/** A time in a file name, and the number of a file among those of one second. */
const NAMED_TIME = /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(?:-(\d+))?(?:\.db)?$/;

/** `shinchaku.db` in its backups: `shinchaku-20260102T030405Z.db`. */
function stem(databasePath: string): string {
  return basename(databasePath, extname(databasePath));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Time as it stands in file names: `20260102T030405Z`. */
function fileTime(at: Date): string {
  return `${at.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
}

/** When a copy was made: the time in its name, else the time of its last change. */
export function madeAt(path: string): Date {
  const found = NAMED_TIME.exec(path);
  if (found === null) return statSync(path).mtime;
  const [year = 0, month = 1, day, hour, minute, second] = found.slice(1, 7).map(Number);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}

function numberOf(path: string): number {
  return Number(NAMED_TIME.exec(path)?.[7] ?? 1);
}

/**
 * Backups of a database in a folder, newest first; none when the folder does not exist. One that bears a time after `now`
 * was made while the clock was wrong: it counts as older than the others.
 */
export function listBackups(folder: string, databasePath: string, now: Date): string[] {
  if (!isThere(folder)) return [];
  const name = new RegExp(`^${escaped(stem(databasePath))}-\\d{8}T\\d{6}Z(?:-\\d+)?\\.db$`);
  return readdirSync(folder)
    .filter((file) => name.test(file))
    .map((file) => join(folder, file))
    .sort(
      (a, b) =>
        Number(madeAt(a) > now) - Number(madeAt(b) > now) ||
        madeAt(b).getTime() - madeAt(a).getTime() ||
        numberOf(b) - numberOf(a),
    );
}

/** A copy that is not whole yet has this at the end of its name. */
export const UNFINISHED = '.part';
const ABANDONED_MS = 3_600_000;

/** Copies that killed programs left unfinished: none of their files was touched for an hour. A younger one may still be written. */
export function listAbandoned(folder: string, databasePath: string, at: Date): string[] {
  const name = new RegExp(
    `^(${escaped(stem(databasePath))}-\\d{8}T\\d{6}Z(?:-\\d+)?\\.db${escaped(UNFINISHED)})(?:-\\w+)?$`,
  );
  const touched = new Map<string, number>();
  for (const file of readdirSync(folder)) {
    const copy = name.exec(file)?.[1];
    const changed = statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (copy !== undefined) touched.set(copy, Math.max(changed, touched.get(copy) ?? 0));
  }
  return [...touched].flatMap(([copy, last]) => (at.getTime() - last < ABANDONED_MS ? [] : [join(folder, copy)]));
}

/** The path of a backup made at a time; `number` counts from 1 within its second. */
export function backupPath(folder: string, databasePath: string, { at, number }: { at: Date; number: number }): string {
  return join(folder, `${stem(databasePath)}-${fileTime(at)}${number === 1 ? '' : `-${number}`}.db`);
}

/** A path for a database that gives way to another one, that no file has yet. */
export function asidePath(databasePath: string, why: 'damaged' | 'replaced' | 'rescued', at: Date): string {
  const base = `${databasePath}.${why}-${fileTime(at)}`;
  let aside = base;
  for (let number = 2; existsSync(aside); number += 1) aside = `${base}-${number}`;
  return aside;
}

/** The newest copy of what a database held when its file was lost under a running bot; null where there is none. */
export function newestRescued(databasePath: string): string | null {
  const folder = dirname(databasePath);
  if (!isThere(folder)) return null;
  const name = new RegExp(`^${escaped(basename(databasePath))}\\.rescued-\\d{8}T\\d{6}Z(?:-\\d+)?$`);
  const found = readdirSync(folder).filter((file) => name.test(file));
  return found.length === 0 ? null : join(folder, found.sort().at(-1) ?? '');
}

/** What a person may have meant by a name without a folder: the file here, beside the database, or among the backups. */
export function findCopy(path: string, folders: { databasePath: string; backupDir: string }): string {
  const name = basename(path);
  const places = [path, join(dirname(folders.databasePath), name), join(folders.backupDir, name)];
  return places.find((place) => existsSync(place)) ?? path;
}
