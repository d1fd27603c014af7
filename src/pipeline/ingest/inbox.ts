// The inbox run: takes every whole file that is new or changed, once; remembers what could not be read, and why.
import { toUtcText } from '../../domain/calendar.js';
import { errorText, TransientError } from '../../errors.js';
import { isAsFound, isUnfinished, tryToOpen, type FaultyEntry, type FoundFile } from '../../sources/files/inbox.js';
import { isDamage } from '../../store/database/sqlite-errors.js';
import type { InboxFile } from '../../store/sources/dumps.js';
import type { DumpResult } from './ingest.js';
import {
  createInboxMemory,
  isDone,
  isHidden,
  isToReadAgain,
  look,
  noteWritten,
  readKnown,
  WRITTEN_FOR_LONG,
  type LookOptions,
} from './inbox-look.js';
import { EMPTY_SHA256 } from './read-file.js';
import type { WriterPort } from '../../store/port.js';

export interface InboxOptions extends LookOptions {
  readonly writer: WriterPort;
  /** Takes a file in, in the writing thread. Throws TransientError when the store cannot be written now. */
  readonly ingest: (path: string, at: Date) => Promise<DumpResult[]>;
  /** SHA-256 of a file's bytes, read in another thread; null when it cannot be read. */
  readonly hash: (path: string) => Promise<string | null>;
  readonly now: () => Date;
  readonly onDump: (result: DumpResult) => void;
}

/** What one look at the inbox left: `waiting` files are still being written, or went away while they were read. */
export interface InboxRun {
  readonly taken: number;
  readonly waiting: number;
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
  const whole: FoundFile[] = [];
  const written: FoundFile[] = [];
  for (const file of changed) {
    if (!isUnfinished(file, options.now())) whole.push(file);
    else if (!isHidden(file)) written.push(file);
  }
  const lasting = new Set(noteWritten(written, memory, options.now()));
  for (const path of lasting) await rememberFault({ path, error: WRITTEN_FOR_LONG });
  let taken = 0;
  let left = written.length - lasting.size;
  for (const file of whole) {
    const before = known.get(file.path);
    const sha256 = file.size === 0 ? EMPTY_SHA256 : await options.hash(file.path);
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
      // Copied here once more, it was empty for a moment: what was read may be a part of it, though its content is the same.
      const isChanged = !(await isAsFound(file)) && isToReadAgain(memory, file.path, sha256);
      if (isChanged) left += 1;
      const isLeft = isChanged || (error !== null && !isOfThis && (await isPassing(error)));
      if (!isLeft) await remember({ ...file, sha256, error, program: error === null ? null : version });
      if (error !== null && !isLeft) log.warn({ path: file.path, error }, 'this file stays in the inbox, unread');
      results.filter((result) => result.error === null || !isLeft).forEach(options.onDump);
    } catch (error) {
      if (error instanceof TransientError || isDamage(error)) throw error;
      // A disk that fails is thrown, as what fails in the program is.
      if (await isPassing(errorText(error))) continue;
      failed.set(file.path, file.changedMs);
      log.error({ err: error, path: file.path }, 'the program failed at this file; it stays, and is tried again');
      const told = `an error of this program, see the log: ${errorText(error)}`;
      await remember({ ...file, sha256, error: told, program: null });
    }
  }
  return { taken, waiting: left };
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
