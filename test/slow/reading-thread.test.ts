// The reading thread: a large file gives what a small one would, and what goes wrong in it is told.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createFileReader,
  type ReadEvent,
  type ReadFile,
  type ReadingWorld,
} from '../../src/pipeline/ingest/read-file.js';
import { fileDump } from '../../src/sources/files/file.js';
import type { TaxonomyData } from '../../src/domain/category.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { taxonomy, taxonomyData, temporaryFolder } from '../helpers/stores.js';

/** A thread needs the compiled program. */
const { createThreadedReader } = (await import(
  new URL('../../dist/src/pipeline/ingest/reading-thread.js', import.meta.url).href
)) as {
  createThreadedReader: (taxonomy: TaxonomyData, world: ReadingWorld) => ReadFile;
};

let folder: { path: string; remove: () => void };
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const pause = (): Promise<void> => new Promise((resume) => setImmediate(resume));

async function eventsOf(read: ReadFile, bytes: Uint8Array): Promise<ReadEvent[]> {
  const file = join(folder.path, 'dump');
  writeFileSync(file, bytes);
  const events: ReadEvent[] = [];
  for await (const event of read(fileDump('given', file, bytes.length))) {
    events.push(event);
    await pause();
  }
  return events;
}

/** Some megabytes, with a record that is none. */
function largeDump(): Buffer {
  const entries = dumpText(generateEntries(5, 2_100));
  return Buffer.from(
    `${entries}\nA heading\n\n要約\n\n文です。\n\nカテゴリー: cs.LG | A heading はコメントを受け付けていません\n`,
  );
}

describe('a large file', () => {
  it('is read in a thread to the same records, in the same order', async () => {
    const bytes = largeDump();
    const there = await eventsOf(createThreadedReader(taxonomyData, { now: () => new Date(), pause }), bytes);
    const here = await eventsOf(createFileReader(taxonomy, { now: () => new Date(), pause }), bytes);
    expect(there).toEqual(here);
    expect(there[0]).toMatchObject({ kind: 'dump', dump: { path: 'given', format: 'arxiv-jp-text', isBulk: true } });
    const items = there.flatMap((event) => (event.kind === 'items' ? event.lot.items : []));
    expect(items.filter((item) => item.kind === 'facts')).toHaveLength(2_100);
    expect(items.at(-1)).toMatchObject({ kind: 'rejection', record: 2_101 });
  });

  it('that is damaged leaves one sentence', async () => {
    const lines = Array.from({ length: 40_000 }, (_, index) => `line ${Math.sin(index)}`).join('\n');
    const packed = gzipSync(Buffer.from(lines), { level: 0 });
    const [event, ...others] = await eventsOf(
      createThreadedReader(taxonomyData, { now: () => new Date(), pause }),
      packed.subarray(0, packed.length - 9),
    );
    expect(event).toMatchObject({ kind: 'unreadable', path: 'given' });
    expect(JSON.stringify(event)).toContain('nothing of it was stored');
    expect(others).toEqual([]);
  });

  it('of which no more is wanted lets its thread go', async () => {
    const file = join(folder.path, 'dump');
    const bytes = largeDump();
    writeFileSync(file, bytes);
    const ports = (): string[] => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort');
    const before = ports();
    for await (const { kind } of createThreadedReader(taxonomyData, { now: () => new Date(), pause })(
      fileDump('given', file, bytes.length),
    )) {
      expect(ports().length).toBeGreaterThan(before.length);
      if (kind === 'items') break;
    }
    expect(ports()).toEqual(before);
  });
});
