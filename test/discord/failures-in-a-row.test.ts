// The waits between connections to the gateway: a session that did not last makes the next attempt wait.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFailuresInARow } from '../../src/discord/failures-in-a-row.js';
import { backOff } from '../../src/domain/back-off.js';

const LONGEST_MS = 120_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** What is waited for before each of ten connections, whose sessions stand for a time each (seconds). */
function waitsOf(how: 'new' | 'resumed', sessionMs: number): number[] {
  const inARow = createFailuresInARow(LONGEST_MS);
  return Array.from({ length: 10 }, (_, time) => {
    const failures = inARow.begin();
    inARow.succeeded(time === 0 ? 'new' : how);
    vi.advanceTimersByTime(sessionMs);
    return failures === 0 ? 0 : backOff({ failures, longestMs: LONGEST_MS, random: () => 1 }) / 1_000;
  });
}

it('new sessions that do not last make them ever longer: identifies are limited', () => {
  expect(waitsOf('new', 60_000)).toEqual([0, 0, 1, 2, 4, 8, 16, 32, 64, 120]);
});

it('resumed ones make them eight seconds long at most: a line that is cut every minute is used for most of it', () => {
  expect(waitsOf('resumed', 60_000)).toEqual([0, 0, 0, 1, 2, 4, 8, 8, 8, 8]);
});

it.each(['new', 'resumed'] as const)('after a session that lasted there is none (%s)', (how) => {
  expect(waitsOf(how, LONGEST_MS)).toEqual(Array(10).fill(0));
});

it('attempts without a session make them longer, and a session begins from its own kind', () => {
  const inARow = createFailuresInARow(LONGEST_MS);
  expect([1, 2, 3].map(() => inARow.begin())).toEqual([0, 1, 2]);
  inARow.succeeded('new');
  expect(inARow.begin()).toBe(0);
});
