// The text dump of arxiv.jp: the real page field by field, and every way in which a dump is seen to vary.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordOf } from '../../../src/domain/paper.js';
import { detectFormat } from '../../../src/parse/detect.js';
import type { ParsedItem } from '../../../src/parse/parsed.js';
import { parseAll } from '../../helpers/parsing.js';
import { arxivJpText } from '../../../src/parse/arxiv-jp/text.js';
import { samplesDir } from '../../helpers/samples.js';
import { taxonomy } from '../../helpers/stores.js';
import { dumpText, entryText, generateEntries, type Entry } from '../../helpers/dump-generator.js';

function parse(text: string): ParsedItem[] {
  return parseAll(arxivJpText, text);
}

function seen(items: readonly ParsedItem[]): unknown[] {
  return items.map((item) =>
    item.kind !== 'record'
      ? 'rejected'
      : {
          title: item.value.title,
          ja: item.value.abstractJa?.split('\n') ?? [],
          en: item.value.abstract ?? '',
          authors: item.value.authors,
          date: item.value.updatedAt,
          categories: item.value.categories,
        },
  );
}

describe.skipIf(samplesDir() === null)('the real page of 2025-04-09', () => {
  const path = join(samplesDir() ?? '', 'arxiv-jp-cs.LG-2025-04-09.txt');
  const text = samplesDir() === null ? '' : readFileSync(path, 'utf8');

  it('gives ten records whose every field stands in the file verbatim', () => {
    const blocks = text.split(/(?<=はコメントを受け付けていません)\n\n/);
    const items = parse(text);
    expect(items).toHaveLength(10);
    items.forEach((item, index) => {
      const paragraphs = (blocks[index] ?? '').split('\n\n');
      const information = (paragraphs[6] ?? '').split('\n');
      expect(item).toEqual({
        kind: 'record',
        record: index + 1,
        line: text.slice(0, text.indexOf(blocks[index] ?? '?')).split('\n').length,
        value: recordOf(paragraphs[0] ?? '', {
          abstractJa: paragraphs[2] ?? '',
          abstract: paragraphs[4] ?? '',
          authors: information[0]?.replace('著者 ', '').split(',') ?? [],
          updatedAt: information[1]?.replace('発行日 ', '') ?? '',
          categories: paragraphs[9]?.split(' | ')[0]?.replace('カテゴリー: ', '').split(', ') ?? [],
          translation: { site: 'arxiv.jp', service: 'Google' },
        }),
      });
    });
  });
});

/** A way in which one entry's text is seen to vary: what it becomes, and what is then expected of it. */
interface Variation {
  readonly name: string;
  change(entry: Entry): Entry;
  write?(text: string, entry: Entry): string;
  readonly expected?: (entry: Entry) => unknown[];
}

const kept = (entry: Entry): unknown[] => [{ ...entry }];
const retitled = (name: string, title: (old: string) => string): Variation => ({
  name,
  change: (entry) => ({ ...entry, title: title(entry.title) }),
});
const rewritten = (
  name: string,
  write: (text: string, entry: Entry) => string,
  expected: (entry: Entry) => unknown[] = kept,
): Variation => ({
  name,
  change: (entry) => entry,
  write,
  expected,
});

