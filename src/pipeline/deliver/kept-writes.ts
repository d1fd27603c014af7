// Kept writes: what came of requests is kept while it cannot be written, as on a full disk, so that Discord is not asked again.
import { TransientError } from '../../errors.js';
import type { WriterPort, Writes } from '../../store/port.js';

export interface KeptWrites {
  /** Fails as the write does; what may succeed later is kept. While something is kept, what comes after it is, too. */
  call<K extends keyof Writes>(name: K, ...args: Parameters<Writes[K]>): Promise<void>;
  /** Writes what is kept, in order, and fails with the first that fails. To be called before more is asked of Discord. */
  writeKept(): Promise<void>;
}

export function createKeptWrites(writer: WriterPort): KeptWrites {
  const kept: (() => Promise<unknown>)[] = [];
  return {
    async call(name, ...args) {
      const write = (): Promise<unknown> => writer.call(name, ...args);
      if (kept.length === 0)
        try {
          await write();
          return;
        } catch (error) {
          if (error instanceof TransientError) kept.push(write);
          throw error;
        }
      kept.push(write);
      throw new TransientError('what came before it is not written yet');
    },
    async writeKept() {
      for (let write = kept[0]; write !== undefined; write = kept[0]) {
        try {
          await write();
        } catch (error) {
          if (error instanceof TransientError) throw error;
          kept.shift();
          throw error;
        }
        kept.shift();
      }
    },
  };
}
