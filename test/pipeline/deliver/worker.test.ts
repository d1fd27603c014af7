// The deliverer in an outage: it tells when a delivery is done with, so that one that made no request holds up no others, and tests
// it where it is most likely over. Those that do not answer leave places to the others.
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Sender, SendOutcome } from '../../../src/domain/delivery.js';
import { TransientError } from '../../../src/errors.js';
import { createCooldowns } from '../../../src/pipeline/deliver/cooldown.js';
import { createOutage } from '../../../src/pipeline/deliver/outage.js';
import { createDeliverer, type DeliverOptions, type Deliverer } from '../../../src/pipeline/deliver/worker.js';
import { ownPort } from '../../../src/store/port.js';
import { until } from '../../helpers/control.js';
import { dumpText, generateEntries } from '../../helpers/dump-generator.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

let store: TestStore;
beforeEach(() => {
  store = openTestStore();
});
afterEach(() => store.close());

/** One paper is due in each of these channels. */
async function owe(places: readonly string[]): Promise<void> {
  for (const place of places) store.subscribe(place, 'cs.LG');
  await store.ingest(dumpText(generateEntries(3, 1).map((entry) => ({ ...entry, categories: ['cs.LG'] }))));
}

function delivererWith(
  own: Pick<DeliverOptions, 'attempt' | 'outage'> & Partial<DeliverOptions>,
  clock = { ms: 0 },
): Deliverer {
  const monotonic = (): number => clock.ms;
  return createDeliverer({
    reader: store.reader,
    writer: ownPort(store.writer),
    giveUp: () => Promise.resolve(),
    destinations: { canPost: () => true },
    cooldowns: createCooldowns(monotonic, () => 1),
    now: () => new Date(Date.parse('2099-01-01T00:00:00Z') + clock.ms),
    monotonic,
    log: pino({ level: 'silent' }),
    onStop: () => undefined,
    ...own,
  });
}

it.each([
  ['waits for something else', () => Promise.resolve()],
  ['is given up for an error of this program', () => Promise.reject(new Error('broken'))],
  ['meets a store that takes no writes', () => Promise.reject(new TransientError('full'))],
])('the outage hears the end of a delivery that %s', async (_, attempt) => {
  await owe(['10']);
  const told: string[] = [];
  const deliverer = delivererWith({
    attempt,
    outage: {
      isOn: () => true,
      witnesses: () => [],
      // One delivery is enough.
      waitMs: () => (told.length === 0 ? 0 : 1_000),
      probe: () => void told.push('probe'),
      release: () => void told.push('release'),
    },
    onStop: (reason) => void told.push(reason),
  });
  deliverer.wake();
  await until('the end of the delivery', () => (told.length > 1 ? true : null));
  await deliverer.stop();
  expect(told).toEqual(['probe', 'release']);
});

it.each([
  ['while others are answered', false, 10],
  ['in an outage, where any may be the test of whether it is over', true, 15],
])('of destinations that did not answer last, %s, so many are asked at once', async (_, isOn, expected) => {
  const places = Array.from({ length: 15 }, (_each, place) => String(100 + place));
  await owe([...places, '200']);
  const cooldowns = createCooldowns(
    () => 0,
    () => 1,
  );
  for (const place of places) cooldowns.unanswered(place);
  const asked: string[] = [];
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((done) => (answer = done));
  const deliverer = delivererWith({
    cooldowns,
    attempt({ destination }) {
      asked.push(destination);
      return answered;
    },
    outage: {
      isOn: () => isOn,
      witnesses: () => [],
      waitMs: () => 0,
      probe: () => undefined,
      release: () => undefined,
    },
  });
  deliverer.wake();
  await until('the one that answered last', () => (asked.includes('200') ? true : null));
  expect(asked).toHaveLength(expected + 1);
  const stopped = deliverer.stop();
  answer();
  await stopped;
});

it('an outage is tested where somebody was answered last, if anything is due there', async () => {
  await owe(['10', '20', '30']);
  const tried: string[] = [];
  const deliverer = delivererWith({
    attempt: ({ destination }) => Promise.resolve(void tried.push(destination)),
    outage: {
      isOn: () => true,
      witnesses: () => ['nothing is due here', '30', '20'],
      waitMs: () => (tried.length === 0 ? 0 : 1_000),
      probe: () => undefined,
      release: () => undefined,
    },
  });
  deliverer.wake();
  await until('a delivery', () => (tried.length > 0 ? true : null));
  await deliverer.stop();
  expect(tried).toEqual(['30']);
});

it('an outage without anybody who was answered is tested where the gateway tells of the place, one after the other, then elsewhere', async () => {
  await owe(['10', '20', '30', '40']);
  const tried: string[] = [];
  const deliverer = delivererWith({
    attempt: ({ destination }) => Promise.resolve(void tried.push(destination)),
    destinations: { canPost: (place) => (place === '30' || place === '40' ? true : null) },
    outage: {
      isOn: () => true,
      witnesses: () => [],
      waitMs: () => (tried.length < 4 ? 0 : 1_000),
      probe: () => undefined,
      release: () => undefined,
    },
  });
  deliverer.wake();
  await until('the fourth', () => (tried.length > 3 ? true : null));
  await deliverer.stop();
  expect(tried).toEqual(['30', '40', '10', '30']);
});

it('an outage is tested elsewhere, too, where only the thread or the direct messages of who was answered last fail', async () => {
  await owe(['10', '20']);
  const clock = { ms: 0 };
  const down = { kind: 'retry', maybeAccepted: true, afterMs: null, isUnreachable: true, reason: '503' } as const;
  const outage = createOutage({
    monotonic: () => clock.ms,
    random: () => 1,
    log: pino({ level: 'silent' }),
    waiting: () => 0,
    onEnd: () => undefined,
  });
  const answer = (place: string): SendOutcome =>
    place === '10' ? { kind: 'sent', messageId: 'm', channelId: place } : down;
  const sender = outage.watch({ edit: (place: string) => Promise.resolve(answer(place)) } as unknown as Sender);
  const ask = (place: string): Promise<SendOutcome> => sender.edit(place, 'm', {});
  for (const place of ['10', 'thread of 10', 'thread of another']) await ask(place);
  clock.ms += 60_000;
  const tried: string[] = [];
  const deliverer = delivererWith(
    {
      async attempt({ destination }) {
        tried.push(destination);
        await ask(`thread of ${destination}`);
        // Enough is seen: the next test is not due.
        if (tried.length < 4) clock.ms += 60_000;
      },
      outage,
    },
    clock,
  );
  deliverer.wake();
  await until('some deliveries', () => (tried.length > 3 ? true : null));
  await deliverer.stop();
  expect(tried[0]).toBe('10');
  expect(tried).toContain('20');
});
