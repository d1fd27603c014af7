// A paper named by its title, where other titles hold that title, or by the DOI of a journal.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findByTitle } from '../../commands/reference.js';
import type { Context } from '../../src/domain/context.js';
import { caller } from '../helpers/caller.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { storePapers } from '../helpers/papers.js';
import { openTestStore, type TestStore } from '../helpers/stores.js';

const TITLES = [
  'Attention is all you need',
  'Is "attention is all you need" all you need?',
  'Attention is all you need: speech',
];
let store: TestStore;
beforeEach(async () => {
  store = openTestStore();
  const entries = generateEntries(85, TITLES.length);
  await store.ingest(dumpText(entries.map((entry, index) => ({ ...entry, title: TITLES[index] ?? '' }))));
});
afterEach(() => store.close());

async function titled(words: string): Promise<string | undefined> {
  const context: Pick<Context, 'search'> = { search: (request) => Promise.resolve(store.reader.search(request)) };
  return (await findByTitle(words, caller, context as Context))?.title;
}

it('is the one that has it as its whole title', async () => {
  expect(await titled('attention is all  you need.')).toBe(TITLES[0]);
});

it('is the only one that holds the words, and none where several do', async () => {
  expect(await titled('you need: speech')).toBe(TITLES[2]);
  expect(await titled('all you need')).toBeUndefined();
});

it('is the one of a DOI, alone, in an address or in brackets', async () => {
  storePapers(store, [{ title: 'Static friction', arxivId: 'hep-lat/9309006', doi: '10.1103/PhysRevLett.71.3963' }]);
  for (const typed of ['10.1103/physrevlett.71.3963', '(https://doi.org/10.1103/PhysRevLett.71.3963).'])
    expect(await titled(typed)).toBe('Static friction');
});
