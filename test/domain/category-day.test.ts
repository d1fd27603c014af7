// States of a category's day and alarms, as functions of what was read: tables over ordinary days, quiet days and faults.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alarmChanges, lastingAlarms, type Alarm, type FailingSource } from '../../src/domain/alarms.js';
import { createArxivCalendar } from '../../src/domain/arxiv-calendar.js';
import { categoryDay, mayStillCome, reasonText, type CategoryReads } from '../../src/domain/category-day.js';
import { feedReadsOf, type FeedRead } from '../../src/domain/feed-read.js';
import { createEmptyDays } from '../../src/domain/holes.js';
import { parseHolidays } from '../../src/domain/holidays.js';
import { instantOf } from '../../src/domain/local-time.js';

const file = readFileSync(new URL('../../data/arxiv-holidays.json', import.meta.url), 'utf8');
const calendar = createArxivCalendar(parseHolidays(file, 'holidays'));

/** `20T00:10 20/7/a` is a reading on 20 October at 00:10 Eastern: batch of the 20th, 7 items, digest a. `!` after it: built before. */
function reading(category: string, text: string): FeedRead {
  const [time = '', shown = ''] = text.split(' ');
  const [day = '', clock = ''] = time.split('T');
  const at = instantOf(`2026-10-${day}`, clock, 'America/New_York').toISOString();
  const [batch = '', items = '0', digest = ''] = shown.replace('!', '').split('/');
  const isEmpty = items === '0';
  return {
    category,
    at,
    batchDay: isEmpty ? null : `2026-10-${batch}`,
    builtAt: shown.endsWith('!') ? instantOf(`2026-10-${batch}`, '00:01', 'America/New_York').toISOString() : at,
    items: Number(items),
    digest: isEmpty ? 'empty' : digest,
  };
}

function reads(category: string, ...texts: readonly string[]): CategoryReads {
  const found = feedReadsOf(texts.map((text) => reading(category, text)));
  return { category, since: '2026-10-01T00:00:00Z', failingSince: null, reads: found, withEarlier: () => found };
}

interface Asked {
  readonly day?: string;
  /** The same day where it is not given. */
  readonly today?: string;
}

function state(
  own: readonly string[],
  other: readonly string[] = [],
  { day = '2026-10-20', today }: Asked = {},
): string {
  const all = [reads('cs.CL', ...own), reads('cs.LG', ...other)];
  const isEmptyDay = createEmptyDays(all, today ?? day);
  const found = categoryDay({ category: all[0]!, isEmptyDay, day, calendar });
  return `${found.state} ${found.papers ?? '-'}${found.reason === null ? '' : ` ${found.reason.kind}`}`;
}

