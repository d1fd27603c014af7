// Feeds for tests of translating: papers of one category as arXiv's RSS announces them.

export interface FeedPaper {
  readonly title: string;
  readonly abstract: string;
  readonly category?: string;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

/** New papers with the identifiers 2604.00001 and on. */
export function rssFeed(papers: readonly FeedPaper[]): string {
  const items = papers.map(({ title, abstract, category = 'cs.LG' }, index) => {
    const id = `2604.${String(index + 1).padStart(5, '0')}`;
    return `<item><title>${escape(title)}</title><link>https://arxiv.org/abs/${id}</link>
<description>arXiv:${id}v1 Announce Type: new
Abstract: ${escape(abstract)}</description><guid isPermaLink="false">oai:arXiv.org:${id}v1</guid>
<category>${category}</category><pubDate>Mon, 27 Apr 2026 00:00:00 -0400</pubDate>
<arxiv:announce_type>new</arxiv:announce_type><dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
<dc:creator>Ada First, Ben Second ${index}</dc:creator></item>`;
  });
  return `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel>
<title>cs.LG updates on arXiv.org</title><link>http://rss.arxiv.org/rss/cs.LG</link>
<description>cs.LG updates on the arXiv.org e-print archive.</description>
<pubDate>Mon, 27 Apr 2026 00:00:00 -0400</pubDate>${items.join('\n')}</channel></rss>`;
}
