// The real dumps: each gives the records that its README counts, twice, in two orders, with the same store.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { DumpResult } from '../../../src/pipeline/ingest/ingest.js';
import { ingestFile } from '../../../src/pipeline/ingest/ingest.js';
import { createFileReader } from '../../../src/pipeline/ingest/read-file.js';
import { fileDump } from '../../../src/sources/files/file.js';
import { listFiles } from '../../../src/sources/files/inbox.js';
import { exported } from '../../helpers/exported.js';
import { samplesDir } from '../../helpers/samples.js';
import { openTestStore, taxonomy, type TestStore } from '../../helpers/stores.js';

const folder = samplesDir();
const NO_DUMP = /^(?:README\.md|MANIFEST\.tsv|taxonomy.*\.json|oai\/xsd\/.*)$/;
/** Their README counts elements of another kind: an error is no paper, a set is no record. */
const NO_RECORD = /api-new-error-400|listsets/;

/** The table of the samples' own README: file -> number of records. */
function expectedCounts(): Map<string, number> {
  const rows = readFileSync(join(folder!, 'README.md'), 'utf8').matchAll(/^\| ([\w./-]+) \| (\d+|-) \|/gm);
  return new Map([...rows].map(([, file, count]) => [file!, NO_RECORD.test(file!) ? 0 : Number(count)]));
}

async function takeAll(store: TestStore, files: readonly string[]): Promise<Map<string, DumpResult>> {
  const results = new Map<string, DumpResult>();
  const pause = (): Promise<void> => Promise.resolve();
  const read = createFileReader(taxonomy, { now: () => new Date(), pause });
  const options = { announce: 'auto' as const, origin: { kind: 'given' as const }, read };
  const rest = { now: () => new Date('2030-01-01T00:00:00Z'), pause, isAsked: () => false };
  const sizes = new Map((await listFiles(folder!)).files.map((file) => [relative(folder!, file.path), file.size]));
  for (const file of files) {
    const dump = fileDump(file, join(folder!, file), sizes.get(file)!);
    for await (const result of ingestFile(store.writer, dump, { ...options, ...rest }))
      results.set(result.path, result);
  }
  return results;
}

const files = folder === null ? [] : (await listFiles(folder)).files.map((file) => relative(folder, file.path));

describe.skipIf(folder === null)('the real dumps', () => {
  const open: TestStore[] = [];
  const fresh = (): TestStore => {
    open.push(openTestStore());
    return open.at(-1)!;
  };
  afterAll(() => open.forEach((store) => store.close()));

  it('give the counts of their README, and nothing new the second time', { timeout: 120_000 }, async () => {
    const store = fresh();
    const counts = expectedCounts();
    for (const [file, result] of await takeAll(store, files)) {
      if (NO_DUMP.test(file)) {
        expect({ file, format: result.format }).toEqual({ file, format: null });
        expect(result.error).not.toBeNull();
        continue;
      }
      const { error, rejected, records } = result;
      expect({ file, error, rejected, records }).toEqual({ file, error: null, rejected: 0, records: counts.get(file) });
      expect(records).toBe(result.new + result.updated + result.duplicate + result.rejected);
    }
    const before = exported(store);
    for (const [file, result] of await takeAll(store, files))
      expect({ file, new: result.new, updated: result.updated }).toEqual({ file, new: 0, updated: 0 });
    expect(exported(store)).toEqual(before);
  });

  it('leave the same store in reversed order', { timeout: 120_000 }, async () => {
    const [forth, back] = [fresh(), fresh()];
    await takeAll(forth, files);
    await takeAll(back, files.toReversed());
    expect(exported(forth).length).toBeGreaterThan(1_000);
    expect(exported(back)).toEqual(exported(forth));
  });
});
