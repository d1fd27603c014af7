// Store records: what was read goes into the store in short transactions, counted, each in exactly one place.
import { toUtcText } from '../../domain/calendar.js';
import type { BegunDump, DumpStore } from '../../store/sources/dumps.js';
import { COUNTED_AT_ONCE } from '../../store/search/name-counts.js';
import { createAnnouncing, type AnnouncingOptions } from './announcing.js';
import { finishFanOuts } from './fan-out.js';
import { failureOf } from '../../parse/parsed.js';
import { isStoreFailure } from '../../store/database/sqlite-errors.js';
import { cutPoints } from '../../text/points.js';
import type { ItemBatch, ReadDump, ReadItem } from './read-file.js';

/** How long records are put into one transaction while nobody else waits to write (milliseconds). */
const SLICE_MS = 200;
/** The same while others wait: the work goes on even where they never stop. */
const SHORT_SLICE_MS = 5;
/** How many records, or how much text (UTF-16 units), are gathered before they are put in: few large parts of the index. */
const GATHERED = 600;
const GATHERED_SIZE = 8_000_000;
/** How many rejections a result lists, so that memory does not grow with the file; all of them are in quarantine. */
export const LISTED_REJECTIONS = 10_000;
/** Longest reason that is kept, in code points. */
export const REASON_POINTS = 500;
/** How many failures of the program itself a result lists with their stacks. */
export const LISTED_FAILURES = 20;

export interface StoreOptions extends AnnouncingOptions {
  readonly pause: () => Promise<void>;
  /** Whether others wait to write: then the transaction ends soon. */
  readonly isAsked: () => boolean;
}

/** A record on which the program itself failed; it is in quarantine. */
export interface RecordFailure {
  readonly record: number;
  readonly line: number | null;
  readonly reason: string;
  readonly stack: string;
}

interface Counts {
  new: number;
  updated: number;
  duplicate: number;
  rejected: number;
}

export interface StoredCounts extends Readonly<Counts> {
  readonly records: number;
  readonly rejections: readonly { record: number; line: number | null; reason: string }[];
  /** Why the dump announces nothing by itself; null where it does. */
  readonly silentReason: string | null;
  /** How many records had a text longer than a paper has it; they keep it. */
  readonly cut: number;
  /** The first of them. */
  readonly failures: readonly RecordFailure[];
  readonly notes: readonly string[];
}

/** Takes the items of one dump in order. */
export interface RecordStorer {
  store(lot: ItemBatch): Promise<void>;
  /** Stores what is left and closes the dump with what reading it came to; `records` is the sum of the four counts. */
  finish(notes: readonly string[]): Promise<StoredCounts>;
}

/** What is told of records that have longer texts than a paper. */
export const cutText = (records: number): string =>
  `${records} with texts that were cut in the paper and kept in the record`;

const dateOf = (item: ReadItem): string => (item.kind === 'facts' ? (item.fresh.date ?? '') : '');

/** Begins a dump in the store, or goes on with it. */
export function createRecordStorer(store: DumpStore, dump: ReadDump, options: StoreOptions): RecordStorer {
  const nowText = (): string => toUtcText(options.now());
  const at = nowText();
  const counts: Counts = { new: 0, updated: 0, duplicate: 0, rejected: 0 };
  const rejections: { record: number; line: number | null; reason: string }[] = [];
  const announcing = createAnnouncing(store, dump, options);
  const reason = announcing.silentReason;
  const pages = options.origin.kind === 'fetched' ? options.origin.pages : [];
  const begin = (): BegunDump => store.beginDump({ ...dump, silentReason: reason, pages }, at);
  const { id, recordsDone } = store.batch(begin);
  let waiting: ReadItem[] = [];
  let size = 0;
  let done = 0;
  let counted = 0;
  let cut = 0;
  let authorLines = 0;
  const failures: RecordFailure[] = [];

  function refuse(item: Extract<ReadItem, { kind: 'rejection' }>, isDone: boolean): void {
    const { record, line, text, stack } = item;
    const why = cutPoints(item.reason, REASON_POINTS);
    counts.rejected += 1;
    if (rejections.length < LISTED_REJECTIONS) rejections.push({ record, line, reason: why });
    if (stack !== undefined && failures.length < LISTED_FAILURES) failures.push({ record, line, reason: why, stack });
    if (!isDone) store.addRejection(id, { record, line, reason: why, text }, at);
  }

  /** When storing one record fails, only that record is rejected; a failure of the store itself is thrown. */
  function storeSafely(item: ReadItem): void {
    try {
      store.alone(() => storeOne(item));
    } catch (error) {
      if (isStoreFailure(error)) throw error;
      const text = item.kind === 'facts' ? item.fresh.facts : JSON.stringify(item);
      refuse({ kind: 'rejection', record: item.record, line: item.line, text, ...failureOf(error) }, false);
    }
  }

  function storeOne(item: ReadItem): void {
    const isDone = item.record <= recordsDone;
    if (item.kind === 'facts' && item.fresh.cut.length > 0) cut += 1;
    if (item.kind === 'facts' && item.fresh.isAuthorLine) authorLines += 1;
    if (item.kind === 'rejection') refuse(item, isDone);
    else if (isDone) counts.duplicate += 1;
    else if (item.kind === 'header') {
      const isDeletion = item.isDeleted && item.asOf !== null;
      counts[isDeletion ? store.storeDeletion(item.arxivId, item.asOf, nowText()) : 'duplicate'] += 1;
    } else {
      const occasion = { dumpId: id, at, now: nowText() };
      counts[store.storeRecord(item.fresh, announcing.of(item.fresh, item.record), occasion)] += 1;
    }
  }

  async function storeWaiting(): Promise<void> {
    // Cards come in the order of the dump; what announces nothing may be sorted: the index takes ascending row ids faster.
    const items = reason === null ? waiting : waiting.toSorted((a, b) => (dateOf(a) < dateOf(b) ? -1 : 1));
    waiting = [];
    size = 0;
    for (let next = 0; next < items.length;) {
      store.batch(() => {
        const began = performance.now();
        const isOver = (): boolean => performance.now() - began >= (options.isAsked() ? SHORT_SLICE_MS : SLICE_MS);
        do {
          // `next` is below the length.
          storeSafely(items[next]!);
          next += 1;
        } while (next < items.length && !isOver());
        if (next === items.length) store.noteProgress(id, done + items.length);
      });
      await options.pause();
    }
    done += items.length;
    await finishFanOuts(store, options.pause);
    // The names of so many are counted in one go, while the reading thread goes on.
    if (counts.new - counted < COUNTED_AT_ONCE) return;
    counted = counts.new;
    store.batch(() => void store.tidy());
    await options.pause();
  }

  return {
    async store(lot) {
      waiting.push(...lot.items);
      size += lot.size;
      if (waiting.length >= GATHERED || size >= GATHERED_SIZE) await storeWaiting();
    },

    async finish(ofReading) {
      await storeWaiting();
      const lines = authorLines === 1 ? '1 author line was' : `${authorLines} author lines were`;
      const notes = [...ofReading, ...(authorLines === 0 ? [] : [`${lines} kept as one string, without names`])];
      const shortened = cut === 0 ? null : cutText(cut);
      const told = [announcing.note(), shortened, ...notes].filter((each) => each !== null);
      const note = told.length === 0 ? null : told.join('; ');
      store.batch(() => store.finishDump(id, { note, rejected: counts.rejected }, at));
      const records = counts.new + counts.updated + counts.duplicate + counts.rejected;
      return { records, ...counts, rejections, silentReason: reason, cut, failures, notes };
    },
  };
}
