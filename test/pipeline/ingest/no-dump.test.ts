// Files that are no dump are told by where that is plain: nothing after it is read, or only for its fingerprint.
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWrites } from '../../../src/app/writes.js';
import { identify } from '../../../src/pipeline/ingest/identify.js';
import { createFileReader } from '../../../src/pipeline/ingest/read-file.js';
import { fileDump, type Dump } from '../../../src/sources/files/file.js';
import { gzipSync } from 'node:zlib';
import { tarOf } from '../../helpers/archives.js';
import { taxonomy, taxonomyData, temporaryFolder } from '../../helpers/stores.js';

const MEBIBYTE = 1024 * 1024;
const HUGE = 40 * 1024 * MEBIBYTE;
const HOLE =
  'it has a hole of more than 4 MiB of zeros, as a download or copy that is not finished; nothing of it was stored';

let folder: ReturnType<typeof temporaryFolder>;
let writes: ReturnType<typeof createWrites>;
beforeAll(() => {
  folder = temporaryFolder();
  writes = createWrites(join(folder.path, 'test.db'), { taxonomy: taxonomyData, terms: {}, zone: 'UTC' }, () => false);
});
afterAll(async () => {
  writes.close();
  folder.remove();
});

const line = (number: number): string =>
  JSON.stringify({
    id: `2401.${String(number).padStart(5, '0')}`,
    title: 'A paper',
    categories: 'cs.LG',
    abstract: 'Short.',
  });
const LINES = Array.from({ length: 20 }, (_, number) => `${line(number + 1)}\n`).join('');

/** A file of the size that begins so, and takes no room. */
function sparse(name: string, begin: string | Uint8Array, size: number): string {
  const path = join(folder.path, name);
  writeFileSync(path, begin);
  truncateSync(path, size);
  return path;
}

const read = createFileReader(taxonomy, {
  now: () => new Date('2030-01-01T00:00:00Z'),
  pause: () => Promise.resolve(),
});
async function readAll(path: string, size: number): Promise<unknown[]> {
  const events: unknown[] = [];
  for await (const event of read(fileDump(path, path, size))) events.push(event);
  return events;
}

describe('a huge file that is not there as a whole', () => {
  it.each([
    ['of zeros alone', (): string => ''],
    ['that begins as a dump', (): string => LINES],
    ['that begins as a tar', async (): Promise<Buffer> => tarOf([['a.json', LINES]])],
  ])('is told, and neither read nor hashed to its end: %s', async (_what, begin) => {
    const path = sparse('huge.json', await begin(), HUGE);
    expect(await readAll(path, HUGE)).toEqual([{ kind: 'unreadable', path, sha256: null, error: HOLE }]);
    expect(await writes.hashFile(path)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('counts as changed whenever it was touched: what comes after the hole is not known', async () => {
    const path = sparse('touched.json', LINES, HUGE);
    const before = await writes.hashFile(path);
    expect(await writes.hashFile(path)).toBe(before);
    truncateSync(path, HUGE + 1);
    expect(await writes.hashFile(path)).not.toBe(before);
  });
});

it('a hole in what is packed costs that file', async () => {
  const packed = gzipSync(
    await tarOf([
      ['hole.json', Buffer.concat([Buffer.from(LINES), Buffer.alloc(5 * MEBIBYTE)])],
      ['good.json', LINES],
    ]),
  );
  const path = join(folder.path, 'packed.tar.gz');
  writeFileSync(path, packed);
  const events = await readAll(path, packed.length);
  expect(events).toEqual([
    expect.objectContaining({ kind: 'unreadable', error: HOLE }),
    expect.objectContaining({ kind: 'dump' }),
    expect.objectContaining({ kind: 'items' }),
    expect.objectContaining({ kind: 'end' }),
  ]);
});

it('what begins as no dump does in any encoding is told by that, whatever follows', async () => {
  const begin = Buffer.alloc(128 * 1024, Buffer.from([1, 2, 0xff, 0x80]));
  const film: Dump = {
    path: 'film',
    size: 21 * MEBIBYTE,
    file: null,
    bytes: null,
    async *chunks() {
      yield begin;
      for (let piece = 0; piece < 80; piece += 1) yield Buffer.alloc(256 * 1024, 'text ');
    },
  };
  expect(await identify(film, taxonomy)).toEqual({
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    error: expect.stringContaining('it is not UTF-8 text') as string,
  });
});
