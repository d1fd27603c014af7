// Archives that are refused: cut, damaged, or unpacking to more than they may.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryDump } from '../../../src/sources/files/file.js';
import { bomb, FILES, refusalOf, saved, tarOf, unpack, useFolder, zipOf } from '../../helpers/archives.js';
import { seeds } from '../../helpers/seeds.js';

useFolder();

describe('a damaged archive', () => {
  const small = FILES.slice(0, 3);
  it.each([
    ['gzip', async () => gzipSync('one dump '.repeat(3_000))],
    ['tar', () => tarOf(small)],
    ['tar.gz', async () => gzipSync(await tarOf(small))],
    ['zip', () => zipOf(small)],
    ['zip in tar', async () => tarOf([['x.zip', await zipOf(small)]])],
  ])('is refused wherever it was cut: %s', async (_, make) => {
    const whole = await make();
    const cuts = Array.from({ length: 60 }, (_unused, index) => Math.floor((whole.length * index) / 60)).filter(
      (at) => at > 512,
    );
    cuts.push(whole.length - 1);
    for (const cut of whole.length > 512 ? cuts : [whole.length - 1, whole.length - 9, whole.length >> 1]) {
      const message = await refusalOf(saved('cut', whole.subarray(0, cut)));
      // Two blocks of zeros end a tar; the second may be missing.
      const isEnough =
        message === `${small.length} members` &&
        cut > whole.length - 9_000 &&
        whole.subarray(cut).every((byte) => byte === 0);
      if (!isEnough)
        expect(message, `cut at ${cut} of ${whole.length}`).toMatch(/damaged, cut off.*nothing of it was stored$/);
    }
  });

  it('is refused for a wrong byte in a member', async () => {
    const gzip = gzipSync('one dump '.repeat(3_000));
    gzip.writeUInt8(gzip.readUInt8(gzip.length - 6) ^ 1, gzip.length - 6);
    const zip = await zipOf([['a', 'stored content']], { compress: false });
    const at = zip.indexOf('stored content');
    zip.writeUInt8(zip.readUInt8(at) ^ 1, at);
    for (const bytes of [gzip, zip]) expect(await refusalOf(saved('wrong', bytes))).toContain('damaged');
  });
});

describe('a zip', () => {
  const DIRECTORY = 'PK\u0001\u0002';

  it.each([
    ['that is encrypted', { flags: 1, method: 8 }, /^the archive is encrypted with a password; unpack it, /],
    [
      'packed with LZMA',
      { flags: 0, method: 14 },
      /^the archive holds a file that is packed in a way .*\(method 14 of zip\)/,
    ],
  ])('%s is refused with what to do about it', async (_, { flags, method }, sentence) => {
    const zip = await zipOf(FILES.slice(0, 2));
    const directory = zip.indexOf(DIRECTORY, 0, 'latin1');
    zip.writeUInt8(zip.readUInt8(directory + 8) | flags, directory + 8);
    zip.writeUInt16LE(method, directory + 10);
    const message = await refusalOf(saved('unreadable', zip));
    expect(message).toMatch(sentence);
    expect(message).toMatch(/give what it holds; nothing of it was stored$/);
  });
});

describe('an archive with bytes changed at random', () => {
  it('ends with its members or with a sentence', { timeout: 60_000 }, async () => {
    const tar = await tarOf(FILES.slice(0, 3));
    const zip = await zipOf(FILES.slice(0, 3));
    const archives = [tar, gzipSync(tar), zip, await tarOf([['x.zip', zip]])];
    const change = fc.record({ at: fc.nat(), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.nat(3), fc.array(change, { minLength: 1, maxLength: 5 }), async (which, changes) => {
        const bytes = Buffer.from(archives[which] ?? zip);
        for (const { at, byte } of changes) bytes.writeUInt8(byte, at % bytes.length);
        expect(await refusalOf(memoryDump('changed', bytes))).toMatch(/^\d+ members$|^the archive /);
      }),
      { numRuns: seeds(250) },
    );
  });
});

describe('a bomb', () => {
  it('of 128 MiB of zeros is refused', async () => {
    expect(await refusalOf(await bomb('bomb.gz', 128))).toMatch(
      /^the archive unpacks to more than \d+ MiB \(100 times its size and 64 MiB\).*nothing of it was stored$/,
    );
  });

  it('of archives more than three deep is refused, and three are not', async () => {
    let bytes: Buffer = Buffer.from('dump');
    for (let depth = 1; depth <= 4; depth += 1) {
      bytes = depth % 2 === 0 ? await zipOf([[`${depth}`, bytes]]) : gzipSync(await tarOf([[`${depth}`, bytes]]));
      if (depth === 3) expect(await unpack(saved('deep', bytes))).toEqual([['deep/3/2/1', 'dump']]);
    }
    expect(await refusalOf(saved('deep', bytes))).toBe(
      'the archive holds archives more than 3 deep (deep/4/3/2), which looks like a bomb; nothing of it was stored',
    );
  });
});
