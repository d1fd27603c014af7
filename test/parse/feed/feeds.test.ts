// arXiv's announcement feeds: RSS 2.0, Atom and RSS 1.0, with the copies of them that are in circulation.
import { describe, expect, it } from 'vitest';
import { recordOf } from '../../../src/domain/paper.js';
import { formatOf, read, reasonsOf, recordsOf } from '../../helpers/parsing.js';

const channel = (items: string, title = 'cs.XX updates on arXiv.org'): string => `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
<channel><title>${title}</title><link>http://rss.arxiv.org/rss/cs.XX</link>${items}</channel></rss>`;

const item = (fields: Readonly<Record<string, string>>): string =>
  `<item>${Object.entries(fields)
    .map(([name, text]) => `<${name}>${text}</${name}>`)
    .join('\n')}</item>`;

const PAPER = {
  title: 'A study of made-up things',
  link: 'https://arxiv.org/abs/2611.00001',
  description: 'arXiv:2611.00001v2 Announce Type: replace-cross \nAbstract:   We study things.\n  Then more.',
  guid: 'oai:arXiv.org:2611.00001v2',
  category: 'cs.LG</category><category>math.IT',
  pubDate: 'Mon, 23 Nov 2026 00:00:00 -0500',
  'arxiv:announce_type': 'replace-cross',
  'dc:rights': 'http://creativecommons.org/licenses/by/4.0/',
  'arxiv:DOI': '10.1000/1',
  'arxiv:journal_reference': 'J. Th. 1 (2026)',
  'dc:creator': String.raw`Ann Lee (Univ X, Town),  Solo, J\'er\^ome Roe`,
};

const EXPECTED = recordOf('A study of made-up things', {
  arxivId: '2611.00001',
  version: 2,
  abstract: '   We study things.\n  Then more.',
  authors: ['Ann Lee', 'Solo', 'Jérôme Roe'],
  categories: ['cs.LG', 'math.IT'],
  primaryCategory: 'cs.LG',
  announceType: 'replace-cross',
  announcedAt: 'Mon, 23 Nov 2026 00:00:00 -0500',
  license: 'http://creativecommons.org/licenses/by/4.0/',
  journalRef: 'J. Th. 1 (2026)',
  doi: '10.1000/1',
});

describe('RSS 2.0', () => {
  it('gives every field', () => expect(recordsOf(channel(item(PAPER)))).toEqual([EXPECTED]));

  it('finds the version in the description where the guid lacks it', () => {
    const [record] = recordsOf(channel(item({ ...PAPER, guid: 'https://arxiv.org/abs/2611.00001' })));
    expect(record).toEqual(EXPECTED);
  });

  it('tells a withdrawal where the abstract is a notice', () => {
    const description = PAPER.description.replace('We study things.', 'This paper has been withdrawn by the author.');
    expect(recordsOf(channel(item({ ...PAPER, description })))).toMatchObject([{ withdrawn: true }]);
    expect(recordsOf(channel(item(PAPER)))).toMatchObject([{ withdrawn: null }]);
  });

  it('finds the announcement type in the description', () => {
    const { 'arxiv:announce_type': _, ...rest } = PAPER;
    expect(recordsOf(channel(item(rest)))).toEqual([EXPECTED]);
  });

  it('takes joined categories apart', () => {
    expect(recordsOf(channel(item({ ...PAPER, category: 'cs.LG, math.IT' })))).toEqual([EXPECTED]);
  });

  it('knows old identifiers, and no announcement type that is none', () => {
    const old = { ...PAPER, guid: 'oai:arXiv.org:math.GT/0309136v1', 'arxiv:announce_type': 'revived' };
    expect(recordsOf(channel(item(old)))[0]).toMatchObject({ arxivId: 'math/0309136', version: 1, announceType: null });
  });

  it('rejects an item without title or identifier and keeps the rest', () => {
    const items =
      item({ ...PAPER, title: ' ' }) +
      item({ title: 'Only a title' }) +
      item({ ...PAPER, guid: 'x', link: 'y', description: 'z' });
    expect(reasonsOf(channel(items + item(PAPER)))).toEqual([
      'the title is missing',
      'the identifier is missing',
      '"x" is not an arXiv identifier',
    ]);
  });

  it.each([
    ['an empty feed', channel('')],
    ['an error', channel('', 'Feed error for query: http://rss.arxiv.org/rss/nosuch')],
  ])('%s has no record', (_, text) => {
    expect(formatOf(text).format).toBe('arxiv-rss');
    expect(read(text)).toEqual([]);
  });

  it('of another site is none', () => {
    expect(() => read('<rss version="2.0"><channel><title>News</title><item/></channel></rss>')).toThrow('no format');
  });
});

