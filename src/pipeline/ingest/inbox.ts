// The inbox run: takes every whole file that is new or changed, once; remembers what could not be read, and why.
import { mkdirSync } from 'node:fs';
import { toUtcText } from '../../domain/calendar.js';
import { errorText, PassingError } from '../../errors.js';
import type { Log } from '../../log.js';
import { isUnfinished, listFiles, type FoundFile } from '../../sources/files/inbox.js';
import type { Reader } from '../../store/reader.js';
import type { InboxFile } from '../../store/sources/dumps.js';
import type { DumpResult } from './ingest.js';
import type { WriterPort } from '../../store/port.js';

export interface InboxOptions {
  readonly dir: string;
  readonly reader: Pick<Reader, 'listInboxFiles'>;
  readonly writer: WriterPort;
  /** Takes a file in, in the writing thread. Throws PassingError when the store cannot be written now. */
  readonly ingest: (path: string, at: Date) => Promise<DumpResult[]>;
  /** SHA-256 of a file's bytes, read in another thread; null when it cannot be read. */
  readonly hash: (path: string) => Promise<string | null>;
  /** Of the program. */
  readonly version: string;
  readonly now: () => Date;
  readonly log: Log;
  readonly onDump: (result: DumpResult) => void;
}

/** What one look at the inbox left: `waiting` files are still being written. */
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

/**
 * Looks at the inbox once. A folder that cannot be read is an error line in the log. A file at which the program itself
 * fails stays, and is tried again at the next start; `failed` holds those of this one, by path.
 * Throws PassingError when the store cannot be written now.
 */
export async function takeInbox(options: InboxOptions, failed = new Map<string, number>()): Promise<InboxRun> {
  const { reader, writer, log, version } = options;
  const found = look(options);
  if (found === null) return { taken: 0, waiting: 0 };
  const known = new Map(reader.listInboxFiles().map((file) => [file.path, file]));
  const present = new Set(found.map((file) => file.path));
  const gone = [...known.keys()].filter((path) => !present.has(path));
  if (gone.length > 0) await writer.call('forgetInboxFiles', gone);

  const changed = found.filter((file) => {
    const before = known.get(file.path);
    if (failed.get(file.path) === file.changedMs) return false;
    return before === undefined || !isUntouched(before, file) || !isDone(before, version);
  });
  const whole = changed.filter((file) => !isUnfinished(file, options.now()));
  let taken = 0;
  for (const file of whole) {
    const before = known.get(file.path);
    const sha256 = await options.hash(file.path);
    const remember = (error: string | null, program: string | null): Promise<void> =>
      writer.call('rememberInboxFile', { ...file, sha256, error, program }, toUtcText(options.now()));
    // Before contents were looked at, size and time had to do.
    const isSame =
      before?.sha256 === null
        ? before.size === file.size && before.modifiedMs === file.modifiedMs
        : before?.sha256 === sha256;
    if (before !== undefined && isSame && isDone(before, version)) {
      await remember(before.error, before.program);
      continue;
    }
    taken += 1;
    try {
      const results = await options.ingest(file.path, options.now());
      const unread = results.filter((result) => result.error !== null);
      const error = unread.length === 0 ? null : unread.map((result) => reasonOf(result, file.path)).join('; ');
      await remember(error, error === null ? null : version);
      if (error !== null) log.warn({ path: file.path, error }, 'this file stays in the inbox, unread');
      results.forEach(options.onDump);
    } catch (error) {
      if (error instanceof PassingError) throw error;
      failed.set(file.path, file.changedMs);
      log.error({ err: error, path: file.path }, 'the program failed at this file; it stays, and is tried again');
      await remember(`an error of this program, see the log: ${errorText(error)}`, null);
    }
  }
  const isHidden = (file: FoundFile): boolean => /(?:^|[\\/])\.[^\\/]*$/.test(file.path);
  return { taken, waiting: changed.filter((file) => !isHidden(file)).length - whole.length };
}

/** The reason of an unread dump; of one inside an archive, also where it lies in it. */
function reasonOf(result: DumpResult, path: string): string {
  const inside = result.path.startsWith(`${path}/`) ? `${result.path.slice(path.length + 1)}: ` : '';
  return `${inside}${result.error ?? ''}`;
}

/** The same, for a store that cannot be written at times: every file is left for the next look, and that is said once. */
export function patientInbox(options: InboxOptions): () => Promise<InboxRun> {
  let isTroubled = false;
  const failed = new Map<string, number>();
  return async () => {
    try {
      const run = await takeInbox(options, failed);
      isTroubled = false;
      return run;
    } catch (error) {
      if (!(error instanceof PassingError)) throw error;
      if (!isTroubled)
        options.log.error({ error: errorText(error) }, 'the inbox waits until the database can be written');
      isTroubled = true;
      return { taken: 0, waiting: 1 };
    }
  };
}

function look(options: InboxOptions): FoundFile[] | null {
  try {
    mkdirSync(options.dir, { recursive: true });
    return listFiles(options.dir);
  } catch (error) {
    options.log.error({ inbox: options.dir, error: errorText(error) }, 'the inbox cannot be read; it is tried again');
    return null;
  }
}
