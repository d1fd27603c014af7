// Ingest: what was read of a file into papers, deliveries and quarantine, dump by dump, in short transactions.
import type { AnnounceMode, Origin } from '../../domain/announcement.js';
import type { Format } from '../../domain/paper.js';
import { errorText } from '../../errors.js';
import type { Dump } from '../../sources/files/file.js';
import type { DumpStore } from '../../store/sources/dumps.js';
import { finishFanOuts } from './fan-out.js';
import type { ReadDump, ReadFile } from './read-file.js';
import { createRecordStorer, type RecordFailure, type RecordStorer } from './store-records.js';

/** One line of `ingest --json`. */
export interface DumpResult {
  readonly path: string;
  readonly dump: string | null;
  readonly format: Format | null;
  readonly records: number;
  readonly new: number;
  readonly updated: number;
  readonly duplicate: number;
  readonly rejected: number;
  /** The first 10,000 of them. */
  readonly rejections: readonly { record: number; line: number | null; reason: string }[];
  readonly error: string | null;
  /** Why the dump announces nothing by itself; null where it does. This and what follows is not part of the JSON. */
  readonly silentReason: string | null;
  /** Records with a text longer than a paper has it, and those on which the program itself failed. */
  readonly cut: number;
  readonly failures: readonly RecordFailure[];
  /** What else is to be told of how it was read; the ledger says it too. */
  readonly notes: readonly string[];
}

export interface IngestOptions {
  readonly announce: AnnounceMode;
  readonly origin: Origin;
  readonly read: ReadFile;
  readonly now: () => Date;
  /** Lets other work of this thread go on between two transactions. */
  readonly pause: () => Promise<void>;
  /** Whether others wait to write to the store. */
  readonly isAsked: () => boolean;
}

/** A dump of which nothing was taken: none of it was new (`error` null), or why it cannot be read. */
export function withoutRecords(path: string, dump: string | null, error: string | null): DumpResult {
  const none = {
    records: 0,
    new: 0,
    updated: 0,
    duplicate: 0,
    rejected: 0,
    rejections: [],
    silentReason: null,
    cut: 0,
    failures: [],
    notes: [],
  };
  return { path, dump, format: null, ...none, error };
}

/** A dump of which nothing was taken, and why. */
export function unreadable(path: string, dump: string | null, error: unknown): DumpResult {
  return withoutRecords(path, dump, errorText(error));
}

/** Unreadable files of one archive that are told one by one. */
const TOLD_UNREADABLE = 20;

/** The results of one file for people: of thousands of unreadable files in it all but the first are one line. */
export function foldUnreadable(path: string, results: readonly DumpResult[]): DumpResult[] {
  const unread = results.filter(({ error }) => error !== null);
  if (unread.length <= TOLD_UNREADABLE) return [...results];
  const left = unread.length - TOLD_UNREADABLE;
  const told = new Set(unread.slice(0, TOLD_UNREADABLE));
  const rest = unreadable(path, null, `${left.toLocaleString('en')} more files in it could not be read`);
  return [...results.filter((result) => result.error === null || told.has(result)), rest];
}

/**
 * Takes a file into the store, one result for each dump in it, in order. Never throws for what is wrong with a dump: an
 * unreadable one is a result with `error`, a bad record is kept in quarantine. Throws what the store, the system or an error
 * of the program throws. An interrupted run is simply run again:
 * it goes on after the last record that was committed. Call tidyUp afterwards.
 */
export async function* ingestFile(store: DumpStore, file: Dump, options: IngestOptions): AsyncIterable<DumpResult> {
  let current: { readonly dump: ReadDump; readonly storer: RecordStorer } | null = null;
  for await (const event of options.read(file)) {
    if (event.kind === 'unreadable') yield unreadable(event.path, event.sha256, event.error);
    else if (event.kind === 'dump')
      current = { dump: event.dump, storer: createRecordStorer(store, event.dump, options) };
    else if (event.kind === 'items') await current?.storer.store(event.lot);
    else if (current !== null) {
      const { path, sha256, format } = current.dump;
      yield { path, dump: sha256, format, ...(await current.storer.finish(event.notes)), error: null };
    }
  }
}

/**
 * Does what was put off while papers came in: to be called when the last file is in. Without it they are found, but names
 * are not offered, and searches take longer, until the next time.
 */
export async function tidyUp(store: DumpStore, pause: () => Promise<void>): Promise<void> {
  await finishFanOuts(store, pause);
  for (let isLeft = true; isLeft;) {
    await pause();
    store.batch(() => void (isLeft = store.tidy()));
  }
}
