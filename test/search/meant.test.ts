// What was meant: of a search that finds nothing, the nearest thing that a person may have had in mind, never a rest of it.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTermBook, type TermData } from '../../src/search/terms.js';
import { writtenForms } from '../../src/search/readings.js';
import { openReader, type Reader } from '../../src/store/reader.js';
import { searchFor, storePapers } from '../helpers/papers.js';
import { root } from '../helpers/root.js';
import { openTestStore, taxonomy, type TestStore } from '../helpers/stores.js';

const book = createTermBook(JSON.parse(readFileSync(`${root}data/terms.json`, 'utf8')) as TermData);
const paper = (title: string, more = {}) => ({
  title,
  abstract: 'Short.',
  categories: ['cs.RO'],
  primaryCategory: 'cs.RO',
  ...more,
});

let store: TestStore;
let reader: Reader;
beforeAll(() => {
  store = openTestStore();
  storePapers(store, [
    paper('Robots that learn', { abstractJa: '量子計算と強化学習を用います。', authors: ['Sigríður Þórsdóttir'] }),
    paper('A rare quokka sleeps in the common field', { arxivId: '2501.00002' }),
    paper('Statistical quokka', { arxivId: '2501.00004', categories: ['stat.ML'], primaryCategory: 'stat.ML' }),
    ...Array.from({ length: 9 }, (_, index) =>
      paper(`The common field, number ${index}`, { arxivId: `2502.0000${index}` }),
    ),
    paper('Topology of pretzels', { arxivId: '2501.00003', categories: ['math.GT'], primaryCategory: 'math.GT' }),
  ]);
  reader = openReader(store.path, taxonomy, { book, clock: () => 0 });
});
afterAll(() => {
  reader.close();
  store.close();
});

const meant = (text: string) => {
  expect(reader.search(searchFor(text)).total).toBe(0);
  const found = reader.loosen(searchFor(text));
  return found === null ? null : { kind: found.kind, text: found.request.text, author: found.request.author };
};

it.each(['画像', '医療 画像', '音声', '翻訳', '安全性'])(
  'a common word of one term finds papers that are in English alone: %s',
  (text) => {
    const own = openTestStore();
    storePapers(own, [paper('An image', { abstract: 'For medical speech, translation and safety.' })]);
    const looking = openReader(own.path, taxonomy, { book });
    expect(looking.search(searchFor(text)).total).toBe(1);
    looking.close();
    own.close();
  },
);

it.each(['光', '環'])(
  'one Japanese letter finds the English word; that does not find it within other words: %s',
  (letter) => {
    const own = openTestStore();
    const spotlight = '近年、脚光を浴びている環境を用います。';
    storePapers(own, [paper('A ring of light'), paper('A quokka', { arxivId: '2501.00002', abstractJa: spotlight })]);
    const looking = openReader(own.path, taxonomy, { book });
    expect(looking.search(searchFor(letter)).total).toBe(2);
    const { total, crossed } = looking.search(searchFor(letter === '光' ? 'light' : 'ring'));
    expect({ total, crossed }).toEqual({ total: 1, crossed: [] });
    expect(looking.search(searchFor('wave')).crossed).toEqual(['波動']);
    looking.close();
    own.close();
  },
);

describe('a search that finds nothing is led to', () => {
  it.each([
    ['りょうし計算', '量子計算'],
    ['量子けいさん', '量子計算'],
    ['きょうかがくしゅう', '強化学習'],
    ['リョウシケイサン', '量子計算'],
    ['量子計さん', '量子計算'],
    ['きょう化学習', '強化学習'],
  ])('the word with its kana written out: %s', (text, word) =>
    expect(meant(text)).toEqual({ kind: 'spelling', text: word, author: null }),
  );

  it.each([
    ['cs.RO', 'cat:cs.RO'],
    ['quokka ｃｓ．ＲＯ', 'quokka cat:ｃｓ．ＲＯ'],
    ['pretzels 幾何学的トポロジー', 'pretzels cat:幾何学的トポロジー'],
    ['statistical quokka stat', 'statistical quokka cat:stat'],
  ])('the category whose code or name is a word of it: %s', (text, other) =>
    expect(meant(text)).toEqual({ kind: 'spelling', text: other, author: null }),
  );

  it.each([
    ['cat:math.GTT pretzels', 'cat:math.GT pretzels'],
    ['pretzels cat:math.TG', 'pretzels cat:math.GT'],
    ['#sc.RO robots', 'cat:cs.RO robots'],
    ['cat:cs.RO cat:cs.R robots', 'cat:cs.RO cat:cs.RO robots'],
  ])('the nearest category: %s', (text, other) => expect(meant(text)).toMatchObject({ kind: 'spelling', text: other }));

  it.each(['Thorsdottir', 'Sigridur Thorsdottir', 'S. Þórsdóttir'])(
    'papers of an author, where a bare name was typed: %s',
    (name) => expect(meant(name)).toEqual({ kind: 'less', text: '', author: name }),
  );

  it.each([
    ['abs:pretzels', 'pretzels'],
    ['ti:robots ti:強化学習', 'robots 強化学習'],
  ])('any field, where the named one does not have it: %s', (text, other) =>
    expect(meant(text)).toMatchObject({ kind: 'less', text: other }),
  );

  it('the word with two letters swapped rather than one letter more', () =>
    expect(meant('fiedl')).toMatchObject({ kind: 'spelling', text: 'field' }));

  it('its rarest words, where one has to be left out', () => {
    expect(meant('quokka common zzyzx')).toMatchObject({ kind: 'less', text: 'quokka common' });
    expect(meant('pretzels common quokka')).toMatchObject({
      kind: 'less',
      text: expect.stringContaining('quokka') as string,
    });
    expect(meant('pretzels number sleeps field common')?.text).toContain('sleeps');
  });

  it('nothing rather than a rest of a word', () => {
    expect(meant('量子がめんどう')).toBeNull();
    expect(meant('強化やきいも')).toBeNull();
  });
});

it.each([
  ['がぞう認識', '画像認識'],
  ['深層がくしゅう', '深層学習'],
  ['機械ほんやく', '機械翻訳'],
])('%s may be written %s', (typed, form) => expect(writtenForms(typed)).toContain(form));
it.each(['学習', 'learning', 'あ'.repeat(100)])('%s has no other form', (typed) =>
  expect(writtenForms(typed)).toEqual([]),
);
