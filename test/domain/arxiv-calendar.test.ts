// arXiv's calendar: announcement days, holidays with their meaning, freeze windows, guesses, and the data file's border.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createArxivCalendar, easternDay, feedTime, lastWindows } from '../../src/domain/arxiv-calendar.js';
import { guessHolidays, parseHolidays } from '../../src/domain/holidays.js';
import { daysBetween, weekdayOf } from '../../src/domain/local-time.js';

const file = readFileSync(new URL('../../data/arxiv-holidays.json', import.meta.url), 'utf8');
const calendar = createArxivCalendar(parseHolidays(file, 'data/arxiv-holidays.json'));

function paused(from: string, until: string): string[] {
  return daysBetween(from, until).filter((day) => weekdayOf(day) <= 5 && calendar.scheduled(day).pause !== null);
}

describe('the feeds without items on weekdays', () => {
  // What a repository that commits once after each announcement lacks; 2026-04-06 came unannounced and is in no list.
  it('are in 2025 those that were missing', () => {
    expect(paused('2025-01-01', '2025-12-31')).toEqual([
      ...['2025-01-01', '2025-01-02', '2025-01-21', '2025-06-20', '2025-07-07'],
      ...['2025-09-02', '2025-11-28', '2025-12-26', '2025-12-31'],
    ]);
  });

  it('are in 2026 the day after each listed day, and Monday after a listed Friday', () => {
    expect(paused('2026-01-01', '2027-01-01')).toEqual([
      ...['2026-01-02', '2026-01-20', '2026-06-22', '2026-07-06', '2026-09-08', '2026-11-27'],
      ...['2026-12-28', '2026-12-30', '2027-01-01'],
    ]);
  });
});

describe('the last windows', () => {
  it('are those of announcement days alone, one after the other without a gap', () => {
    const windows = lastWindows(calendar, new Date('2026-12-02T12:00:00Z'), 6);
    // Nothing was announced on 27 November: what was submitted on 25 and 26 November came on Monday the 30th.
    expect(windows.map(({ until }) => easternDay(until))).toEqual([
      ...['2026-12-02', '2026-12-01', '2026-11-30', '2026-11-27', '2026-11-25', '2026-11-24'],
    ]);
    expect(windows.slice(0, -1).map(({ from }) => from)).toEqual(windows.slice(1).map(({ until }) => until));
  });
});

it('a day is worked out once: /status asks the same of it for every category', () => {
  expect(calendar.scheduled('2026-11-25')).toBe(calendar.scheduled('2026-11-25'));
  expect(feedTime('2026-11-25')).toBe(feedTime('2026-11-25'));
});

describe('a scheduled day', () => {
  it('is a listed holiday by its name, not guessed', () => {
    expect(calendar.scheduled('2026-06-22')).toEqual({
      day: '2026-06-22',
      pause: {
        kind: 'holiday',
        holiday: expect.objectContaining({ date: '2026-06-19', name: 'Juneteenth' }),
        isGuess: false,
      },
      isGuess: false,
    });
    expect(calendar.scheduled('2026-06-19').pause).toBeNull();
  });

  it('is a weekend on Saturday and Sunday, which is never a guess', () => {
    for (const day of ['2026-11-21', '2026-11-22', '2031-11-22'])
      expect(calendar.scheduled(day)).toEqual({ day, pause: { kind: 'weekend' }, isGuess: false });
  });

  it.each([
    ['2027-01-01', false],
    ['2027-01-04', true],
    ['2027-01-19', true],
    ['2027-06-21', true],
    ['2027-07-06', true],
    ['2027-11-26', true],
    ['2028-01-03', true],
  ])('of a year without a list is guessed from the year of its freeze: %s', (day, isGuess) => {
    expect(calendar.scheduled(day)).toMatchObject({ pause: { kind: 'holiday', isGuess }, isGuess });
  });

  it('of a year without a list is an announcement day otherwise, and marked', () => {
    expect(calendar.scheduled('2027-03-02')).toEqual({ day: '2027-03-02', pause: null, isGuess: true });
  });

  it('is guessed after the day up to which a year is listed', () => {
    const early = { 2027: { listedUntil: '2027-11-30', holidays: [] } };
    expect(createArxivCalendar(early).scheduled('2027-11-26')).toMatchObject({ pause: null, isGuess: false });
    expect(createArxivCalendar(early).scheduled('2027-12-27')).toMatchObject({ pause: { isGuess: true } });
  });
});

