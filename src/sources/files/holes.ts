// Holes: long stretches of zeros, which no text holds: what was not there yet when a download or copy ended.
import { UserError } from '../../errors.js';

const MEBIBYTE = 1024 * 1024;
/** Fewer zeros, as a crash leaves them in a good file, cost a record. */
const HOLE_BYTES = 4 * MEBIBYTE;

const isZeros = (piece: Uint8Array): boolean =>
  piece[0] === 0 && Buffer.compare(piece, Buffer.alloc(piece.length)) === 0;

/** To be asked of each piece of a file in order: throws UserError once there is a hole. */
export function createHoleWatch(): (piece: Uint8Array) => void {
  let zeros = 0;
  return (piece) => {
    zeros = isZeros(piece) ? zeros + piece.length : 0;
    if (zeros >= HOLE_BYTES)
      throw new UserError(
        'file-with-hole',
        `it has a hole of more than ${HOLE_BYTES / MEBIBYTE} MiB of zeros, as a download or copy that is not finished; nothing of it was stored`,
      );
  };
}

/** The same pieces up to a hole, where it throws UserError: the rest may take minutes to read. */
export async function* withoutHoles(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const watch = createHoleWatch();
  for await (const piece of source) {
    watch(piece);
    yield piece;
  }
}
