// Rules in memory: a paper passes a rule exactly where the search would find it, and always has a term that the rule is found by.
import { gunzipSync } from 'node:zlib';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaperFacts } from '../../../src/domain/paper.js';
import { NO_OPTIONS, type RuleOptions } from '../../../src/domain/subscription.js';
import { paperTerms, type PaperTerms } from '../../../src/search/rules/paper-terms.js';
import { createRuleBook } from '../../../src/search/rules/rule.js';
import { createTermBook } from '../../../src/search/terms.js';
import { searchFor, storePapers } from '../../helpers/papers.js';
import { samplesDir } from '../../helpers/samples.js';
import { openTestStore, taxonomy, type TestStore } from '../../helpers/stores.js';

const book = createTermBook({ cs: [['diffusion model', '拡散モデル']] });
const rules = createRuleBook(taxonomy, book);
let store: TestStore;
let papers: PaperFacts[];
let terms: Map<PaperFacts, PaperTerms>;

const OWN = [
  {
    title: 'Diffusion models for images',
    authors: ['Chenjie Hao', 'Wei Yu'],
    categories: ['cs.CV'],
    abstract: 'We learn to denoise.',
  },
  {
    title: 'Multi-agent learning',
    titleJa: '複数主体の強化学習',
    authors: ['Yujia Wang'],
    categories: ['cs.LG', 'cs.MA'],
    comments: 'ICML 2025',
    doi: '10.1000/x2.',
  },
  {
    title: 'Spin glasses',
    authors: ['C. Hao', 'Müller, Jörg'],
    categories: ['cond-mat.dis-nn'],
    abstract: 'Models of spins; 学 alone.',
    doi: '10.1000/x1',
    journalRef: 'Phys. Rev. B 1',
  },
  { title: 'Cat: a category of cats', authors: ['J. D.'], categories: ['math.CT'], abstractJa: '圏について学習する。' },
];

/** Every fortieth record of the corpus; nothing where it is missing. */
function corpus(): string {
  const path = join(samplesDir() ?? '/nonexistent', '..', 'corpus', 'snapshot-1991-2019-16k.jsonl.gz');
  if (!existsSync(path)) return '';
  const lines = gunzipSync(readFileSync(path)).toString().trim().split('\n');
  return lines.filter((_, index) => index % 40 === 0).join('\n');
}

beforeAll(async () => {
  store = openTestStore();
  storePapers(store, OWN);
  const text = corpus();
  if (text !== '') await store.ingest(text, 'never');
  papers = [...store.reader.eachPaper()].map(({ paper }) => paper);
  terms = new Map(papers.map((paper) => [paper, paperTerms(paper)]));
}, 60_000);
afterAll(() => store.close());

const QUERIES = [
  'learning',
  'learn',
  'model',
  'diffusion model',
  '"diffusion models"',
  'multiagent',
  'multi-agent',
  '学習',
  '強化学習',
  '学',
  '拡散モデル',
  'diffusion OR 学習',
  'learning -agent',
  '-learning',
  'ti:spin',
  'abs:spin',
  'ti:models abs:spins',
  'cat:cs',
  'cat:cs.LG learning',
  'model -cat:cs',
  'co:ICML',
  'jr:Phys',
  'doi:10.1000/x1',
  '10.1000/x1',
  '「10.1000/x1」',
  'doi:10.1000/x2',
  'au:Hao',
  'au:"Chenjie Hao"',
  '@Yu',
  'quantum',
  'quantum field',
  '"quantum field theory"',
  'black hole',
  'galax',
  'galaxy',
  'cat:hep-th quantum',
  'cat:math (group OR ring)',
  'neural network -deep',
  'Schrödinger',
  'schrodinger',
  'cat:cats',
  'lattice AND gauge',
  '(spin OR magnetic) glass',
  'ti:"a category"',
  'Müller',
  'x-ray',
  'α',
  'alpha',
  'matrices',
  'matrix',
];

