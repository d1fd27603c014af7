// One look at the inbox: what is new, changed, wrong or gone since the last one, and what is still being written.
import { mkdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { errorText } from '../../errors.js';
import type { Log } from '../../log.js';
import { byPath, eachEntry, type FaultyEntry, type FoundFile } from '../../sources/files/inbox.js';
import type { Reader } from '../../store/reader.js';
import type { InboxFile } from '../../store/sources/dumps.js';

export interface LookOptions {
  readonly dir: string;
  readonly reader: Pick<Reader, 'eachInboxFile'>;
  /** Of the program. */
  readonly version: string;
  readonly log: Log;
}

/** What is remembered between two looks of one run. */
export interface InboxMemory {
  /** Files at which the program itself failed, with their change times. */
  readonly failed: Map<string, number>;
  /** Files that are being written, with the time (milliseconds) when they were first seen so. */
  readonly written: Map<string, number>;
  /** Files to which something was done while they were read, by path: their content, and how often in a row. */
  readonly changed: Map<string, { readonly sha256: string | null; readonly times: number }>;
  /** By path; null before the first look. Only these looks write what it holds. */
  known: Map<string, InboxFile> | null;
  /** What was wrong with the folder at the last look. */
  problem: string | null;
}

export function createInboxMemory(): InboxMemory {
  return { failed: new Map(), written: new Map(), changed: new Map(), known: null, problem: null };
}

/** Whether nothing of a file was touched since it was looked at. */
function isUntouched(before: InboxFile, file: FoundFile): boolean {
  return before.size === file.size && before.modifiedMs === file.modifiedMs && before.changedMs === file.changedMs;
}

/** A file to which something is done during each reading, as where its rights are set in a loop, is read so often. */
const MOST_READINGS = 3;

/** To be asked of a file to which something was done while it was read. */
export function isToReadAgain({ changed }: InboxMemory, path: string, sha256: string | null): boolean {
  const before = changed.get(path);
  const times = before?.sha256 === sha256 ? before.times + 1 : 1;
  if (times < MOST_READINGS) changed.set(path, { sha256, times });
  else changed.delete(path);
  return times < MOST_READINGS;
}

/** Whether what is remembered of some content still holds: another version may read what this one could not. */
export function isDone(before: InboxFile, version: string): boolean {
  return before.error === null || before.program === version;
}

/** A larger file (bytes) takes minutes, and lets the others go first. */
const LARGE_BYTES = 256 * 1024 * 1024;

function inTurn(a: FoundFile, b: FoundFile): number {
  return Number(a.size > LARGE_BYTES) - Number(b.size > LARGE_BYTES) || byPath(a, b);
}

/** Files looked at, or read from the store, without a pause: the gateway's thread does this. */
const AT_ONCE = 500;

/** What the store knows of the inbox, by path. */
export async function readKnown({ reader }: LookOptions): Promise<Map<string, InboxFile>> {
  const known = new Map<string, InboxFile>();
  for (const file of reader.eachInboxFile()) {
    known.set(file.path, file);
    if (known.size % AT_ONCE === 0) await setImmediate();
  }
  return known;
}

/** What one look found, in order of path, large files last; of the many files only those that are not as they were. */
interface Found {
  readonly changed: readonly FoundFile[];
  readonly faults: readonly FaultyEntry[];
  /** Paths that are known and no longer there. */
  readonly gone: readonly string[];
}

async function compare(
  { dir, version }: LookOptions,
  { failed }: InboxMemory,
  known: ReadonlyMap<string, InboxFile>,
): Promise<Found> {
  const [changed, faults, present]: [FoundFile[], FaultyEntry[], Set<string>] = [[], [], new Set()];
  const isChanged = (file: FoundFile): boolean => {
    const before = known.get(file.path);
    if (failed.get(file.path) === file.changedMs) return false;
    return before === undefined || !isUntouched(before, file) || !isDone(before, version);
  };
  for await (const entries of eachEntry(dir))
    for (const entry of entries) {
      present.add(entry.path);
      if ('error' in entry) faults.push(entry);
      else if (isChanged(entry)) changed.push(entry);
    }
  const gone = [...known.keys()].filter((path) => !present.has(path));
  return { changed: changed.sort(inTurn), faults: faults.sort(byPath), gone };
}

/** What is wrong with the folder itself is said once, and once more when it is mended. */
export async function look(
  options: LookOptions,
  memory: InboxMemory,
  known: ReadonlyMap<string, InboxFile>,
): Promise<Found | null> {
  const { dir, log } = options;
  try {
    const made = mkdirSync(dir, { recursive: true });
    const found = await compare(options, memory, known);
    if (memory.problem !== null) log.info({ inbox: dir }, 'the inbox can be read again');
    else if (made !== undefined && memory.known !== null)
      log.warn({ inbox: dir }, 'the inbox was gone; an empty one was made in its place');
    memory.problem = null;
    return found;
  } catch (error) {
    const isNoFolder = (error as NodeJS.ErrnoException).code === 'EEXIST';
    const problem = isNoFolder ? 'it is not a folder' : errorText(error);
    if (memory.problem !== problem)
      log.error({ inbox: dir, error: problem }, 'the inbox cannot be read; it is tried again');
    memory.problem = problem;
    return null;
  }
}

export const isHidden = (file: FoundFile): boolean => /(?:^|[\\/])\.[^\\/]*$/.test(file.path);

/** After this (milliseconds) it is told that a file is still being written, and nothing waits for it any more. */
const WRITTEN_MS = 600_000;
export const WRITTEN_FOR_LONG =
  'its name is that of an unfinished file, or it is written to all the time; it is taken two seconds after its last change, under a name such as papers.json';

/** Paths of the files that have been written for long. */
export function noteWritten(files: readonly FoundFile[], { written }: InboxMemory, now: Date): string[] {
  const before = new Map(written);
  written.clear();
  for (const { path } of files) written.set(path, before.get(path) ?? now.getTime());
  return [...written].filter(([, since]) => now.getTime() - since >= WRITTEN_MS).map(([path]) => path);
}
