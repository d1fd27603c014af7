// Two months of a bot that fetches by itself, by the clock: June, and the weeks around the end of summer time with their faults.
import { afterEach, describe, expect, it } from 'vitest';
import { easternDay } from '../../src/domain/arxiv-calendar.js';
import { instantOf } from '../../src/domain/local-time.js';
import { startArxiv, type LocalArxiv } from '../helpers/arxiv-server.js';
import { createWorld, type World } from '../helpers/arxiv-world.js';
import { calendar, openFetching, type Fetching } from '../helpers/fetching.js';
import { openPosting, type Posting } from '../helpers/posting.js';

const CATEGORIES = ['cs.CL', 'cs.LG', 'math.NA', 'hep-th'];
/** How often the bot looks what is due. */
const STEP_MS = 1_800_000;
/** A month takes two minutes on a busy machine. */
const MONTH_TIMEOUT_MS = 600_000;
const PACE_MS = 2;
const eastern = (day: string, time = '00:00'): Date => instantOf(day, time, 'America/New_York');

let arxiv: LocalArxiv;
let fetching: Fetching;
let posting: Posting;
afterEach(async () => {
  await posting.stop();
  await fetching.close();
  await arxiv.close();
});

/** Lets the clock run; where `isAsleep` says so, nothing happens. */
async function live(from: Date, until: Date, isAsleep: (at: Date) => boolean = () => false): Promise<void> {
  for (let at = from; at < until; at = new Date(at.getTime() + STEP_MS)) {
    if (isAsleep(at)) continue;
    fetching.now = at;
    await fetching.fetcher.look();
    await posting.drain();
  }
}

interface Shown {
  readonly destination: string;
  readonly arxivId: string;
  readonly day: string;
}

const key = ({ destination, arxivId, day }: Shown): string => `${day} ${destination} ${arxivId}`;

/** What stands in every channel, by the day on which it was posted. */
function posted(): string[] {
  const cards = posting.posted.flatMap(({ destination, arxivIds, at }) =>
    arxivIds.map((arxivId) => ({ destination, arxivId, day: easternDay(at) })),
  );
  return cards.map(key).toSorted();
}

const alarms = (): string[] => fetching.store.reader.alarmsSince('').map(({ kind, subject }) => `${kind} ${subject}`);

/** What every channel is owed, on the day of its feed. */
function owed(
  world: World,
  { from, until }: { from: string; until: string },
  dayOf: (day: string) => string | null = (day) => day,
): string[] {
  const days = [...new Set(world.events.map(({ day }) => day))].filter((day) => day >= from && day <= until);
  return days
    .flatMap((day) =>
      CATEGORIES.flatMap((category) =>
        world
          .items(category, day)
          .filter(({ type }) => type === 'new' || type === 'cross')
          .flatMap(({ paper }) => {
            const isLateCross = world.events.some(
              (event) => event.day === day && event.paper === paper && event.kind === 'late-cross',
            );
            const shown = dayOf(day);
            // OAI cannot prove a cross-list: on a day that only the harvest gave it is listed, not posted.
            if (shown === null || (shown !== day && isLateCross)) return [];
            return [key({ destination: `1${category}`, arxivId: paper.id, day: shown })];
          }),
      ),
    )
    .toSorted();
}

async function open(seed: number, from: string, until: string): Promise<World> {
  const world = createWorld({ seed, calendar, from, until, categories: CATEGORIES, perDay: 6 });
  arxiv = await startArxiv({ world, calendar, now: () => fetching.now, pageRecords: 25, paceMs: PACE_MS });
  fetching = await openFetching({ ...arxiv.env, HARVEST: 'auto', SOURCE_PACE_MS: String(PACE_MS) });
  posting = openPosting(fetching.store, () => fetching.now);
  return world;
}

function expectPolite(): void {
  expect(arxiv.mostAtOnce()).toBe(1);
  const { requests } = arxiv;
  const gaps = requests.slice(1).map(({ beganMs }, index) => beganMs - requests[index]!.endedMs);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(PACE_MS);
  expect(requests.filter(({ status }) => status === 429)).toEqual([]);
}

describe('a month of fetching', { timeout: MONTH_TIMEOUT_MS }, () => {
  it('June, with Juneteenth on a Friday: every paper once in every channel on its day, and no alarm', async () => {
    const world = await open(6, '2026-05-25', '2026-07-02');
    const from = eastern('2026-06-01');
    for (const category of CATEGORIES) fetching.follow(category, '2026-05-31T12:00:00Z');
    await live(from, eastern('2026-07-01'));
    expect(posted()).toEqual(owed(world, { from: '2026-06-01', until: '2026-06-30' }));
    expect(alarms()).toEqual([]);
    expect(fetching.told).toEqual([]);
    expectPolite();
  });

  it('15 October to 15 November, with every fault: every paper once, one alarm for each fault', async () => {
    const world = await open(10, '2026-10-08', '2026-11-17');
    for (const category of CATEGORIES) fetching.follow(category, '2026-10-14T12:00:00Z');
    const [late, stale, partial, outage] = ['2026-10-20', '2026-10-22', '2026-10-27', '2026-11-05'];
    arxiv.spoil((category, day, at) => {
      if (day === late && at < eastern(day, '05:00')) return 'late';
      if (day === stale && category === 'cs.CL' && at < eastern(day, '06:00')) return 'stale';
      return day === partial && at < eastern(day, '00:40') ? 'partial' : null;
    });
    arxiv.misbehave((_url, at) => (at >= eastern(outage, '00:00') && at < eastern(outage, '07:00') ? '503' : null));
    const asleep = [eastern('2026-11-09', '12:00'), eastern('2026-11-12', '12:00')] as const;
    await live(eastern('2026-10-15'), eastern('2026-11-16'), (at) => at >= asleep[0] && at < asleep[1]);
    const missed = ['2026-11-10', '2026-11-11'];
    const onDay = owed(world, { from: '2026-10-15', until: '2026-11-15' }, (day) =>
      missed.includes(day) ? '2026-11-12' : day,
    );
    expect(posted()).toEqual(onDay);
    expect(alarms()).toEqual([
      `late ${late}`,
      `stale cs.CL ${stale}`,
      `failing ${arxiv.host}`,
      'hole 2026-11-10 to 2026-11-11',
    ]);
    expect(fetching.store.reader.openAlarms()).toEqual([]);
    // Once that it is wrong, and once that it is mended.
    const told = fetching.told.map(({ content }) => content);
    expect(told).toHaveLength(8);
    for (const subject of [late, stale, arxiv.host, '2026-11-10 to 2026-11-11'])
      expect(told.filter((content) => content.replaceAll('\\', '').includes(subject))).toHaveLength(2);
    expectPolite();
  });
});
