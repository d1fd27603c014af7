// A paper that many rules want: its deliveries are made in slices, each once, through kills and whatever changes between them.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ingestFile } from '../../../src/pipeline/ingest/ingest.js';
import { createFileReader } from '../../../src/pipeline/ingest/read-file.js';
import { memoryDump } from '../../../src/sources/files/file.js';
import { RULES_AT_ONCE } from '../../../src/store/delivery/fan-out.js';
import { openWriter, type Writer } from '../../../src/store/writer.js';
import { dumpText, generateEntries } from '../../helpers/dump-generator.js';
import { rowsOf } from '../../helpers/modes.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';
import { openTestStore, taxonomy, type TestStore } from '../../helpers/stores.js';

const AT = new Date('2030-01-02T03:04:05Z');
const RULES = RULES_AT_ONCE + 100;
const pending = () => store.reader.outboxCounts().pending;
let store: TestStore;
let writer: Writer;
beforeEach(() => {
  store = openTestStore(() => AT);
  writer = store.writer;
});
afterEach(() => store.close());

function subscribe(count: number, firstDestination = 10_000): number[] {
  return writer.batch(() =>
    Array.from({ length: count }, (_, index) => store.subscribe(String(firstDestination + index), 'cs.LG')),
  );
}

class Killed extends Error {}

/** Takes in a dump and dies in the pause after so many transactions; what each of them made. */
async function ingestAndDie(after: number): Promise<number[]> {
  const made: number[] = [];
  const pause = (): Promise<void> => {
    made.push(pending() - made.reduce((sum, each) => sum + each, 0));
    return made.length === after ? Promise.reject(new Killed()) : Promise.resolve();
  };
  const options = {
    announce: 'auto' as const,
    origin: { kind: 'given' as const },
    read: createFileReader(taxonomy, { now: () => AT, pause: () => Promise.resolve() }),
    now: () => AT,
    pause,
    isAsked: () => false,
  };
  const dump = memoryDump('memory', Buffer.from(dumpText(generateEntries(7, 1))));
  try {
    for await (const result of ingestFile(writer, dump, options)) expect(result.error).toBeNull();
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
  return made;
}

const goOn = (by: Writer): number[] => {
  const made: number[] = [];
  for (let before = pending(); by.fanOut(); before = pending()) made.push(pending() - before);
  return made;
};

it('makes no more than a slice of deliveries in a transaction, and lets others write between two', async () => {
  subscribe(RULES);
  expect(await ingestAndDie(0)).toEqual([0, RULES_AT_ONCE, 100]);
  expect(store.reader.isFanningOut()).toBe(false);
  expect(new Set(rowsOf(store.path).map(({ key }) => key)).size).toBe(1);
});

it.each([1, 2])('is finished by the next run when the program is killed after transaction %i', async (after) => {
  subscribe(RULES);
  await ingestAndDie(after);
  expect(store.reader.isFanningOut()).toBe(true);
  const next = openWriter(store.path, taxonomy);
  goOn(next);
  next.close();
  expect(pending()).toBe(RULES);
  await store.ingest(dumpText(generateEntries(7, 1)));
  expect(pending()).toBe(RULES);
});

it('gives nothing to rules made or removed between two slices, and what a rule changed to counts', async () => {
  const rules = subscribe(RULES);
  await ingestAndDie(2);
  writer.removeSubscription(rules.at(-1)!, AT.toISOString(), null);
  writer.pauseSubscription(rules.at(-2)!, AT.toISOString());
  store.subscribe('99999', 'cs.LG');
  goOn(writer);
  expect(store.reader.outboxCounts()).toMatchObject({ pending: RULES - 2, withheld: 1 });
});

it('makes one delivery of several rules of a destination, by the soonest of their modes, at the end of a slice too', async () => {
  subscribe(RULES_AT_ONCE - 1);
  const place = String(10_000 + RULES_AT_ONCE - 1);
  writer.addSubscription(ruleFor(place, 'cs.LG', { mode: 'digest', hour: 8 }), PLACE);
  writer.addSubscription(ruleFor(place, 'cs', { mode: 'compact' }), PLACE);
  subscribe(10, 20_000);
  expect(await ingestAndDie(0)).toEqual([0, RULES_AT_ONCE, 10]);
  expect(store.reader.nextDelivery(place, '2031-01-01T00:00:00Z')).toMatchObject({ mode: 'compact' });
});
