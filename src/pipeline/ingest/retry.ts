// Retry: rejected records are read again with today's parsers, from their files, else from what the quarantine keeps of them.
import { FETCHED, type Origin } from '../../domain/announcement.js';
import { RAW_LIMIT } from '../../parse/parsed.js';
import { fileDump, memoryDump } from '../../sources/files/file.js';
import type { LocatedFile } from '../../sources/files/locate.js';
import type { Reader } from '../../store/reader.js';
import type { DumpStore } from '../../store/sources/dumps.js';
import type { QuarantinedDump, QuarantineRow, QuarantineStore } from '../../store/sources/quarantine.js';
import type { ReadFile, ReadItem } from './read-file.js';
import { createRetriedDump, type RetriedDump } from './retried-dump.js';
import type { RecordFailure } from './store-records.js';

export interface RetryOptions {
  readonly store: DumpStore & QuarantineStore;
  readonly reader: Pick<Reader, 'quarantinedDumps' | 'quarantineOf'>;
  readonly read: ReadFile;
  /** The file that a dump's path leads to now. */
  readonly locate: (path: string) => Promise<LocatedFile | null>;
  readonly now: () => Date;
  /** Lets other work of this thread go on between two transactions. */
  readonly pause: () => Promise<void>;
}

/** Rejected records of one dump that could not be tried; `why` is a clause. */
export interface Untried {
  readonly path: string;
  readonly records: number;
  readonly why: string;
}

export interface Retried {
  /** Records that left the quarantine. */
  readonly read: number;
  readonly untried: readonly Untried[];
  /** Records on which the program itself failed, by the path of their dump. */
  readonly failures: readonly (RecordFailure & { readonly path: string })[];
}

/** How a byte that is no text was written down: such a text is not what stood in the dump. */
const STRAY_SHOWN = /\\x[0-9A-F]{2}/;

const isFetched = ({ path }: QuarantinedDump): boolean => /^https?:\/\//i.test(path);

/** The bot brought what has an address; its category is not known any more, and holes are filled by harvests alone. */
function originOf(dump: QuarantinedDump): Origin {
  if (!isFetched(dump)) return { kind: 'given' };
  return FETCHED;
}

function whyNotThere(dump: QuarantinedDump, file: LocatedFile | null): string {
  if (dump.path === '-') return 'it came by standard input';
  if (isFetched(dump)) return 'it was fetched, and is not kept as a file';
  return file === null ? 'its file is gone' : 'its file has changed';
}

/** What the quarantine keeps of a record, read as a dump; null where that is not possible. */
async function readAlone(row: QuarantineRow, dump: QuarantinedDump, read: ReadFile): Promise<ReadItem[] | null> {
  if (row.text.length >= RAW_LIMIT || STRAY_SHOWN.test(row.text)) return null;
  const items: ReadItem[] = [];
  for await (const event of read(memoryDump(dump.path, Buffer.from(row.text)))) {
    if (event.kind === 'unreadable' || (event.kind === 'dump' && event.dump.format !== dump.format)) return null;
    if (event.kind === 'items') items.push(...event.lot.items);
  }
  return items.length === 0 ? null : items;
}

/**
 * Reads every rejected record again: what parses now is stored, announces as its dump did, and leaves the quarantine; what
 * does not keeps its place with today's reason. Of a dump only its rejected records are taken (all of them where some are
 * only counted: they cannot be told from the others). Interrupted, it is simply run again. Call tidyUp afterwards. Throws
 * what the store, the system or an error of the program throws.
 */
export async function retryRejections(options: RetryOptions): Promise<Retried> {
  const { store, reader, read, now, pause } = options;
  const untried: Untried[] = [];
  const failures: Retried['failures'][number][] = [];
  let released = 0;

  const begin = (dump: QuarantinedDump, isWhole: boolean): RetriedDump =>
    createRetriedDump(dump, { store, rows: reader.quarantineOf(dump.id), origin: originOf(dump), isWhole, now });

  function end(dump: QuarantinedDump, retried: RetriedDump): number {
    const { released: some, missing, failures: own } = retried.finish();
    released += some;
    failures.push(...own.map((failure) => ({ ...failure, path: dump.path })));
    return missing;
  }

  /** Takes what a file holds of the dumps; answers those that are not in it. */
  async function readFrom(file: LocatedFile, dumps: readonly QuarantinedDump[]): Promise<QuarantinedDump[]> {
    const wanted = new Map(dumps.map((dump) => [dump.sha256, dump]));
    let current: { readonly dump: QuarantinedDump; readonly retried: RetriedDump } | null = null;
    for await (const event of read(fileDump(file.path, file.path, file.size))) {
      if (event.kind === 'dump') {
        const dump = wanted.get(event.dump.sha256);
        current = dump === undefined ? null : { dump, retried: begin(dump, true) };
      } else if (event.kind === 'items') {
        current?.retried.take(event.lot.items);
        await pause();
      } else if (event.kind === 'end' && current !== null) {
        const { dump, retried } = current;
        const missing = end(dump, retried);
        const why = 'no record stands in their places now';
        if (missing > 0) untried.push({ path: dump.path, records: missing, why });
        wanted.delete(dump.sha256);
        current = null;
        if (wanted.size === 0) break;
      }
    }
    return [...wanted.values()];
  }

  async function readTexts(dump: QuarantinedDump, why: string): Promise<void> {
    const retried = begin(dump, false);
    let left = dump.notKept;
    for (const row of reader.quarantineOf(dump.id)) {
      const items = await readAlone(row, dump, read);
      if (items === null) left += 1;
      else retried.takeFor(row, items);
      await pause();
    }
    end(dump, retried);
    const reason = `${why}, and what the quarantine keeps of them cannot be read by itself`;
    if (left > 0) untried.push({ path: dump.path, records: left, why: reason });
  }

  const byFile = new Map<string, { readonly file: LocatedFile; readonly dumps: QuarantinedDump[] }>();
  const elsewhere: { readonly dump: QuarantinedDump; readonly why: string }[] = [];
  for (const dump of reader.quarantinedDumps()) {
    const file = await options.locate(dump.path);
    if (file === null) elsewhere.push({ dump, why: whyNotThere(dump, file) });
    else byFile.set(file.path, { file, dumps: [...(byFile.get(file.path)?.dumps ?? []), dump] });
  }
  for (const { file, dumps } of byFile.values())
    for (const dump of await readFrom(file, dumps)) elsewhere.push({ dump, why: whyNotThere(dump, file) });
  for (const { dump, why } of elsewhere) await readTexts(dump, why);
  return { read: released, untried, failures };
}
