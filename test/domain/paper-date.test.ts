// A paper's date: what a person would call new stands first, whatever source told of it.
import { describe, expect, it } from 'vitest';
import { paperDate } from '../../src/domain/merge.js';
import { recordOf, type DumpRecord } from '../../src/domain/paper.js';
import { parseRecord } from '../../src/domain/record.js';

type Told = Partial<DumpRecord>;
const dateOf = (...records: Told[]): string | null =>
  paperDate(records.map((each) => ({ format: 'arxiv-rss' as const, facts: parseRecord(recordOf('A', each)) })));

/** An item of a feed of 00:00 Eastern on a day of summer. */
const item = (day: string, announceType: DumpRecord['announceType'] = 'new', arxivId = '2506.01234'): Told => ({
  arxivId,
  announceType,
  announcedAt: `${day}T04:00:00Z`,
});

describe('the date of a paper', () => {
  it('is its first submission, whatever else is told', () => {
    const api = {
      arxivId: '2506.01234',
      submittedAt: '2025-05-30T08:00:00Z',
      updatedAt: '2025-08-01T00:00:00Z',
      version: 2,
    };
    expect(dateOf(item('2025-06-03'), api)).toBe('2025-05-30T08:00:00Z');
    expect(dateOf({ arxivId: '2506.01234', versions: [{ version: 1, at: '2025-05-31' }] }, item('2025-06-03'))).toBe(
      '2025-05-31T00:00:00Z',
    );
  });

  it('is else the oldest version known', () => {
    const third = { arxivId: '2506.01234', version: 3, updatedAt: '2025-09-09T10:00:00Z' };
    const second = { arxivId: '2506.01234', version: 2, updatedAt: '2025-07-07T10:00:00Z' };
    expect(dateOf(third, second, item('2025-06-03'))).toBe('2025-07-07T10:00:00Z');
  });

  it.each([
    ['its announcement as new in the month of its identifier', item('2025-06-03'), '2025-06-03T04:00:00Z'],
    ['its announcement as new in the month after', item('2025-07-01'), '2025-07-01T04:00:00Z'],
    ['the same over the end of a year', item('2026-01-02', 'new', '2512.09999'), '2026-01-02T04:00:00Z'],
    [
      'the day in New York, not in Greenwich',
      { ...item('2025-08-01'), announcedAt: '2025-08-01T02:00:00Z' },
      '2025-08-01T02:00:00Z',
    ],
    ['that of an unknown type', item('2025-06-03', null), '2025-06-03T04:00:00Z'],
    ['the month of its identifier, where it was announced as new later', item('2025-08-04'), '2025-06-01T00:00:00Z'],
    ['the month of its identifier, where it was cross-listed', item('2025-06-20', 'cross'), '2025-06-01T00:00:00Z'],
    ['the month of its identifier, where it was replaced', item('2025-06-20', 'replace'), '2025-06-01T00:00:00Z'],
    ['the month of its identifier, where nothing else is told', { arxivId: '0706.0001' }, '2007-06-01T00:00:00Z'],
    ['the month of an old identifier', { arxivId: 'math/9912001' }, '1999-12-01T00:00:00Z'],
    ['nothing, where nothing is told', {}, null],
  ])('is else %s', (_, record, date) => expect(dateOf(record)).toBe(date));

  it('is the earliest of several announcements, and no old paper is new because it is cross-listed today', () => {
    expect(dateOf(item('2025-06-05'), item('2025-06-03'))).toBe('2025-06-03T04:00:00Z');
    expect(dateOf(item('2025-06-05', 'cross', '1901.00001'))).toBe('2019-01-01T00:00:00Z');
  });
});
