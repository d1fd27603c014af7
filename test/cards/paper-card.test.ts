// The card within every limit of Discord, in both languages, whatever the paper.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullText } from '../../src/cards/full-text.js';
import { paperCard } from '../../src/cards/paper-card.js';
import type { MessageBody } from '../../src/domain/message.js';
import type { Paper } from '../../src/domain/paper.js';
import { readableTexts } from '../../src/domain/readable-texts.js';
import { isEmptyMessage, messageProblems, type Json } from '../../src/sandbox/discord/validate.js';
import { taxonomy } from '../helpers/stores.js';
import { seeds } from '../helpers/seeds.js';

const typed = {
  key: 's-0123456789',
  arxivId: null,
  version: null,
  title: 'A $\\beta$-VAE study',
  titleJa: null,
  abstract: 'We use $2.6 \\times$ less. It works.',
  abstractJa: '$ 2.6 \\ Times $少なくて済みます。\nうまくいきます。',
  authors: ['A One', 'B Two', 'C Three', 'D Four', 'E Five', 'F Six', 'G Seven'],
  categories: ['cs.LG', 'stat.ML'],
  primaryCategory: null,
  submittedAt: null,
  updatedAt: '2025-04-09T16:45:57Z',
  announceType: null,
  comments: null,
  journalRef: null,
  doi: null,
  reportNo: null,
  license: null,
  withdrawn: false,
  translation: { site: 'arxiv.jp', service: 'Google' },
} satisfies Omit<Paper, 'readable'>;
/** As the store keeps it. */
const stored = (facts: Omit<Paper, 'readable'>): Paper => ({ ...facts, readable: readableTexts(facts) });
const paper = stored(typed);

const problems = (body: MessageBody): unknown[] => [
  ...messageProblems(body as Json),
  ...(isEmptyMessage(body as Json) ? ['empty'] : []),
];
const labels = (body: MessageBody): (string | undefined)[] =>
  (body.components![0] as unknown as { components: { label?: string }[] }).components.map((each) => each.label);

describe('paperCard', () => {
  it('shows the Japanese summary first, marked as machine translation, with the original one press away', () => {
    const card = paperCard(paper, 'ja', taxonomy);
    expect(card.embeds?.[0]).toMatchObject({
      title: 'A β-VAE study',
      description: '-# 機械翻訳: arxiv.jp / Google\n2.6×少なくて済みます。\nうまくいきます。',
      fields: [
        { name: '著者', value: 'A One、B Two、C Three、D Four、E Five ほか 2 名' },
        { name: 'カテゴリー', value: 'cs.LG 機械学習、stat.ML 機械学習（統計学）' },
        { name: 'この版の投稿日', value: '<t:1744217157:D>' },
      ],
      footer: { text: 's-0123456789 · arxiv.jp' },
    });
    expect(labels(card)).toEqual(['原文', 'arXiv', '似た論文']);
  });

  it('shows the original in English, with the translation one press away', () => {
    const card = paperCard(stored({ ...typed, arxivId: '2504.00001', version: 2 }), 'en', taxonomy);
    expect(card.embeds?.[0]).toMatchObject({
      description: 'We use 2.6× less. It works.',
      url: 'https://arxiv.org/abs/2504.00001',
      footer: { text: 'arXiv:2504.00001v2 · arxiv.jp' },
    });
    expect(card.embeds?.[0]?.fields?.[0]?.value).toMatch(/ and 2 more$/);
    expect(labels(card)).toEqual(['日本語', 'arXiv', 'PDF', 'Similar']);
  });

  it('says that there is no translation yet', () => {
    const card = paperCard(stored({ ...typed, abstractJa: null, translation: null }), 'ja', taxonomy);
    expect(card.embeds?.[0]?.description).toBe('-# 日本語訳はまだありません\nWe use 2.6× less. It works.');
    expect(labels(card)).toEqual(['全文', 'arXiv', '似た論文']);
  });

  it('is valid with 3,000 authors, 10,000 characters, 400 emoji in the title and 500 categories', () => {
    const huge: Paper = {
      ...stored(typed),
      readable: {},
      title: '😀*'.repeat(400),
      authors: Array.from({ length: 3_000 }, (_, index) => `_Author_ ${index} ${'x'.repeat(300)}`),
      abstractJa: '*長い文章です*'.repeat(1_250),
      categories: Array.from({ length: 500 }, (_, index) => `cs.${'Q'.repeat(120)}${index}`),
    };
    for (const language of ['ja', 'en'] as const) expect(problems(paperCard(huge, language, taxonomy))).toEqual([]);
    const messages = fullText(huge, { textLanguage: 'ja', language: 'ja', canTranslate: true }).messages;
    expect(messages.length).toBeGreaterThan(3);
    for (const message of messages) expect(problems(message)).toEqual([]);
  });

  it('is valid whatever the paper', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 600 }).filter((each) => each.trim() !== '');
    fc.assert(
      fc.property(
        text,
        fc.option(text),
        fc.option(text),
        fc.array(text, { minLength: 1, maxLength: 9 }),
        fc.constantFrom('ja', 'en'),
        (title, abstract, abstractJa, names, language) => {
          const any = stored({ ...typed, title, abstract, abstractJa, authors: names, categories: names });
          expect(problems(paperCard(any, language as 'ja' | 'en', taxonomy))).toEqual([]);
        },
      ),
      { seed: 4, numRuns: seeds(300) },
    );
  });
});
