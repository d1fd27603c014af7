// A page of the feed of a site like arxiv.jp, of numbered entries.

/** `numbers`: of its entries, in order. */
export function siteFeed(numbers: readonly number[]): string {
  const items = numbers.map((id) => {
    const arxivId = `3006.${String(id).padStart(5, '0')}`;
    return `<item><title>Entry ${id}</title><category>cs.LG</category><content:encoded><![CDATA[<p>要約</p><p>日本語の要約 ${id}。</p>
<p>要約(オリジナル)</p><p>The abstract of ${id}.</p><p>arxiv情報</p>
<p><a href="https://arxiv.org/abs/${arxivId}">Link</a></p><p>著者 Ann Number${id}</p><p>発行日 2030-06-01 10:00:00+00:00</p>
<p>arxivサイト <a href="https://arxiv.org/abs/${arxivId}">arxiv_id(abs)</a></p>]]></content:encoded></item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>A site</title><link>https://arxiv.jp/</link>${items.join('')}</channel></rss>`;
}
