// Bulk: archives dump by dump, damage that leaves nothing behind, interruption that loses and repeats nothing.
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ingestFile, type DumpResult } from '../../src/pipeline/ingest/ingest.js';
import { createFileReader } from '../../src/pipeline/ingest/read-file.js';
import { LISTED_REJECTIONS } from '../../src/pipeline/ingest/store-records.js';
import { memoryDump } from '../../src/sources/files/file.js';
import type { Writer } from '../../src/store/writer.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { snapshotOf } from '../helpers/snapshot.js';
import { openTestStore, taxonomy, type TestStore } from '../helpers/stores.js';

let store: TestStore;
beforeEach(() => {
  store = openTestStore();
});
afterEach(() => store.close());

async function take(bytes: Uint8Array, writer: Writer = store.writer, pause = () => Promise.resolve()) {
  const results: DumpResult[] = [];
  const read = createFileReader(taxonomy, { now: () => new Date(), pause });
  const options = { announce: 'auto' as const, origin: { kind: 'given' as const }, read, isAsked: () => false };
  const dump = memoryDump('given', bytes);
  for await (const result of ingestFile(writer, dump, { ...options, now: () => new Date('2030-01-01'), pause }))
    results.push(result);
  return results;
}

describe('an archive', () => {
  it('is the same dump packed and unpacked', async () => {
    const text = Buffer.from(dumpText(generateEntries(7, 3)));
    const [plain] = await take(text);
    const [packed] = await take(gzipSync(text));
    expect(packed).toMatchObject({ path: 'given', dump: plain!.dump, format: 'arxiv-jp-text', duplicate: 3 });
  });

  it.each([0.3, 0.7, 0.99])('that is cut at %d of its length leaves nothing behind', async (share) => {
    const whole = gzipSync(Buffer.from(dumpText(generateEntries(7, 50))));
    const [result] = await take(whole.subarray(0, Math.floor(whole.length * share)));
    expect(result).toMatchObject({ format: null, records: 0 });
    expect(result!.error).toContain('nothing of it was stored');
    expect(store.reader.counts().papers).toBe(0);
  });

  it('that unpacks beyond its limit is refused with that limit', async () => {
    const [result] = await take(gzipSync(gzipSync(Buffer.alloc(256 * 1024 * 1024))));
    expect(result!.error).toMatch(/more than \d+ MiB .* bomb; nothing of it was stored/);
  });
});

describe('an interrupted dump', () => {
  const text = Buffer.from(snapshotOf(1_800));

  it('goes on after the last record that was committed, and ends with the same store', async () => {
    const stop = (): Promise<void> =>
      store.reader.counts().papers > 700 ? Promise.reject(new Error('stopped')) : Promise.resolve();
    await expect(take(text, store.writer, stop)).rejects.toThrow('stopped');
    const before = store.reader.counts().papers;
    expect(before).toBeLessThan(1_800);

    let stored = 0;
    const counting: Writer = {
      ...store.writer,
      storeRecord(...args) {
        stored += 1;
        return store.writer.storeRecord(...args);
      },
    };
    const [second] = await take(text, counting);
    expect(second).toMatchObject({ error: null, records: 1_800, new: 1_800 - before, duplicate: before, rejected: 0 });
    expect(stored).toBeLessThan(1_800);
    expect(store.reader.counts().papers).toBe(1_800);
    const [third] = await take(text);
    expect(third).toMatchObject({ new: 0, updated: 0, duplicate: 1_800 });
  });

  it('is put in with short transactions while others wait to write, with long ones otherwise', async () => {
    let milliseconds = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (milliseconds += 1));
    const read = createFileReader(taxonomy, { now: () => new Date(), pause: () => Promise.resolve() });
    const options = { announce: 'auto' as const, origin: { kind: 'given' as const }, read };
    const rest = { now: () => new Date('2030-01-01'), pause: () => Promise.resolve() };
    async function transactionsFor(text: string, isAsked: boolean): Promise<number> {
      let transactions = 0;
      const batch: Writer['batch'] = (work) => {
        transactions += 1;
        return store.writer.batch(work);
      };
      const dump = memoryDump('given', Buffer.from(text));
      for await (const result of ingestFile({ ...store.writer, batch }, dump, {
        ...options,
        ...rest,
        isAsked: () => isAsked,
      }))
        expect(result.records).toBe(400);
      return transactions;
    }
    const alone = await transactionsFor(snapshotOf(400), false);
    const asked = await transactionsFor(`${snapshotOf(400)}\n`, true);
    clock.mockRestore();
    // One to begin a dump, one that finds no deliveries left to make, one to end it; 200 and 5 milliseconds, each as long as a record.
    expect([alone, asked]).toEqual([3 + 2, 3 + 80]);
  });

  it('announces what a silent run before it had stored', async () => {
    store.subscribe('10', 'cs.LG');
    const dump = Buffer.from(dumpText(generateEntries(7, 20).map((entry) => ({ ...entry, categories: ['cs.LG'] }))));
    const pause = (): Promise<void> => Promise.reject(new Error('stopped'));
    const read = createFileReader(taxonomy, { now: () => new Date(), pause: () => Promise.resolve() });
    const options = {
      origin: { kind: 'given' as const },
      read,
      now: () => new Date('2030-01-01'),
      isAsked: () => false,
    };
    const interrupted = ingestFile(store.writer, memoryDump('a', dump), { announce: 'never', ...options, pause });
    await expect(interrupted[Symbol.asyncIterator]().next()).rejects.toThrow('stopped');
    expect(store.reader.outboxCounts().pending).toBe(0);
    await take(dump);
    expect(store.reader.outboxCounts().pending).toBe(20);
  });

  it('that announces is handed over while it is read, since its records were counted before', async () => {
    const bytes = Buffer.from(dumpText(generateEntries(7, 1_500)));
    let readToTheEnd = 0;
    async function* chunks(): AsyncIterable<Uint8Array> {
      for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
      readToTheEnd += 1;
    }
    const read = createFileReader(taxonomy, { now: () => new Date(), pause: () => Promise.resolve() });
    const kinds: string[] = [];
    for await (const { kind } of read({ path: 'given', size: bytes.length, file: null, bytes: null, chunks })) {
      kinds.push(kind);
      if (kind === 'items') break;
    }
    expect(kinds).toEqual(['dump', 'items']);
    expect(readToTheEnd).toBe(1);
  });

  it('lists no more rejections than memory is for, and counts and keeps all', async () => {
    const [result] = await take(
      Buffer.from(`${snapshotOf(1)}\n${'{"id":"no title"}\n'.repeat(LISTED_REJECTIONS + 1)}`),
    );
    expect(result).toMatchObject({ records: LISTED_REJECTIONS + 2, new: 1, rejected: LISTED_REJECTIONS + 1 });
    expect(result?.rejections).toHaveLength(LISTED_REJECTIONS);
    expect(store.reader.quarantineCount()).toBe(LISTED_REJECTIONS + 1);
  });
});
