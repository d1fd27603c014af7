// Relevance of papers to rules: by the words that the search would find them by, stems and the other language included.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Paper } from '../../../src/domain/paper.js';
import { createRelevance, type RelevantRule } from '../../../src/search/rules/relevance.js';
import { createTermBook } from '../../../src/search/terms.js';
import { storePapers, type Facts } from '../../helpers/papers.js';
import { openTestStore, taxonomy, type TestStore } from '../../helpers/stores.js';

const relevance = createRelevance(taxonomy, createTermBook({ cs: [['diffusion model', '拡散モデル']] }));
let store: TestStore;
beforeEach(() => {
  store = openTestStore();
});
afterEach(() => store.close());

/** Titles of the papers, the most relevant first. */
function ranked(rules: readonly RelevantRule[], papers: readonly Facts[]): string[] {
  storePapers(store, papers);
  const all: Paper[] = [...store.reader.eachPaper()].map(({ paper }) => paper);
  return all.toSorted((a, b) => relevance(b, rules) - relevance(a, rules)).map(({ title }) => title);
}

describe('of a query', () => {
  it('is greatest for its phrase in the title, then for words of the title, then for how often the abstract has them', () => {
    const abstract = 'We study graphs. Graph neural networks are networks on a graph.';
    const papers = [
      { title: 'Nothing of it', abstract: 'A graph, one neural thing and networks.' },
      { title: 'Still nothing', abstract },
      { title: 'Networks that are neural on some graph or other', abstract: 'Short.' },
      { title: 'Graph neural networks', abstract: 'Short.' },
    ];
    expect(ranked([{ kind: 'keyword', value: 'graph neural networks' }], papers)).toEqual([
      'Graph neural networks',
      'Networks that are neural on some graph or other',
      'Still nothing',
      'Nothing of it',
    ]);
  });

  it('counts other forms of a word and its Japanese, and no word that is left out or names a category', () => {
    const papers = [
      { title: 'A survey of cs.LG', abstract: 'A diffusion model.' },
      { title: 'The diffusion models of physics', abstract: 'Short.' },
    ];
    for (const value of ['diffusion model -survey cat:cs.LG', '拡散モデル'])
      expect(ranked([{ kind: 'keyword', value }], papers)[0]).toBe('The diffusion models of physics');
  });
});

describe('of several rules', () => {
  it('puts followed authors first, then queries, then primary categories before cross-lists; more rules before fewer', () => {
    const papers = [
      { title: 'Cross', authors: ['A One'], categories: ['math.CO', 'cs.LG'], primaryCategory: 'math.CO' },
      { title: 'Primary', authors: ['B Two'], categories: ['cs.LG'], primaryCategory: 'cs.LG' },
      { title: 'Spin', authors: ['C Three'], categories: ['cs.LG'], primaryCategory: 'cs.LG', abstract: 'Short.' },
      { title: 'Author', authors: ['Ann Lee'], categories: ['cs.LG'], primaryCategory: 'cs.LG' },
    ];
    const category = { kind: 'category', value: 'cs.LG' };
    storePapers(store, papers);
    const find = (title: string): Paper =>
      [...store.reader.eachPaper()].map(({ paper }) => paper).find((paper) => paper.title === title)!;
    const weights = [
      relevance(find('Author'), [category, { kind: 'author', value: 'Ann Lee' }]),
      relevance(find('Spin'), [category, { kind: 'keyword', value: 'spin' }]),
      relevance(find('Primary'), [category, { kind: 'category', value: 'cs' }]),
      relevance(find('Primary'), [category]),
      relevance(find('Cross'), [category]),
    ];
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    expect(new Set(weights).size).toBe(weights.length);
  });
});