const VARIATIONS: readonly Variation[] = [
  retitled('a colon and quotes in the title', (old) => `"${old}": a 'study'`),
  retitled('a bar in the title', (old) => `${old} | part | two`),
  retitled('TeX in the title', (old) => `${old} with $\\alpha_{i}^2$ and \\textbf{x}`),
  retitled('section words in the title', (old) => `要約 and arxiv情報 of ${old} カテゴリー: cs.LG`),
  retitled('the closing phrase in the title', (old) => `${old} はコメントを受け付けていません again`),
  { name: 'one author', change: (entry) => ({ ...entry, authors: ['Solo Author'] }) },
  {
    name: 'hundreds of authors',
    change: (entry) => ({ ...entry, authors: Array.from({ length: 400 }, (_, index) => `Person ${index}`) }),
  },
  rewritten(
    'no Japanese part',
    (text) => text.replace(/要約\n\n[\s\S]*?\n\n(?=要約\(オリジナル\))/, ''),
    (entry) => [{ ...entry, ja: [] }],
  ),
  rewritten(
    'an empty Japanese part',
    (text, entry) => text.replace(entry.ja.join('\n'), ''),
    (entry) => [{ ...entry, ja: [] }],
  ),
  rewritten(
    'no original part',
    (text) => text.replace(/要約\(オリジナル\)\n\n[^\n]*\n\n/, ''),
    (entry) => [{ ...entry, en: '' }],
  ),
  rewritten('extra blank lines', (text) => text.replaceAll('\n\n', '\n\n\n\n')),
  rewritten('no blank lines', (text) => text.replaceAll('\n\n', '\n')),
  rewritten('trailing spaces', (text) => text.replaceAll('\n', '  \n')),
  rewritten('furniture before it', (text) => `ホーム\nサイト内検索\n\n投稿ナビゲーション\n1 2 3 次へ\n\n${text}`),
  rewritten('furniture after it', (text) => `${text}\n\n投稿ナビゲーション\n« 前へ 1 2 3 次へ »\n\nCopyright 2025`),
  rewritten('a full-width colon in the footer', (text) => text.replace('カテゴリー: ', 'カテゴリー：')),
  rewritten(
    'the same entry twice',
    (text) => `${text}\n\n${text}`,
    (entry) => [entry, entry],
  ),
  rewritten(
    'no date',
    (text) => text.replace(/発行日 [^\n]*\n/, ''),
    () => ['rejected'],
  ),
  rewritten(
    'no authors',
    (text) => text.replace(/著者 [^\n]*\n/, '著者 \n'),
    () => ['rejected'],
  ),
  rewritten(
    'no footer',
    (text) => text.replace(/\n\nカテゴリー[^\n]*$/, ''),
    () => ['rejected'],
  ),
  rewritten(
    'both abstracts missing',
    (text) => text.replace(/要約\n\n[\s\S]*?(?=arxiv情報)/, ''),
    () => ['rejected'],
  ),
];

const SEED = 20_250_409;
const ENTRIES = generateEntries(SEED, 5);

function plant(variations: ReadonlyMap<number, Variation>): { text: string; expected: unknown[] } {
  const planted = ENTRIES.map((entry, index) => {
    const variation = variations.get(index);
    const changed = variation?.change(entry) ?? entry;
    const text = variation?.write?.(entryText(changed), changed) ?? entryText(changed);
    return { text, expected: variation?.expected?.(changed) ?? kept(changed) };
  });
  return { text: planted.map((each) => each.text).join('\n\n'), expected: planted.flatMap((each) => each.expected) };
}

describe(`variations planted in a generated dump (seed ${SEED})`, () => {
  it.each(VARIATIONS)('costs no neighbour anything: $name, at every record', (variation) => {
    for (const at of ENTRIES.keys()) {
      const { text, expected } = plant(new Map([[at, variation]]));
      expect(seen(parse(text)), `at record ${at + 1}`).toEqual(expected);
    }
  });

  it('costs no neighbour anything in pairs', () => {
    for (const first of VARIATIONS) {
      for (const second of VARIATIONS) {
        for (const [one, two] of [
          [1, 2],
          [0, 4],
        ] as const) {
          const { text, expected } = plant(
            new Map([
              [one, first],
              [two, second],
            ]),
          );
          expect(seen(parse(text)), `${first.name} at ${one + 1}, ${second.name} at ${two + 1}`).toEqual(expected);
        }
      }
    }
  });

  it('keeps whole entries and quarantines the rest wherever the file is cut', () => {
    const whole = dumpText(ENTRIES);
    const last = whole.lastIndexOf(ENTRIES[4]!.title, whole.indexOf(ENTRIES[4]!.ja[0]!));
    for (let end = last; end < whole.length; end += 7) {
      const items = seen(parse(whole.slice(0, end)));
      expect(items.slice(0, 4), `cut at ${end}`).toEqual(ENTRIES.slice(0, 4));
      expect(items.length).toBeLessThanOrEqual(5);
      for (const item of items.slice(4))
        expect(['rejected', ENTRIES[4]!.title]).toContain(item === 'rejected' ? item : (item as Entry).title);
    }
  });

  it('accounts for two pages in one file', () => {
    const page = dumpText(ENTRIES);
    expect(seen(parse(`${page}\n\n投稿ナビゲーション\n1 2 次へ\n\n${page}`))).toEqual([...ENTRIES, ...ENTRIES]);
  });

  it.each(['\u2028', '\u2029'])('has lines that end with %j where they do so from the first on', (separator) => {
    const page = dumpText(ENTRIES);
    expect(seen(parse(page.replaceAll('\n', separator)))).toEqual(ENTRIES);
    // In a page with ends of its own it stands inside of a line.
    const { title } = ENTRIES[1]!;
    const items = seen(parse(page.replaceAll(title, title.replace(' ', separator))));
    expect(items).toHaveLength(ENTRIES.length);
    expect(items).not.toContain('rejected');
  });

  it('never throws on shuffled and missing lines', () => {
    const lines = dumpText(ENTRIES).split('\n');
    for (let drop = 0; drop < lines.length; drop += 1) {
      const items = parse(lines.filter((_, index) => index !== drop && index !== (drop * 7) % lines.length).join('\n'));
      expect(items.length).toBeGreaterThan(2);
    }
  });
});