describe('the state of a day', () => {
  const quietPast = ['15T00:10 15/1/a', '16T00:10 16/2/b', '17T00:10 00/0', '18T00:10 00/0', '19T00:10 19/1/c'];
  it.each<[string, string, string[], string[]]>([
    ['was not read', 'waiting - not-read', ['19T20:00 19/5/x'], []],
    ['shows the day before, not built again', 'waiting - no-batch', ['20T00:05 19/5/x!'], []],
    ['was seen once', 'partial 7', ['20T00:10 20/7/a'], []],
    ['was seen twice within 44 minutes', 'partial 7', ['20T00:10 20/7/a', '20T00:54 20/7/a'], []],
    ['was seen twice, 45 minutes apart', 'complete 7', ['20T00:10 20/7/a', '20T00:55 20/7/a'], []],
    ['grew between two readings', 'partial 9', ['20T00:10 20/7/a', '20T00:55 20/9/b'], []],
    ['grew and then stayed', 'complete 9', ['20T00:10 20/7/a', '20T00:55 20/9/b', '20T01:40 20/9/b'], []],
    ['grew after it was complete', 'partial 9', ['20T00:10 20/7/a', '20T00:55 20/7/a', '20T20:00 20/9/b'], []],
    ['was seen after a stale one', 'partial 9', ['20T00:10 19/5/x', '20T00:55 20/9/b'], []],
    ['is at the limit', 'partial 2000 cut', ['20T00:10 20/2000/a', '20T00:55 20/2000/a'], []],
    [
      'is the batch of the day before, built again (trap 14: a stale batch is no quiet day)',
      'stale - old-batch',
      ['20T00:10 19/5/x'],
      [],
    ],
    ['is empty like all others', 'none 0 unlisted', ['20T00:10 00/0'], ['20T00:11 00/0']],
    ['is empty while another was not read', 'waiting - no-batch', ['20T00:10 00/0'], []],
    ['is empty while another has papers', 'waiting - no-batch', ['20T00:10 00/0'], ['20T00:11 20/9/b']],
    [
      'is empty twice in a small category',
      'none 0 quiet',
      [...quietPast, '20T00:10 00/0', '20T01:00 00/0'],
      ['20T00:11 20/9/b'],
    ],
    [
      'is empty twice in a small category that grew later',
      'none 0 quiet',
      [...quietPast, '20T00:10 00/0', '20T01:00 00/0', '21T00:10 21/90/d'],
      ['20T00:11 20/9/b'],
    ],
    [
      'is empty twice in a category that has just been followed',
      'waiting - unsized',
      ['19T00:10 00/0', '20T00:10 00/0', '20T01:00 00/0'],
      ['20T00:11 20/9/b'],
    ],
    ['is empty once in a small category', 'waiting - no-batch', [...quietPast, '20T00:10 00/0'], ['20T00:11 20/9/b']],
  ])('whose feed %s is %s', (_, expected, own, other) => {
    expect(state(own, other)).toBe(expected);
  });

  it('that is over is empty only where all feeds were seen so for long enough', () => {
    const over = { today: '2026-10-21' };
    const [once, twice] = [['20T00:10 00/0'], ['20T00:10 00/0', '20T01:10 00/0']];
    expect(state(twice, twice, over)).toBe('none 0 unlisted');
    expect(state(twice, once, over)).toBe('waiting - unsized');
    expect(state(once, twice, over)).toBe('waiting - no-batch');
  });

  it('whose feed fails is not known, unless its last readings settle it', () => {
    const all = (own: readonly string[], failingSince: string | null): CategoryReads[] => [
      { ...reads('cs.CL', ...own), failingSince },
      reads('cs.LG', '20T00:10 00/0'),
    ];
    const shown = (own: readonly string[], failingSince: string | null, day = '2026-10-20'): string => {
      const isEmptyDay = createEmptyDays(all(own, failingSince), '2026-10-20');
      const found = categoryDay({ category: all(own, failingSince)[0]!, isEmptyDay, day, calendar });
      return `${found.state} ${found.reason?.kind ?? ''} ${mayStillCome(found, new Date('2026-10-20T20:00:00Z'))}`;
    };
    const since = '2026-10-20T04:20:00.000Z';
    expect(shown([], since)).toBe('waiting failing true');
    expect(shown(['20T00:10 19/5/x!'], since)).toBe('waiting failing true');
    expect(shown(['20T00:10 19/5/x!'], null)).toBe('waiting no-batch false');
    expect(shown(['20T00:10 00/0'], since)).toBe('waiting failing true');
    expect(shown(['20T00:10 00/0', '20T01:10 00/0'], since)).toBe('none unlisted false');
    expect(shown(['20T00:10 20/5/x', '20T01:10 20/5/x'], since)).toBe('complete  false');
    // Of a day before the failure it says nothing.
    expect(shown(['19T00:10 16/5/x!'], since, '2026-10-19')).toBe('waiting no-batch false');
    const failing = categoryDay({ category: all([], since)[0]!, isEmptyDay: () => false, day: '2026-10-20', calendar });
    expect(failing.reason === null ? '' : reasonText(failing.reason)).toContain('since 2026-10-20T04:20:00Z');
  });

  it('on a weekend and a holiday is none, unless a batch is there after all', () => {
    expect(state([], [], { day: '2026-10-18' })).toBe('none 0 weekend');
    expect(state([], [], { day: '2026-11-27' })).toBe('none 0 holiday');
    expect(state(['18T00:10 18/7/a', '18T00:55 18/7/a'], [], { day: '2026-10-18' })).toBe('complete 7');
  });

  it('has its reason in words', () => {
    const reasons = ['2026-10-18', '2026-11-27', '2027-11-26'].map((day) => {
      const found = categoryDay({ category: reads('cs.CL'), isEmptyDay: () => false, day, calendar });
      return found.reason === null ? null : reasonText(found.reason);
    });
    expect(reasons).toEqual([
      'weekend: arXiv announces nothing',
      'arXiv holiday: Thanksgiving',
      'arXiv holiday: Thanksgiving (guessed, not listed yet)',
    ]);
  });
});

/** Readings that make every announcement day from the 15th to `until` complete. */
function complete(category: string, until: number, ...more: readonly string[]): CategoryReads {
  const days = ['15', '16', '19', '20', '21', '22', '23'].filter((day) => Number(day) <= until);
  const own = days.flatMap((day) => [`${day}T00:10 ${day}/9/${day}`, `${day}T00:55 ${day}/9/${day}`]);
  return { ...reads(category, ...own, ...more), since: '2026-10-14T12:00:00Z' };
}

