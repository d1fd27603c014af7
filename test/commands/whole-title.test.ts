// A paper named by its title, where other titles hold that title, or by the DOI of a journal.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findByTitle, findOrFetch } from '../../commands/reference.js';
import { wording } from '../../src/cards/wording.js';
import type { Context } from '../../src/domain/context.js';
import type { Markdown } from '../../src/text/markdown.js';
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

const context = {
  search: (request) => Promise.resolve(store.reader.search(request)),
  findPaper: (reference) => Promise.resolve(store.reader.findPaper(reference)),
} satisfies Partial<Context> as Context;

async function titled(words: string): Promise<string | null> {
  const found = await findByTitle(words, caller, context);
  return found === null || found === 'several' ? found : found.title;
}

it('is the one that has it as its whole title', async () => {
  expect(await titled('attention is all  you need.')).toBe(TITLES[0]);
});

it('is the only one that holds the words, or said to be several', async () => {
  expect(await titled('you need: speech')).toBe(TITLES[2]);
  expect(await titled('all you need')).toBe('several');
  expect(await titled('all you want')).toBeNull();
});

it.each(['en', 'ja'] as const)('is not called unknown where several papers match (%s)', async (language) => {
  const asked = { ...caller, language };
  const words = wording(language);
  const named = (reference: string) => findOrFetch(reference, asked, context);
  expect(await named('all you need')).toEqual({ paper: null, note: words.severalPapers('all you need' as Markdown) });
  expect(await named('all you want')).toEqual({ paper: null, note: words.unknownPaper('all you want' as Markdown) });
});

it('is said to be several where papers have the very same title', async () => {
  storePapers(store, [
    { title: 'The same title', arxivId: '1111.3833' },
    { title: 'The same title', arxivId: '1302.4757' },
  ]);
  expect(await titled('The same title')).toBe('several');
});

it('is found as arXiv types it, accents in TeX included', async () => {
  const title = 'Some new results on Gr\\"obner-Shirshov bases for Schr\\"{o}dinger algebras';
  storePapers(store, [{ title, arxivId: '1111.3833' }]);
  for (const typed of [title, 'Gr\\"obner-Shirshov bases', 'Gröbner-Shirshov bases'])
    expect(await titled(typed)).toBe(title);
});

it('is the one of a DOI, alone, in an address or in brackets', async () => {
  storePapers(store, [{ title: 'Static friction', arxivId: 'hep-lat/9309006', doi: '10.1103/PhysRevLett.71.3963' }]);
  for (const typed of ['10.1103/physrevlett.71.3963', '(https://doi.org/10.1103/PhysRevLett.71.3963).'])
    expect(await titled(typed)).toBe('Static friction');
});