describe('a keyword rule', () => {
  it.each(QUERIES)('%s passes the papers that the search finds, and is found by their terms', (query) => {
    const found = store.reader.search(searchFor(query, { limit: 1_000 }));
    const bookless = createRuleBook(taxonomy, createTermBook({}));
    const passing = papers.filter((paper) =>
      bookless.wants({ kind: 'keyword', value: query, options: NO_OPTIONS }, terms.get(paper)!),
    );
    expect(found.error).toBeNull();
    expect(passing.map(({ title }) => title).toSorted()).toEqual(found.hits.map(({ paper }) => paper.title).toSorted());
    const anchors = bookless.anchors({ kind: 'keyword', value: query }, () => 1);
    for (const paper of passing) expect(terms.get(paper)!.all.some((term) => anchors.includes(term))).toBe(true);
  });

  it('passes papers in the other language of a technical term', () => {
    const wanted = (value: string): string[] =>
      papers
        .slice(0, OWN.length)
        .filter((paper) => rules.wants({ kind: 'keyword', value, options: NO_OPTIONS }, terms.get(paper)!))
        .map(({ title }) => title);
    const english = papers.find(({ title }) => title.startsWith('Diffusion models'))!;
    expect(rules.wants({ kind: 'keyword', value: '拡散モデル', options: NO_OPTIONS }, terms.get(english)!)).toBe(true);
    expect(wanted('拡散モデル').length).toBeLessThan(OWN.length);
    const anchors = rules.anchors({ kind: 'keyword', value: '拡散モデル' }, () => 1);
    expect(terms.get(english)!.all.some((term) => anchors.includes(term))).toBe(true);
  });

  it('is found by its rarest term, and by all papers only where it merely excludes', () => {
    const count = (term: string): number => (term === 'learn' ? 900 : 3);
    expect(rules.anchors({ kind: 'keyword', value: 'learning glass' }, count)).toEqual(['glass']);
    expect(rules.anchors({ kind: 'keyword', value: '-learning' }, count)).toEqual(['°']);
    expect(rules.anchors({ kind: 'category', value: 'cs.LG' }, count)).toEqual([]);
  });

  it('is refused with a reason where nothing can be looked for, or dates are given', () => {
    expect(rules.faultOf('learning')).toBeNull();
    expect(rules.faultOf('!!')).toEqual({ kind: 'empty' });
    expect(rules.faultOf('learning since:2025')).toEqual({ kind: 'dates' });
    expect(rules.faultOf('ti:')).toMatchObject({ kind: 'error' });
  });
});

describe('an author rule', () => {
  const names = ['Chenjie Hao', 'C. Hao', 'Hao, Chenjie', 'Hao', 'Yu', 'Wei Yu', 'Jörg Müller', 'J Muller', 'J. D.'];
  it.each(names)('%s passes papers of people of that name, and is found by their terms', (value) => {
    const rule = { kind: 'author', value, options: NO_OPTIONS } as const;
    const passing = papers.filter((paper) => rules.wants(rule, terms.get(paper)!));
    expect(passing.length).toBeGreaterThan(0);
    const anchors = rules.anchors(rule, () => 1);
    for (const paper of passing) expect(terms.get(paper)!.all.some((term) => anchors.includes(term))).toBe(true);
  });

  it('is found by the terms of somebody whose two names are the same', () => {
    const rule = { kind: 'author', value: 'Y. Yang', options: NO_OPTIONS } as const;
    const paper = paperTerms({ ...papers[0]!, authors: ['Yang Yang'] });
    expect(rules.wants(rule, paper)).toBe(true);
    expect(rules.anchors(rule, () => 1).some((term) => paper.all.includes(term))).toBe(true);
  });

  it('does not pass a name that only contains it (trap 16: substring author match)', () => {
    const yujia = papers.find(({ authors }) => authors.includes('Yujia Wang'))!;
    expect(rules.wants({ kind: 'author', value: 'Yu', options: NO_OPTIONS }, terms.get(yujia)!)).toBe(false);
    // The given name of one author and the family name of another are nobody.
    const hao = papers.find(({ authors }) => authors.includes('Wei Yu'))!;
    expect(rules.wants({ kind: 'author', value: 'Wei Hao', options: NO_OPTIONS }, terms.get(hao)!)).toBe(false);
  });
});

describe('the options of a rule', () => {
  const paper = { title: 'Diffusion models for images' };
  const wants = (options: Partial<RuleOptions>): boolean =>
    rules.wants(
      { kind: 'category', value: 'cs.CV', options: { ...NO_OPTIONS, ...options } },
      paperTerms(papers.find(({ title }) => title === paper.title)!),
    );
  it('leave out categories, words and the co-authors of somebody else', () => {
    expect(wants({})).toBe(true);
    expect(wants({ excludedCategories: ['cs'] })).toBe(false);
    expect(wants({ excludedCategories: ['cs.LG'] })).toBe(true);
    expect(wants({ excludedWords: ['denoising'] })).toBe(false);
    expect(wants({ excludedWords: ['拡散モデル'] })).toBe(false);
    expect(wants({ excludedWords: ['video'] })).toBe(true);
    expect(wants({ excludedAuthors: ['W. Yu'] })).toBe(false);
  });
});
