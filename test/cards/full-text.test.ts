// The private view of a paper: either language, its facts, its pages, a translation to ask for, BibTeX.
import { describe, expect, it } from 'vitest';
import { bibtexMessage, bibtexOf } from '../../src/cards/bibtex.js';
import { fullText } from '../../src/cards/full-text.js';
import type { MessageBody } from '../../src/domain/message.js';
import { recordOf, type Paper } from '../../src/domain/paper.js';
import { countPoints } from '../../src/text/points.js';
import { taxonomy } from '../helpers/stores.js';

const paperOf = (facts: Partial<Paper>): Paper => ({
  ...recordOf('On *rings*', {}),
  key: '2504.00001',
  arxivId: '2504.00001',
  version: 2,
  abstract: 'We study rings.',
  abstractJa: '環を調べます。',
  authors: ['Ada van der Berg', 'Bo Li'],
  categories: ['math.RA', 'cs.LG'],
  primaryCategory: 'math.RA',
  submittedAt: '2025-04-01T20:00:00Z',
  updatedAt: '2025-04-03T00:00:00Z',
  withdrawn: false,
  translation: { site: 'arxiv.jp', service: 'Google' },
  date: '2025-04-01T20:00:00Z',
  readable: {},
  ...facts,
});
const view = (language: 'ja' | 'en') => ({ language, taxonomy, zone: 'Asia/Tokyo' });
const labels = ({ components }: MessageBody): (string | undefined)[] =>
  components![0]!.components.map((each) => ('label' in each ? each.label : ''));
const ids = ({ components }: MessageBody): string[] =>
  components![0]!.components.map((each) => ('custom_id' in each ? each.custom_id : ''));

describe('the whole text', () => {
  it('shows the text with its translator, the facts beneath, and the other language in place', () => {
    const shown = fullText(paperOf({}), view('ja'), { textLanguage: 'ja', canTranslate: true });
    expect(shown.embeds![0]).toMatchObject({
      title: 'On \\*rings\\*',
      description: '環を調べます。\n-# 機械翻訳 Google',
      fields: [
        { name: '著者', value: 'Ada van der Berg、Bo Li' },
        { name: '分野', value: expect.stringMatching(/^math\.RA .*、cs\.LG 機械学習$/) as string },
        { name: '日付', value: '投稿 2025-04-02 · v2 2025-04-03' },
      ],
    });
    expect(labels(shown)).toEqual(['原文', 'BibTeX']);
    expect(ids(shown)[0]).toBe('text:en:0:2504.00001');
  });

  it('shows the original without a translator, and the way back', () => {
    const shown = fullText(paperOf({}), view('en'), { textLanguage: 'en', canTranslate: true });
    expect(shown.embeds![0]!.description).toBe('We study rings.');
    expect(labels(shown)).toEqual(['日本語', 'BibTeX']);
  });

  it('offers a translation to readers of Japanese alone, where there is none and a translator is', () => {
    const only = paperOf({ abstractJa: null });
    const offered = (language: 'ja' | 'en', canTranslate: boolean) =>
      labels(fullText(only, view(language), { textLanguage: 'en', canTranslate })).includes('日本語に訳す');
    expect([offered('ja', true), offered('en', true), offered('ja', false)]).toEqual([true, false, false]);
  });

  it('says that no abstract is known, and that a paper was withdrawn', () => {
    const none = fullText(paperOf({ abstract: null, abstractJa: null, withdrawn: true }), view('en'), {
      textLanguage: 'en',
      canTranslate: false,
    });
    expect(none.embeds![0]!.title).toBe('~~On \\*rings\\*~~');
    expect(none.embeds![0]!.description).toBe('**This paper has been withdrawn.**\nNo abstract yet.');
  });

  it('turns pages in one message until the last word', () => {
    const words = Array.from({ length: 900 }, (_, index) => `word${index}`);
    const long = paperOf({ abstract: `${words.join(' ')}.` });
    let shown = '';
    let isLast = false;
    for (let page = 0; !isLast; page += 1) {
      const body = fullText(long, view('en'), { textLanguage: 'en', canTranslate: false, page });
      shown += ` ${body.embeds![0]!.description}`;
      isLast = !labels(body).includes('Continue');
      expect(labels(body).includes('Previous')).toBe(page > 0);
      expect(body.embeds![0]!.fields?.length === 0).toBe(page > 0);
    }
    expect(shown.match(/word\d+/g)).toEqual(words);
  });
});

describe('BibTeX', () => {
  it('has what a reference manager takes, texts as typed for TeX', () => {
    const facts = { title: 'The $\\beta$-rings of {K}ing', doi: '10.1000/1', journalRef: 'J. Rings 1 (2025) 2' };
    expect(bibtexOf(paperOf(facts))).toBe(
      [
        '@misc{vanderberg2025rings,',
        '  title         = {{The $\\beta$-rings of {K}ing}},',
        '  author        = {Ada van der Berg and Bo Li},',
        '  year          = {2025},',
        '  eprint        = {2504.00001},',
        '  archivePrefix = {arXiv},',
        '  primaryClass  = {math.RA},',
        '  doi           = {10.1000/1},',
        '  note          = {J. Rings 1 (2025) 2},',
        '  url           = {https://arxiv.org/abs/2504.00001},',
        '}',
      ].join('\n'),
    );
  });

  it('leaves out what is not known, and braces that do not pair', () => {
    const facts = { arxivId: null, key: 's-1', title: 'Open {brace', submittedAt: null, updatedAt: null, authors: [] };
    const text = bibtexOf(paperOf(facts));
    expect(text).toContain('{{Open brace}}');
    expect(text).not.toMatch(/eprint|url|year|author /);
  });

  it('names others where the list is long', () => {
    const authors = Array.from({ length: 3_000 }, (_, index) => `Person Number${index}`);
    const text = bibtexOf(paperOf({ authors }));
    expect(text).toMatch(/Person Number\d+ and others\}/);
    expect(text.length).toBeLessThan(1_900);
  });

  it.each(['a', '`', '```', '𝔸', 'ß', '{a', '\\ '])(
    'fits into a message whatever its fields are full of: %j',
    (sign) => {
      const full = sign.repeat(2_000);
      const facts = { title: `a${full}`, authors: [full, 'A B'], primaryCategory: full, doi: full, journalRef: full };
      const many = Array.from({ length: 90 }, () => sign.repeat(8));
      for (const authors of [facts.authors, many]) {
        const { content } = bibtexMessage(paperOf({ ...facts, authors }));
        expect(countPoints(content ?? '')).toBeLessThanOrEqual(2_000);
      }
    },
  );
});
