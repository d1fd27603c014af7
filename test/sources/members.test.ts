// What one file holds: gzip, tar and zip in each other, furniture, damage, bombs, and an early end.
import { createWriteStream, mkdtempSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.js';
import { fileDump, memoryDump, type Dump } from '../../src/sources/file.js';
import { membersOf } from '../../src/sources/members.js';
import { tarOf, zipOf, type Packed } from '../helpers/archives.js';

const folder = mkdtempSync(join(tmpdir(), 'members-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function saved(name: string, bytes: Uint8Array): Dump {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return fileDump(name, file, bytes.length);
}

async function bytesOf(dump: Dump): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of dump.chunks()) pieces.push(piece);
  return Buffer.concat(pieces);
}
const textOf = async (dump: Dump): Promise<string> => (await bytesOf(dump)).toString();

/** Path and content of every member, in order. */
async function unpack(dump: Dump): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for await (const member of membersOf(dump)) {
    found.push([member.path, await textOf(member)]);
  }
  return found;
}

async function refusalOf(dump: Dump): Promise<string> {
  let given = 0;
  try {
    for await (const member of membersOf(dump)) {
      await textOf(member);
      given += 1;
    }
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }
  return `${given} members`;
}

/** Sizes below, at and above those of a block and of a piece. */
const FILES: readonly Packed[] = [
  ['a.xml', '<a/>'],
  ['inner/b.txt', 'b'.repeat(512)],
  ['inner/deep/空.json', '{"ja":"学習"}'],
  ['empty.txt', ''],
  ['large.txt', 'paper number 12345 of many\n'.repeat(30_000)],
];
const within = (path: string, files = FILES): [string, string][] =>
  files.map(([name, content]) => [`${path}/${name}`, content.toString()]);

describe('a file that is no archive', () => {
  it.each([
    ['of words', 'plain text'],
    ['of no bytes', ''],
    ['of two letters that begin a zip', 'PK'],
    ['of more than 512 bytes', 'x'.repeat(2_000)],
  ])('is its own only member: one %s', async (_, text) => {
    const dump = saved('plain.tar.gz', Buffer.from(text));
    for await (const member of membersOf(dump)) {
      expect(member).toBe(dump);
      expect([await textOf(member), await textOf(member)]).toEqual([text, text]);
    }
    expect(await unpack(memoryDump('upload.zip', Buffer.from(text)))).toEqual([['upload.zip', text]]);
  });

  it('that is missing rejects with what node:fs says', async () => {
    const missing = unpack(fileDump('missing', join(folder, 'missing'), 1));
    await expect(missing).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('an archive', () => {
  it.each(['file', 'memory'])('is recognised by its bytes, in a %s', async (kind) => {
    const dump = (bytes: Uint8Array): Dump =>
      kind === 'file' ? saved('dump.txt', bytes) : memoryDump('dump.txt', bytes);
    const tar = await tarOf(FILES);
    expect(await unpack(dump(gzipSync('one dump')))).toEqual([['dump.txt', 'one dump']]);
    expect(await unpack(dump(tar))).toEqual(within('dump.txt'));
    expect(await unpack(dump(gzipSync(tar)))).toEqual(within('dump.txt'));
    expect(await unpack(dump(await zipOf(FILES)))).toEqual(within('dump.txt'));
    expect(await unpack(dump(await zipOf(FILES, { compress: false })))).toEqual(within('dump.txt'));
  });

  it('may be several gzip streams one after another', async () => {
    const bytes = Buffer.concat([gzipSync('one '), gzipSync('two '), gzipSync('three')]);
    expect(await unpack(saved('joined.gz', bytes))).toEqual([['joined.gz', 'one two three']]);
  });

  it('may lie in another one', async () => {
    const tar = await tarOf(FILES);
    const zip = await zipOf(FILES);
    const pack = await tarOf([
      ['x.tar.gz', gzipSync(tar)],
      ['y.zip', zip],
      ['z.tar', tar],
      ['one.gz', gzipSync('single')],
      ['after.txt', 'after'],
    ]);
    const expected = [
      ...['x.tar.gz', 'y.zip', 'z.tar'].flatMap((name) => within(`pack/${name}`)),
      ['pack/one.gz', 'single'],
      ['pack/after.txt', 'after'],
    ];
    expect(await unpack(saved('pack', pack))).toEqual(expected);
    expect(await unpack(saved('pack', gzipSync(pack)))).toEqual(expected);
    const outer = await zipOf([['pack.tgz', gzipSync(pack)]]);
    expect(await unpack(saved('outer', outer))).toEqual(
      expected.map(([path, text]) => [path?.replace('pack', 'outer/pack.tgz'), text]),
    );
  });

  it('passes folders, links and the furniture of macOS over', async () => {
    const furniture: readonly Packed[] = [
      ['._a.xml', 'resource'],
      ['inner/._b.txt', 'resource'],
      ['__MACOSX/inner/b.txt', 'resource'],
      ['.DS_Store', 'Bud1'],
    ];
    const others = [
      { header: { name: 'inner/', size: 0, type: 'directory' as const } },
      { header: { name: 'link', size: 0, type: 'symlink' as const, linkname: '/etc/passwd' } },
    ];
    expect(await unpack(saved('mac.tar', await tarOf([...furniture, ...FILES], others)))).toEqual(within('mac.tar'));
    expect(await unpack(saved('mac.zip', await zipOf([...furniture, ['inner/', ''], ...FILES])))).toEqual(
      within('mac.zip'),
    );
    expect(await refusalOf(saved('link.zip', await zipOf([['link', '/etc/passwd']], { mode: 0o120777 })))).toContain(
      'no file',
    );
  });

  it('keeps names that would leave its folder as names', async () => {
    const files: readonly Packed[] = [
      ['../../etc/passwd', 'up'],
      ['/absolute', 'root'],
    ];
    expect(await unpack(saved('up.tar', await tarOf(files)))).toEqual(within('up.tar', files));
    const zip = await zipOf([['aa/aa/etc/passwd', 'up']]);
    const renamed = Buffer.from(zip.toString('latin1').replaceAll('aa/aa', '../..'), 'latin1');
    expect(await unpack(saved('up.zip', renamed))).toEqual([['up.zip/../../etc/passwd', 'up']]);
  });

  it('without a file in it is refused', async () => {
    for (const bytes of [await tarOf([]), await zipOf([]), gzipSync(await tarOf([])), await zipOf([['inner/', '']])]) {
      expect(await refusalOf(saved('empty', bytes))).toBe('the archive holds no file');
    }
  });

  it('of long names and many pieces is read whatever was read of each member', async () => {
    const files: readonly Packed[] = Array.from({ length: 40 }, (_, index) => [
      `${'n'.repeat(200)}/${index}`,
      `${index}`.repeat(20_000),
    ]);
    const dump = saved('long.tar.gz', gzipSync(await tarOf(files)));
    const seen: string[] = [];
    for await (const member of membersOf(dump)) {
      seen.push(member.path);
      if (seen.length % 3 === 0) await textOf(member);
      if (seen.length % 3 === 1) for await (const _ of member.chunks()) break;
    }
    expect(seen).toEqual(within('long.tar.gz', files).map(([path]) => path));
  });
});

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
      { numRuns: 250 },
    );
  });
});

