// A store with papers and a reader that crosses between the languages by the real list of terms.
import { readFileSync } from 'node:fs';
import { createTermBook, type TermData } from '../../src/search/terms.js';
import { openReader, type Reader } from '../../src/store/reader.js';
import { storePapers, type Facts } from './papers.js';
import { openTestStore, taxonomy } from './stores.js';

export const terms = JSON.parse(readFileSync(new URL('../../data/terms.json', import.meta.url), 'utf8')) as TermData;

export function openSearch(papers: readonly Facts[]): { reader: Reader; close: () => void } {
  const store = openTestStore();
  storePapers(store, papers);
  const reader = openReader(store.path, taxonomy, { book: createTermBook(terms), clock: () => 0 });
  return {
    reader,
    close() {
      reader.close();
      store.close();
    },
  };
}
