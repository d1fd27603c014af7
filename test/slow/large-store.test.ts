// Search in a store that is larger than any bound of a scan: the names, and the order within one second.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchFor, storePapers } from '../helpers/papers.js';
import { openTestStore, type TestStore } from '../helpers/stores.js';

let store: TestStore;
const keys = (text: string, more = {}): string[] =>
  store.reader.search(searchFor(text, more)).hits.map((hit) => hit.paper.key);
const number = (index: number): string => String(index).padStart(5, '0');

describe('in a large store', () => {
  /** Of 20,001 papers the first twelve are by Wei Li, and the last 1,500 are of one second, the later ones with the greater keys. */
  beforeAll(() => {
    store = openTestStore();
    storePapers(
      store,
      Array.from({ length: 20_001 }, (_, at) => ({
        title: `Paper ${at}`,
        arxivId: `2501.${number(10_000 + at)}`,
        ...(at < 18_501 ? {} : { submittedAt: '2025-06-01T00:00:00Z' }),
        authors: at < 12 ? ['Wei Li'] : at < 18_501 ? ['Ann Smith'] : ['Wei Chen', 'Ann Li', `Third N${at}`],
      })),
    );
  });
  afterAll(() => store.close());
  it('an author is found behind more than a thousand papers whose authors only share the words of the name', () => {
    const { hits, total } = store.reader.search(searchFor('au:"Wei Li"'));
    expect(hits.map((hit) => hit.paper.authors)).toEqual(Array.from({ length: 10 }, () => ['Wei Li']));
    expect(total).toBeGreaterThanOrEqual(10);
  });
  it('papers of one second come in the order of their keys, also when there are more than a thousand', () => {
    expect(keys('paper')).toEqual(Array.from({ length: 10 }, (_, at) => `2501.${number(28_501 + at)}`));
    expect(keys('paper', { offset: 100, limit: 1 })).toEqual(['2501.28601']);
  });
});
