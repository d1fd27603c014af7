// Decoding: bytes of a dump to lines of text, without byte order mark and carriage returns.
import { UserError } from '../errors.js';

const HEAD_BYTES = 64 * 1024;

function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** The first 64 KiB as text. Throws UserError when they are neither UTF-8 nor UTF-16, or hold no text. */
export function decodeHead(chunks: Iterable<Uint8Array>): { head: string; encoding: string } {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= HEAD_BYTES) break;
  }
  const bytes = Buffer.concat(parts).subarray(0, HEAD_BYTES);
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

/** Lines without their ends (LF, CRLF or CR), lazily; a final line without an end counts. */
export function* decodeLines(chunks: Iterable<Uint8Array>, encoding: string): Iterable<string> {
  const decoder = new TextDecoder(encoding);
  let rest = '';
  for (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    const isCutInCrLf = rest.endsWith('\r');
    const lines = (isCutInCrLf ? rest.slice(0, -1) : rest).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '') + (isCutInCrLf ? '\r' : '');
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield* rest.replace(/\r$/, '').split(/\r\n|\n|\r/);
}
