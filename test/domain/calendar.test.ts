// Days in zones: the format of a zone is made once, however many days are asked for.
import { afterEach, expect, it, vi } from 'vitest';
import { dayIn } from '../../src/domain/calendar.js';

afterEach(() => vi.restoreAllMocks());

it('dayIn makes one format for each zone', () => {
  const made = vi.spyOn(Intl, 'DateTimeFormat');
  const at = new Date('2026-01-01T20:00:00Z');
  for (let times = 0; times < 50; times += 1) {
    expect(dayIn('Asia/Kathmandu', at)).toBe('2026-01-02');
    expect(dayIn('America/St_Johns', at)).toBe('2026-01-01');
  }
  expect(made.mock.calls.length).toBe(2);
});

it('dayIn throws for what is no zone', () => {
  expect(() => dayIn('Nowhere/Land', new Date())).toThrow(RangeError);
});
