// The verb `rejections --retry`: reads the quarantine again and says what came of it; the caller lists what remains.
import { countedPlain, formOf } from '../text/plural.js';
import { resolve } from 'node:path';
import type { TaxonomyData } from '../domain/category.js';
import { tidyUp } from '../pipeline/ingest/ingest.js';
import { createThreadedReader } from '../pipeline/ingest/reading-thread.js';
import { retryRejections, type Retried } from '../pipeline/ingest/retry.js';
import { locateFile } from '../sources/files/locate.js';
import type { Reader } from '../store/reader.js';
import type { Writer } from '../store/writer.js';

export interface RetryVerbOptions {
  readonly reader: Reader;
  /** Called only where there is something to read again: an empty store creates no file. */
  readonly openStore: () => Writer;
  readonly taxonomy: TaxonomyData;
  /** Relative paths of dumps start here. */
  readonly callerFolder: string;
  readonly now: () => Date;
  readonly say: (line: string) => void;
}

const NOTHING: Retried = { read: 0, untried: [], failures: [] };

async function retry(options: RetryVerbOptions): Promise<Retried> {
  const { reader, openStore, taxonomy, callerFolder, now } = options;
  if (reader.quarantinedDumps().length === 0) return NOTHING;
  const store = openStore();
  const pause = (): Promise<void> => new Promise((resume) => setImmediate(resume));
  const read = createThreadedReader(taxonomy, { now, pause });
  const locate = (path: string) => locateFile(resolve(callerFolder, path));
  try {
    const retried = await retryRejections({ store, reader, read, locate, now, pause });
    await tidyUp(store, pause);
    return retried;
  } finally {
    store.close();
  }
}

const counted = (records: number): string => countedPlain(records, 'record', 'records');

export async function runRetry(options: RetryVerbOptions): Promise<void> {
  const { reader, say } = options;
  const { read, untried, failures } = await retry(options);
  for (const { path, record, stack } of failures) say(`${path}, record ${record}: ${stack}`);
  for (const { path, records, why } of untried) say(`${path}: ${counted(records)} could not be tried: ${why}.`);
  const left = reader.quarantineCount();
  say(`${counted(read)} of the quarantine could be read now; ${left} ${formOf(left, 'remains', 'remain')} in it.`);
}
