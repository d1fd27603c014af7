// Identify: the fingerprint, encoding and format of a dump, before anything of it is stored.
import { createHash } from 'node:crypto';
import type { Taxonomy } from '../domain/category.js';
import { errorText, UserError } from '../errors.js';
import { detectFormat } from '../parse/detect.js';
import type { DumpFormat } from '../parse/parsed.js';
import { decodeHead, HEAD_BYTES } from '../sources/decode.js';
import type { Dump } from '../sources/file.js';

/** What a dump is, or a sentence that says why it is none. */
export type IdentifiedDump =
  | { readonly sha256: string; readonly encoding: string; readonly format: DumpFormat; readonly error: null }
  | { readonly sha256: string; readonly error: string };

/** Reads a dump through once, in bounded memory. Rejects with what reading it rejects with. */
export async function identify(dump: Dump, taxonomy: Taxonomy): Promise<IdentifiedDump> {
  const hash = createHash('sha256');
  const first: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of dump.chunks()) {
    hash.update(chunk);
    if (length < HEAD_BYTES) first.push(chunk.slice(0, HEAD_BYTES - length));
    length += chunk.length;
  }
  const sha256 = hash.digest('hex');
  try {
    const { head, encoding } = decodeHead(Buffer.concat(first));
    const format = detectFormat(head, taxonomy);
    if (format === null) throw new UserError('no known format of paper metadata was recognised in it');
    return { sha256, encoding, format, error: null };
  } catch (error) {
    return { sha256, error: errorText(error) };
  }
}
