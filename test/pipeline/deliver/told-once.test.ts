// What lasts is told once, and told truly: cards in doubt whose history cannot be read, a rate limit that stands, an outage.
import { expect, it } from 'vitest';
import { until } from '../../helpers/control.js';
import { pino } from 'pino';
import { createSettlements, type SettlementOptions } from '../../../src/pipeline/deliver/settlements.js';
import type { Delivery } from '../../../src/domain/delivery.js';
import { openDesk } from '../../helpers/desk.js';
import { dayDump } from '../../helpers/modes.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';

it('a history that Discord refuses, though the rights allow it, is told of once, and again when it was read between', async () => {
  const desk = await openDesk();
  const forum = (await desk.control.newChannel('f', 15)).id;
  desk.store.subscribe(forum, 'cs.LG');
  let isRefused = true;
  let looks = 0;
  const { readHistory } = desk.sender;
  const history: typeof readHistory = (...range) => {
    looks += 1;
    if (!isRefused) return readHistory(...range);
    return Promise.resolve({ kind: 'hold', reason: '403/50013: Missing Permissions', afterMs: null });
  };
  Object.assign(desk.sender, { readHistory: history });
  const told = (): number => desk.logged.filter((line) => line.includes('nobody knows whether')).length;
  const pass = (): void => {
    for (const clock of ['bot', 'monotonic', 'sandbox'] as const) desk.ahead[clock] += 3_600_000;
  };
  const loseAnswer = async (seed: number): Promise<void> => {
    await desk.control.fault({ route: `POST /channels/${forum}/threads`, kind: 'reset-after-accept', times: 1 });
    await desk.store.ingest(dayDump(seed, 1));
  };
  await loseAnswer(3);
  const outgoing = await desk.start();
  for (let number = 1; number <= 4; number += 1) {
    await until('a look and its notice', () => {
      outgoing.wake();
      const isHeld = desk.store.reader.unknownDestinations().length === 1;
      return looks >= number && isHeld && desk.store.reader.listNotices('2999').length === 0 ? true : null;
    });
    pass();
    await outgoing.release();
  }
  expect(told()).toBe(1);
  isRefused = false;
  pass();
  await outgoing.release();
  await until('the card', () => {
    outgoing.wake();
    return desk.store.reader.outboxCounts().sent === 1 ? true : null;
  });
  isRefused = true;
  await loseAnswer(4);
  await until('another notice', () => {
    outgoing.wake();
    pass();
    return told() === 2 ? true : null;
  });
  await desk.close();
});

it.each([
  ['half a minute and more', [20_000, 40_000, 50_000, 200_000]],
  ['from less than half a minute to more than one', [28_000, 61_000, 130_000]],
])(
  'a rate limit that stands is told once with its end, and again after a card was taken: rests of %s',
  async (_what, rests) => {
    const lines: string[] = [];
    let restMs = 0;
    const { postpone, sent } = createSettlements({
      writer: { call: () => Promise.resolve() },
      cooldowns: { pause: () => undefined, waitMs: () => restMs, clear: () => undefined },
      sends: { forget: () => undefined },
      outage: { isCauseOf: () => false },
      destinations: { kindOf: () => 'text' },
      onAccepted: () => undefined,
      now: () => new Date('2030-01-02T03:04:05Z'),
      random: () => 0,
      log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
    } as unknown as SettlementOptions);
    const delivery = { id: 1, attempts: 0, destination: '7', channelId: '7' } as Delivery;
    const limit = { kind: 'retry', maybeAccepted: false, afterMs: 1_000, reason: 'a limit', isStanding: true } as const;
    for (let times = 1; times <= 2; times += 1) {
      for (restMs of rests) await postpone(delivery, limit, { isDoubtful: false, isClaimed: true });
      expect(lines.filter((line) => line.includes('a rate limit stands'))).toHaveLength(times);
      for (let cards = 1; cards <= 2; cards += 1) await sent(delivery, { messageId: '9', channelId: '7' }, null);
      const ends = lines.filter((line) => line.includes('a rate limit is over'));
      expect(ends).toEqual(Array<unknown>(times).fill(expect.stringContaining('"destination":"7"')));
    }
  },
);

it('an outage counts as waiting for it what is due, and not what waits for a digest', async () => {
  const desk = await openDesk();
  desk.store.subscribe('11', 'cs.LG');
  const hour = (new Date().getUTCHours() + 12) % 24;
  const rule = ruleFor('10', 'cs.LG', { mode: 'digest', hour });
  desk.store.writer.addSubscription({ ...rule, createdAt: '2029-12-01T00:00:00Z' }, PLACE);
  await desk.store.ingest(dayDump(3, 4));
  expect(desk.store.reader.outboxCounts().pending).toBe(8);
  const outgoing = await desk.start();
  outgoing.lost('the gateway is away');
  const told = desk.logged.filter((line) => line.includes('an outage')).map((line) => JSON.parse(line) as object);
  expect(told).toEqual([expect.objectContaining({ waiting: 4 })]);
  await desk.close();
});
