// The result page: within Discord's limits whatever the papers, and honest about what was cut or added.
import { describe, expect, it } from 'vitest';
import { emptyPage, resultPage } from '../../src/cards/result-page.js';
import type { Highlight, SearchResult } from '../../src/domain/search.js';
import { mergeFacts } from '../../src/domain/merge.js';
import { recordOf, type Paper } from '../../src/domain/paper.js';
import { parseRecord } from '../../src/domain/record.js';
import { countPoints } from '../../src/text/points.js';
import { searchFor } from '../helpers/papers.js';
import { taxonomy } from '../helpers/stores.js';

const paper = (at: number, title: string): Paper => ({
  key: `s-${String(at).padStart(10, '0')}`,
  date: null,
  readable: {},
  ...mergeFacts([
    {
      format: 'snapshot',
      facts: parseRecord(
        recordOf(title, {
          authors: Array.from({ length: 9 }, (_, index) => `${'Long_name*'.repeat(9)} ${index}`),
          categories: ['cs.LG'],
          submittedAt: '2025-01-01T00:00:00Z',
        }),
      ),
    },
  ]),
});
const long = Array.from({ length: 8 }, (_, at) => paper(at, `[*_${at}_*] `.repeat(60)));
const result = (papers: readonly Paper[], more: Partial<SearchResult> = {}): SearchResult => ({
  total: papers.length,
  totalExact: true,
  tookMs: 1,
  crossed: [],
  hits: papers.map((each) => ({ paper: each, score: null })),
  understood: 'x',
  isCut: false,
  error: null,
  problem: null,
  ...more,
});
const highlight = (each: Paper): Highlight => ({
  title: [{ text: each.title, isMatch: false }],
  passage: { language: 'en', parts: [{ text: '*_['.repeat(60), isMatch: true }] },
  author: null,
});
const page = (papers: readonly Paper[], more: Partial<SearchResult> = {}, language: 'ja' | 'en' = 'en') =>
  resultPage(
    { request: searchFor('x'), result: result(papers, more), highlights: papers.map(highlight), id: 'id' },
    { language, taxonomy, zone: 'UTC' },
  );

describe('a result page', () => {
  it.each([
    ['for words', 'learning', true],
    ['for the newest of a category or of all', '', false],
  ])('%s offers another order: %s', (_, text, isOffered) => {
    const request = { ...searchFor(text), category: 'cs.LG' };
    const found = result(long, { total: 20 });
    const view = { language: 'en', taxonomy, zone: 'UTC' } as const;
    const { components } = resultPage({ request, result: found, highlights: long.map(highlight), id: 'id' }, view);
    const controls = JSON.stringify(components);
    expect(controls).toContain('page:id:8:n');
    expect(controls.includes('sort:id:')).toBe(isOffered);
  });

  it.each([
    ['ja', 'Ann Abe ほか 3 名', 'Ann Abe、Bo Berg ほか 2 名', 'Ann Abe … Cy Chen ほか 2 名'],
    ['en', 'Ann Abe and 3 others', 'Ann Abe, Bo Berg and 2 others', 'Ann Abe … Cy Chen and 2 others'],
  ] as const)('names the author who was searched for beside the first (%s)', (language, first, second, third) => {
    const authors = ['Ann Abe', 'Bo Berg', 'Cy Chen', 'Di Doe'];
    const found = { ...paper(1, 'Short'), authors };
    const line = (author: string | null) =>
      resultPage(
        { request: searchFor('x'), result: result([found]), highlights: [{ ...highlight(found), author }], id: null },
        { language, taxonomy, zone: 'UTC' },
      ).embeds![0]!.description!.split('\n')[1];
    expect(line(null)).toContain(first);
    expect(line('Ann Abe')).toContain(first);
    expect(line('Bo Berg')).toContain(second);
    expect(line('Cy Chen')).toContain(third);
  });

  it('keeps all eight papers within the limits, however long they are', () => {
    const { content, embeds, components } = page(long);
    expect(countPoints(embeds![0]!.description!)).toBeLessThanOrEqual(4_096);
    expect(embeds![0]!.description).toContain('**8.** [');
    expect(countPoints(content!)).toBeLessThanOrEqual(2_000);
    const menu = components![0]!.components[0] as unknown as { options: { label: string; description: string }[] };
    expect(menu.options).toHaveLength(8);
    for (const option of menu.options)
      expect(Math.max(countPoints(option.label), countPoints(option.description))).toBeLessThanOrEqual(100);
  });
  it('says when a search was cut, and what it also searched', () => {
    const [short] = [paper(1, 'Short')];
    expect(page([short], { isCut: true, totalExact: false }).content).toContain('older papers were left out');
    const none = emptyPage(
      { request: searchFor('x'), result: result([], { isCut: true, totalExact: false }), looser: null },
      { language: 'ja', taxonomy, zone: 'UTC' },
    );
    expect(none.content).toContain('古い論文は調べていません');
    expect(page([short], { crossed: ['強化学習'] }).content).toContain('Also searched for: 強化学習');
    expect(page([short], { crossed: ['agent'] }, 'ja').content).toContain('次の語でも検索しました: agent');
    expect(page([short]).content).toBe('“x”: 1 paper');
  });
  it('goes on paging while the total is only a lower bound', () => {
    const eight = Array.from({ length: 8 }, (_, at) => paper(at, 'Short'));
    const next = (more: Partial<SearchResult>) =>
      JSON.stringify(page(eight, more).components).includes('"label":"Next"');
    expect([next({ total: 8, totalExact: false }), next({ total: 8 }), next({ total: 9 })]).toEqual([
      true,
      false,
      true,
    ]);
  });
  it('cuts the label of a looser query to what a button holds', () => {
    const request = searchFor('w'.repeat(300));
    const found = { kind: 'less', request } as const;
    const { components } = emptyPage(
      { request, result: result([]), looser: { found, id: 'id' } },
      { language: 'ja', taxonomy, zone: 'UTC' },
    );
    const [button] = components![0]!.components as unknown as { label: string }[];
    expect(countPoints(button!.label)).toBe(80);
  });
});
