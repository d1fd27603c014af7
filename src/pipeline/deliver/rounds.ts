// Rounds: destinations with something due, read a page at a time; each comes once in a round.
import type { DueDestination } from '../../store/delivery/deliveries.js';
import type { Reader } from '../../store/reader.js';

/** Destinations read at once: less than a millisecond of work, enough for some seconds of sending. */
const PAGE = 200;

export interface Rounds {
  /** The next destination of a round, which ends with null: what fell due meanwhile is of the next round. */
  next(now: string): string | null;
  /** Every destination with something due by a time, in pages, as long as they are asked for. */
  all(by: string): Iterable<string>;
}

export function createRounds(reader: Pick<Reader, 'dueDestinations'>): Rounds {
  let round: { readonly until: string; page: readonly DueDestination[]; place: number } | null = null;

  return {
    next(now) {
      round ??= { until: now, page: reader.dueDestinations(now, null, PAGE), place: 0 };
      if (round.place === PAGE) {
        round.page = reader.dueDestinations(round.until, round.page.at(-1) ?? null, PAGE);
        round.place = 0;
      }
      const found = round.page[round.place];
      round.place += 1;
      if (found === undefined) round = null;
      return found?.destination ?? null;
    },
    *all(by) {
      for (let page: readonly DueDestination[] | null = null; page === null || page.length === PAGE;) {
        page = reader.dueDestinations(by, page?.at(-1) ?? null, PAGE);
        for (const { destination } of page) yield destination;
      }
    },
  };
}
