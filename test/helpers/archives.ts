// Archives made for tests: tar and zip from names and contents, and what comes out of a dump.
import { createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { packTar, type TarEntry } from 'modern-tar';
import { afterAll, beforeAll, expect } from 'vitest';
import { ZipFile } from 'yazl';
import { UserError } from '../../src/errors.js';
import { fileDump, type Dump } from '../../src/sources/files/file.js';
import { membersOf } from '../../src/sources/archive/members.js';

/** The folder that {@link saved} writes into: that of the test file which asked for one last. */
export let folder: string;

/** Gives the calling test file a folder of its own, gone after its tests. Files of one worker share this module. */
export function useFolder(): void {
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'members-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
}

export function saved(name: string, bytes: Uint8Array): Dump {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return fileDump(name, file, bytes.length);
}

/** A gzip file of so many MiB of zeros, which is about a thousandth of that. */
export async function bomb(name: string, mebibytes: number): Promise<Dump> {
  const zeros = Buffer.alloc(1024 * 1024);
  const file = join(folder, name);
  await pipeline(
    Readable.from(Array.from({ length: mebibytes }, () => zeros)),
    createGzip({ level: 1 }),
    createWriteStream(file),
  );
  return fileDump(name, file, statSync(file).size);
}

/** A regular file of an archive: its name and what is in it. */
export type Packed = readonly [name: string, content: string | Uint8Array];

export async function tarOf(files: readonly Packed[], others: readonly TarEntry[] = []): Promise<Buffer> {
  const entries = files.map(([name, content]): TarEntry => {
    const body = Buffer.from(content);
    return { header: { name, size: body.length, type: 'file', mtime: new Date(0) }, body };
  });
  return Buffer.from(await packTar([...others, ...entries]));
}

export async function zipOf(
  files: readonly Packed[],
  options: { compress?: boolean; mode?: number } = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of files) {
    if (name.endsWith('/')) zip.addEmptyDirectory(name);
    else zip.addBuffer(Buffer.from(content), name, options);
  }
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

export async function bytesOf(dump: Dump): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of dump.chunks()) pieces.push(piece);
  return Buffer.concat(pieces);
}
export const textOf = async (dump: Dump): Promise<string> => (await bytesOf(dump)).toString();

/** Path and content of every member, in order; each member says its size. */
export async function unpack(dump: Dump): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for await (const member of membersOf(dump)) {
    const text = await textOf(member);
    found.push([member.path, text]);
  }
  return found;
}

/** What an archive is refused with when it is read to its end; else how many members there are. */
export async function refusalOf(dump: Dump): Promise<string> {
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
export const FILES: readonly Packed[] = [
  ['a.xml', '<a/>'],
  ['inner/b.txt', 'b'.repeat(512)],
  ['inner/deep/空.json', '{"ja":"学習"}'],
  ['empty.txt', ''],
  ['large.txt', 'paper number 12345 of many\n'.repeat(30_000)],
];
/** What `unpack` gives for files packed at a path. */
export const within = (path: string, files = FILES): [string, string][] =>
  files.map(([name, content]) => [`${path}/${name}`, content.toString()]);
