// Store records: what a parser emits goes into the store in short transactions, counted, each in exactly one place.
import { isAnnouncement, BULK_RECORDS, silentReason, type AnnounceMode, type Origin } from '../domain/announcement.js';
import { toUtcText } from '../domain/calendar.js';
import type { Format } from '../domain/paper.js';
import { parseRecord } from '../domain/record.js';
import { errorText } from '../errors.js';
import type { ParsedItem } from '../parse/parsed.js';
import type { BegunDump, DumpStore } from '../store/dumps.js';
import { prepareRecord, type FreshRecord } from '../store/paper-rows.js';

/**
 * How long records are prepared, or put into one transaction, before small writes of others have their turn
 * (milliseconds). The commit comes after it: a transaction lasts about 25.
 */
const SLICE_MS = 12;
/** Records that are sorted by date before they are stored: the search index takes ascending row ids faster. */
const WINDOW = 500;

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

type Place = Pick<ParsedItem, 'record' | 'line'>;
type Ready =
  (Place & { readonly kind: 'facts'; readonly fresh: FreshRecord }) | Exclude<ParsedItem, { kind: 'record' }>;

function prepare(item: ParsedItem, format: Format): Ready {
  if (item.kind !== 'record') return item;
  const { record, line, value } = item;
  try {
    const facts = parseRecord(value);
    return { kind: 'facts', record, line, fresh: prepareRecord({ format, facts }) };
  } catch (error) {
    return { kind: 'rejection', record, line, reason: errorText(error), text: JSON.stringify(value) };
  }
}

const dateOf = (item: Ready): string => (item.kind === 'facts' ? (item.fresh.alone.date ?? '') : '');

/** Stores what `take` was given. Nothing is written before it is known whether the dump announces. */
export function createRecordStorer(
  store: DumpStore,
  dump: { path: string; sha256: string; format: Format; isListing: boolean },
  options: StoreOptions,
) {
  const { announce: mode, origin } = options;
  const at = toUtcText(options.now());
  const counts: Counts = { new: 0, updated: 0, duplicate: 0, rejected: 0 };
  const rejections: { record: number; line: number | null; reason: string }[] = [];
  let queue: ParsedItem[] = [];
  let done = 0;
  let begun: BegunDump | null = null;
  const { format, isListing } = dump;
  let reason = silentReason({ format, isListing, isBulk: false, mode, origin });
  let isDecided = reason !== null || mode === 'always';

  const begin = (): BegunDump =>
    (begun ??= store.beginDump({ path: dump.path, sha256: dump.sha256, format, silentReason: reason }, at));

  function storeOne(item: Ready): void {
    const { id, recordsDone } = begin();
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
      const { facts } = item.fresh;
      const announces = reason === null && isAnnouncement(facts.announceType, facts.announcedAt, origin, options.now());
      counts[store.storeRecord(item.fresh, id, announces, at)] += 1;
    }
  }

  async function storeWindow(items: readonly ParsedItem[]): Promise<void> {
    const ready: Ready[] = [];
    while (ready.length < items.length) {
      const end = performance.now() + SLICE_MS;
      while (ready.length < items.length && performance.now() < end) ready.push(prepare(items[ready.length]!, format));
      await options.pause();
    }
    // Cards come in the order of the dump; what announces nothing may be sorted.
    if (reason !== null) ready.sort((a, b) => (dateOf(a) < dateOf(b) ? -1 : 1));
    for (let next = 0; next < ready.length;) {
      store.batch(() => {
        const end = performance.now() + SLICE_MS;
        for (; next < ready.length && performance.now() < end; next += 1) storeOne(ready[next]!);
        if (next === ready.length) store.noteProgress(begin().id, done + items.length);
      });
      await options.pause();
    }
    done += items.length;
  }

  async function storeQueue(least: number): Promise<void> {
    while (queue.length >= least) {
      const items = queue.slice(0, WINDOW);
      queue = queue.slice(WINDOW);
      await storeWindow(items);
    }
  }

  return {
    take: (item: ParsedItem): void => void queue.push(item),

    /** Stores whole windows of what was taken, once it is clear whether the dump is a bulk one. */
    async storeTaken(): Promise<void> {
      if (!isDecided && queue.length > BULK_RECORDS) {
        reason = silentReason({ format, isListing, isBulk: true, mode, origin });
        isDecided = true;
      }
      if (isDecided) await storeQueue(WINDOW);
    },

    /** Stores the rest and closes the dump; `records` is the sum of the four counts. */
    async finish(): Promise<StoredCounts> {
      await this.storeTaken();
      await storeQueue(1);
      store.batch(() => store.finishDump(begin().id, at));
      for (let isLeft = true; isLeft;) {
        await options.pause();
        store.batch(() => void (isLeft = store.tidy()));
      }
      const records = counts.new + counts.updated + counts.duplicate + counts.rejected;
      return { records, ...counts, rejections };
    },
  };
}
