// The inbox: what a folder holds, entry by entry, and which of its files are whole.
import type { Dirent } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
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

async function entryAt(path: string): Promise<FoundFile | FaultyEntry> {
  try {
    const info = await stat(fsPath(path));
    if (info.isFile()) return { path, size: info.size, modifiedMs: info.mtimeMs, changedMs: info.ctimeMs };
    // It may lead back to where it stands.
    if (info.isDirectory()) return { path, error: 'it is a link to a folder, and those are not followed' };
    return { path, error: 'it is neither a file nor a folder' };
  } catch (error) {
    return { path, error: reasonOf(error) };
  }
}

/** Whether nothing was written into a file, and nothing put in its place, since it was found. One that is gone was not changed. */
export async function isAsFound({ path, size, changedMs }: FoundFile): Promise<boolean> {
  const entry = await entryAt(path);
  return 'error' in entry || (entry.size === size && entry.changedMs === changedMs);
}

/** Whether a file can be opened now, is no longer there, or why it cannot be opened. */
export async function tryToOpen(path: string): Promise<'open' | 'gone' | FaultyEntry> {
  try {
    await (await open(fsPath(path))).close();
    return 'open';
  } catch (error) {
    const reason = reasonOf(error);
    return reason === REASONS['ENOENT'] ? 'gone' : { path, error: reason };
  }
}

/** An entry that vanished since its folder was read is no fault; a link that leads nowhere is still there. */
async function look(entry: Dirent<Buffer>, path: string): Promise<FoundFile | FaultyEntry | null> {
  const found = await entryAt(path);
  const isGone = 'error' in found && found.error === REASONS['ENOENT'] && !entry.isSymbolicLink();
  return isGone ? null : found;
}

type Entry = FoundFile | FaultyEntry;

async function* entriesOf(folder: string, folders: string[]): AsyncGenerator<Entry[]> {
  const entries = await readdir(fsPath(folder), { withFileTypes: true, encoding: 'buffer' });
  for (let start = 0; start < entries.length; start += ASKED_AT_ONCE) {
    const batch = entries
      .slice(start, start + ASKED_AT_ONCE)
      .map((entry) => ({ entry, path: join(folder, pathText(entry.name)) }));
    folders.push(...batch.filter(({ entry }) => entry.isDirectory()).map((each) => each.path));
    const others = batch.filter(({ entry }) => !entry.isDirectory());
    const found = await Promise.all(others.map((each) => look(each.entry, each.path)));
    yield found.filter((each) => each !== null);
  }
}

/**
 * All files below a folder, or the file itself, a few at a time and in no order. What is wrong with one entry is told with
 * it; rejects with what node:fs rejects with only where `path` itself cannot be read. Names that are no UTF-8 are written
 * as `pathText` does.
 */
export async function* eachEntry(path: string): AsyncGenerator<readonly Entry[]> {
  const own = await stat(fsPath(path));
  if (!own.isDirectory()) {
    yield [await entryAt(path)];
    return;
  }
  const folders = [path];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    try {
      yield* entriesOf(folder, folders);
    } catch (error) {
      if (folder === path) throw error;
      yield [{ path: folder, error: reasonOf(error) }];
    }
  }
}

/** In order of path. */
export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1;
}

/** The same all at once. */
export async function listFiles(path: string): Promise<Listing> {
  const files: FoundFile[] = [];
  const faults: FaultyEntry[] = [];
  for await (const entries of eachEntry(path))
    for (const entry of entries) {
      if ('error' in entry) faults.push(entry);
      else files.push(entry);
    }
  return { files: files.sort(byPath), faults: faults.sort(byPath) };
}

/** Files that are being written: a hidden or temporary name, or touched less than two seconds ago. */
export function isUnfinished(file: FoundFile, now: Date): boolean {
  const name = file.path.split(/[\\/]/).at(-1) ?? '';
  return UNFINISHED_NAME.test(name) || Math.abs(now.getTime() - file.modifiedMs) < FILE_SETTLED_MS;
}
