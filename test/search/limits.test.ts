// Limits of a search: whatever is typed, the work is bounded and a person reads a sentence, never what SQLite says.
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { looserTexts, nearSpellings } from '../../src/search/looser.js';
import { createTermBook } from '../../src/search/terms.js';
import { createLoosen } from '../../src/store/search/loosen.js';
import { createSearch } from '../../src/store/search/search.js';
import { searchFor, storePapers } from '../helpers/papers.js';
import { openTestStore, taxonomy, type TestStore } from '../helpers/stores.js';

let store: TestStore;
beforeAll(() => {
  store = openTestStore();
  storePapers(store, [{ title: 'Gold in heavy ions' }, { title: '量子もつれの測定' }]);
});
afterAll(() => store.close());

const words = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) => `zq${String.fromCharCode(97 + (index % 26))}xw${'kvj'[index % 3]}${index % 7}qy`,
  ).join(' ');

/** What a search and its loosening run on the database, with a clock that stands still. */
function work(text: string): number {
  let statements = 0;
  const db = new Database(store.path, { readonly: true, verbose: () => void (statements += 1) });
  const book = createTermBook({ cs: [['quantum theory', '量子論']] });
  const search = createSearch(db, { taxonomy, book, clock: () => 0 });
  search(searchFor(text));
  createLoosen({ db, search, taxonomy, clock: () => 0 })(searchFor(text));
  db.close();
  return statements;
}

describe('the work of a search', () => {
  it.each([
    ['60 unknown words', words(60)],
    ['60 words of letters alone', words(60).replace(/\d/g, 'h')],
    ['60 Japanese words of forty letters', Array.from({ length: 45 }, () => '量子論'.repeat(13)).join(' ')],
    ['one word of 6,000 letters', 'a'.repeat(6_000)],
    ['one word of 1,900 letters', 'a'.repeat(1_900)],
    ['one Japanese word of 1,900 letters', '量'.repeat(1_900)],
  ])('is bounded for %s', (_, text) => {
    expect(work(text)).toBeLessThan(4_000);
  });

  it('does not grow with the length of a word: none over forty letters is spelled otherwise or divided', () => {
    expect(nearSpellings('a'.repeat(41))).toEqual([]);
    expect(nearSpellings('gould').length).toBeGreaterThan(100);
    expect(looserTexts('量'.repeat(41))).toHaveLength(0);
    expect(looserTexts('量子論').length).toBeGreaterThan(0);
  });

  it('is linear for a row of particles, however they are read', () => {
    for (const particle of ['の', 'のための', 'についての']) {
      const row = particle.repeat(400);
      expect(looserTexts(`量子${row}測定`)).toEqual(['量子 測定']);
      expect(looserTexts(`量子${row}ぬ測定`)).toEqual([]);
    }
  });
});

describe('what is too much', () => {
  it.each([
    ['words', words(65), /more than 64 words/],
    ['characters', 'gold '.repeat(401), /more than 2000 characters/],
    ['letters that are eighteen in normal form', `"${'ﷺ'.repeat(120)}"`, /more than 2000 characters/],
    ['numbers in brackets that are one letter each', `x${'⑴'.repeat(700)}`, /more than 2000 characters/],
    ['brackets', `${'('.repeat(40)}gold${')'.repeat(40)}`, /brackets/],
  ])('of %s is told as a sentence', (_, text, sentence) => {
    expect(store.reader.search(searchFor(text))).toMatchObject({
      total: 0,
      error: expect.stringMatching(sentence) as string,
    });
  });

  it.each([1e20, 1.5, -1, Number.NaN])('of a page that begins at %d likewise', (offset) => {
    expect(store.reader.search(searchFor('gold', { offset })).error).toMatch(/a page begins at a whole number/);
  });

  it('leaves what is just enough alone', () => {
    expect(store.reader.search(searchFor(words(64))).error).toBeNull();
    expect(store.reader.search(searchFor(`"${'ﷺ'.repeat(110)}"`)).error).toBeNull();
    expect(store.reader.search(searchFor(`${'('.repeat(30)}gold${')'.repeat(30)}`))).toMatchObject({ total: 1 });
  });
});

it('no text makes a search throw, or say what SQLite says', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      '"',
      '\0',
      '*',
      '^',
      'NEAR(',
      'ti:',
      'au:',
      'cat:',
      '-',
      'OR',
      'AND',
      '(',
      ')',
      '{',
      '}',
      ':',
      '量',
      'gold',
      "'",
      '+',
      'since:',
      'doi:',
      'jr:',
      '\ud800',
    ),
  );
  const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  const option = fc.option(text);
  fc.assert(
    fc.property(
      text,
      option,
      option,
      fc.constantFrom('newest' as const, 'relevance' as const),
      (typed, author, category, sort) => {
        const request = searchFor(typed, { author, category, sort });
        const { error } = store.reader.search(request);
        expect(error ?? '').not.toMatch(/fts5|sqlite|datatype|unterminated|syntax error|no such|prepare/i);
        store.reader.loosen(request);
      },
    ),
    { numRuns: 25 },
  );
});