interface Given {
  readonly at: string;
  readonly categories: readonly CategoryReads[];
  readonly failing?: readonly FailingSource[];
  readonly filled?: readonly { category: string; day: string }[];
}

function alarms({ at, categories, failing = [], filled = [] }: Given): Alarm[] {
  const [day = '', clock = ''] = at.split('T');
  const now = instantOf(`2026-10-${day}`, clock, 'America/New_York');
  return lastingAlarms({ categories, failing, filled, calendar, now, days: 14, isHarvesting: true });
}
const brief = (found: readonly Alarm[]): string[] =>
  found.map(({ kind, subject, since }) => `${kind} ${subject} ${since}`);

describe('no alarm', () => {
  it.each<[string, Given]>([
    ['on an ordinary day', { at: '20T12:00', categories: [complete('cs.CL', 20), complete('cs.LG', 20)] }],
    ['before three hours are over', { at: '20T02:59', categories: [complete('cs.CL', 19, '20T00:10 19/9/19!')] }],
    ['on a weekend', { at: '18T12:00', categories: [complete('cs.CL', 16, '18T00:10 00/0')] }],
    [
      'where all feeds are empty',
      {
        at: '20T12:00',
        categories: ['cs.CL', 'cs.LG'].map((code) => complete(code, 19, '20T00:10 00/0', '20T01:10 00/0')),
      },
    ],
    [
      'for a category that is not followed since the day began',
      { at: '20T12:00', categories: [{ ...reads('cs.CL', '20T11:00 19/9/x!'), since: '2026-10-20T05:00:00Z' }] },
    ],
    [
      'for categories that were empty on their first days, while others had papers',
      {
        at: '17T00:30',
        categories: [
          ...['cs.GL', 'math.KT'].map((code) => ({
            ...reads(code, '15T00:10 00/0', '15T01:10 00/0', '16T00:10 00/0', '16T01:10 00/0'),
            since: '2026-10-14T12:00:00Z',
          })),
          complete('cs.LG', 16),
        ],
      },
    ],
    ['for a machine that has just woken and read nothing yet', { at: '20T12:00', categories: [complete('cs.CL', 19)] }],
  ])('%s', (_, given) => {
    expect(alarms(given)).toEqual([]);
  });
});

