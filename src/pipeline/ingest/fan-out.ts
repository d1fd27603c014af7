// Fan-out: what many rules want goes to them in slices, each a transaction, between which others write.
import type { DumpStore } from '../../store/sources/dumps.js';

/** Until nothing is left. A killed program leaves the rest to the running bot, or to the next run. */
export async function finishFanOuts(store: DumpStore, pause: () => Promise<void>): Promise<void> {
  while (store.batch(store.fanOut)) await pause();
}
