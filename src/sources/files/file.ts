// A dump as bytes: from a file, read in pieces, or from memory (an upload).
import { createReadStream } from 'node:fs';
import { withoutHoles } from './holes.js';
import { fsPath } from './path-bytes.js';

/** One delivered batch: where it came from, and its bytes in pieces. */
export interface Dump {
  readonly path: string;
  /** Bytes in all; of a member of an archive, what the archive says of it. */
  readonly size: number;
  /** Where it lies on disk, as `pathText` writes it; null for what is in memory or inside an archive. */
  readonly file: string | null;
  /** All of it, where it is in memory; null where it is read. */
  readonly bytes: Uint8Array | null;
  /** Reading rejects with what node:fs rejects with. */
  chunks(): AsyncIterable<Uint8Array>;
}

const CHUNK_BYTES = 256 * 1024;

/** A dump in a file, as often as it is asked for. Only 256 KiB are in memory at a time. Reading a hole throws UserError. */
export function fileDump(path: string, file: string, size: number): Dump {
  return {
    path,
    size,
    file,
    bytes: null,
    chunks: () => withoutHoles(createReadStream(fsPath(file), { highWaterMark: CHUNK_BYTES })),
  };
}

export function memoryDump(path: string, bytes: Uint8Array): Dump {
  return {
    path,
    size: bytes.length,
    file: null,
    bytes,
    async *chunks() {
      for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
    },
  };
}
