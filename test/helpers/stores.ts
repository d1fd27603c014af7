// Stores for tests: the real SQLite in a folder of its own, a clock that stands still, and dumps from text.
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTaxonomy, type TaxonomyData } from '../../src/domain/category.js';
import type { Delivery } from '../../src/domain/delivery.js';
import type { AnnounceMode, Origin } from '../../src/domain/announcement.js';
import { ingestFile, tidyUp, type DumpResult } from '../../src/pipeline/ingest/ingest.js';
import { createFileReader } from '../../src/pipeline/ingest/read-file.js';
import { memoryDump } from '../../src/sources/files/file.js';
import { PLACE, ruleFor } from './rules.js';
import { createRelevance } from '../../src/search/rules/relevance.js';
import { createTermBook } from '../../src/search/terms.js';
import { openReader, type Reader } from '../../src/store/reader.js';
import { openWriter, type Writer } from '../../src/store/writer.js';

export const taxonomyData = JSON.parse(
  readFileSync(new URL('../../data/taxonomy.json', import.meta.url), 'utf8'),
) as TaxonomyData;
export const taxonomy = createTaxonomy(taxonomyData);
export const relevance = createRelevance(taxonomy, createTermBook({}));

export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'shinchaku-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface TestStore {
  readonly path: string;
  readonly writer: Writer;
  readonly reader: Reader;
  /** Takes in what holds one dump. */
  ingest(text: string | Uint8Array, announce?: AnnounceMode, origin?: Origin): Promise<DumpResult>;
  subscribe(destination: string, category: string, language?: 'ja' | 'en'): number;
  close(): void;
}

/** Of every destination the delivery whose turn it is by a time, in the order in which they were matched. */
export function listDue(reader: Reader, by: string): Delivery[] {
  return reader
    .dueDestinations(by, null, 1_000_000)
    .map(({ destination }) => reader.nextDelivery(destination, by))
    .filter((delivery) => delivery !== null)
    .sort((a, b) => a.id - b.id);
}

/** A database with every migration applied, made once for a test file: migrating takes longer than most tests. */
let template: string | null = null;

function migratedTemplate(): string {
  if (template !== null) return template;
  const folder = temporaryFolder();
  process.once('exit', folder.remove);
  template = join(folder.path, 'template.db');
  openWriter(template, taxonomy).close();
  return template;
}

export function openTestStore(now: () => Date = () => new Date('2030-01-02T03:04:05Z')): TestStore {
  const folder = temporaryFolder();
  const path = join(folder.path, 'test.db');
  copyFileSync(migratedTemplate(), path);
  const writer = openWriter(path, taxonomy);
  const reader = openReader(path, taxonomy, { clock: () => 0 });
  return {
    path,
    writer,
    reader,
    async ingest(text, announce = 'auto', origin = { kind: 'given' }) {
      const dump = memoryDump('memory', typeof text === 'string' ? Buffer.from(text) : text);
      const results: DumpResult[] = [];
      const pause = (): Promise<void> => Promise.resolve();
      const options = {
        announce,
        origin,
        read: createFileReader(taxonomy, { now, pause }),
        now,
        pause,
        isAsked: () => false,
      };
      for await (const result of ingestFile(writer, dump, options)) results.push(result);
      await tidyUp(writer, pause);
      const [only, ...others] = results;
      if (only === undefined || others.length > 0) throw new Error(`${results.length} dumps where one was expected`);
      return only;
    },
    subscribe: (destination, category, language = 'ja') =>
      writer.addSubscription(ruleFor(destination, category), { ...PLACE, language }).subscription.id,
    close() {
      reader.close();
      writer.close();
      folder.remove();
    },
  };
}
