// tar: the entries of an archive as its bytes come.
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import type { ArchiveEntry } from '../files/entry.js';

const BLOCK_BYTES = 512;

/** The same bytes; throws at their end when no block of zeros closed the archive, which means that it was cut. */
async function* untilEndMark(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let zeros = 0;
  for await (const piece of source) {
    const last = piece.findLastIndex((byte) => byte !== 0);
    zeros = last < 0 ? zeros + piece.length : piece.length - last - 1;
    yield piece;
  }
  if (zeros < BLOCK_BYTES) throw new Error('unexpected end of file');
}

function streamOf(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const step = await iterator.next();
      if (step.done === true) controller.close();
      else controller.enqueue(step.value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

async function* chunksOf(entry: ParsedTarEntry): AsyncIterable<Uint8Array> {
  const reader = entry.body.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value;
}

/**
 * Regular files only; folders, links and devices are passed over, and `counted` is told of each entry. Rejects where the bytes are damaged or end too early.
 * An entry must be read to its end before the next one is asked for. Ending early closes the source.
 */
export async function* tarEntries(
  source: AsyncIterable<Uint8Array>,
  counted: (entries: number) => void,
): AsyncIterable<ArchiveEntry> {
  const decoder = createTarDecoder({ strict: true });
  const entries = streamOf(untilEndMark(source)).pipeThrough(decoder);
  for await (const entry of entries) {
    counted(1);
    const { name, size, type } = entry.header;
    if (type === 'file') yield { name, size, chunks: () => chunksOf(entry) };
    else await entry.body.cancel();
  }
}
