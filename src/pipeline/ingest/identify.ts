// Identify: the fingerprint, encoding and format of a dump, and whether it is bulk, before anything of it is stored.
import { createHash } from 'node:crypto';
import { ANNOUNCING, BULK_RECORDS } from '../../domain/announcement.js';
import type { Taxonomy } from '../../domain/category.js';
import { UserError } from '../../errors.js';
import { detectFormat } from '../../parse/detect.js';
import type { DumpFormat } from '../../parse/parsed.js';
import { decodeHead, HEAD_BYTES } from '../../sources/files/decode.js';
import type { Dump } from '../../sources/files/file.js';

interface Recognised {
  readonly encoding: string;
  readonly format: DumpFormat;
}

/** What a dump is, or a sentence that says why it is none. */
export type IdentifiedDump =
  | (Recognised & {
      readonly sha256: string;
      /** More than 2,000 records; not found out where the format makes no announcement anyway. */
      readonly isBulk: boolean;
      readonly error: null;
    })
  | { readonly sha256: string; readonly error: string };

/** Counts records as far as that decides whether a dump announces: so many are parsed twice, and none is kept. */
function createBulkCounter({ encoding, format }: Recognised) {
  const isWanted = format.announces !== false && ANNOUNCING.includes(format.format);
  const decoder = new TextDecoder(encoding);
  let count = 0;
  const reader = format.open(() => void (count += 1));
  const isOpen = (): boolean => isWanted && count <= BULK_RECORDS;
  return {
    push(bytes: Uint8Array): void {
      if (isOpen()) reader.push(decoder.decode(bytes, { stream: true }));
    },
    isBulk(): boolean {
      if (isOpen()) {
        reader.push(decoder.decode());
        reader.end();
      }
      return count > BULK_RECORDS;
    },
  };
}

type Beginning =
  | { readonly recognised: Recognised; readonly counter: ReturnType<typeof createBulkCounter>; readonly error: null }
  | { readonly error: string };

function begin(start: Uint8Array, taxonomy: Taxonomy): Beginning {
  try {
    const { head, encoding } = decodeHead(start.subarray(0, HEAD_BYTES));
    const format = detectFormat(head, taxonomy);
    if (format === null) throw new UserError('no known format of paper metadata was recognised in it');
    const recognised = { encoding, format };
    const counter = createBulkCounter(recognised);
    counter.push(start);
    return { recognised, counter, error: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { error: error.message };
  }
}

/** Reads a dump through once, in bounded memory. Rejects with what reading it rejects with. */
export async function identify(dump: Dump, taxonomy: Taxonomy): Promise<IdentifiedDump> {
  const hash = createHash('sha256');
  const start: Uint8Array[] = [];
  let length = 0;
  let begun: Beginning | null = null;
  for await (const chunk of dump.chunks()) {
    hash.update(chunk);
    if (begun === null) {
      start.push(chunk);
      length += chunk.length;
      if (length >= HEAD_BYTES) begun = begin(Buffer.concat(start), taxonomy);
    } else if (begun.error === null) begun.counter.push(chunk);
  }
  begun ??= begin(Buffer.concat(start), taxonomy);
  const sha256 = hash.digest('hex');
  if (begun.error !== null) return { sha256, error: begun.error };
  return { ...begun.recognised, sha256, isBulk: begun.counter.isBulk(), error: null };
}
