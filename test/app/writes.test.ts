// The writing thread's requests: a file is taken in by a clock that runs on.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWrites } from '../../src/app/writes.js';
import { dumpText } from '../helpers/dump-generator.js';
import { papersOfADay, rowsOf } from '../helpers/modes.js';
import { PLACE, ruleFor } from '../helpers/rules.js';
import { openTestStore, taxonomyData, type TestStore } from '../helpers/stores.js';

const AT = new Date('2030-01-02T04:00:00Z');
let store: TestStore;
beforeEach(() => void (store = openTestStore()));
afterEach(() => {
  vi.restoreAllMocks();
  store.close();
});

it('have what a large file changes edited after its record was read, not after the file was begun', async () => {
  const writes = createWrites(store.path, { taxonomy: taxonomyData, terms: {}, zone: 'UTC' }, () => false);
  writes.addSubscription(ruleFor('1000', 'cs.LG'), { ...PLACE, language: 'ja' });
  const [entry] = papersOfADay(5, 1);
  const take = (more: object) =>
    writes.ingestBytes('a file', Buffer.from(dumpText([{ ...entry!, ja: [], ...more }])), AT);
  await take({});
  expect(rowsOf(store.path)).toHaveLength(1);
  const real = performance.now.bind(performance);
  vi.spyOn(performance, 'now')
    .mockImplementation(() => real() + 120_000)
    .mockImplementationOnce(real);
  await take({ en: 'Another abstract.', date: '2027-01-01 00:00:00+00:00' });
  vi.restoreAllMocks();
  const { messages } = store.reader.changedMessages(10, null, new Date(AT.getTime() + 60_000).toISOString());
  expect(messages).toHaveLength(1);
  writes.close();
});
