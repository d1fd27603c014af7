// Changes of messages that wait: due again where their destination is open, and after another change of their paper.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dumpText } from '../../helpers/dump-generator.js';
import { papersOfADay, rowsOf } from '../../helpers/modes.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

const [AT, LATER] = ['2030-01-02T04:00:00.000Z', '2030-01-03T04:00:00.000Z'];
let store: TestStore;
let now: Date;
let change: (abstract: string) => Promise<unknown>;
beforeEach(async () => {
  now = new Date('2030-01-02T03:04:05Z');
  store = openTestStore(() => now);
  for (const channel of ['1000', '2000']) store.subscribe(channel, 'cs.LG');
  const [entry] = papersOfADay(5, 1);
  const paper = { ...entry!, ja: [] };
  await store.ingest(dumpText([paper]));
  for (const { id } of rowsOf(store.path)) {
    store.writer.claimDelivery({ id, nonce: `n${id}`, body: '{}', historyAfter: '1' }, AT);
    const sent = { messageId: `${id}`, channelId: 'c', body: null, isToPublish: false };
    store.writer.markSent(id, sent, AT);
  }
  let year = 2026;
  change = (en) => store.ingest(dumpText([{ ...paper, en, date: `${(year += 1)}-01-01 00:00:00+00:00` }]));
  await change('Another abstract.');
});
afterEach(() => store.close());

const due = () => store.reader.dueUpdates(AT, null, 10).steps;

it('are due where the channel is open again', () => {
  expect(due()).toHaveLength(2);
  for (const { id } of due()) store.writer.retryUpdate({ id, isCounted: true, reason: '403/50001', next: LATER });
  expect(due()).toEqual([]);
  store.writer.recallUpdates('1000', AT);
  expect(due().map(({ destination }) => destination)).toEqual(['1000']);
});

it('are tried again when their paper changes once more: what it says now may have to be translated', async () => {
  for (const { id } of due()) store.writer.retryUpdate({ id, isCounted: true, reason: '403/50001', next: LATER });
  await change('A third one.');
  expect(due()).toHaveLength(2);
});

it('are due after a further change also where they have waited for their turn', async () => {
  now = new Date('2030-01-02T03:30:00Z');
  await change('A third one.');
  expect(store.reader.changedMessages(10, null, now.toISOString()).messages).toHaveLength(2);
});
