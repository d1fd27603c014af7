// Decoding: bytes of a dump to pieces of text, without a byte order mark.
import { UserError } from '../../errors.js';

/** How many bytes a format is recognised by. */
export const HEAD_BYTES = 64 * 1024;

function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** The first bytes (HEAD_BYTES at most) as text. Throws UserError when they are neither UTF-8 nor UTF-16, or hold no text. */
export function decodeHead(bytes: Uint8Array): { head: string; encoding: string } {
  if (bytes.length === 0) throw new UserError('the file is empty');
  const encoding = encodingOf(bytes);
  try {
    const head = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    if (head.includes('\0')) throw new UserError('it holds binary data, not text');
    return { head, encoding };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError('it is not UTF-8 text; save the page again as a text file in UTF-8', 1, { cause: error });
  }
}

/** Pieces of text as the bytes come; bytes that are no text become U+FFFD. */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
