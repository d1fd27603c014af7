// What is left to do of a message that was not posted, and will not be: nothing.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dumpText } from '../../helpers/dump-generator.js';
import { papersOfADay, rowsOf } from '../../helpers/modes.js';
import { openTestStore, taxonomy, type TestStore } from '../../helpers/stores.js';
import { openWriter } from '../../../src/store/writer.js';

const AT = '2030-01-02T04:00:00.000Z';
let store: TestStore;
let rule: number;
let owed: number;
beforeEach(async () => {
  store = openTestStore();
  rule = store.subscribe('1000', 'cs.LG');
  const [entry] = papersOfADay(5, 1);
  const paper = { ...entry!, ja: [] };
  await store.ingest(dumpText([paper]));
  await store.ingest(dumpText([{ ...paper, en: 'Another abstract.', date: '2027-01-01 00:00:00+00:00' }]));
  owed = rowsOf(store.path)[0]!.id;
  expect(store.reader.changedMessages(10).messages).toHaveLength(1);
});
afterEach(() => store.close());

it.each([
  ['nobody wants it any more', () => void store.writer.removeSubscription(rule, AT, null)],
  ['it is refused', () => void store.writer.reject(owed, '400', AT)],
])('a change of its paper is forgotten where %s', (_why, settle) => {
  settle();
  expect(store.reader.changedMessages(10).messages).toEqual([]);
  expect(store.reader.dueUpdates('2099', null, 1).next).toBeNull();
});

it('what an earlier version left of such changes is forgotten', () => {
  const db = new Database(store.path);
  db.exec(`DROP TRIGGER deliveries_unposted; DELETE FROM migrations WHERE name = '0027-no-steps'`);
  db.close();
  store.writer.removeSubscription(rule, AT, null);
  expect(store.reader.changedMessages(10).messages).toHaveLength(1);
  openWriter(store.path, taxonomy).close();
  expect(store.reader.changedMessages(10).messages).toEqual([]);
});
