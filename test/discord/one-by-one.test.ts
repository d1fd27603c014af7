// Many interactions at once: no more than one begins in a turn of the event loop.
import { expect, it } from 'vitest';
import { createFirstSight } from '../../src/discord/first-sight.js';
import { createOneByOne } from '../../src/domain/one-by-one.js';

it('what comes at once begins one by one, in order', async () => {
  const turn = createOneByOne();
  const begun: number[] = [];
  const all = Promise.all([1, 2, 3, 4].map((number) => turn().then(() => begun.push(number))));
  const seen: number[] = [];
  for (let turns = 0; turns < 20 && begun.length < 4; turns += 1) {
    const before = begun.length;
    await new Promise((next) => setImmediate(next));
    seen.push(begun.length - before);
  }
  await all;
  expect(begun).toEqual([1, 2, 3, 4]);
  expect(Math.max(...seen)).toBe(1);
});

it('what comes again is not new, and forgotten after a thousand others', () => {
  const isNew = createFirstSight();
  expect(['a', 'b', 'a'].map(isNew)).toEqual([true, true, false]);
  for (let count = 0; count < 999; count += 1) isNew(String(count));
  expect([isNew('b'), isNew('a')]).toEqual([false, true]);
});
