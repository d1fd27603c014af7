// Cooldowns: Discord is taken at its word how long to wait, but not without end where its limit stands still.
import { expect, it } from 'vitest';
import { createCooldowns } from '../../../src/pipeline/deliver/cooldown.js';

it('waits as long as Discord asks, and ever longer where it asks again and again', () => {
  const cooldowns = createCooldowns(
    () => 0,
    () => 1,
  );
  let isStanding = true;
  const after = (ms: number): number => {
    cooldowns.pause('a', ms, { reason: '429', isStanding });
    return cooldowns.waitMs('a');
  };
  expect([300, 300, 300, 300, 300, 5_000].map(after)).toEqual([300, 300, 1_000, 2_000, 4_000, 8_000]);
  expect(after(3_600_000)).toBe(3_600_000);
  for (let turn = 0; turn < 20; turn += 1) after(300);
  expect(after(300)).toBe(300_000);
  expect(cooldowns.askedMs('a')).toBe(300_000);
  isStanding = false;
  expect(after(300)).toBe(300);
  cooldowns.clear('a');
  expect([300, 300, 300, 300, 300].map(after)).toEqual([300, 300, 300, 300, 300]);
});
