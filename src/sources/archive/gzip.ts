// gzip: packed pieces to unpacked ones, also where several gzip streams stand one after another.
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** So many bytes are unpacked ahead, beside the work of this thread. */
const OPTIONS = { chunkSize: 64 * 1024, readableHighWaterMark: 256 * 1024 };

/** Rejects with zlib's error where the bytes are damaged or end too early. Ending early closes the source. */
export async function* gunzip(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const unpacked = createGunzip(OPTIONS);
  const input = Readable.from(source, { objectMode: true, highWaterMark: 1 });
  const fed = pipeline(input, unpacked);
  // The failure is that of `unpacked` too; it must not count as unhandled when nobody reads on.
  fed.catch(() => undefined);
  try {
    for await (const piece of unpacked) yield piece as Uint8Array;
  } finally {
    unpacked.destroy();
    await fed.catch(() => undefined);
  }
}
