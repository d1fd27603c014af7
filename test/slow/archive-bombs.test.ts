// Archives that unpack to far more than they may, in their full size.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bomb, bytesOf, refusalOf, saved, tarOf, useFolder, zipOf } from '../helpers/archives.js';

useFolder();

describe('a bomb', () => {
  it('of 1 GiB of zeros is refused', async () => {
    expect(await refusalOf(await bomb('bomb.gz', 1024))).toMatch(
      /^the archive unpacks to more than \d+ MiB \(100 times its size and 64 MiB\).*nothing of it was stored$/,
    );
  });

  it('packed twice is refused', { timeout: 60_000 }, async () => {
    const once = await bytesOf(await bomb('inner.gz', 200));
    const dump = saved('twice.zip', await zipOf([['x.tar', await tarOf([['inner.gz', gzipSync(gzipSync(once))]])]]));
    expect(await refusalOf(dump)).toContain('more than');
  });

  it('of too many files is refused', { timeout: 60_000 }, async () => {
    const header = (await tarOf([['x', '']])).subarray(0, 512);
    const tar = Buffer.concat([...Array.from({ length: 100_001 }, () => header), Buffer.alloc(1024)]);
    expect(await refusalOf(saved('many.tar', tar))).toBe(
      'the archive holds more than 100,000 files and folders, which looks like a bomb; nothing of it was stored',
    );
  });

  it('of too many folders is refused before they are looked at', async () => {
    const start = Buffer.from('PK\x03\x04');
    // As zip64 tells of its end: the entries are counted there, and what would list them is not read.
    const end = Buffer.alloc(56);
    end.write('PK\x06\x06');
    end.writeUInt32LE(44, 4);
    end.writeUInt32LE(100_001, 24);
    end.writeUInt32LE(100_001, 32);
    const place = Buffer.alloc(20);
    place.write('PK\x06\x07');
    place.writeUInt32LE(start.length, 8);
    place.writeUInt32LE(1, 16);
    const last = Buffer.alloc(22, 0xff);
    last.write('PK\x05\x06\0\0\0\0');
    last.writeUInt16LE(0, 20);
    expect(await refusalOf(saved('folders.zip', Buffer.concat([start, end, place, last])))).toContain(
      'more than 100,000 files and folders',
    );
  });

  it('in a zip that lies in an archive and is too large to be held is refused', { timeout: 60_000 }, async () => {
    const zip = await zipOf([['a', Buffer.alloc(65 * 1024 * 1024, 'x')]], { compress: false });
    expect(await refusalOf(saved('held.tar', await tarOf([['large.zip', zip]])))).toMatch(
      /zip of more than 64 MiB \(held.tar\/large.zip\)/,
    );
  });
});
