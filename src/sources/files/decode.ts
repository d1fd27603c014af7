// Decoding a dump: its head as text, by which its format is recognised, and the whole as pieces of text.
import { UserError } from '../../errors.js';
import { BYTES, createDecoder, isMailInParts, type Decoder } from '../../text/decoding.js';
import { createEncodingSearch, type FoundEncoding } from './encoding.js';

/** How many bytes a format is recognised by. */
export const HEAD_BYTES = 64 * 1024;

export interface Head {
  readonly text: string;
  /** A mail keeps its bytes: each of its parts has an encoding of its own. Else as far as the head tells it. */
  readonly encoding: string;
}

/** The first bytes in an encoding that is known. */
export function headIn(bytes: Uint8Array, encoding: string): Head {
  return { text: createDecoder(encoding).decode(bytes.subarray(0, HEAD_BYTES)), encoding };
}

/** The first bytes (HEAD_BYTES at most) as text. Throws UserError when there are none. */
export function decodeHead(bytes: Uint8Array): Head {
  if (bytes.length === 0) throw new UserError('empty-file', 'the file is empty');
  const latin = headIn(bytes, BYTES);
  if (isMailInParts(latin.text)) return latin;
  const search = createEncodingSearch(bytes);
  search.push(bytes.subarray(0, HEAD_BYTES));
  try {
    return headIn(bytes, search.end().encoding);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // What follows may tell.
    return headIn(bytes, 'utf-8');
  }
}

/** The encoding of bytes in pieces, with the head in it; `head` is their beginning. Rejects with UserError where they are no text. */
export async function findEncoding(
  head: Uint8Array,
  pieces: AsyncIterable<Uint8Array>,
): Promise<FoundEncoding & { readonly head: string }> {
  const { encoding } = decodeHead(head);
  const search = createEncodingSearch(head);
  for await (const piece of pieces) search.push(piece);
  const found = encoding === BYTES ? { encoding, note: null } : search.end();
  return { ...found, head: headIn(head, found.encoding).text };
}

/** Pieces of text as the bytes come; `decoder` counts and marks the bytes that are no text. */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>, decoder: Decoder): AsyncIterable<string> {
  for await (const chunk of chunks) yield decoder.decode(chunk);
  yield decoder.end();
}
