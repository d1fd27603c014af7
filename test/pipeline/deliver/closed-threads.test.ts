// Threads of a day that are closed at once: two in a row are followed by another, until one takes a list.
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { Delivery } from '../../../src/domain/delivery.js';
import { createClosedThreads } from '../../../src/pipeline/deliver/closed-threads.js';
import { createCooldowns } from '../../../src/pipeline/deliver/cooldown.js';
import { createFirstSends } from '../../../src/pipeline/deliver/first-sends.js';
import { createSettlements, type SettlementOptions } from '../../../src/pipeline/deliver/settlements.js';

it.each([
  ['its thread starts the count again', 'thread', [true, true, true]],
  ['the channel itself does not', 'place', [true, true, false]],
])('a message in %s', async (_, channelId, isAnotherMade) => {
  const now = (): Date => new Date(0);
  const monotonic = (): number => 0;
  const closedThreads = createClosedThreads(monotonic);
  const settlements = createSettlements({
    writer: { call: () => Promise.resolve() } as unknown as SettlementOptions['writer'],
    destinations: { kindOf: () => 'channel' },
    sends: createFirstSends<number>(now, monotonic),
    now,
    random: () => 1,
    log: pino({ level: 'silent' }),
    cooldowns: createCooldowns(monotonic, () => 1),
    closedThreads,
    outage: { isCauseOf: () => false, levelOf: () => 'warn' },
    onHold: () => undefined,
    onAccepted: () => undefined,
    onStop: () => undefined,
  });
  const made = [closedThreads.left('place', 'locked'), closedThreads.left('place', 'locked')];
  const delivery = { id: 1, destination: 'place', channelId } as unknown as Delivery;
  await settlements.sent(delivery, { messageId: 'm', channelId }, null);
  expect([...made, closedThreads.left('place', 'locked')]).toEqual(isAnotherMade);
});
