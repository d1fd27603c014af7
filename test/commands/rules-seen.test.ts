// Rules of a server with hundreds of channels: the rights in them are worked out a few at a time.
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { expect, it } from 'vitest';
import { PLACES_AT_ONCE, rulesSeen } from '../../commands/rules-seen.js';
import type { Caller, Context } from '../../src/domain/context.js';

it('are seen where somebody sees the channel, a few channels in each turn of the event loop', async () => {
  let turn = 0;
  let next = setImmediate(function count() {
    turn += 1;
    next = setImmediate(count);
  });
  const places = 3 * PLACES_AT_ONCE;
  const rules = Array.from({ length: 2 * places }, (_, id) => ({ id, destination: String(id % places) }));
  const asked: number[] = [];
  const caller = {
    isPersonal: false,
    guildId: '1',
    permissionsIn(place: string) {
      asked[turn] = (asked[turn] ?? 0) + 1;
      return Promise.resolve(Number(place) % 2 === 0 ? PermissionFlagsBits.ViewChannel : 0n);
    },
  };
  const seen = await rulesSeen(
    caller as unknown as Caller,
    { listSubscriptions: () => Promise.resolve(rules) } as unknown as Context,
  );
  clearImmediate(next);
  expect(seen.map(({ id }) => id)).toEqual(rules.map(({ id }) => id).filter((id) => id % 2 === 0));
  expect(asked.reduce((sum, each) => sum + each, 0)).toBe(places);
  expect(Math.max(...asked.filter(Boolean))).toBeLessThanOrEqual(PLACES_AT_ONCE);
});
