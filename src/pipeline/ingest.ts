// Ingest: one dump from bytes to committed papers, deliveries and quarantine, in short transactions.
import { createHash } from 'node:crypto';
import { toUtcText } from '../domain/calendar.js';
import type { DumpRecord, Format } from '../domain/paper.js';
import { parseRecord } from '../domain/record.js';
import { errorText } from '../errors.js';
import { detectFormat } from '../parse/detect.js';
import type { ParsedItem } from '../parse/parsed.js';
import { decodeHead, decodeLines } from '../sources/decode.js';
import type { Dump } from '../sources/file.js';
import type { DumpStore } from '../store/dumps.js';

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

/** `auto`: as the format and the size say; `always` and `never` are the operator's word. */
export type AnnounceMode = 'auto' | 'always' | 'never';

export interface IngestOptions {
  readonly announce: AnnounceMode;
  readonly now: () => Date;
  /** Lets other work of this thread go on between two transactions. */
  readonly pause: () => Promise<void>;
}

/** A dump of more records than this announces nothing by itself (DESIGN section 7). */
export const BULK_RECORDS = 2_000;
/** Target length of one transaction and of one stretch of work without a pause (milliseconds). */
const SLICE_MS = 8;

const ANNOUNCING: readonly Format[] = [
  'arxiv-jp-text',
  'arxiv-jp-html',
  'arxiv-jp-rss',
  'arxiv-rss',
  'arxiv-rss1',
  'arxiv-atom',
  'mailing',
];

/** Runs `step` until it answers false, pausing after every slice; `around` wraps each slice (a transaction). */
async function inSlices(
  options: IngestOptions,
  step: () => boolean,
  around: (work: () => void) => void,
): Promise<void> {
  let isDone = false;
  while (!isDone) {
    around(() => {
      const end = performance.now() + SLICE_MS;
      while (!isDone && performance.now() < end) isDone = !step();
    });
    await options.pause();
  }
}

async function fingerprint(dump: Dump, options: IngestOptions): Promise<string> {
  const hash = createHash('sha256');
  const chunks = dump.chunks()[Symbol.iterator]();
  const step = (): boolean => {
    const next = chunks.next();
    if (next.done !== true) hash.update(next.value);
    return next.done !== true;
  };
  await inSlices(options, step, (work) => work());
  return hash.digest('hex');
}

function silentReason(format: Format, isBulk: boolean, mode: AnnounceMode): string | null {
  if (mode === 'always') return null;
  if (mode === 'never') return 'stored only, as the operator said';
  if (isBulk) return `stored only: more than ${BULK_RECORDS} records`;
  return ANNOUNCING.includes(format) ? null : `stored only: ${format} makes no announcement`;
}

/** A dump of which nothing was taken, and why. */
export function unreadable(path: string, dump: string | null, error: unknown): DumpResult {
  const none = { records: 0, new: 0, updated: 0, duplicate: 0, rejected: 0, rejections: [] };
  return { path, dump, format: null, ...none, error: errorText(error) };
}

/**
 * Reads a whole dump into the store. Never throws for what is wrong with the dump: an unreadable one is an answer with
 * `error`, a bad record is kept in quarantine. An interrupted run is simply run again: what it stored is found as duplicate.
 */
export async function ingestDump(store: DumpStore, dump: Dump, options: IngestOptions): Promise<DumpResult> {
  let sha256: string | null = null;
  try {
    sha256 = await fingerprint(dump, options);
    const { head, encoding } = decodeHead(dump.chunks());
    const parser = detectFormat(head.replace(/^\uFEFF/, ''));
    if (parser === null) return unreadable(dump.path, sha256, 'no known format of paper metadata was recognised in it');
    const items = parser.parse(decodeLines(dump.chunks(), encoding))[Symbol.iterator]();
    return await storeItems(store, { path: dump.path, sha256, format: parser.format }, items, options);
  } catch (error) {
    return unreadable(dump.path, sha256, error);
  }
}

async function storeItems(
  store: DumpStore,
  dump: { path: string; sha256: string; format: Format },
  items: Iterator<ParsedItem>,
  options: IngestOptions,
): Promise<DumpResult> {
  const ahead: ParsedItem[] = [];
  const readAhead = (): boolean => {
    const next = ahead.length > BULK_RECORDS ? undefined : items.next();
    if (next === undefined || next.done === true) return false;
    ahead.push(next.value);
    return true;
  };
  await inSlices(options, readAhead, (work) => work());

  const reason = silentReason(dump.format, ahead.length > BULK_RECORDS, options.announce);
  const at = toUtcText(options.now());
  const counts = { new: 0, updated: 0, duplicate: 0, rejected: 0 };
  const rejections: { record: number; line: number | null; reason: string }[] = [];
  let dumpId: number | null = null;

  const reject = (id: number, item: ParsedItem, why: string, text: string): void => {
    counts.rejected += 1;
    rejections.push({ record: item.record, line: item.line, reason: why });
    store.addRejection(id, { record: item.record, line: item.line, reason: why, text }, at);
  };
  const storeOne = (): boolean => {
    dumpId ??= store.beginDump({ ...dump, silentReason: reason }, at);
    const item = ahead.shift() ?? takeNext(items);
    if (item === null) {
      store.finishDump(dumpId, at);
      return false;
    }
    if (item.kind === 'rejection') {
      reject(dumpId, item, item.reason, item.text);
      return true;
    }
    const facts = factsOrReason(item.value);
    if (typeof facts === 'string') reject(dumpId, item, facts, JSON.stringify(item.value));
    else counts[store.storeRecord({ format: dump.format, facts }, dumpId, reason === null, at)] += 1;
    return true;
  };
  await inSlices(options, storeOne, (work) => store.batch(work));

  const records = counts.new + counts.updated + counts.duplicate + counts.rejected;
  return { path: dump.path, dump: dump.sha256, format: dump.format, records, ...counts, rejections, error: null };
}

function takeNext(items: Iterator<ParsedItem>): ParsedItem | null {
  const next = items.next();
  return next.done === true ? null : next.value;
}

function factsOrReason(record: DumpRecord): ReturnType<typeof parseRecord> | string {
  try {
    return parseRecord(record);
  } catch (error) {
    return errorText(error);
  }
}
