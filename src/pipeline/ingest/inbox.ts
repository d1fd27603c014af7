// The inbox run: takes every whole file that is new or changed, once; remembers what could not be read, and why.
import { mkdirSync } from 'node:fs';
import { toUtcText } from '../../domain/calendar.js';
import { errorText, PassingError } from '../../errors.js';
import type { Log } from '../../log.js';
import { isUnfinished, listFiles, type FoundFile } from '../../sources/files/inbox.js';
import type { Reader } from '../../store/reader.js';
import type { DumpResult } from './ingest.js';
import type { WriterPort } from '../../store/port.js';

export interface InboxOptions {
  readonly dir: string;
  readonly reader: Pick<Reader, 'listInboxFiles'>;
  readonly writer: WriterPort;
  /** Takes a file in, in the writing thread. Throws PassingError when the store cannot be written now. */
  readonly ingest: (path: string, at: Date) => Promise<DumpResult[]>;
  readonly now: () => Date;
  readonly log: Log;
  readonly onDump: (result: DumpResult) => void;
}

/** What one look at the inbox left: `waiting` files are still being written. */
export interface InboxRun {
  readonly taken: number;
  readonly waiting: number;
}

/**
 * Looks at the inbox once. A folder that cannot be read is an error line in the log.
 * Throws PassingError when the store cannot be written now.
 */
export async function takeInbox(options: InboxOptions): Promise<InboxRun> {
  const { reader, writer, log } = options;
  const found = look(options);
  if (found === null) return { taken: 0, waiting: 0 };
  const known = new Map(reader.listInboxFiles().map((file) => [file.path, file]));
  const present = new Set(found.map((file) => file.path));
  const gone = [...known.keys()].filter((path) => !present.has(path));
  if (gone.length > 0) await writer.call('forgetInboxFiles', gone);

  const changed = found.filter((file) => {
    const before = known.get(file.path);
    return before === undefined || before.size !== file.size || before.modifiedMs !== file.modifiedMs;
  });
  const whole = changed.filter((file) => !isUnfinished(file, options.now()));
  for (const file of whole) {
    const results = await options.ingest(file.path, options.now());
    const unread = results.filter((result) => result.error !== null);
    const error = unread.length === 0 ? null : unread.map((result) => reasonOf(result, file.path)).join('; ');
    await writer.call('rememberInboxFile', { ...file, error }, toUtcText(options.now()));
    if (error !== null) log.warn({ path: file.path, error }, 'this file stays in the inbox, unread');
    results.forEach(options.onDump);
  }
  const isHidden = (file: FoundFile): boolean => /(?:^|[\\/])\.[^\\/]*$/.test(file.path);
  return { taken: whole.length, waiting: changed.filter((file) => !isHidden(file)).length - whole.length };
}

/** The reason of an unread dump; of one inside an archive, also where it lies in it. */
function reasonOf(result: DumpResult, path: string): string {
  const inside = result.path.startsWith(`${path}/`) ? `${result.path.slice(path.length + 1)}: ` : '';
  return `${inside}${result.error ?? ''}`;
}

/** The same, for a store that cannot be written at times: every file is left for the next look, and that is said once. */
export function patientInbox(options: InboxOptions): () => Promise<InboxRun> {
  let isTroubled = false;
  return async () => {
    try {
      const run = await takeInbox(options);
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
