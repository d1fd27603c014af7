// Reading: what is in a file, dump by dump, as records that are ready to be stored. Needs no store.
import { createHash } from 'node:crypto';
import { countedPlain } from '../../text/plural.js';
import type { Taxonomy } from '../../domain/category.js';
import type { DumpRecord, Format } from '../../domain/paper.js';
import { withPlausibleTimes } from '../../domain/plausible.js';
import { parseRecord } from '../../domain/record.js';
import { errorText, UserError } from '../../errors.js';
import { openWhole } from '../../parse/other-documents.js';
import { failureOf, RAW_LIMIT, type ParsedItem } from '../../parse/parsed.js';
import { decodeText } from '../../sources/files/decode.js';
import { nameOf } from '../../sources/files/encoding.js';
import type { Dump } from '../../sources/files/file.js';
import { BYTES, createDecoder, hasStrays, showStrays } from '../../text/decoding.js';
import { cutPoints } from '../../text/points.js';
import { membersOf } from '../../sources/archive/members.js';
import { prepareRecord, type FreshRecord } from '../../store/papers/fresh-record.js';
import { identify, type IdentifiedDump } from './identify.js';

/** What may be stored: a checked record, or what else a parser found at its place. */
export type ReadItem =
  | {
      readonly kind: 'facts';
      readonly record: number;
      readonly line: number | null;
      readonly fresh: FreshRecord;
    }
  | Exclude<ParsedItem, { kind: 'record' }>;

export interface ReadDump {
  readonly path: string;
  readonly sha256: string;
  readonly format: Format;
  /** It has the form of a mailing, but announces nothing (a month's listing). */
  readonly isListing: boolean;
  /** More than 2,000 records; not found out where the format makes no announcement anyway. */
  readonly isBulk: boolean;
}

/** Items that come together; `size` is about how much text they hold (UTF-16 units). */
export interface ItemBatch {
  readonly items: readonly ReadItem[];
  readonly size: number;
}

/** A dump, its items in order, its end; or why there is none. Plain values, which may pass between threads. */
export type ReadEvent =
  | { readonly kind: 'dump'; readonly dump: ReadDump }
  | { readonly kind: 'items'; readonly lot: ItemBatch }
  /** `notes`: what is to be told of how it was read. */
  | { readonly kind: 'end'; readonly notes: readonly string[] }
  | {
      readonly kind: 'unreadable';
      readonly path: string;
      readonly sha256: string | null;
      readonly error: string;
    };

/** Reads a file from its beginning. What is wrong with it is an event; failures of the program or the system are thrown. */
export type ReadFile = (file: Dump) => AsyncIterable<ReadEvent>;

/** Items of a lot: few, so that what a lot is made of is forgotten before the engine moves it to its old memory. */
const ITEMS = 25;
/** So much text (UTF-16 units) does not wait for more items; that of common ones is fifty thousand. */
const LOT_SIZE = 1_000_000;
/** Longest answer of arXiv's that is told, in code points. */
const COMPLAINT_POINTS = 300;
/** How long records are prepared before other work of the thread has its turn (milliseconds). */
const SLICE_MS = 12;

function sizeOf(item: ReadItem): number {
  if (item.kind === 'rejection') return item.text.length;
  if (item.kind === 'header') return 0;
  const { facts, packed, readable } = item.fresh;
  return facts.length + packed.length + readable.length;
}

/** The fields of a record that hold bytes which are no text. */
function damagedFields(value: DumpRecord): string[] {
  return Object.entries(value)
    .filter(([, told]) => [told].flat().some((each) => typeof each === 'string' && hasStrays(each)))
    .map(([name]) => name);
}

/**
 * The same item where no byte of it was stray, else its rejection: a letter that is lost is not guessed. `hasZeros`: zeros stand
 * within it, though perhaps between its fields.
 */
function withoutStrays(item: ParsedItem, hasZeros: boolean): ParsedItem {
  if (item.kind === 'rejection') return { ...item, reason: showStrays(item.reason), text: showStrays(item.text) };
  const damaged = item.kind === 'record' ? damagedFields(item.value) : [];
  if (damaged.length === 0 && !hasZeros) return item;
  const { record, line } = item;
  const shown = (_: string, told: unknown): unknown => (typeof told === 'string' ? showStrays(told) : told);
  const text = JSON.stringify(item.kind === 'record' ? item.value : item, shown).slice(0, RAW_LIMIT);
  const reason =
    damaged.length === 0
      ? 'zeros stand in it, where a part of the file is lost'
      : `bytes that are no text stand in it (${damaged.join(', ')})`;
  return { kind: 'rejection', record, line, reason, text };
}

function prepare(item: ParsedItem, format: Format, now: Date): ReadItem {
  if (item.kind !== 'record') return item;
  const { record, line, value } = item;
  try {
    const facts = withPlausibleTimes(parseRecord(value), now);
    return { kind: 'facts', record, line, fresh: prepareRecord({ format, facts }) };
  } catch (error) {
    const why = error instanceof UserError ? { reason: error.message } : failureOf(error);
    return { kind: 'rejection', record, line, text: JSON.stringify(value).slice(0, RAW_LIMIT), ...why };
  }
}

