// What one file holds: gzip, tar and zip in each other, furniture, names, and an early end.
import { readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fileDump, memoryDump, type Dump } from '../../../src/sources/files/file.js';
import { pathText } from '../../../src/sources/files/path-bytes.js';
import { membersOf } from '../../../src/sources/archive/members.js';
import {
  FILES,
  folder,
  refusalOf,
  saved,
  tarOf,
  textOf,
  unpack,
  useFolder,
  within,
  zipOf,
  type Packed,
} from '../../helpers/archives.js';

useFolder();

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

  it('and has a name that is no UTF-8 is read', async () => {
    const name = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x93, 0xfa, 0x2e, 0x74])]);
    writeFileSync(name, 'plain text');
    const path = pathText(name);
    expect(await unpack(fileDump(path, path, 10))).toEqual([[path, 'plain text']]);
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
      expect(await refusalOf(saved('empty', bytes))).toMatch(
        bytes[0] === 0 ? /^it holds nothing but zeros: an archive without a file/ : /^the archive holds no file$/,
      );
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