describe('the freeze window', () => {
  const window = (day: string, empty: readonly string[] = []): string | null => {
    const found = calendar.freezeWindow(day, (each) => empty.includes(each));
    return found === null ? null : `${found.from.toISOString()} ${found.until.toISOString()}`;
  };

  it.each([
    ['Tuesday of an ordinary week', '2026-06-09', '2026-06-05T18:00:00.000Z 2026-06-08T18:00:00.000Z'],
    ['Wednesday', '2026-06-10', '2026-06-08T18:00:00.000Z 2026-06-09T18:00:00.000Z'],
    ['Monday', '2026-06-08', '2026-06-04T18:00:00.000Z 2026-06-05T18:00:00.000Z'],
    ['Tuesday after an empty Monday', '2026-06-23', '2026-06-18T18:00:00.000Z 2026-06-22T18:00:00.000Z'],
    ['Wednesday after an empty Tuesday', '2026-01-21', '2026-01-16T19:00:00.000Z 2026-01-20T19:00:00.000Z'],
    ['over the end of summer time', '2026-11-03', '2026-10-30T18:00:00.000Z 2026-11-02T19:00:00.000Z'],
    ['over the beginning of summer time', '2026-03-10', '2026-03-06T19:00:00.000Z 2026-03-09T18:00:00.000Z'],
  ])('of a %s', (_, day, expected) => {
    expect(window(day)).toBe(expected);
  });

  it('reaches back over days on which arXiv announced nothing against its schedule', () => {
    expect(window('2026-06-10', ['2026-06-09', '2026-06-08'])).toBe(
      '2026-06-04T18:00:00.000Z 2026-06-09T18:00:00.000Z',
    );
  });

  it('does not exist on weekends and holidays', () => {
    expect(['2026-06-20', '2026-06-22'].map((day) => window(day))).toEqual([null, null]);
  });

  it('of a year follows the one before without gap or overlap, and holds what it announces', () => {
    const days = daysBetween('2026-01-01', '2027-02-28').filter((day) => calendar.scheduled(day).pause === null);
    for (const [index, day] of days.entries()) {
      const { from, until } = calendar.freezeWindow(day)!;
      const next = days[index + 1];
      if (next !== undefined) expect(calendar.freezeWindow(next)!.from).toEqual(until);
      expect(calendar.announcementOf(from).day).toBe(day);
      expect(calendar.announcementOf(new Date(until.getTime() - 1)).day).toBe(day);
    }
  });
});

describe('the next announcement', () => {
  it.each([
    ['2026-06-19T12:00:00Z', '2026-06-23', '2026-06-23T04:00:00.000Z'],
    ['2026-11-02T04:59:59Z', '2026-11-02', '2026-11-02T05:00:00.000Z'],
    ['2026-11-02T05:00:00Z', '2026-11-03', '2026-11-03T05:00:00.000Z'],
    ['2026-12-30T06:00:00Z', '2026-12-31', '2026-12-31T05:00:00.000Z'],
    ['2026-12-31T06:00:00Z', '2027-01-05', '2027-01-05T05:00:00.000Z'],
  ])('after %s is that of %s', (after, day, feedAt) => {
    const found = calendar.nextAnnouncement(new Date(after));
    expect([found.day, found.feedAt.toISOString(), found.isGuess]).toEqual([day, feedAt, day > '2027']);
  });
});

describe('the Eastern day', () => {
  it('begins at midnight in New York, in summer and in winter', () => {
    expect(easternDay(new Date('2026-07-01T03:59:59Z'))).toBe('2026-06-30');
    expect(easternDay(new Date('2026-07-01T04:00:00Z'))).toBe('2026-07-01');
    expect(feedTime('2026-12-01').toISOString()).toBe('2026-12-01T05:00:00.000Z');
  });
});

describe('a guess', () => {
  it('for 2027 moves holidays from weekends to the weekday beside them', () => {
    expect(guessHolidays('2027').map((each) => each.date)).toEqual([
      ...['2027-01-01', '2027-12-31', '2027-01-18', '2027-06-18', '2027-07-05', '2027-09-06', '2027-11-25'],
      '2027-12-24',
    ]);
  });
});

describe('the data file', () => {
  const year = (holidays: unknown, listedUntil = '2027-12-31'): string =>
    JSON.stringify({ '2027': { listedUntil, holidays } });
  const named = (date: string) => ({ date, name: 'x', nameJa: 'x' });

  it.each([
    ['no JSON', '{', /holidays\.json is not JSON/],
    ['a Saturday', year([named('2027-12-25')]), /2027\.holidays\.0\.date.*no Saturday/],
    ['no day', year([named('2027-02-30')]), /a day such as/],
    ['a day of another year', year([named('2026-11-26')]), /2026-11-26 is not in 2027/],
    ['a holiday without a name', year([{ date: '2027-01-18' }]), /2027\.holidays\.0\.name/],
    ['a misspelled field', JSON.stringify({ '2027': { listedUntill: '2027-12-31', holidays: [] } }), /2027/],
  ])('with %s is refused by name and place', (_, text, message) => {
    expect(() => parseHolidays(text, 'data/arxiv-holidays.json')).toThrow(message);
  });

  it('may be empty: everything is guessed then', () => {
    const guessed = createArxivCalendar(parseHolidays('{}', 'x'));
    expect(guessed.scheduled('2026-11-27').pause).toMatchObject({ isGuess: true, holiday: { name: 'Thanksgiving' } });
  });
});
