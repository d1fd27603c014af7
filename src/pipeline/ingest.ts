// Ingest: one file from bytes to committed papers, deliveries and quarantine, dump by dump, in short transactions.
import type { Taxonomy } from '../domain/category.js';
import type { AnnounceMode, Origin } from '../domain/announcement.js';
import type { Format } from '../domain/paper.js';
import { errorText } from '../errors.js';
import { decodeText } from '../sources/decode.js';
import type { Dump } from '../sources/file.js';
import { membersOf } from '../sources/members.js';
import type { DumpStore } from '../store/dumps.js';
import { identify, type IdentifiedDump } from './identify.js';
import { createRecordStorer } from './store-records.js';

/** One line of `ingest --json` (contract.md). */
export interface DumpResult {
  readonly path: string;
  readonly dump: string | null;
  readonly format: Format | null;
  readonly records: number;
  readonly new: number;
  readonly updated: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly rejections: readonly { record: number; line: number | null; reason: string }[];
  readonly error: string | null;
}

export interface IngestOptions {
  readonly announce: AnnounceMode;
  readonly origin: Origin;
  readonly taxonomy: Taxonomy;
  readonly now: () => Date;
  /** Lets other work of this thread go on between two transactions. */
  readonly pause: () => Promise<void>;
}

/** A dump of which nothing was taken, and why. */
export function unreadable(path: string, dump: string | null, error: unknown): DumpResult {
  const none = { records: 0, new: 0, updated: 0, duplicate: 0, rejected: 0, rejections: [] };
  return { path, dump, format: null, ...none, error: errorText(error) };
}

async function readMember(
  store: DumpStore,
  member: Dump,
  known: IdentifiedDump,
  options: IngestOptions,
): Promise<DumpResult> {
  const { path } = member;
  if (known.error !== null) return unreadable(path, known.sha256, known.error);
  const { format, announces } = known.format;
  const dump = { path, sha256: known.sha256, format, isListing: announces === false };
  const storer = createRecordStorer(store, dump, options);
  const reader = known.format.open(storer.take);
  for await (const text of decodeText(member.chunks(), known.encoding)) {
    reader.push(text);
    await storer.storeTaken();
  }
  reader.end();
  return { path, dump: known.sha256, format, ...(await storer.finish()), error: null };
}

/**
 * Reads a file into the store, one result for each dump in it, in order. Never throws for what is wrong with a dump: an
 * unreadable one is a result with `error`, a bad record is kept in quarantine. An interrupted run is simply run again:
 * it goes on after the last record that was committed.
 */
export async function* ingestFile(store: DumpStore, file: Dump, options: IngestOptions): AsyncIterable<DumpResult> {
  const identified: IdentifiedDump[] = [];
  try {
    // The first pass finds out what is in it: an archive that cannot be unpacked to its end leaves nothing behind.
    for await (const member of membersOf(file)) identified.push(await identify(member, options.taxonomy));
    let index = 0;
    for await (const member of membersOf(file)) {
      const known = identified[index];
      index += 1;
      if (known !== undefined) yield await readMember(store, member, known, options);
    }
    if (index === 0) yield unreadable(file.path, null, 'it is an archive without any file in it');
  } catch (error) {
    yield unreadable(file.path, null, error);
  }
}
