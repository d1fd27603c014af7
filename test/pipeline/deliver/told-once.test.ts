// Cards in doubt are told once for as long as their history cannot be read, however often it is asked for.
import { expect, it } from 'vitest';
import { until } from '../../helpers/control.js';
import { openDesk } from '../../helpers/desk.js';
import { dayDump } from '../../helpers/modes.js';

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
