// The button of a notice about cards in doubt: however many there are, only those that it names are read.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CANDIDATES_SHOWN } from '../../src/cards/notice.js';
import type { Context, Press } from '../../src/domain/context.js';
import { unknownButton } from '../../commands/outcome-unknown.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { change } from '../helpers/modes.js';
import { openTestStore, type TestStore } from '../helpers/stores.js';

const COUNT = 40;
let store: TestStore;
beforeEach(() => {
  store = openTestStore();
});
afterEach(() => store.close());

it('counts all cards, and asks for the papers of those that it names', async () => {
  store.subscribe('100', 'cs.LG');
  await store.ingest(dumpText(generateEntries(7, COUNT).map((entry) => ({ ...entry, categories: ['cs.LG'] }))));
  change(store.path, "UPDATE deliveries SET state = 'held', reason = 'outcome unknown'");
  const { reader } = store;
  const papers: string[] = [];
  const read: number[] = [];
  const context = {
    unknownDeliveries(...asked: Parameters<Context['unknownDeliveries']>) {
      const found = reader.unknownDeliveries(...asked);
      read.push(found.first.length);
      return Promise.resolve(found);
    },
    findPaper(key: string) {
      papers.push(key);
      return Promise.resolve(reader.findPaper(key));
    },
  } as unknown as Context;
  const [{ createdBy } = { createdBy: '' }] = reader.eachSubscription();
  const answer = await unknownButton.run(
    { argument: '100', userId: createdBy, language: 'en' } as unknown as Press,
    context,
  );
  const content = 'reply' in answer ? (answer.reply.messages[0].content ?? '') : '';
  expect(read).toEqual([CANDIDATES_SHOWN]);
  expect(papers).toHaveLength(CANDIDATES_SHOWN);
  expect(content).toContain(`${COUNT}`);
  expect(content.split('\n- ').length - 1).toBeGreaterThan(1);
  expect(reader.unknownDeliveries('100', 0)).toEqual({ count: COUNT, first: [] });
});
