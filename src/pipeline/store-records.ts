// Store records: what was read goes into the store in short transactions, counted, each in exactly one place.
import { isAnnouncement, silentReason, type AnnounceMode, type Origin } from '../domain/announcement.js';
import { toUtcText } from '../domain/calendar.js';
import type { BegunDump, DumpStore } from '../store/dumps.js';
import type { ReadDump, ReadItem } from './read-file.js';

/**
 * How long records are put into one transaction before small writes of others have their turn (milliseconds). The
 * commit comes after it: a transaction lasts about 25.
 */
const SLICE_MS = 8;

export interface StoreOptions {
  readonly announce: AnnounceMode;
  readonly origin: Origin;
  readonly now: () => Date;
  readonly pause: () => Promise<void>;
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
}

/** Takes the items of one dump in order. */
export interface RecordStorer {
  store(items: readonly ReadItem[]): Promise<void>;
  /** Closes the dump; `records` is the sum of the four counts. */
  finish(): StoredCounts;
}

const dateOf = (item: ReadItem): string => (item.kind === 'facts' ? (item.fresh.date ?? '') : '');

/** Begins a dump in the store, or goes on with it. */
export function createRecordStorer(store: DumpStore, dump: ReadDump, options: StoreOptions): RecordStorer {
  const { origin } = options;
  const at = toUtcText(options.now());
  const counts: Counts = { new: 0, updated: 0, duplicate: 0, rejected: 0 };
  const rejections: { record: number; line: number | null; reason: string }[] = [];
  const reason = silentReason({ ...dump, mode: options.announce, origin });
  const begin = (): BegunDump => store.beginDump({ ...dump, silentReason: reason }, at);
  const { id, recordsDone } = store.batch(begin);
  let done = 0;

  function storeOne(item: ReadItem): void {
    const isDone = item.record <= recordsDone;
    if (item.kind === 'rejection') {
      const { record, line, reason: why, text } = item;
      counts.rejected += 1;
      rejections.push({ record, line, reason: why });
      if (!isDone) store.addRejection(id, { record, line, reason: why, text }, at);
    } else if (isDone) counts.duplicate += 1;
    else if (item.kind === 'header') {
      const isDeletion = item.isDeleted && item.asOf !== null;
      counts[isDeletion ? store.storeDeletion(item.arxivId, item.asOf) : 'duplicate'] += 1;
    } else {
      const { announceType, announcedAt } = item.fresh;
      const announces = reason === null && isAnnouncement(announceType, announcedAt, origin, options.now());
      counts[store.storeRecord(item.fresh, id, announces, at)] += 1;
    }
  }

  return {
    async store(items) {
      // Cards come in the order of the dump; what announces nothing may be sorted: the index takes ascending row ids faster.
      const ordered = reason === null ? items : items.toSorted((a, b) => (dateOf(a) < dateOf(b) ? -1 : 1));
      for (let next = 0; next < ordered.length;) {
        store.batch(() => {
          const end = performance.now() + SLICE_MS;
          for (; next < ordered.length && performance.now() < end; next += 1) storeOne(ordered[next]!);
          if (next === ordered.length) store.noteProgress(id, done + ordered.length);
        });
        await options.pause();
      }
      done += items.length;
    },

    finish() {
      store.batch(() => store.finishDump(id, at));
      const records = counts.new + counts.updated + counts.duplicate + counts.rejected;
      return { records, ...counts, rejections };
    },
  };
}
