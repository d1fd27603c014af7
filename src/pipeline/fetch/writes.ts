// What fetching asks of the thread that writes, besides the store's own writes.
import type { Origin } from '../../domain/announcement.js';
import type { CallPort, Writes } from '../../store/port.js';
import { withoutRecords, type DumpResult } from '../ingest/ingest.js';
import type { InspectedOaiPage, InspectedPage } from './inspect.js';

/** A page that the bot fetched itself. */
export interface FetchedPage {
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly origin: Origin;
  /** The time of the caller's clock. */
  readonly at: Date;
}

export interface FetchWrites {
  /** Throws TransientError when the store cannot be written now. */
  ingestFetched(page: FetchedPage): Promise<DumpResult[]>;
  inspectPage(bytes: Uint8Array): Promise<InspectedPage>;
  inspectOaiPage(bytes: Uint8Array): InspectedOaiPage;
}

export type FetchPort = CallPort<Writes & FetchWrites>;

/** One line of `fetch` and `harvest`: a dump with the source that it came from and the HTTP status of the answer. */
export interface FetchLine extends DumpResult {
  readonly source: string;
  /** Null when nothing answered. */
  readonly status: number | null;
  /** Whether more of the same list is to come: that one page was read says nothing of the whole. */
  readonly isPart?: boolean;
}

/** A line for an answer without a dump: nothing changed (`error` null), or why there is none. */
export function lineWithoutDump(
  source: string,
  url: string,
  { status, error }: { readonly status: number | null; readonly error: string | null },
): FetchLine {
  return { ...withoutRecords(url, null, error), source, status };
}
