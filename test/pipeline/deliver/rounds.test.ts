// Rounds: one look at the store serves many destinations, and none comes twice before all others came.
import { describe, expect, it } from 'vitest';
import { createRounds } from '../../../src/pipeline/deliver/rounds.js';
import type { DueDestination } from '../../../src/store/delivery/deliveries.js';

const NOW = '2030-01-01T00:00:00Z';

function desk(count: number) {
  const due: DueDestination[] = Array.from({ length: count }, (_, index) => ({
    destination: String(10_000 + index),
    dueAt: NOW,
  }));
  const looks: string[] = [];
  const rounds = createRounds({
    dueDestinations(by, after, limit) {
      looks.push(by);
      return due.filter(({ destination }) => after === null || destination > after.destination).slice(0, limit);
    },
  });
  return { due, looks, rounds };
}

describe('rounds', () => {
  it.each([
    [0, 1],
    [1, 1],
    [200, 2],
    [5_000, 26],
  ])('of %d due destinations take %d looks at the store, and each comes once', (count, expected) => {
    const { looks, rounds } = desk(count);
    const seen: string[] = [];
    for (let next = rounds.next(NOW); next !== null; next = rounds.next(NOW)) seen.push(next);
    expect(new Set(seen).size).toBe(count);
    expect(seen).toHaveLength(count);
    expect(looks).toHaveLength(expected);
  });

  it('start again after the last, and ask for what was due when the round began', () => {
    const { looks, rounds } = desk(250);
    for (let index = 0; index < 250; index += 1) rounds.next(index === 0 ? NOW : '2031-01-01T00:00:00Z');
    expect(rounds.next('2031-01-01T00:00:00Z')).toBeNull();
    expect(new Set(looks)).toEqual(new Set([NOW]));
    expect(rounds.next('2031-01-01T00:00:00Z')).toBe('10000');
    expect(looks.at(-1)).toBe('2031-01-01T00:00:00Z');
  });
});
