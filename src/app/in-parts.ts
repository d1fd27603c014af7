// Lists of rules in parts: a server may have thousands, and what comes of another thread is unpacked in one turn of this one.
import type { Subscription } from '../domain/subscription.js';

/** All that `read` gives: it answers the next rules after a number, and none after the last. */
export async function inParts(read: (after: number) => Promise<Subscription[]>): Promise<Subscription[]> {
  const all: Subscription[] = [];
  for (let after = 0; ;) {
    const part = await read(after);
    const last = part.at(-1);
    if (last === undefined) return all;
    all.push(...part);
    after = last.id;
  }
}
