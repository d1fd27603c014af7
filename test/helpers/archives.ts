// Archives made for tests: tar and zip from names and contents.
import { packTar, type TarEntry } from 'modern-tar';
import { ZipFile } from 'yazl';

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
