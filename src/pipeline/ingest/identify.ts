// Identify: the fingerprint, encoding and format of a dump, and whether it is bulk, before anything of it is stored.
import { createHash } from 'node:crypto';
import { ANNOUNCING, BULK_RECORDS } from '../../domain/announcement.js';
import type { Taxonomy } from '../../domain/category.js';
import { UserError } from '../../errors.js';
import { detectFormat } from '../../parse/detect.js';
import type { DumpFormat } from '../../parse/parsed.js';
import { decodeHead, headIn, HEAD_BYTES, type Head } from '../../sources/files/decode.js';
import { createEncodingSearch, ENCODINGS, type FoundEncoding } from '../../sources/files/encoding.js';
import type { Dump } from '../../sources/files/file.js';
import { createHoleWatch } from '../../sources/files/holes.js';
import { BYTES, createDecoder } from '../../text/decoding.js';

/** What a dump is, or a sentence that says why it is none. */
export type IdentifiedDump =
  | (FoundEncoding & {
      readonly format: DumpFormat;
      readonly sha256: string;
      /** More than 2,000 records; not found out where the format makes no announcement anyway. */
      readonly isBulk: boolean;
      readonly error: null;
    })
  | { readonly sha256: string; readonly error: string };

/** Counts records as far as that decides whether a dump announces: so many are parsed twice, and none is kept. */
function createBulkCounter(format: DumpFormat, encoding: string) {
  const isWanted = format.announces !== false && ANNOUNCING.includes(format.format);
  const decoder = createDecoder(encoding);
  let count = 0;
  const reader = format.open(() => void (count += 1));
  const isOpen = (): boolean => isWanted && count <= BULK_RECORDS;
  return {
    push(bytes: Uint8Array): void {
      if (isOpen()) reader.push(decoder.decode(bytes));
    },
    isBulk(): boolean {
      if (isOpen()) {
        reader.push(decoder.end());
        reader.end();
      }
      return count > BULK_RECORDS;
    },
  };
}

interface Beginning {
  readonly bytes: Uint8Array;
  readonly head: Head;
  readonly format: DumpFormat | null;
  readonly search: ReturnType<typeof createEncodingSearch>;
  readonly counter: ReturnType<typeof createBulkCounter> | null;
  /** In no encoding does it begin as a dump does: what follows, which may be gigabytes of a film, tells nothing more. */
  readonly isNone: boolean;
}

/** Throws UserError when there is nothing to begin with. */
function begin(start: Uint8Array, taxonomy: Taxonomy): Beginning {
  const head = decodeHead(start);
  const format = detectFormat(head.text, taxonomy);
  const search = createEncodingSearch(start);
  search.push(start);
  const counter = format === null ? null : createBulkCounter(format, head.encoding);
  counter?.push(start);
  const isNone =
    format === null && ENCODINGS.every((encoding) => detectFormat(headIn(start, encoding).text, taxonomy) === null);
  return { bytes: start.slice(0, HEAD_BYTES), head, format, search, counter, isNone };
}

/** What all bytes tell. Throws UserError where they are no text, or no format is recognised in them. */
function finish({ bytes, head, format, search, counter }: Beginning, taxonomy: Taxonomy) {
  const found = head.encoding === BYTES ? { encoding: BYTES, note: null } : search.end();
  const isAsGuessed = found.encoding === head.encoding;
  const recognised = isAsGuessed ? format : detectFormat(headIn(bytes, found.encoding).text, taxonomy);
  if (recognised === null)
    throw new UserError('unknown-format', 'no known format of paper metadata was recognised in it');
  return { ...found, format: recognised, isBulk: counter?.isBulk() ?? false };
}

/** Looks at a dump piece by piece, only until it is plain that it is none. */
function createLook(taxonomy: Taxonomy) {
  const start: Uint8Array[] = [];
  const watch = createHoleWatch();
  let length = 0;
  let begun: Beginning | null = null;
  return {
    /** Throws UserError where there is a hole. */
    push(chunk: Uint8Array): null {
      if (begun?.isNone === true) return null;
      watch(chunk);
      if (begun === null) {
        start.push(chunk);
        length += chunk.length;
        if (length >= HEAD_BYTES) begun = begin(Buffer.concat(start), taxonomy);
      } else {
        begun.search.push(chunk);
        begun.counter?.push(chunk);
      }
      return null;
    },
    /** Throws UserError where it is no dump. */
    end: () => finish(begun ?? begin(Buffer.concat(start), taxonomy), taxonomy),
  };
}

/** What `run` answers, or the sentence of the UserError that it throws. */
function orWhy<T>(run: () => T): T | string {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}

/** Reads a dump through once, in bounded memory. Rejects with what reading it rejects with. */
export async function identify(dump: Dump, taxonomy: Taxonomy): Promise<IdentifiedDump> {
  const hash = createHash('sha256');
  const look = createLook(taxonomy);
  let error: string | null = null;
  for await (const chunk of dump.chunks()) {
    hash.update(chunk);
    error ??= orWhy(() => look.push(chunk));
  }
  const found = error ?? orWhy(look.end);
  const sha256 = hash.digest('hex');
  return typeof found === 'string' ? { sha256, error: found } : { ...found, sha256, error: null };
}
