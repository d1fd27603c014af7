// Two months of a bot that fetches by itself, by the clock: June, and the weeks around the end of summer time with their faults.
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { easternDay } from '../../src/domain/arxiv-calendar.js';
import { alarmChanges, lastingAlarms, type Alarm, type FailingSource } from '../../src/domain/alarms.js';
import { instantOf } from '../../src/domain/local-time.js';
import { startArxiv, type LocalArxiv } from '../helpers/arxiv-server.js';
import { createWorld, type World } from '../helpers/arxiv-world.js';
import { calendar, openFetching, type Fetching } from '../helpers/fetching.js';

const CATEGORIES = ['cs.CL', 'cs.LG', 'math.NA', 'hep-th'];
/** How often the bot looks what is due, and somebody looks at its alarms. */
const STEP_MS = 1_800_000;
const ALARM_STEP_MS = 3_600_000;
/** Holes are looked for in two weeks, and a small category is known by the days before. */
const READS_MS = 24 * 86_400_000;
/** A month takes two minutes on a busy machine. */
const MONTH_TIMEOUT_MS = 600_000;
const PACE_MS = 2;
const eastern = (day: string, time = '00:00'): Date => instantOf(day, time, 'America/New_York');

let arxiv: LocalArxiv;
let fetching: Fetching;
afterEach(async () => {
  await fetching.close();
  await arxiv.close();
});

interface Delivered {
  readonly destination: string;
  readonly arxivId: string;
  readonly day: string;
}

function delivered(): Delivered[] {
  const db = new Database(fetching.store.path, { readonly: true });
  const rows = db
    .prepare<[], { destination: string; arxivId: string; at: string }>(
      `SELECT destination, arxiv_id AS arxivId, deliveries.created_at AS at FROM deliveries
       JOIN papers ON papers.id = paper_id WHERE state = 'pending'`,
    )
    .all();
  db.close();
  return rows.map(({ destination, arxivId, at }) => ({ destination, arxivId, day: easternDay(new Date(at)) }));
}

interface Opened extends Alarm {
  until: string | null;
}

/** Lets the clock run; where `isAsleep` says so, nothing happens. Answers the alarms in order. */
async function live(from: Date, until: Date, isAsleep: (at: Date) => boolean = () => false): Promise<Opened[]> {
  const alarms: Opened[] = [];
  const failingSince = new Map<string, string>();

  function look(at: Date): void {
    const { reader } = fetching.store;
    const failing: FailingSource[] = [];
    for (const { name, url, lastAt, error } of reader.sourceStates()) {
      if (error === null) failingSince.delete(name);
      else {
        const since = failingSince.get(name) ?? lastAt ?? at.toISOString();
        failingSince.set(name, since);
        failing.push({ name, host: new URL(url).host, since, lastAt: lastAt ?? since, error });
      }
    }
    const categories = CATEGORIES.map((category) => ({
      category,
      since: from.toISOString(),
      reads: reader.feedReads(category, new Date(at.getTime() - READS_MS).toISOString()),
    }));
    const lasting = lastingAlarms({ categories, failing, filled: reader.filledHoles(), calendar, now: at, days: 14 });
    const { begun, ended } = alarmChanges(
      alarms.filter((alarm) => alarm.until === null),
      lasting,
    );
    for (const alarm of ended) alarm.until = at.toISOString();
    for (const alarm of begun) alarms.push({ ...alarm, until: null });
  }

  for (let at = from; at < until; at = new Date(at.getTime() + STEP_MS)) {
    if (isAsleep(at)) continue;
    fetching.now = at;
    const isAlarmTime = at.getTime() % ALARM_STEP_MS === 0;
    // What a machine finds when it wakes is a fault, also when it is mended at once.
    if (isAlarmTime) look(at);
    await fetching.fetcher.look();
    if (isAlarmTime) look(at);
  }
  return alarms;
}

const key = ({ destination, arxivId, day }: Delivered): string => `${day} ${destination} ${arxivId}`;

/** What every channel is owed, on the day of its feed. */
function owed(
  world: World,
  from: string,
  until: string,
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
    const alarms = await live(from, eastern('2026-07-01'));
    expect(delivered().map(key).toSorted()).toEqual(owed(world, '2026-06-01', '2026-06-30'));
    expect(alarms).toEqual([]);
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
    const alarms = await live(eastern('2026-10-15'), eastern('2026-11-16'), (at) => at >= asleep[0] && at < asleep[1]);
    const missed = ['2026-11-10', '2026-11-11'];
    const found = delivered();
    const onDay = owed(world, '2026-10-15', '2026-11-15', (day) => (missed.includes(day) ? '2026-11-12' : day));
    expect(found.map(key).toSorted()).toEqual(onDay);
    expect(new Set(found.map(({ destination, arxivId }) => `${destination} ${arxivId}`)).size).toBe(found.length);
    expect(alarms.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
      `late ${late}`,
      `stale cs.CL ${stale}`,
      `failing ${arxiv.host}`,
      'hole 2026-11-10 to 2026-11-11',
    ]);
    expect(alarms.filter(({ until }) => until === null)).toEqual([]);
    expectPolite();
  });
});
