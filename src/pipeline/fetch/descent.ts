// A list, read from its top page by page: down to the floor, the lowest papers that its source showed at first sight. Pure.
import type { InspectedPage } from './inspect.js';

/** Papers that are enough for a floor: the last page has them, or the last two. */
const FLOOR_PAPERS = 8;
/** Fewer say nothing: one that is pinned stands high for ever. */
const FEWEST = 3;
/** Of the papers that left the first page, so many may be gone. */
const UPPERMOST = 3;

export interface Descent {
  /**
   * Takes the next page; answers how many of its entries stand above the end of the floor; Infinity where that was not passed.
   * The source had those below before it was first read, so that they are no news. Where it dates papers anew or pins them, a
   * few of the floor may stand high: two thirds of it must be passed.
   */
  take(page: Pick<InspectedPage, 'ids'>): number;
  /** Whether the floor was passed: all that is behind is old. */
  isPassed(): boolean;
  /**
   * Whether what was taken leads down to some papers, in the order in which the first page showed them before: half of them stand
   * on it still, or one of the first three of the others on a further one.
   */
  leadsTo(papers: readonly string[]): boolean;
  /** The lowest papers of what was taken, as the floor of later descents. */
  lowest(): string[];
}

/** `floor`: arXiv identifiers; null where none is known; fewer than three are never passed. */
export function createDescent(floor: readonly string[] | null): Descent {
  const wanted = new Set(floor);
  const passed = new Set<string>();
  const pages: string[][] = [];
  const isPassed = (): boolean => wanted.size >= FEWEST && passed.size * 3 >= wanted.size * 2;
  return {
    take({ ids }) {
      const all = ids.filter((id) => id !== null);
      pages.push(all);
      for (const id of all) if (wanted.has(id)) passed.add(id);
      return isPassed() ? ids.findLastIndex((id) => id !== null && wanted.has(id)) + 1 : Infinity;
    },
    isPassed,
    leadsTo(papers) {
      const [first = [], ...further] = pages;
      const left = papers.filter((id) => !first.includes(id));
      const taken = new Set(further.flat());
      return left.length * 2 <= papers.length || left.slice(0, UPPERMOST).some((id) => taken.has(id));
    },
    lowest() {
      const papers = new Set<string>();
      for (const page of pages.toReversed()) {
        if (papers.size >= FLOOR_PAPERS) break;
        for (const id of page) papers.add(id);
      }
      return [...papers];
    },
  };
}
