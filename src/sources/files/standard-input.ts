// Standard input: written to a temporary file first, so that it can be read like any other however large it is.
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileDump, type Dump } from './file.js';

export interface SpooledDump {
  readonly dump: Dump;
  /** Deletes the temporary file; the dump cannot be read afterwards. */
  remove(): Promise<void>;
}

/**
 * Reads `input` to its end into a file that only this user can read. Whoever calls it must call `remove`. Rejects with
 * what `input` or node:fs rejects with (a full disk); nothing is left behind then.
 */
export async function spool(path: string, input: AsyncIterable<Uint8Array | string>): Promise<SpooledDump> {
  const folder = await mkdtemp(join(tmpdir(), 'shinchaku-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const file = join(folder, 'standard-input');
    await pipeline(
      Readable.from(input, { objectMode: true, highWaterMark: 1 }),
      createWriteStream(file, { mode: 0o600 }),
    );
    return { dump: fileDump(path, file, (await stat(file)).size), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
