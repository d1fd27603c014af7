// Bytes in pieces: looked at before they are read, handed on without closing them, and collected up to a limit.
import { UserError } from '../../errors.js';

/** Bytes in pieces that are read once. */
export interface Pieces {
  /** The first `count` bytes, or all there are; they are not used up. */
  peek(count: number): Promise<Uint8Array>;
  /** The pieces from where reading stands; ending early leaves the rest to the next reader. */
  read(): AsyncIterable<Uint8Array>;
  /** Reads and discards the rest. */
  drain(): Promise<void>;
  /** Closes the source, at its end or before. */
  close(): Promise<void>;
}

/** Takes the pieces of `source` over; only `close` closes it. */
export function piecesOf(source: AsyncIterable<Uint8Array>): Pieces {
  const iterator = source[Symbol.asyncIterator]();
  let ahead: Uint8Array[] = [];
  let isOver = false;

  async function next(): Promise<Uint8Array | null> {
    const waiting = ahead.shift();
    if (waiting !== undefined) return waiting;
    if (isOver) return null;
    const step = await iterator.next();
    if (step.done !== true) return step.value;
    isOver = true;
    return null;
  }

  async function* read(): AsyncIterable<Uint8Array> {
    for (let piece = await next(); piece !== null; piece = await next()) yield piece;
  }

  return {
    read,
    async peek(count) {
      const seen: Uint8Array[] = [];
      for (let length = 0; length < count; length += seen.at(-1)?.length ?? 0) {
        const piece = await next();
        if (piece === null) break;
        seen.push(piece);
      }
      ahead = [...seen, ...ahead];
      return Buffer.concat(seen).subarray(0, count);
    },
    async drain() {
      while ((await next()) !== null);
    },
    async close() {
      isOver = true;
      ahead = [];
      await iterator.return?.();
    },
  };
}

/** All bytes; throws UserError with `tooLarge` when there are more than `limit`. */
export async function collect(source: AsyncIterable<Uint8Array>, limit: number, tooLarge: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source) {
    length += piece.length;
    if (length > limit) throw new UserError('too-large', tooLarge);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
