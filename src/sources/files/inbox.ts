// The inbox: what a folder holds, entry by entry, and which of its files are whole.
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fsPath, pathText } from './path-bytes.js';

export interface FoundFile {
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
  /** When the system last changed anything of it, its name and times included (milliseconds). */
  readonly changedMs: number;
}

/** An entry that cannot be taken, and why. The other entries are taken all the same. */
export interface FaultyEntry {
  readonly path: string;
  readonly error: string;
}

export interface Listing {
  /** In order of path. */
  readonly files: readonly FoundFile[];
  readonly faults: readonly FaultyEntry[];
}

/** A file that nobody touched for this long (milliseconds) counts as whole. */
export const FILE_SETTLED_MS = 2_000;
/** How many entries are asked for at a time, so that a folder of thousands leaves the thread free in between. */
const ASKED_AT_ONCE = 64;

const UNFINISHED_NAME = /^\.|~$|\.(?:part|partial|tmp|crdownload|download|swp)$/i;

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this program may not read it',
  EPERM: 'this program may not read it',
  ELOOP: 'it is a link that leads to itself',
  ENOENT: 'it is a link that leads nowhere',
  ENAMETOOLONG: 'its path is too long',
};

function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}

async function entryAt(path: string): Promise<FoundFile | FaultyEntry | null> {
  try {
    const info = await stat(fsPath(path));
    if (info.isFile()) return { path, size: info.size, modifiedMs: info.mtimeMs, changedMs: info.ctimeMs };
    // Folders behind links are left alone: they may lead back to where they stand.
    return info.isDirectory() ? null : { path, error: 'it is neither a file nor a folder' };
  } catch (error) {
    return { path, error: reasonOf(error) };
  }
}

/** An entry that vanished since its folder was read is no fault; a link that leads nowhere is still there. */
async function look(entry: Dirent<Buffer>, path: string): Promise<FoundFile | FaultyEntry | null> {
  const found = await entryAt(path);
  const isGone = found !== null && 'error' in found && found.error === REASONS['ENOENT'] && !entry.isSymbolicLink();
  return isGone ? null : found;
}

/**
 * All files below a folder, or the file itself. What is wrong with one entry is told with it; rejects with what node:fs
 * rejects with only where `path` itself cannot be read. Names that are no UTF-8 are written as `pathText` does.
 */
export async function listFiles(path: string): Promise<Listing> {
  const own = await stat(fsPath(path));
  if (!own.isDirectory()) {
    const found = await entryAt(path);
    const isFile = found !== null && 'size' in found;
    return { files: isFile ? [found] : [], faults: found === null || isFile ? [] : [found] };
  }
  const files: FoundFile[] = [];
  const faults: FaultyEntry[] = [];
  const folders = [path];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const at = folder;
    try {
      const entries = await readdir(fsPath(at), { withFileTypes: true, encoding: 'buffer' });
      const named = entries.map((entry) => ({ entry, path: join(at, pathText(entry.name)) }));
      folders.push(...named.filter(({ entry }) => entry.isDirectory()).map((each) => each.path));
      const others = named.filter(({ entry }) => !entry.isDirectory());
      for (let start = 0; start < others.length; start += ASKED_AT_ONCE) {
        const batch = others.slice(start, start + ASKED_AT_ONCE);
        for (const found of await Promise.all(batch.map((each) => look(each.entry, each.path)))) {
          if (found === null) continue;
          if ('error' in found) faults.push(found);
          else files.push(found);
        }
      }
    } catch (error) {
      if (at === path) throw error;
      faults.push({ path: at, error: reasonOf(error) });
    }
  }
  const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);
  return { files: files.sort(byPath), faults: faults.sort(byPath) };
}

/** Files that are being written: a hidden or temporary name, or touched less than two seconds ago. */
export function isUnfinished(file: FoundFile, now: Date): boolean {
  const name = file.path.split(/[\\/]/).at(-1) ?? '';
  return UNFINISHED_NAME.test(name) || Math.abs(now.getTime() - file.modifiedMs) < FILE_SETTLED_MS;
}
