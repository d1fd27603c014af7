// A dump as bytes: from a file, read in pieces, or from memory (standard input, an upload).
import { closeSync, openSync, readSync } from 'node:fs';

/** One delivered batch: where it came from, and its bytes in pieces, as often as they are asked for. */
export interface Dump {
  readonly path: string;
  chunks(): Iterable<Uint8Array>;
}

const CHUNK_BYTES = 256 * 1024;

/** A dump in a file; reading throws what node:fs throws. Only 256 KiB are in memory at a time. */
export function fileDump(path: string): Dump {
  return {
    path,
    *chunks() {
      const file = openSync(path, 'r');
      try {
        for (;;) {
          const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
          const length = readSync(file, buffer, 0, CHUNK_BYTES, null);
          if (length === 0) return;
          yield buffer.subarray(0, length);
        }
      } finally {
        closeSync(file);
      }
    },
  };
}

export function memoryDump(path: string, bytes: Uint8Array): Dump {
  return { path, chunks: () => [bytes] };
}