describe('a bomb', () => {
  const zeros = Buffer.alloc(1024 * 1024);
  async function bomb(name: string, mebibytes: number): Promise<Dump> {
    const file = join(folder, name);
    await pipeline(
      Readable.from(Array.from({ length: mebibytes }, () => zeros)),
      createGzip({ level: 1 }),
      createWriteStream(file),
    );
    return fileDump(name, file, statSync(file).size);
  }

  it('of 1 GiB of zeros is refused', { timeout: 60_000 }, async () => {
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
      'the archive holds more than 100,000 files, which looks like a bomb; nothing of it was stored',
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

  it('in a zip that lies in an archive and is too large to be held is refused', { timeout: 60_000 }, async () => {
    const zip = await zipOf([['a', Buffer.alloc(65 * 1024 * 1024, 'x')]], { compress: false });
    expect(await refusalOf(saved('held.tar', await tarOf([['large.zip', zip]])))).toMatch(
      /zip of more than 64 MiB \(held.tar\/large.zip\)/,
    );
  });
});

describe('reading that ends early', () => {
  const openFiles = (): string[] =>
    readdirSync('/proc/self/fd').flatMap((descriptor) => {
      try {
        const target = readlinkSync(`/proc/self/fd/${descriptor}`);
        return target.startsWith(folder) ? [target] : [];
      } catch {
        return [];
      }
    });

  it.skipIf(process.platform !== 'linux')('closes every descriptor', async () => {
    const tar = await tarOf(FILES);
    const archives = [
      gzipSync('x'.repeat(3_000_000)),
      tar,
      gzipSync(tar),
      await zipOf(FILES),
      await tarOf([
        ['x.tgz', gzipSync(tar)],
        ['y.zip', await zipOf(FILES)],
      ]),
    ];
    for (const [index, bytes] of archives.entries()) {
      for (const take of [0, 1, 5]) {
        const dump = saved(`early-${index}`, bytes);
        let left = take;
        for await (const member of membersOf(dump)) {
          if (left === 0) break;
          left -= 1;
          for await (const _ of member.chunks()) break;
        }
      }
    }
    await expect.poll(openFiles).toEqual([]);
  });
});
