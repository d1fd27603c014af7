// Whether messages of days are to be published soon, for which an end that was asked for waits.
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createCooldowns } from '../../../src/pipeline/deliver/cooldown.js';
import { createDayPublishing, type DayPublishingOptions } from '../../../src/pipeline/deliver/day-publishing.js';
import { createUnderWay } from '../../../src/pipeline/deliver/under-way.js';

const HOUR_MS = 3_600_000;

it('the second day of a channel is not due soon where the limit of publishing was reached with the first', async () => {
  const clock = { ms: 0 };
  const monotonic = (): number => clock.ms;
  const now = (): Date => new Date(clock.ms);
  const due = new Map(['1', '2'].map((day) => [day, now().toISOString()]));
  const days = createDayPublishing({
    reader: {
      unpublishedDays: (by: string) =>
        [...due]
          .filter(([, at]) => at <= by)
          .map(([day]) => ({ destination: 'c', day, messageId: `m${day}`, attempts: 0 })),
    },
    writer: {
      call: (_name: string, { day }: { day: string }, next: string) => Promise.resolve(void due.set(day, next)),
    } as unknown as DayPublishingOptions['writer'],
    sender: {
      publish: () => Promise.resolve({ kind: 'retry', maybeAccepted: false, afterMs: HOUR_MS, reason: '429' }),
    },
    destinations: { isSilenced: () => false, kindOf: () => 'announcement' },
    cooldowns: createCooldowns(monotonic, () => 1),
    outage: { isOn: () => false, waitMs: () => 0, probe: () => undefined },
    underWay: createUnderWay(() => undefined),
    now,
    random: () => 1,
    log: pino({ level: 'silent' }),
    onStop: () => undefined,
  });
  const isDue = (withinMs: number): boolean => days.hasDue(withinMs);
  expect(isDue(0)).toBe(true);
  await days.publishDays(
    () => false,
    () => false,
  );
  expect(due.get('2')).toBe('1970-01-01T00:00:00.000Z');
  expect([isDue(0), isDue(HOUR_MS - 1), isDue(HOUR_MS)]).toEqual([false, false, true]);
  clock.ms = HOUR_MS;
  expect(isDue(0)).toBe(true);
});
