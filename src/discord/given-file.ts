// The file that somebody gave to a command: had from where Discord keeps it, with a limit and a time-out.
import { errorText, TransientError } from '../errors.js';

/** Larger files (bytes) are no settings of ours. The size that Discord states is not relied on. */
export const MOST_FILE = 4_000_000;
const FILE_MS = 10_000;

/** Leaving the loop early ends the download. */
async function bounded(body: AsyncIterable<Uint8Array>): Promise<string | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > MOST_FILE) return null;
    pieces.push(piece);
  }
  return new TextDecoder().decode(Buffer.concat(pieces));
}

/**
 * The text of a file, null where it is too large; or the HTTP status with which it was refused. Rejects with TransientError
 * where there is no answer.
 */
export async function readGivenFile(url: string): Promise<string | null | { readonly status: number }> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(FILE_MS) });
    if (response.ok) return response.body === null ? '' : await bounded(response.body);
    await response.body?.cancel();
    return { status: response.status };
  } catch (error) {
    throw new TransientError(`the file could not be had: ${errorText(error)}`);
  }
}
