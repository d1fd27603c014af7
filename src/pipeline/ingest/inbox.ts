// The inbox run: takes every whole file that is new or changed, once; remembers what could not be read, and why.
import { mkdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { toUtcText } from '../../domain/calendar.js';
import { errorText, TransientError } from '../../errors.js';
import type { Log } from '../../log.js';
import {
  byPath,
  eachEntry,
  isUnfinished,
  tryToOpen,
  type FaultyEntry,
  type FoundFile,
} from '../../sources/files/inbox.js';
import type { Reader } from '../../store/reader.js';
import type { InboxFile } from '../../store/sources/dumps.js';
import type { DumpResult } from './ingest.js';
import type { WriterPort } from '../../store/port.js';

export interface InboxOptions {
  readonly dir: string;
  readonly reader: Pick<Reader, 'eachInboxFile'>;
  readonly writer: WriterPort;
  /** Takes a file in, in the writing thread. Throws TransientError when the store cannot be written now. */
  readonly ingest: (path: string, at: Date) => Promise<DumpResult[]>;
  /** SHA-256 of a file's bytes, read in another thread; null when it cannot be read. */
  readonly hash: (path: string) => Promise<string | null>;
  /** Of the program. */
  readonly version: string;
  readonly now: () => Date;
  readonly log: Log;
  readonly onDump: (result: DumpResult) => void;
}

/** What one look at the inbox left: `waiting` files are still being written, or went away while they were read. */
export interface InboxRun {
  readonly taken: number;
  readonly waiting: number;
}

/** Whether nothing of a file was touched since it was looked at. */
function isUntouched(before: InboxFile, file: FoundFile): boolean {
  return before.size === file.size && before.modifiedMs === file.modifiedMs && before.changedMs === file.changedMs;
}

/** Whether what is remembered of some content still holds: another version may read what this one could not. */
function isDone(before: InboxFile, version: string): boolean {
  return before.error === null || before.program === version;
}

/** What is remembered between two looks of one run. */
export interface InboxMemory {
  /** Files at which the program itself failed, with their change times. */
  readonly failed: Map<string, number>;
  /** By path; null before the first look. Only these looks write what it holds. */
  known: Map<string, InboxFile> | null;
  /** What was wrong with the folder at the last look. */
  problem: string | null;
}

export function createInboxMemory(): InboxMemory {
  return { failed: new Map(), known: null, problem: null };
}

/**
 * Looks at the inbox once. A folder that cannot be read is an error line in the log, once; so is an entry. A file at which
 * the program itself fails stays, and is tried again at the next start.
 * Throws TransientError when the store cannot be written now.
 */
export async function takeInbox(options: InboxOptions, memory = createInboxMemory()): Promise<InboxRun> {
  const { writer, log, version } = options;
  const { failed } = memory;
  const known = memory.known ?? (await readKnown(options));
  const found = await look(options, memory, known);
  if (found === null) return { taken: 0, waiting: 0 };
  memory.known = known;
  const remember = async (file: InboxFile): Promise<void> => {
    await writer.call('rememberInboxFile', file, toUtcText(options.now()));
    known.set(file.path, file);
  };
  if (found.gone.length > 0) await writer.call('forgetInboxFiles', found.gone);
  for (const path of found.gone) known.delete(path);

  /** Kept without what would tell that it is as it was: the next look tries it again. */
  const rememberFault = async ({ path, error }: FaultyEntry): Promise<void> => {
    if (known.get(path)?.error === error) return;
    log.warn({ path, error }, 'this entry of the inbox cannot be taken; the others are');
    await remember({ path, size: 0, modifiedMs: 0, changedMs: null, sha256: null, error, program: version });
  };
  for (const fault of found.faults) await rememberFault(fault);

  const { changed } = found;
  const whole = changed.filter((file) => !isUnfinished(file, options.now()));
  let taken = 0;
  let left = 0;
  for (const file of whole) {
    const before = known.get(file.path);
    const sha256 = await options.hash(file.path);
    const opening = sha256 === null ? await tryToOpen(file.path) : 'open';
    if (opening !== 'open') {
      if (opening === 'gone') left += 1;
      else await rememberFault(opening);
      continue;
    }
    // Older versions of the program compared only size and time.
    const isSame =
      before?.sha256 === null
        ? before.size === file.size && before.modifiedMs === file.modifiedMs
        : before?.sha256 === sha256;
    if (before !== undefined && isSame && isDone(before, version)) {
      await remember({ ...file, sha256, error: before.error, program: before.program });
      continue;
    }
    taken += 1;
    // What is wrong with a file that cannot be read, or was changed or taken away meanwhile, says nothing of its content.
    const isPassing = async (error: string): Promise<boolean> => {
      if (sha256 === null) await rememberFault({ path: file.path, error });
      else if ((await options.hash(file.path)) === sha256) return false;
      else left += 1;
      return true;
    };
    try {
      const results = await options.ingest(file.path, options.now());
      const unread = results.filter((result) => result.error !== null);
      const error = unread.length === 0 ? null : unread.map((result) => reasonOf(result, file.path)).join('; ');
      const isOfThis = results.every((result) => result.dump !== null && result.dump === sha256);
      const isLeft = error !== null && !isOfThis && (await isPassing(error));
      if (!isLeft) await remember({ ...file, sha256, error, program: error === null ? null : version });
      if (error !== null && !isLeft) log.warn({ path: file.path, error }, 'this file stays in the inbox, unread');
      results.filter((result) => result.error === null || !isLeft).forEach(options.onDump);
    } catch (error) {
      if (error instanceof TransientError) throw error;
      // A disk that fails is thrown, as what fails in the program is.
      if (await isPassing(errorText(error))) continue;
      failed.set(file.path, file.changedMs);
      log.error({ err: error, path: file.path }, 'the program failed at this file; it stays, and is tried again');
      const told = `an error of this program, see the log: ${errorText(error)}`;
      await remember({ ...file, sha256, error: told, program: null });
    }
  }
  const isHidden = (file: FoundFile): boolean => /(?:^|[\\/])\.[^\\/]*$/.test(file.path);
  return { taken, waiting: changed.filter((file) => !isHidden(file)).length - whole.length + left };
}

/** The reason of an unread dump; of one inside an archive, also where it lies in it. */
function reasonOf(result: DumpResult, path: string): string {
  const inside = result.path.startsWith(`${path}/`) ? `${result.path.slice(path.length + 1)}: ` : '';
  return `${inside}${result.error ?? ''}`;
}

/**
 * The same, for a store that cannot be written at times: every file is left for the next look, and that is said once. A look
 * that `stopping` cuts short rejects.
 */
export function createInboxLook(options: InboxOptions & { readonly stopping: AbortSignal }): () => Promise<InboxRun> {
  let hasFailed = false;
  const memory = createInboxMemory();
  return async () => {
    try {
      const run = await takeInbox(options, memory);
      hasFailed = false;
      return run;
    } catch (error) {
      if (!(error instanceof TransientError) || options.stopping.aborted) throw error;
      if (!hasFailed)
        options.log.error({ error: errorText(error) }, 'the inbox waits until the database can be written');
      hasFailed = true;
      return { taken: 0, waiting: 1 };
    }
  };
}

/** A larger file (bytes) takes minutes, and lets the others go first. */
const LARGE_BYTES = 256 * 1024 * 1024;

function inTurn(a: FoundFile, b: FoundFile): number {
  return Number(a.size > LARGE_BYTES) - Number(b.size > LARGE_BYTES) || byPath(a, b);
}

/** Files looked at, or read from the store, without a pause: the gateway's thread does this. */
const AT_ONCE = 500;

/** What the store knows of the inbox, by path. */
async function readKnown({ reader }: InboxOptions): Promise<Map<string, InboxFile>> {
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
  { dir, version }: InboxOptions,
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
async function look(
  options: InboxOptions,
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
