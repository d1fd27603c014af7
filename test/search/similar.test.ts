// Similar papers: shared terms that tell something, in the reader's language; nothing where too little is shared.
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain/language.js';
import { isCommonWord } from '../../src/search/common-words.js';
import { tellingTerms } from '../../src/search/telling.js';
import { createTermBook, type TermData } from '../../src/search/terms.js';
import { openReader, type Reader } from '../../src/store/reader.js';
import { storePapers } from '../helpers/papers.js';
import { root } from '../helpers/root.js';
import { openTestStore, taxonomy, type TestStore } from '../helpers/stores.js';

const terms = JSON.parse(readFileSync(`${root}data/terms.json`, 'utf8')) as TermData;
interface Known {
  readonly abstract: string | null;
  readonly categories: string[];
  readonly titleJa?: string;
  readonly abstractJa?: string;
}
const paper = (arxivId: string, title: string, known: Known) => ({
  arxivId,
  title,
  primaryCategory: known.categories[0]!,
  ...known,
});
const SPOKEN = 'We propose a method for the paper, without which results are shown: ';

let store: TestStore;
let reader: Reader;
beforeEach(() => {
  store = openTestStore();
  storePapers(store, [
    paper('2501.00001', 'Tidal disruption of comets', {
      abstract: `${SPOKEN}comets break up near Saturn by tidal torque.`,
      categories: ['astro-ph.EP'],
    }),
    paper('2501.00002', 'Comets and the tidal field of Saturn', {
      abstract: `${SPOKEN}Saturn deflects comets.`,
      categories: ['astro-ph.EP'],
    }),
    paper('2501.00003', 'Baking bread at scale', { abstract: `${SPOKEN}bread rises.`, categories: ['physics.pop-ph'] }),
    paper('2501.00004', 'Rye bread', { abstract: `${SPOKEN}rye is dark.`, categories: ['physics.pop-ph'] }),
    paper('2501.00005', 'Graph neural networks for pottery', {
      abstract: 'Pottery shards are sorted by graph neural networks and kilns.',
      categories: ['cs.LG'],
    }),
    paper('2501.00006', 'Sorting pottery', {
      abstract: 'Shards of pottery from kilns, and reinforcement learning.',
      categories: ['cs.LG'],
    }),
    paper('2501.00007', 'Graph neural networks for shards', {
      abstract: 'Reinforcement learning and pottery.',
      categories: ['cs.LG'],
    }),
    paper('2501.00008', 'Japanese only', {
      abstract: null,
      categories: ['cs.LG'],
      abstractJa: '本研究では強化学習の手法を提案し、グラフニューラルネットワークを用います。',
      titleJa: '日本語のみ',
    }),
    paper('2501.00009', 'Baking comets', { abstract: 'Comets are baked.', categories: ['cs.CL'] }),
  ]);
  reader = openReader(store.path, taxonomy, { book: createTermBook(terms), clock: () => 0 });
});
afterEach(() => {
  reader.close();
  store.close();
});

const similarTo = (id: string, language: Language = 'en') =>
  reader
    .findSimilar(reader.findPaper(id)!, 5, language)
    .map((found) => ({ id: found.paper.arxivId, shared: found.shared }));

describe('similar papers', () => {
  it('share terms that tell something, the most telling first, and no word of every paper', () => {
    const [first, ...more] = similarTo('2501.00001');
    expect(first).toEqual({
      id: '2501.00002',
      shared: expect.arrayContaining(['comets', 'tidal', 'saturn']) as string[],
    });
    for (const { shared } of [first!, ...more]) for (const term of shared) expect(isCommonWord(term)).toBe(false);
  });

  it('are none where one telling term alone is shared, or nothing but words of every paper', () => {
    expect(similarTo('2501.00003')).toEqual([]);
    expect(similarTo('2501.00009')).toEqual([]);
  });

  it('name technical terms whole, in Japanese for a reader of Japanese where the pair is known', () => {
    const english = similarTo('2501.00005').find(({ id }) => id === '2501.00007')!.shared;
    expect(english).toContain('graph neural networks');
    expect(english).not.toContain('neural');
    const japanese = similarTo('2501.00005', 'ja').find(({ id }) => id === '2501.00007')!.shared;
    expect(japanese).toContain('グラフニューラルネットワーク');
    expect(japanese).toContain('pottery');
  });

  it('are found by the Japanese text where there is no other, without 手法 and 本研究', () => {
    const [first] = similarTo('2501.00008', 'ja');
    expect(first).toEqual({
      id: '2501.00007',
      shared: expect.arrayContaining(['強化学習', 'グラフニューラルネットワーク']) as string[],
    });
    expect(similarTo('2501.00008', 'en')[0]!.shared).toContain('reinforcement learning');
  });
});

it.each(['ﷺ', 'x⑴', 'a½', 'ﷺx ', 'x'])(
  'a text of nothing but %j is looked for in no phrase longer than a term',
  (piece) => {
    storePapers(store, [paper('2501.00010', 'Odd letters', { abstract: piece.repeat(6_000), categories: ['cs.CL'] })]);
    const found = tellingTerms(reader.findPaper('2501.00010')!, createTermBook(terms), 80);
    expect(found.map(({ word }) => word)).toEqual(['odd', 'letters']);
    expect(similarTo('2501.00010')).toEqual([]);
  },
);

it('words of every paper are known in all their forms', () => {
  for (const word of ['and', 'without', 'propose', 'proposed', 'proposing', 'papers', 'methods', 'our', 'show'])
    expect(isCommonWord(word)).toBe(true);
  for (const word of ['rev', 'lett', 'github', 'success', 'clearly', 'otherwise'])
    expect(isCommonWord(word)).toBe(true);
  for (const word of ['creation', 'fabric', 'employment', 'realizability', 'sharing', 'affective'])
    expect(isCommonWord(word)).toBe(false);
  for (const word of ['comet', 'kleinian', 'neutrino', 'blockchain']) expect(isCommonWord(word)).toBe(false);
});
