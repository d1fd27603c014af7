// The deliverer in an outage: it tells when a delivery is done with, so that one that made no request holds up no others, and tests
// it where it is most likely over.
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TransientError } from '../../../src/errors.js';
import { createCooldowns } from '../../../src/pipeline/deliver/cooldown.js';
import { createDeliverer } from '../../../src/pipeline/deliver/worker.js';
import { ownPort } from '../../../src/store/port.js';
import { until } from '../../helpers/control.js';
import { dumpText, generateEntries } from '../../helpers/dump-generator.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

let store: TestStore;
beforeEach(() => {
  store = openTestStore();
});
afterEach(() => store.close());

it.each([
  ['waits for something else', () => Promise.resolve()],
  ['is given up for an error of this program', () => Promise.reject(new Error('broken'))],
  ['meets a store that takes no writes', () => Promise.reject(new TransientError('full'))],
])('the outage hears the end of a delivery that %s', async (_, attempt) => {
  store.subscribe('10', 'cs.LG');
  await store.ingest(dumpText(generateEntries(3, 1).map((entry) => ({ ...entry, categories: ['cs.LG'] }))));
  const told: string[] = [];
  const deliverer = createDeliverer({
    reader: store.reader,
    writer: ownPort(store.writer),
    attempt,
    giveUp: () => Promise.resolve(),
    cooldowns: createCooldowns(
      () => 0,
      () => 1,
    ),
    outage: {
      isOn: () => true,
      witnesses: () => [],
      // One delivery is enough.
      waitMs: () => (told.length === 0 ? 0 : 1_000),
      probe: () => void told.push('probe'),
      release: () => void told.push('release'),
    },
    now: () => new Date('2099-01-01T00:00:00Z'),
    monotonic: () => 0,
    log: pino({ level: 'silent' }),
    onStop: (reason) => void told.push(reason),
  });
  deliverer.wake();
  await until('the end of the delivery', () => (told.length > 1 ? true : null));
  await deliverer.stop();
  expect(told).toEqual(['probe', 'release']);
});

it('an outage is tested where somebody was answered last, if anything is due there', async () => {
  for (const place of ['10', '20', '30']) store.subscribe(place, 'cs.LG');
  await store.ingest(dumpText(generateEntries(3, 1).map((entry) => ({ ...entry, categories: ['cs.LG'] }))));
  const tried: string[] = [];
  const deliverer = createDeliverer({
    reader: store.reader,
    writer: ownPort(store.writer),
    attempt: ({ destination }) => Promise.resolve(void tried.push(destination)),
    giveUp: () => Promise.resolve(),
    cooldowns: createCooldowns(
      () => 0,
      () => 1,
    ),
    outage: {
      isOn: () => true,
      witnesses: () => ['nothing is due here', '30', '20'],
      waitMs: () => (tried.length === 0 ? 0 : 1_000),
      probe: () => undefined,
      release: () => undefined,
    },
    now: () => new Date('2099-01-01T00:00:00Z'),
    monotonic: () => 0,
    log: pino({ level: 'silent' }),
    onStop: () => undefined,
  });
  deliverer.wake();
  await until('a delivery', () => (tried.length > 0 ? true : null));
  await deliverer.stop();
  expect(tried).toEqual(['30']);
});
