// The card: what stands on it in each language, and every limit of Discord whatever the paper.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullText } from '../../src/cards/full-text.js';
import { paperCard } from '../../src/cards/paper-card.js';
import type { View } from '../../src/cards/view.js';
import { fingerprintOf, marksOfPaper, type Marked } from '../../src/domain/fingerprint.js';
import type { CardLanguage } from '../../src/domain/language.js';
import type { MessageBody } from '../../src/domain/message.js';
import type { Paper } from '../../src/domain/paper.js';
import { readableTexts } from '../../src/domain/readable-texts.js';
import { isEmptyMessage, messageProblems, type Json } from '../../src/sandbox/discord/validate.js';
import { taxonomy } from '../helpers/stores.js';
import { seeds } from '../helpers/seeds.js';

const typed = {
  key: 's-0123456789',
  date: null,
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
  body.components!.flatMap(({ components }) => components.map((each) => ('label' in each ? each.label : undefined)));
const view = (language: CardLanguage, followed: readonly string[] = []): View => ({
  language,
  taxonomy,
  zone: 'Asia/Tokyo',
  followed,
});
const lines = (facts: Partial<Paper>, how: View): string[] =>
  paperCard(stored({ ...typed, ...facts }), how).embeds![0]!.description!.split('\n');

describe('paperCard', () => {
  it('has a colour also in a category whose name every object knows', () => {
    const [embed] = paperCard(stored({ ...typed, categories: ['constructor'] }), view('ja')).embeds!;
    expect(embed!.color).toEqual(expect.any(Number));
  });

  it('shows title, facts and gist, and in the footer the name and who translated', () => {
    const card = paperCard(paper, view('ja'));
    expect(card.embeds).toEqual([
      {
        title: 'A β-VAE study',
        url: expect.stringMatching(/^https:\/\/arxiv\.org\/search/) as string,
        description: '-# A One ほか 6 名 · cs.LG, stat.ML\n2.6×少なくて済みます。うまくいきます。',
        color: expect.any(Number) as number,
        footer: { text: 'arXiv ID 未確認 · 機械翻訳 Google' },
      },
    ]);
    expect(labels(card)).toEqual(['全文', '検索', '似た論文']);
  });

  it('shows the original in English without a word of translations, and the address of the paper', () => {
    const card = paperCard(stored({ ...typed, arxivId: '2504.00001', version: 1 }), view('en'));
    expect(card.embeds?.[0]).toMatchObject({
      description: '-# A One and 6 others · cs.LG, stat.ML\nWe use 2.6× less. It works.',
      url: 'https://arxiv.org/abs/2504.00001',
      footer: { text: 'arXiv:2504.00001v1' },
    });
    expect(labels(card)).toEqual(['Abstract', 'PDF', 'arXiv', 'Similar papers']);
  });

  it('shows the original beneath a Japanese title, and the original gist where no other is known', () => {
    const only = { titleJa: 'β-VAE の研究', abstractJa: null };
    expect(lines(only, view('ja'))).toEqual([
      '-# A β-VAE study',
      '-# A One ほか 6 名 · cs.LG, stat.ML',
      'We use 2.6× less. It works.',
    ]);
    const none = paperCard(stored({ ...typed, abstractJa: null, translation: null }), view('ja'));
    expect(none.embeds![0]!.footer!.text).toBe('arXiv ID 未確認');
  });

  it('shows one English sentence beneath the Japanese gist where both are read', () => {
    expect(lines({}, view('both')).slice(1)).toEqual(['2.6×少なくて済みます。うまくいきます。', 'We use 2.6× less.']);
    expect(lines({ abstractJa: null }, view('both')).slice(1)).toEqual(['We use 2.6× less. It works.']);
  });

  it.each([
    ['its primary category alone where that is followed', ['cs.LG'], 'cs.LG'],
    ['the followed category and where it came from where it was cross-listed', ['stat.ML'], 'stat.ML ← cs.LG'],
    ['the same by an archive that is followed', ['stat'], 'stat.ML ← cs.LG'],
    ['its primary category where nobody follows one', [], 'cs.LG'],
  ])('shows %s', (_, followed, shown) => {
    const facts = { primaryCategory: 'cs.LG', authors: ['A One'] };
    expect(lines(facts, view('en', followed))[0]).toBe(`-# A One · ${shown}`);
  });

  it('shows one of an alias pair', () => {
    const facts = { categories: ['math.IT', 'cs.IT'], authors: ['A One'] };
    expect(lines(facts, view('en'))[0]).toBe('-# A One · cs.IT');
  });

  it('shows a later version with its day in the zone, venue, code, and that it was withdrawn', () => {
    const facts = {
      authors: ['A One', 'B Two'],
      categories: ['cs.LG'],
      version: 2,
      updatedAt: '2025-04-09T16:45:57Z',
      comments: 'Accepted at ICML 2025. Code: https://github.com/one/beta\\_vae.',
      withdrawn: true,
    };
    expect(lines(facts, view('en'))[0]).toBe(
      '-# **Withdrawn** · A One and 1 other · cs.LG · v2 2025-04-10 · ICML 2025 · [Code](https://github.com/one/beta_vae)',
    );
  });

  it('strikes the titles of a withdrawn paper through, within the limit, and tells the reason in place of the gist', () => {
    const facts = { withdrawn: true, comments: 'Withdrawn: Theorem 2 is *wrong*', titleJa: 'β-VAE の研究' };
    const [card] = paperCard(stored({ ...typed, ...facts }), view('ja')).embeds!;
    expect(card!.title).toBe('~~β-VAE の研究~~');
    expect(card!.description!.split('\n')).toEqual([
      '-# ~~A β-VAE study~~',
      '-# **取り下げ** · A One ほか 6 名 · cs.LG, stat.ML',
      'Withdrawn: Theorem 2 is \\*wrong\\*',
    ]);
    expect(lines({ withdrawn: true }, view('both')).at(-1)).toBe('We use 2.6× less.');
    const long = paperCard(stored({ ...typed, withdrawn: true, title: '長い題名'.repeat(200) }), view('en'));
    expect(long.embeds![0]!.title).toMatch(/^~~.*…~~$/);
    expect(problems(long)).toEqual([]);
  });

  it('is found again in a history by its name and its key, as cards of older forms are', () => {
    const known = stored({ ...typed, arxivId: '2504.00001', version: 1 });
    const marks = marksOfPaper(known, paperCard(known, view('ja')));
    const older = (prefix: string, footer: string) => ({
      embeds: [{ footer: { text: footer } }],
      components: [{ type: 1, components: [{ type: 2, custom_id: `${prefix}:${known.key}` }] }],
    });
    const found = (message: Marked): boolean => fingerprintOf(message).some((mark) => marks.includes(mark));
    expect(found(paperCard(known, view('en')))).toBe(true);
    expect(found(older('original', 'arXiv:2504.00001v2 · arxiv.jp'))).toBe(true);
    expect(found({ ...older('translation', ''), embeds: [] })).toBe(true);
    expect(found({ ...paperCard(known, view('ja')), embeds: [] })).toBe(true);
    expect(found(older('similar', 'arXiv:2504.00002v1'))).toBe(false);
    expect(found({ embeds: older('', `${known.key} · arxiv.jp`).embeds })).toBe(true);
  });

  it('is not mistaken for another one where both have no identifier', () => {
    const one = stored({ ...typed, title: 'One title' });
    const other = { ...stored({ ...typed, title: 'Another title' }), key: 's-another000' };
    for (const language of ['ja', 'en'] as const) {
      const marks = marksOfPaper(one, paperCard(one, view(language)));
      const found = fingerprintOf(paperCard(other, view(language)));
      expect(found.filter((mark) => marks.includes(mark))).toEqual([]);
    }
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
    for (const language of ['ja', 'en'] as const) expect(problems(paperCard(huge, view(language)))).toEqual([]);
    for (const page of [0, 1, 5, 99])
      expect(problems(fullText(huge, view('ja'), { textLanguage: 'ja', canTranslate: true, page }))).toEqual([]);
  });

  it('is valid whatever the paper', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 600 }).filter((each) => each.trim() !== '');
    fc.assert(
      fc.property(
        text,
        fc.option(text),
        fc.option(text),
        fc.array(text, { minLength: 1, maxLength: 9 }),
        fc.constantFrom('ja', 'en', 'both'),
        (title, abstract, abstractJa, names, language) => {
          const any = stored({ ...typed, title, abstract, abstractJa, authors: names, categories: names });
          expect(problems(paperCard(any, view(language as CardLanguage)))).toEqual([]);
        },
      ),
      { seed: 4, numRuns: seeds(300) },
    );
  });
});
