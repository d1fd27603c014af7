// Invalid requests, counted: Discord blocks an address after 10,000 answers of 401, 403 or 429 in ten minutes.

const WINDOW_MS = 600_000;
/** We stop at a twentieth of what Discord allows. */
export const MOST_INVALID = 500;

export interface InvalidRequests {
  /** Takes note of an answer; a shared limit (`x-ratelimit-scope: shared`) does not count. */
  note(status: number, scope: string | null): void;
  /** Milliseconds until requests may be made again; 0 when they may be made now. */
  waitMs(): number;
}

/** `monotonic` is in milliseconds. */
export function countInvalidRequests(monotonic: () => number): InvalidRequests {
  const times: number[] = [];
  function forget(): void {
    const oldest = monotonic() - WINDOW_MS;
    while (times.length > 0 && (times[0] ?? 0) <= oldest) times.shift();
  }
  return {
    note(status, scope) {
      if (![401, 403, 429].includes(status) || scope === 'shared') return;
      forget();
      times.push(monotonic());
    },
    waitMs() {
      forget();
      const oldestThatCounts = times[times.length - MOST_INVALID];
      return oldestThatCounts === undefined ? 0 : oldestThatCounts + WINDOW_MS - monotonic();
    },
  };
}
