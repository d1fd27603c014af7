// Rate limits in a row: the library repeats by itself what a short one refused, which is right once. Where the limit stands it
// would do so without end: uncounted, in silence, and holding the place of others.
import { RateLimitError } from 'discord.js';

/** A limit that stands: Discord answered it several times in a row, and it is not the one of all requests. */
export class StandingRateLimit extends RateLimitError {}

const TOO_MANY_REQUESTS = 429;
/** So many refused requests are remembered. */
const MOST_REMEMBERED = 1_000;

export interface LimitsInARow {
  /** Takes note of an answer. */
  note(method: string | undefined, url: string, status: number): void;
  /** Whether the library asks about a second answer of 429 in a row, not about a wait before a request. True once for each. */
  takeAnswered(method: string, url: string): boolean;
}

export function createLimitsInARow(): LimitsInARow {
  /** Requests whose last answer was 429. */
  const limited = new Set<string>();
  /** Of these, those whose refusal the library is about to ask about. */
  const again = new Set<string>();
  const keyOf = (method: string | undefined, url: string): string => `${(method ?? 'GET').toUpperCase()} ${url}`;
  return {
    note(method, url, status) {
      const key = keyOf(method, url);
      const isInARow = limited.delete(key);
      if (status !== TOO_MANY_REQUESTS) return;
      if (isInARow) again.add(key);
      limited.add(key);
      const [oldest] = limited;
      if (limited.size > MOST_REMEMBERED && oldest !== undefined) limited.delete(oldest);
    },
    takeAnswered: (method, url) => again.delete(keyOf(method, url)),
  };
}
