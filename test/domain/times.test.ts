// Times of dumps: what no clock on Earth shows is unknown, and shifts nothing.
import { describe, expect, it } from 'vitest';
import { parseTime } from '../../src/domain/times.js';

describe('the zone of a time', () => {
  it.each([
    ['2025-04-09T00:30:00+14:00', '2025-04-08T10:30:00Z'],
    ['2025-04-09 12:00:00-1200', '2025-04-10T00:00:00Z'],
    ['Wed, 9 Apr 2025 12:00:00 +0545', '2025-04-09T06:15:00Z'],
  ])('is believed where people live by it: %s', (text, time) => {
    expect(parseTime(text)).toBe(time);
  });

  it.each([
    '2025-04-09T12:00:00+99:99',
    '2025-04-09T12:00:00-24:00',
    '2025-04-09 12:00:00+14:01',
    '2025-04-09 12:00:00+0960',
    'Wed, 9 Apr 2025 12:00:00 +9900',
  ])('leaves the time unknown where nobody does: %s', (text) => {
    expect(parseTime(text)).toBeNull();
  });
});
