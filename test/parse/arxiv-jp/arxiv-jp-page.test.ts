// Pages and the feed of arxiv.jp: the text dump's entries in the markup of WordPress themes, with identifiers in links.
import { describe, expect, it } from 'vitest';
import { recordOf, type DumpRecord } from '../../../src/domain/paper.js';
import { generateEntries, type Entry } from '../../helpers/dump-generator.js';
import { formatOf, parseAll, read, recordsOf } from '../../helpers/parsing.js';

const ENTRIES = generateEntries(4, 3);
const ID = (index: number): string => `2504.0000${index + 1}`;
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const site = (index: number): string =>
  `arxivサイト <a href="https://arxiv.org/abs/${ID(index)}v2">arxiv_id</a>(<a href="https://arxiv.org/pdf/${ID(index)}v2">pdf</a>)`;

const content = (entry: Entry, index: number): string => `<h2>要約</h2>
<p>${entry.ja.map(escape).join('<br />\n')}</p>
<h2 class="x">要約(オリジナル)</h2>
<p>${escape(entry.en)}</p>
<h2>arxiv情報</h2>
<table><tr><td>著者</td><td>${entry.authors.join(',')}</td></tr>
<tr><td>発行日</td><td>${entry.date}</td></tr></table>
<p>${site(index)}</p>
<h2>提供元, 利用サービス</h2><p>arxiv.jp, Google</p>`;

const closed = (entry: Entry): string => `${escape(entry.title)} はコメントを受け付けていません`;
const links = (entry: Entry): string =>
  entry.categories.map((code) => `<a href="https://arxiv.jp/category/x/" rel="category tag">${code}</a>`).join(', ');

const expected = (entry: Entry, index: number): DumpRecord =>
  recordOf(entry.title, {
    arxivId: ID(index),
    version: 2,
    abstract: entry.en,
    abstractJa: entry.ja.join('\n'),
    authors: entry.authors,
    categories: entry.categories,
    updatedAt: entry.date,
    versions: [{ version: 2, at: entry.date }],
    translation: { site: 'arxiv.jp', service: 'Google' },
  });

const page = (body: string): string => `<!DOCTYPE html>
<html lang="ja"><head><title>cs.XX | arxiv.jp</title><style>body { color: red }</style>
<script>var title = "要約 <b>";</script></head><body class="home">
<header><h1><a href="https://arxiv.jp/">arxiv.jp</a></h1><nav><ul><li>要約</li><li>ホーム</li></ul></nav></header>
<main>${body}</main><aside><h3>アーカイブ</h3><p>2025年4月</p></aside>
<footer><p>Proudly powered by WordPress</p></footer></body></html>`;

/** Ways in which a theme puts an entry together. */
const THEMES: readonly [string, (entry: Entry, index: number) => string][] = [
  [
    'an article with a footer in one line',
    (entry, index) => `<article id="post-${index}"><header class="entry-header"><h1 class="entry-title">
<a href="https://arxiv.jp/${index}/">${escape(entry.title)}</a></h1></header><div class="entry-content">${content(entry, index)}</div>
<footer class="entry-meta">カテゴリー: ${links(entry)} | <span>${closed(entry)}</span></footer></article>`,
  ],
  [
    'an article with a byline, and a footer without a bar',
    (
      entry,
      index,
    ) => `<article><h2><a href="#">${escape(entry.title)}</a></h2><p>投稿日: <time>2025年4月10日</time> 作成者: admin</p>
${content(entry, index)}<footer><span>カテゴリー: ${links(entry)}</span> <span class="comments">${closed(entry)}</span></footer></article>`,
  ],
  [
    'an article whose categories stand above its title',
    (entry, index) =>
      `<article><p>${links(entry)}</p><h2>${escape(entry.title)}</h2>${content(entry, index)}</article>`,
  ],
  [
    'no article, a footer',
    (entry, index) => `<h2>${escape(entry.title)}</h2><div>投稿日 2025年4月10日</div>${content(entry, index)}
<p>カテゴリー: ${links(entry)} | ${closed(entry)}</p>`,
  ],
  [
    'no headings at all',
    (entry, index) => `<div>${escape(entry.title)}</div>${content(entry, index).replaceAll(/<(\/?)h2/g, '<$1div')}
<div>カテゴリー: ${entry.categories.join(', ')} | ${closed(entry)}</div>`,
  ],
];