const ZEROS = /(\0+)/;

/** What arXiv answered instead of records, in one line. */
function complaintText(complaint: string | null): string | null {
  if (complaint === null) return null;
  const line = cutPoints(complaint.replace(/\s+/g, ' ').trim(), COMPLAINT_POINTS);
  return line === '' ? "arXiv's error page" : `arXiv's error page: ${line}`;
}

async function* readMember(
  { path, chunks }: Dump,
  known: Extract<IdentifiedDump, { error: null }>,
  { now, pause }: ReadingWorld,
): AsyncIterable<ReadEvent> {
  const { format, announces } = known.format;
  const waiting: ParsedItem[] = [];
  const decoder = createDecoder(known.encoding);
  /** Between the fields of two records zeros make one of them, under the name of one and with the authors of the other. */
  let isBehindZeros = false;
  const mayHoldStrays = (): boolean => decoder.strays > 0 || isBehindZeros || known.encoding === BYTES;
  const reader = openWhole(known.format, (item) => {
    waiting.push(mayHoldStrays() ? withoutStrays(item, isBehindZeros) : item);
    isBehindZeros = false;
  });
  function push(text: string): void {
    for (const piece of text.includes('\0') ? text.split(ZEROS) : [text]) {
      isBehindZeros ||= piece.startsWith('\0');
      reader.push(piece);
    }
  }

  async function* prepared(least: number): AsyncIterable<ReadEvent> {
    while (waiting.length >= least) {
      const items: ReadItem[] = [];
      const raw = waiting.splice(0, ITEMS);
      while (items.length < raw.length) {
        const end = performance.now() + SLICE_MS;
        while (items.length < raw.length && performance.now() < end)
          // The loop ends where there are no more.
          items.push(prepare(raw[items.length]!, format, now()));
        await pause();
      }
      yield { kind: 'items', lot: { items, size: items.reduce((sum, item) => sum + sizeOf(item), 0) } };
    }
  }

  const { sha256, isBulk } = known;
  yield { kind: 'dump', dump: { path, sha256, format, isListing: announces === false, isBulk } };
  let unread = 0;
  for await (const text of decodeText(chunks(), decoder)) {
    push(text);
    unread += text.length;
    yield* prepared(unread > LOT_SIZE ? 1 : ITEMS);
    if (waiting.length === 0) unread = 0;
  }
  reader.end();
  yield* prepared(1);
  const { strays } = decoder;
  const damage =
    strays === 0 ? null : `${countedPlain(strays, 'byte is', 'bytes are')} not text in ${nameOf(known.encoding)}`;
  const told = [complaintText(reader.complaint?.() ?? null), known.note, damage];
  yield { kind: 'end', notes: told.filter((note) => note !== null) };
}

/** What the system says when this process has too much open or the disk fails; the file is not to blame. */
const OF_THE_SYSTEM = /^(?:EMFILE|ENFILE|ENOMEM|EIO|EAGAIN|EBUSY)$/;

/** Whether the file cannot be read, told apart from failures of the program and of the system. */
function isOfTheFile(error: unknown): boolean {
  if (error instanceof UserError) return true;
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return false;
  return !OF_THE_SYSTEM.test(String(error.code));
}

/** `now` bounds the times that are believed; `pause` lets other work of the thread go on. */
export interface ReadingWorld {
  readonly now: () => Date;
  readonly pause: () => Promise<void>;
}

/** Reads in this thread. */
export function createFileReader(taxonomy: Taxonomy, world: ReadingWorld): ReadFile {
  return async function* readFile(file) {
    // Not opened: some files of the system tell no size and never end, such as the kernel's messages.
    if (file.size === 0) return yield { ...EMPTY, path: file.path };
    const identified: IdentifiedDump[] = [];
    try {
      // The first pass finds out what is in it: an archive that cannot be unpacked to its end leaves nothing behind.
      for await (const member of membersOf(file)) identified.push(await identify(member, taxonomy));
      let index = 0;
      for await (const member of membersOf(file)) {
        const known = identified[index];
        index += 1;
        if (known === undefined) continue;
        const { sha256, error } = known;
        if (error !== null) yield { kind: 'unreadable', path: member.path, sha256, error };
        else yield* readMember(member, known, world);
      }
      if (index === 0) yield { ...NOTHING_IN_IT, path: file.path };
    } catch (error) {
      if (!isOfTheFile(error)) throw error;
      yield {
        kind: 'unreadable',
        path: file.path,
        sha256: null,
        error: errorText(error),
      };
    }
  };
}

/** Of no bytes. */
export const EMPTY_SHA256 = createHash('sha256').digest('hex');
const EMPTY = { kind: 'unreadable', sha256: EMPTY_SHA256, error: 'the file is empty' } as const;

const NOTHING_IN_IT = {
  kind: 'unreadable',
  sha256: null,
  error: 'it is an archive without any file in it',
} as const;
