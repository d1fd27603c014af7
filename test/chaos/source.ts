// arXiv in a chaos run: a local server whose days pass by leaps, that fails at random, and what it has announced by now.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createArxivCalendar, easternDay, feedTime } from '../../src/domain/arxiv-calendar.js';
import { parseHolidays } from '../../src/domain/holidays.js';
import { readable } from '../../src/text/readable.js';
import { startArxiv, type Fault, type LocalArxiv } from '../helpers/arxiv-server.js';
import { createWorld } from '../helpers/arxiv-world.js';
import { root } from '../helpers/root.js';

export interface Source {
  readonly arxiv: LocalArxiv;
  /** Milliseconds that arXiv's clock is ahead of the machine's. */
  ahead(): number;
  /** Moves arXiv's clock on within its day, or to the first minutes of the next announcement day. */
  pass(ms: number): void;
  nextDay(): void;
  /** Titles of all papers announced since the beginning, as cards show them. */
  announced(): string[];
  /** The next `times` requests fail so. */
  fail(fault: Fault, times: number): void;
  /** The feeds of this day show the day before, up to its evening. */
  lag(kind: 'stale' | 'late'): void;
  mend(): void;
  /** Announces nothing after this day, however many more go by. */
  end(): void;
}

/** The day of rest before the first announcement: rules that are made on it get everything that follows. */
const FIRST_DAY = '2030-06-02';
const LAST_DAY = '2031-06-30';
const AFTER_MIDNIGHT_MS = 20 * 60_000;
const EVENING_MS = 18 * 3_600_000;

export async function openSource(seed: number): Promise<Source> {
  const path = join(root, 'data', 'arxiv-holidays.json');
  const calendar = createArxivCalendar(parseHolidays(readFileSync(path, 'utf8'), path));
  // One category: every paper is owed to every channel, whichever of its rules are there.
  const plan = { calendar, from: '2030-06-03', until: LAST_DAY, categories: ['cs.LG'], perDay: 3 };
  const world = createWorld({ seed, ...plan });
  let aheadMs = feedTime(FIRST_DAY).getTime() + 12 * 3_600_000 - Date.now();
  const now = (): Date => new Date(Date.now() + aheadMs);
  let fault: Fault | null = null;
  let left = 0;
  let lagging: { readonly day: string; readonly kind: 'stale' | 'late' } | null = null;
  let lastDay = LAST_DAY;
  const arxiv = await startArxiv({ world, calendar, now, pageRecords: 7 });
  arxiv.misbehave(() => {
    left -= 1;
    return left >= 0 ? fault : null;
  });
  arxiv.spoil((_category, day, at) => {
    if (day > lastDay) return 'empty';
    return lagging?.day === day && at.getTime() < feedTime(day).getTime() + EVENING_MS ? lagging.kind : null;
  });
  return {
    arxiv,
    ahead: () => aheadMs,
    pass: (ms) => void (aheadMs += ms),
    nextDay() {
      const { feedAt } = calendar.nextAnnouncement(now());
      aheadMs = feedAt.getTime() + AFTER_MIDNIGHT_MS - Date.now();
    },
    announced() {
      const today = easternDay(now());
      const until = today < lastDay ? today : lastDay;
      return world.events
        .filter(({ kind, day }) => kind === 'new' && day <= until)
        .map(({ paper }) => readable(paper.title));
    },
    fail(kind, times) {
      fault = kind;
      left = times;
    },
    lag: (kind) => void (lagging = { day: easternDay(now()), kind }),
    end: () => void (lastDay = easternDay(now())),
    mend() {
      left = 0;
      lagging = null;
    },
  };
}
