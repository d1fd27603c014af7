// The inbox: which files of a folder are whole, and of those which have changed since they were last looked at.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface FoundFile {
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
  /** When the system last changed anything of it, its name and times included (milliseconds). */
  readonly changedMs: number;
}

/** A file that nobody touched for this long (milliseconds) counts as whole. */
export const SETTLED_MS = 2_000;

const UNFINISHED_NAME = /^\.|~$|\.(?:part|partial|tmp|crdownload|download|swp)$/i;

/** All files below a folder or the file itself, in order of path; an unreadable path throws what node:fs throws. */
export function listFiles(path: string): FoundFile[] {
  const info = statSync(path);
  if (!info.isDirectory()) return [{ path, size: info.size, modifiedMs: info.mtimeMs, changedMs: info.ctimeMs }];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || (entry.isSymbolicLink() && isFile(join(entry.parentPath, entry.name))))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .flatMap((file) => listFiles(file));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Files that are being written: a hidden or temporary name, or touched less than two seconds ago. */
export function isUnfinished(file: FoundFile, now: Date): boolean {
  const name = file.path.split(/[\\/]/).at(-1) ?? '';
  return UNFINISHED_NAME.test(name) || Math.abs(now.getTime() - file.modifiedMs) < SETTLED_MS;
}
