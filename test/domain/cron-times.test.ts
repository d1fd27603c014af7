// Cron times: what is due next in a zone, over both changes of the clocks and whatever zone the machine is in.
import { afterEach, describe, expect, it } from 'vitest';
import { isCronExpression, nextCronTime } from '../../src/domain/cron-times.js';

const ownZone = process.env['TZ'];
afterEach(() => {
  if (ownZone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = ownZone;
});

const MACHINES = ['UTC', 'America/New_York', 'Asia/Tokyo', 'Australia/Lord_Howe', 'Pacific/Apia'];

function times(expression: string, zone: string, { from, until }: { from: string; until: string }): string[] {
  const found: string[] = [];
  let next = nextCronTime(expression, zone, new Date(from));
  while (next !== null && next < new Date(until)) {
    found.push(next.toISOString().slice(0, 16));
    next = nextCronTime(expression, zone, next);
  }
  return found;
}

describe.each(MACHINES)('on a machine in %s', (machine) => {
  const between = (...args: Parameters<typeof times>): string[] => {
    process.env['TZ'] = machine;
    return times(...args);
  };
  const NEW_YORK = 'America/New_York';

  it('a time that the clocks leave out is due when they change, once', () => {
    for (const expression of ['30 2 * * *', '30 2,2 * * *', '0 30 2 * * *'])
      expect(between(expression, NEW_YORK, { from: '2027-03-13T12:00Z', until: '2027-03-16T00:00Z' })).toEqual([
        '2027-03-14T07:00',
        '2027-03-15T06:30',
      ]);
    expect(between('0 2 * * *', NEW_YORK, { from: '2027-03-13T12:00Z', until: '2027-03-16T00:00Z' })).toEqual([
      '2027-03-14T07:00',
      '2027-03-15T06:00',
    ]);
  });

  it('several times in the hour that is left out are due once', () => {
    expect(between('*/20 2 * * *', NEW_YORK, { from: '2027-03-14T00:00Z', until: '2027-03-14T12:00Z' })).toEqual([
      '2027-03-14T07:00',
    ]);
  });

  it('a time that comes twice is due the first time only', () => {
    for (const expression of ['30 1 * * *', '30 1-1 * * *'])
      expect(between(expression, NEW_YORK, { from: '2026-10-31T12:00Z', until: '2026-11-03T00:00Z' })).toEqual([
        '2026-11-01T05:30',
        '2026-11-02T06:30',
      ]);
    expect(between('*/30 1 * * *', NEW_YORK, { from: '2026-11-01T00:00Z', until: '2026-11-01T12:00Z' })).toEqual([
      '2026-11-01T05:00',
      '2026-11-01T05:30',
    ]);
  });

  it('what is due every so often goes on through the repeated hour and over the one left out', () => {
    expect(between('*/30 * * * *', NEW_YORK, { from: '2026-11-01T04:59Z', until: '2026-11-01T07:01Z' })).toEqual([
      ...['2026-11-01T05:00', '2026-11-01T05:30', '2026-11-01T06:00', '2026-11-01T06:30', '2026-11-01T07:00'],
    ]);
    expect(between('*/30 * * * *', NEW_YORK, { from: '2027-03-14T06:29Z', until: '2027-03-14T07:31Z' })).toEqual([
      ...['2027-03-14T06:30', '2027-03-14T07:00', '2027-03-14T07:30'],
    ]);
  });

  it('the inbox of a bot in Tokyo never waits longer than five minutes in the night of 1 November', () => {
    const found = between('*/5 * * * *', 'Asia/Tokyo', { from: '2026-11-01T04:59Z', until: '2026-11-01T08:00Z' });
    const times = found.map((time) => Date.parse(`${time}Z`) / 60_000);
    expect(times.map((time) => time - times[0]!)).toEqual(Array.from({ length: 36 }, (_, index) => index * 5));
  });

  it('a day that a zone left out altogether has its time when the next one begins', () => {
    // Samoa crossed the date line: there was no 30 December 2011.
    expect(between('0 12 * * *', 'Pacific/Apia', { from: '2011-12-29T00:00Z', until: '2012-01-01T00:00Z' })).toEqual([
      ...['2011-12-29T22:00', '2011-12-30T10:00', '2011-12-30T22:00', '2011-12-31T22:00'],
    ]);
  });

  it('a change by half an hour at midnight moves nothing else', () => {
    expect(
      between('15 2 * * *', 'Australia/Lord_Howe', { from: '2026-10-02T12:00Z', until: '2026-10-05T12:00Z' }),
    ).toEqual([...['2026-10-02T15:45', '2026-10-03T15:30', '2026-10-04T15:15']]);
  });

  it('weekdays and months count in the zone, not in UTC', () => {
    expect(between('0 8 * * mon', 'Asia/Tokyo', { from: '2026-11-20T00:00Z', until: '2026-12-01T00:00Z' })).toEqual([
      ...['2026-11-22T23:00', '2026-11-29T23:00'],
    ]);
  });
});

describe('isCronExpression', () => {
  it.each(['* * * * *', '*/10 * * * *', '0 30 4 * * *', '30 4 * * 1-5', '0 0 1 jan *', '0 0 29 2 *', ' 0 4 * * 7 '])(
    'takes %j',
    (text) => expect(isCronExpression(text)).toBe(true),
  );
  it.each([
    '',
    'every day',
    '@daily',
    '* * * *',
    '60 * * * *',
    '* * * * * * *',
    '0 0 31 2 *',
    '*/0 * * * *',
    '2026-11-26T00:00:00Z',
  ])('refuses %j', (text) => expect(isCronExpression(text)).toBe(false));
});