describe('Atom', () => {
  const feed = (entries: string): string => `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom"><id>http://rss.arxiv.org/atom/cs.XX</id>
<title>cs.XX updates on arXiv.org</title><updated>2026-11-23T05:00:01+00:00</updated>${entries}</feed>`;

  it('gives every field', () => {
    const entry = `<entry><id>oai:arXiv.org:2611.00001v2</id><title>${PAPER.title}</title>
<updated>2026-11-23T05:00:01+00:00</updated><link href="https://arxiv.org/abs/2611.00001" rel="alternate"/>
<summary>${PAPER.description}</summary><category term="cs.LG"/><category term="math.IT"/>
<published>2026-11-23T00:00:00-05:00</published><arxiv:announce_type>replace-cross</arxiv:announce_type>
<dc:rights>${PAPER['dc:rights']}</dc:rights><arxiv:DOI>10.1000/1</arxiv:DOI>
<arxiv:journal_reference>J. Th. 1 (2026)</arxiv:journal_reference><dc:creator>${PAPER['dc:creator']}</dc:creator></entry>`;
    expect(formatOf(feed(entry)).format).toBe('arxiv-atom');
    expect(recordsOf(feed(entry))).toEqual([{ ...EXPECTED, announcedAt: '2026-11-23T00:00:00-05:00' }]);
  });

  it('may be empty', () => {
    expect(formatOf(feed('')).format).toBe('arxiv-atom');
    expect(read(feed(''))).toEqual([]);
  });
});

describe('RSS 1.0 of before February 2024', () => {
  const rdf = (items: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="http://arxiv.org/"><title>nucl-th updates on arXiv.org</title></channel>${items}</rdf:RDF>`;
  const old = (suffix: string): string => `<item rdf:about="http://arxiv.org/abs/1805.06430">
<title>Made-up nuclei ${suffix}</title><link>http://arxiv.org/abs/1805.06430</link>
<description rdf:parseType="Literal">&lt;p&gt;We count nuclei &amp;amp; more,
with a &amp;lt; b.&lt;/p&gt;
</description>
<dc:creator> &lt;a href="http://arxiv.org/find/nucl-th/1/au:+Lee_A/0/1/0/all/0/1"&gt;Ann Lee&lt;/a&gt;, &lt;a href="x"&gt;Bo Chen&lt;/a&gt; (Lab Y)</dc:creator></item>`;

  it.each([
    ['(arXiv:1805.06430v2 [nucl-th] UPDATED)', 2, 'replace'],
    ['(arXiv:1805.06430v1 [nucl-th] CROSS LISTED)', 1, 'cross'],
    ['(arXiv:1805.06430v1 [nucl-th])', 1, 'new'],
  ])('reads the suffix %s', (suffix, version, announceType) => {
    expect(formatOf(rdf(old(suffix))).format).toBe('arxiv-rss1');
    expect(recordsOf(rdf(old(suffix)))).toEqual([
      recordOf('Made-up nuclei', {
        arxivId: '1805.06430',
        version,
        abstract: 'We count nuclei & more, with a < b.',
        authors: ['Ann Lee', 'Bo Chen'],
        categories: ['nucl-th'],
        primaryCategory: 'nucl-th',
        announceType: announceType as 'new',
      }),
    ]);
  });
});
