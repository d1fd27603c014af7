// The body of an answer: decompressed, and cut off where it grows past what a source may send.
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';

/** The body cannot be used, and asking again would bring the same; the message is a whole sentence. */
export class WrongBodyError extends Error {
  override readonly name = 'WrongBodyError';
}

/** The body came damaged, or not whole: asking again may bring it. The message is the end of a sentence. */
export class DamagedBodyError extends Error {
  override readonly name = 'DamagedBodyError';
}

export interface BodyLimits {
  /** Most bytes on the line. */
  readonly bytes: number;
  /** Most bytes after decompression. */
  readonly decodedBytes: number;
}

type Coding = 'gzip' | 'deflate' | 'br';

/** Codings in the order in which they were applied. Throws WrongBodyError for one that was not asked for. */
function codingsOf(header: string | null): readonly Coding[] {
  const names = (header ?? '').toLowerCase().split(',');
  const known = names
    .map((name) => name.trim().replace(/^x-/, ''))
    .filter((name) => name !== '' && name !== 'identity');
  return known.map((name) => {
    if (name === 'gzip' || name === 'deflate' || name === 'br') return name;
    throw new WrongBodyError(`The answer is compressed as "${name}", which was not asked for.`);
  });
}

/** `deflate` is meant with the frame of zlib, and sent without it by some servers: the first byte tells. */
function decoderOf(coding: Coding, first: number): Transform {
  if (coding === 'gzip') return createGunzip();
  if (coding === 'br') return createBrotliDecompress();
  return (first & 0x0f) === 8 ? createInflate() : createInflateRaw();
}

async function gather(source: AsyncIterable<Uint8Array>, most: number, heard: () => void): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    heard();
    size += chunk.length;
    if (size > most) throw new WrongBodyError(`The answer is larger than ${most} bytes; it was not read to its end.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function decode(bytes: Buffer, coding: Coding, most: number): Promise<Buffer> {
  if (bytes.length === 0) return bytes;
  const decoder = decoderOf(coding, bytes[0] ?? 0);
  decoder.end(bytes);
  try {
    return await gather(decoder, most, () => {});
  } catch (error) {
    if (error instanceof WrongBodyError) throw error;
    throw new DamagedBodyError(`it cannot be unpacked as ${coding}`);
  }
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;
}

/**
 * Reads a body to its end; `heard` is called with each piece. Throws WrongBodyError for what is too large or compressed in
 * an unknown way, and DamagedBodyError for what is cut off or damaged.
 */
export async function readBody(
  source: AsyncIterable<Uint8Array>,
  contentEncoding: string | null,
  options: BodyLimits & { readonly heard: () => void },
): Promise<Uint8Array> {
  const codings = codingsOf(contentEncoding);
  let bytes = await gather(source, codings.length === 0 ? options.decodedBytes : options.bytes, options.heard);
  for (const coding of codings.toReversed()) bytes = await decode(bytes, coding, options.decodedBytes);
  // A file that lies packed on its server, such as feed.xml.gz, is sent as it is.
  return isGzip(bytes) ? decode(bytes, 'gzip', options.decodedBytes) : bytes;
}