describe('a page', () => {
  it.each(THEMES)('with %s', (_, write) => {
    const text = page(ENTRIES.map(write).join('\n'));
    expect(formatOf(text).format).toBe('arxiv-jp-html');
    expect(recordsOf(text)).toEqual(ENTRIES.map(expected));
    for (const size of [1, 7]) expect(parseAll(formatOf(text), text, size)).toEqual(read(text));
  });

  it('tells the line of an entry', () => {
    const text = page(ENTRIES.map(THEMES[0]![1]).join('\n'));
    const lines = text.split('\n');
    expect(read(text).map((item) => lines[(item.line ?? 0) - 1])).toEqual(
      ENTRIES.map((entry) => expect.stringContaining(entry.title) as string),
    );
  });

  it('is rejected entry by entry', () => {
    const text = page(ENTRIES.map(THEMES[0]![1]).join('\n')).replace(`<td>${ENTRIES[1]!.date}</td>`, '<td></td>');
    expect(read(text).map((item) => item.kind)).toEqual(['record', 'rejection', 'record']);
  });

  it('takes no identifier where an entry links to several papers', () => {
    const [entry] = ENTRIES;
    const text = page(
      THEMES[0]![1](entry!, 0).replace(
        site(0),
        '<a href="https://arxiv.org/abs/2501.00001">a</a> <a href="https://arxiv.org/abs/2501.00002">b</a>',
      ),
    );
    expect(recordsOf(text)).toMatchObject([{ arxivId: null, version: null, versions: [] }]);
  });

  it('of another site is no dump', () => {
    expect(() => read('<!doctype html><html><body><h1>要約</h1><p>other</p></body></html>')).toThrow('no format');
  });

  it('that is nested without end is refused', () => {
    const text = `${page(THEMES[0]![1](ENTRIES[0]!, 0))}${'<div>'.repeat(200_000)}`;
    expect(read(text)).toMatchObject([
      { kind: 'record', record: 1 },
      { kind: 'rejection', record: 2, reason: 'the page is nested too deeply to be read on' },
    ]);
  });
});

describe('the feed', () => {
  const item = (entry: Entry, index: number): string => `<item><title>${escape(entry.title)}</title>
<link>https://arxiv.jp/${index}/</link><pubDate>Thu, 10 Apr 2025 06:00:00 +0000</pubDate><dc:creator><![CDATA[admin]]></dc:creator>
${entry.categories.map((code) => `<category><![CDATA[${code}]]></category>`).join('')}<category><![CDATA[未分類]]></category>
<guid isPermaLink="false">https://arxiv.jp/?p=${index}</guid><description><![CDATA[要約 …]]></description>
<content:encoded><![CDATA[${content(entry, index)}<p>投稿は arxiv.jp に最初に表示されました。</p>]]></content:encoded></item>`;
  const feed = (items: string): string => `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>arxiv.jp</title><link>https://arxiv.jp</link>${items}</channel></rss>`;

  it('gives the same fields', () => {
    const text = feed(ENTRIES.map(item).join('\n'));
    expect(formatOf(text).format).toBe('arxiv-jp-rss');
    expect(recordsOf(text)).toEqual(ENTRIES.map(expected));
  });

  it('rejects an item that is only an excerpt', () => {
    const text = feed(
      '<item><title>T</title><link>https://arxiv.jp/1/</link><description>要約 […]</description></item>',
    );
    expect(read(text)).toMatchObject([
      { kind: 'rejection', record: 1, reason: expect.stringMatching(/cannot be found/) as string },
    ]);
  });

  it('may be empty', () => expect(read(feed(''))).toEqual([]));
});
