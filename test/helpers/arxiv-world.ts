// A world of papers for the local arXiv: submitted, announced by the calendar, cross-listed later, replaced; from a seed.
import type { ArxivCalendar } from '../../src/domain/arxiv-calendar.js';
import { daysBetween } from '../../src/domain/local-time.js';
import { randomFrom } from './dump-generator.js';

export interface WorldPaper {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
  readonly authors: readonly { readonly forenames: string; readonly keyname: string }[];
  readonly comments: string;
  /** Submission of version 1, 2 and so on. */
  readonly versions: readonly Date[];
  /** Primary first; those added later stand at the end. */
  readonly categories: readonly string[];
}

export type WorldType = 'new' | 'cross' | 'replace' | 'replace-cross';

/** What one day announces of a paper. `added` is the category of a late cross-list. */
export interface WorldEvent {
  readonly day: string;
  readonly paper: WorldPaper;
  readonly kind: 'new' | 'late-cross' | 'replace';
  readonly version: number;
  readonly added: string | null;
}

/** One line of a category's feed. */
export interface WorldItem {
  readonly paper: WorldPaper;
  readonly type: WorldType;
  readonly version: number;
  /** As they are on that day. */
  readonly categories: readonly string[];
}

export interface World {
  readonly papers: readonly WorldPaper[];
  readonly events: readonly WorldEvent[];
  /** What a category's feed carries on a day, in arXiv's order. */
  items(category: string, day: string): WorldItem[];
}

export interface WorldPlan {
  readonly seed: number;
  readonly calendar: ArxivCalendar;
  /** Days of feeds, both included. */
  readonly from: string;
  readonly until: string;
  readonly categories: readonly string[];
  /** New papers a day. */
  readonly perDay: number;
}

const WORDS =
  'sparse causal latent adaptive spectral robust neural quantum random convex graph kernel token policy field flow operator bound'.split(
    ' ',
  );
const FORENAMES = ['Aiko', "Bal\\'azs", 'Chen', 'Dalia', 'J.-P.', 'Fatima', 'Goran', 'Hana', 'Igor', 'Jun'];
const KEYNAMES = ['Abe', 'Baker', "O'Neil", "Garc\\'ia", 'Endo', 'Fischer', 'van der Berg', 'Haddad', 'Ito', 'Jensen'];
const ORDER: readonly WorldType[] = ['new', 'cross', 'replace', 'replace-cross'];

/** The categories that a paper has on a day: late cross-lists only from theirs on. */
function categoriesOn(paper: WorldPaper, day: string, events: readonly WorldEvent[]): string[] {
  const later = events.filter((event) => event.paper === paper && event.added !== null && event.day > day);
  return paper.categories.filter((category) => !later.some(({ added }) => added === category));
}

export function createWorld({ seed, calendar, from, until, categories, perDay }: WorldPlan): World {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const days = daysBetween(from, until).filter((day) => calendar.scheduled(day).pause === null);
  const papers: WorldPaper[] = [];
  const events: WorldEvent[] = [];

  function paperOf(day: string, number: number, primary: string): WorldPaper {
    const window = calendar.freezeWindow(day);
    if (window === null) throw new Error(`${day} announces nothing`);
    const at = (share: number): Date =>
      new Date(window.from.getTime() + Math.floor(share * (window.until.getTime() - window.from.getTime())));
    const own = [...new Set([primary, ...(random() < 0.4 ? [pick(categories)] : [])])];
    const title = Array.from({ length: 5 }, () => pick(WORDS)).join(' ');
    return {
      id: `${day.slice(2, 4)}${day.slice(5, 7)}.${String(number).padStart(5, '0')}`,
      title: `On ${title} & the $O(n^2)$ case ${number}`,
      abstract: `We study ${pick(WORDS)} ${pick(WORDS)} with $\\alpha < ${number}$.\nA second line follows -- with 5\\% more.`,
      authors: Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
        forenames: pick(FORENAMES),
        keyname: `${pick(KEYNAMES)}`,
      })),
      comments: `${5 + (number % 40)} pages`,
      versions: [at(random())],
      categories: own,
    };
  }

  const numbers = new Map<string, number>();
  days.forEach((day, index) => {
    const month = day.slice(0, 7);
    for (let count = 0; count < perDay; count += 1) {
      const number = (numbers.get(month) ?? 0) + 1;
      numbers.set(month, number);
      // No category is without a paper, so that an empty feed is a fault.
      let paper = paperOf(day, number, categories[count] ?? pick(categories));
      const later = days[index + 1 + Math.floor(random() * 4)];
      const added = categories.find((category) => !paper.categories.includes(category));
      const fate = random();
      if (later !== undefined && added !== undefined && fate < 0.15) {
        paper = { ...paper, categories: [...paper.categories, added] };
        events.push({ day: later, paper, kind: 'late-cross', version: 1, added });
      } else if (later !== undefined && fate < 0.35) {
        const submitted = calendar.freezeWindow(later)?.until ?? new Date(0);
        paper = { ...paper, versions: [...paper.versions, new Date(submitted.getTime() - 3_600_000)] };
        events.push({ day: later, paper, kind: 'replace', version: 2, added: null });
      }
      events.push({ day, paper, kind: 'new', version: 1, added: null });
      papers.push(paper);
    }
  });

  function typeIn(category: string, event: WorldEvent, own: readonly string[]): WorldType | null {
    if (event.kind === 'late-cross') return event.added === category ? 'cross' : null;
    if (!own.includes(category)) return null;
    const isPrimary = own[0] === category;
    if (event.kind === 'new') return isPrimary ? 'new' : 'cross';
    return isPrimary ? 'replace' : 'replace-cross';
  }

  return {
    papers,
    events,
    items(category, day) {
      const found = events.flatMap((event): WorldItem[] => {
        if (event.day !== day) return [];
        const own = categoriesOn(event.paper, day, events);
        const type = typeIn(category, event, own);
        return type === null ? [] : [{ paper: event.paper, type, version: event.version, categories: own }];
      });
      const rank = ({ type, paper }: WorldItem): string => `${ORDER.indexOf(type)} ${paper.id}`;
      return found.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
    },
  };
}
