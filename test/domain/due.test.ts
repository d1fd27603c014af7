// Hours of digests and quiet hours over a year with its changes of the clocks: each day once, and never a day without.
import { describe, expect, it } from 'vitest';
import { nextHour, quietEnd } from '../../src/domain/due.js';
import { instantOf, wallTime } from '../../src/domain/local-time.js';

const HOUR_MS = 3_600_000;
/** Where the hour that is left out is 2, 0, half of one, or two of them. */
const ZONES = [
  ['America/New_York', 2],
  ['Europe/Berlin', 2],
  ['Africa/Cairo', 0],
  ['America/Santiago', 0],
  ['Asia/Beirut', 0],
  ['Australia/Lord_Howe', 2],
  ['Antarctica/Troll', 1],
] as const;

describe.each(ZONES)('in %s', (zone, hour) => {
  it('an hour comes once on every day of the year, also on those without it', () => {
    const days: string[] = [];
    for (let at = new Date('2026-01-01T12:00:00Z'); at.getUTCFullYear() === 2026;) {
      const next = nextHour(hour, zone, at);
      expect((next.getTime() - at.getTime()) / HOUR_MS).toBeLessThanOrEqual(26);
      days.push(wallTime(next, zone).slice(0, 10));
      at = next;
    }
    expect(new Set(days).size).toBe(days.length);
    expect(days.length).toBeGreaterThanOrEqual(364);
  });

  it('quiet hours end on the day on which their last hour is left out', () => {
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 6 * HOUR_MS) {
      const at = new Date(ms);
      const quiet = { from: (hour + 20) % 24, until: hour, zone };
      const end = quietEnd(quiet, at);
      if (end === null) continue;
      expect((end.getTime() - ms) / HOUR_MS).toBeLessThanOrEqual(6);
      expect(quietEnd(quiet, end)).toBeNull();
    }
  });
});

it('hour 24 is midnight', () => {
  const at = new Date('2030-06-07T12:00:00Z');
  expect(nextHour(24, 'Asia/Tokyo', at)).toEqual(nextHour(0, 'Asia/Tokyo', at));
  expect(quietEnd({ from: 20, until: 24, zone: 'Asia/Tokyo' }, at)?.toISOString()).toBe('2030-06-07T15:00:00.000Z');
});

it('a time that a change of the clocks leaves out is the moment of that change, from its first minute on', () => {
  for (const time of ['02:00', '02:00:01', '02:30', '02:59'])
    expect(instantOf('2027-03-14', time, 'America/New_York').toISOString()).toBe('2027-03-14T07:00:00.000Z');
});