describe('one alarm', () => {
  const failingFrom = (since: string, until: string): FailingSource[] =>
    ['cs.CL', 'cs.LG'].map((name) => ({ name, host: 'rss.arxiv.org', since, until, error: 'HTTP 503.' }));

  it('for a batch that is late in all categories, from the third hour', () => {
    const categories = ['cs.CL', 'cs.LG'].map((code) => complete(code, 19, '20T02:00 19/9/19!'));
    expect(brief(alarms({ at: '20T03:00', categories }))).toEqual(['late 2026-10-20 2026-10-20T07:00:00Z']);
  });

  it('for a late batch also where the feed fails from then on: nothing tells that the batch came', () => {
    const found = (failingSince: string, ...own: readonly string[]): string[] =>
      brief(alarms({ at: '20T06:00', categories: [{ ...complete('cs.CL', 19, ...own), failingSince }] }));
    expect(found('2026-10-20T07:30:00.000Z', '20T02:00 19/9/19!')).toEqual([
      'late cs.CL 2026-10-20 2026-10-20T07:00:00Z',
    ]);
    expect(found('2026-10-20T06:30:00.000Z', '20T02:00 19/9/19!')).toEqual([]);
    expect(found('2026-10-20T07:30:00.000Z')).toEqual([]);
  });

  it('for a single category that is empty while others have papers', () => {
    const categories = [complete('cs.CL', 19, '20T02:00 00/0'), complete('cs.LG', 20)];
    expect(brief(alarms({ at: '20T03:10', categories }))).toEqual(['late cs.CL 2026-10-20 2026-10-20T07:00:00Z']);
  });

  it('for a stale batch, at once, and none for its being late', () => {
    const categories = [complete('cs.CL', 19, '20T00:10 19/9/19', '20T04:00 19/9/19'), complete('cs.LG', 20)];
    expect(brief(alarms({ at: '20T04:10', categories }))).toEqual(['stale cs.CL 2026-10-20 2026-10-20T04:10:00Z']);
  });

  it('for a host that does not answer for two hours of an announcement day, whatever sources it has', () => {
    const categories = [complete('cs.CL', 19), complete('cs.LG', 19)];
    const given = (until: string): Given => ({
      at: '20T03:30',
      categories,
      failing: failingFrom('2026-10-20T04:05:00Z', until),
    });
    expect(alarms(given('2026-10-20T06:04:00Z'))).toEqual([]);
    expect(brief(alarms(given('2026-10-20T06:05:00Z')))).toEqual(['failing rss.arxiv.org 2026-10-20T04:05:00Z']);
  });

  it('not for a host that fails on a weekend, until two hours of Monday are over', () => {
    const given = (until: string): Given => ({
      at: '19T02:00',
      categories: [complete('cs.CL', 16)],
      failing: failingFrom('2026-10-17T05:00:00Z', until),
    });
    expect(alarms(given('2026-10-19T05:59:00Z'))).toEqual([]);
    expect(alarms(given('2026-10-19T06:00:00Z'))).toHaveLength(1);
  });

  it('for a day that ended incomplete, from its end until it is filled', () => {
    const categories = [
      complete('cs.CL', 19, '20T00:10 20/9/a', '21T00:10 21/9/21', '21T00:55 21/9/21'),
      complete('cs.LG', 21),
    ];
    expect(brief(alarms({ at: '21T12:00', categories }))).toEqual(['hole cs.CL 2026-10-20 2026-10-21T04:00:00Z']);
    expect(alarms({ at: '21T12:00', categories, filled: [{ category: 'cs.CL', day: '2026-10-20' }] })).toEqual([]);
  });

  it('for all days that a machine slept through', () => {
    const categories = ['cs.CL', 'cs.LG'].map((code) => complete(code, 19, '22T12:00 22/9/a', '22T12:50 22/9/a'));
    expect(brief(alarms({ at: '22T13:00', categories }))).toEqual([
      'hole 2026-10-20 to 2026-10-21 2026-10-21T04:00:00Z',
    ]);
  });

  it('for each of two days that were missed one after the other while the machine was awake', () => {
    const categories = [
      complete('cs.CL', 19, '20T00:10 20/9/a', '21T00:10 21/9/b', '22T00:10 22/9/c', '22T00:55 22/9/c'),
    ];
    expect(brief(alarms({ at: '22T13:00', categories }))).toEqual([
      'hole cs.CL 2026-10-20 2026-10-21T04:00:00Z',
      'hole cs.CL 2026-10-21 2026-10-22T04:00:00Z',
    ]);
  });
});

it.each([
  ['not read', '09:00', [], true],
  ['no batch in the first hours', '02:00', ['20T00:10 19/7/a!'], true],
  ['an old batch under a fresh date', '09:00', ['20T08:10 19/7/a'], true],
  ['no batch later', '09:00', ['20T08:10 19/7/a!'], false],
  ['a batch that is not whole yet', '02:00', ['20T00:10 20/7/a'], false],
] as const)('papers of a day may still come: %s at %s', (_, clock, own, may) => {
  const day = '2026-10-20';
  const category = reads('cs.CL', ...own);
  const found = categoryDay({ category, isEmptyDay: () => false, day, calendar });
  expect(mayStillCome(found, instantOf(day, clock, 'America/New_York'))).toBe(may);
});

describe('alarms that change', () => {
  const alarm = (kind: Alarm['kind'], subject: string): Alarm => ({
    kind,
    subject,
    since: '2026-10-20T04:00:00Z',
    text: '',
  });

  it('begin once, go on while fewer categories are concerned, and end', () => {
    const late = alarm('late', '2026-10-20');
    expect(alarmChanges([], [late])).toEqual({ begun: [late], ended: [] });
    expect(alarmChanges([late], [alarm('late', 'cs.CL 2026-10-20')])).toEqual({ begun: [], ended: [] });
    expect(alarmChanges([late], [alarm('late', '2026-10-21')])).toEqual({
      begun: [alarm('late', '2026-10-21')],
      ended: [late],
    });
    expect(alarmChanges([alarm('failing', 'a.org')], [alarm('failing', 'b.org')]).begun).toHaveLength(1);
  });

  it('go on while days join a hole or grow too old', () => {
    const hole = alarm('hole', '2026-10-20 to 2026-10-22');
    for (const subject of ['2026-10-20 to 2026-10-23', '2026-10-21 to 2026-10-22', 'cs.CL 2026-10-22'])
      expect(alarmChanges([hole], [alarm('hole', subject)])).toEqual({ begun: [], ended: [] });
    const next = alarm('hole', 'cs.CL 2026-10-23');
    expect(alarmChanges([hole], [next])).toEqual({ begun: [next], ended: [hole] });
  });
});