describe('detection', () => {
  it.each([
    ['', 'empty'],
    ['{"a": "要約"}', 'JSON'],
    ['<html><body>要約<p>コメントはありません', 'another page'],
    ['# README\n\n要約\n', 'prose'],
  ])('does not take %j for a dump', (text) => expect(detectFormat(text, taxonomy)).toBeNull());

  it('knows a dump by its section words', () => {
    expect(detectFormat(dumpText(ENTRIES), taxonomy)?.format).toBe('arxiv-jp-text');
    const ordinary = ['[Re] Learning', '{\\sl Kepler} data', '{{\\it Ab initio}} x', '< 1 K', '[1,2]-graphs'];
    for (const title of [...ordinary, '<SOG_k>: One Token for Graphs', '<think> So </think> Lessons', '{"a"} of JSON'])
      expect(detectFormat(dumpText([{ ...ENTRIES[0]!, title }]), taxonomy)?.format, title).toBe('arxiv-jp-text');
  });
});

describe('words that copying changed', () => {
  const entry = [
    'A Title',
    '要約',
    '本文です。',
    '要約(オリジナル)',
    'The text.',
    'arxiv情報',
    '著者 Jane Roe,Max Muster',
    '発行日 2025-04-08 09:30:00+00:00',
    '提供元, 利用サービス',
    'arxiv.jp, Google',
    'カテゴリー: cs.AI, cs.LG | A Title はコメントを受け付けていません',
  ];
  const plain = seen(parse(entry.join('\n\n')));
  const change = (from: string, to: string): string => entry.join('\n\n').replaceAll(from, to);

  it.each([
    ['a zero-width space', change('要約', '要\u200B約')],
    ['a byte order mark', change('発行日', '\uFEFF発行日')],
    ['radicals as a PDF has them', change('行日', '\u2F8F\u2F47')],
    ['loose voiced marks', entry.join('\n\n').replaceAll('ゴ', 'コ\u3099').replaceAll('ジ', 'シ\u3099')],
    [
      'half-width kana',
      change('カテゴリー', 'ｶﾃｺﾞﾘｰ').replaceAll('オリジナル', 'ｵﾘｼﾞﾅﾙ').replaceAll('コメント', 'ｺﾒﾝﾄ'),
    ],
    ['a bar and a colon of full width', change(' | ', ' ｜ ').replaceAll('カテゴリー:', 'カテゴリー：')],
    [
      'letters and digits of full width',
      change('arxiv情報', 'ａｒｘｉｖ情報').replaceAll('2025-04-08', '２０２５-０４-０８'),
    ],
    ['variation selectors', change('情報', '情\u{E0100}報\uFE0E')],
    ['a space before the bracket', change('要約(オリジナル)', '要約 （オリジナル）')],
  ])('are recognised with %s', (_, text) => {
    expect(plain).toMatchObject([
      { title: 'A Title', authors: ['Jane Roe', 'Max Muster'], categories: ['cs.AI', 'cs.LG'] },
    ]);
    expect(seen(parse(text))).toEqual(plain);
    expect(detectFormat(text, taxonomy)).toBe(arxivJpText);
  });

  it.each([
    ['neither abstract is a notice', entry.join('\n\n'), null],
    ['the translation is a notice', change('本文です。', 'この論文は著者により取り下げられました。'), true],
    ['the original is a notice', change('The text.', 'This paper has been withdrawn by the authors.'), true],
  ])('tell a withdrawal: %s', (_, text, withdrawn) =>
    expect(parse(text)).toMatchObject([{ kind: 'record', value: { withdrawn } }]),
  );

  it('leave the title as it is spelled', () => {
    const title = 'Ａ ² 家族👩\u200D👧 题';
    const text = change('A Title', title).replaceAll('コメント', 'ｺﾒﾝﾄ');
    expect(seen(parse(text))).toMatchObject([{ title }]);
  });
});
