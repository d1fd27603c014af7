// Waiting: until nothing is due, and no longer than a grace for what is in flight.

/** How long a message in flight may take at shutdown before it is left as `sending`. */
const SHUTDOWN_GRACE_MS = 9_000;
const IDLE_LOOK_MS = 250;

export async function untilIdle(signal: AbortSignal, isIdle: () => boolean): Promise<void> {
  while (!signal.aborted && !isIdle()) await new Promise((look) => setTimeout(look, IDLE_LOOK_MS));
}

/** Does not keep the process alive. */
export const pause = (ms: number): Promise<void> => new Promise((over) => setTimeout(over, ms).unref());

export async function withGrace(work: Promise<unknown> | undefined): Promise<void> {
  await Promise.race([work, pause(SHUTDOWN_GRACE_MS)]);
}
