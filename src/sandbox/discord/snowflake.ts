// Snowflakes: Discord's ids, 17 to 19 digits that grow with time (milliseconds since 2015 in the upper bits).

const EPOCH_MS = 1_420_070_400_000;

export interface Snowflakes {
  (): string;
  /** No id from now on is smaller than this one. */
  since(id: string): void;
}

/** Makes ids that are all different, also within one millisecond and when the clock stands still. */
export function createSnowflakes(now: () => Date, last = 0n): Snowflakes {
  let previous = last;
  const next = (): string => {
    const fromClock = BigInt(Math.max(now().getTime() - EPOCH_MS, 1)) << 22n;
    previous = fromClock > previous ? fromClock : previous + 1n;
    return previous.toString();
  };
  const since = (id: string): void => {
    if (BigInt(id) > previous) previous = BigInt(id);
  };
  return Object.assign(next, { since });
}
