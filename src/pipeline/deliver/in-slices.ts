// Slices: everything that waits for a destination, held or released in transactions between which small writes have their turn.
import { HELD_AT_ONCE } from '../../store/delivery/outbox.js';
import type { WriterPort } from '../../store/port.js';

/** Repeats `more` while whole slices are changed; answers how many in all. */
async function inSlices(first: Promise<number>, more: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (let changed = await first; ; changed = await more()) {
    sum += changed;
    if (changed < HELD_AT_ONCE) return sum;
  }
}

/** Answers how many deliveries wait now. `id`: the one that was refused. */
export function holdAll(
  writer: WriterPort,
  { id, destination, reason, at }: Readonly<{ id: number; destination: string; reason: string; at: string }>,
): Promise<number> {
  const first = writer.call('holdDestination', id, { destination, reason }, at);
  return inSlices(first, () => writer.call('holdMore', destination, reason, at));
}

/** Answers how many deliveries go on. */
export function releaseAll(writer: WriterPort, destination: string, at: string): Promise<number> {
  const first = writer.call('releaseDestination', destination, at);
  return inSlices(first, () => writer.call('releaseMore', destination, at));
}
