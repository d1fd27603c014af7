// Composing a large digest: the gateway's thread is left to others after every few papers.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createComposer, PLACED_AT_ONCE } from '../../../src/pipeline/deliver/compose.js';
import { ownPort } from '../../../src/store/port.js';
import { createLog } from '../../../src/log.js';
import { dayDump, setMode } from '../../helpers/modes.js';
import { openTestStore, taxonomy, type TestStore } from '../../helpers/stores.js';

const COUNT = 3 * PLACED_AT_ONCE + 1;
let store: TestStore;
beforeEach(() => {
  store = openTestStore();
});
afterEach(() => store.close());

it('pauses after so many papers, ranks them all, and takes each once', async () => {
  store.subscribe('100', 'cs.LG');
  await store.ingest(dayDump(1, COUNT));
  setMode({ store }, 'digest');
  const read: number[] = [0];
  const rules: number[] = [];
  let ranked = 0;
  const compose = createComposer({
    reader: {
      ...store.reader,
      findPaper(key) {
        read.push(read.pop()! + 1);
        return store.reader.findPaper(key);
      },
      rulesOf(ids) {
        rules.push(ids.length);
        return store.reader.rulesOf(ids);
      },
    },
    writer: ownPort(store.writer),
    destinations: { kindOf: () => 'channel' },
    relevance: () => (ranked += 1),
    cardsPerHour: 30,
    now: () => new Date('2031-01-01T00:00:00Z'),
    log: createLog('silent'),
    pause: () => Promise.resolve(void read.push(0)),
  });
  const first = store.reader.nextDelivery('100', '2031-01-01T00:00:00Z')!;
  const composition = await compose(first, { language: 'ja', taxonomy, zone: 'Asia/Tokyo' });
  expect(read).toEqual([PLACED_AT_ONCE, PLACED_AT_ONCE, PLACED_AT_ONCE, 1]);
  expect(rules).toEqual(read);
  expect(composition?.papers.map((paper) => paper.rules.map(({ value }) => value))).toEqual(
    Array<string[]>(COUNT).fill(['cs.LG']),
  );
  expect(ranked).toBe(COUNT);
  expect(new Set(composition?.members.map(({ id }) => id)).size).toBe(COUNT);
  expect(composition?.papers.map(({ deliveryId }) => deliveryId)).toEqual(composition?.members.map(({ id }) => id));
});
