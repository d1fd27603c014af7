// The API's answers: names instead of positions, classes that are no categories, errors as entries.
import { describe, expect, it } from 'vitest';
import { recordOf } from '../../../src/domain/paper.js';
import { formatOf, read, reasonsOf, recordsOf } from '../../helpers/parsing.js';

const feed = (entries: string): string => `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
<id>https://arxiv.org/api/x</id><title>arXiv Query: search_query=all:x</title>
<opensearch:totalResults>1</opensearch:totalResults>${entries}</feed>`;

const entry = (rest: string, id = 'http://arxiv.org/abs/hep-ex/0307015v1'): string =>
  `<entry><id>${id}</id><title>0</title><updated>2003-07-07T13:46:39Z</updated><summary>  Short.
</summary>${rest}<published>2003-07-07T13:46:39Z</published>
<author><name>Ann Lee</name><arxiv:affiliation>Univ X</arxiv:affiliation><arxiv:affiliation>Lab</arxiv:affiliation></author>
<author><name>Example Collaboration</name></author><author><name>:</name></author></entry>`;

describe("the API's entries", () => {
  it('are read by name; MSC and ACM classes are no categories', () => {
    const terms = ['hep-ex', '53D10, 53D15', 'math.IT', 'I.2.7'].map((term) => `<category term="${term}"/>`).join('');
    const text = feed(entry(`${terms}<arxiv:primary_category term="hep-ex"/><arxiv:comment>2 pages</arxiv:comment>`));
    expect(formatOf(text).format).toBe('arxiv-api');
    expect(recordsOf(text)).toEqual([
      recordOf('0', {
        arxivId: 'hep-ex/0307015',
        version: 1,
        abstract: '  Short.\n',
        authors: ['Ann Lee', 'Example Collaboration'],
        categories: ['hep-ex', 'math.IT'],
        primaryCategory: 'hep-ex',
        submittedAt: '2003-07-07T13:46:39Z',
        updatedAt: '2003-07-07T13:46:39Z',
        versions: [{ version: 1, at: '2003-07-07T13:46:39Z' }],
        comments: '2 pages',
        withdrawn: false,
      }),
    ]);
  });

  it('say that a paper is withdrawn in the comment', () => {
    const text = feed(entry('<arxiv:comment>This paper has been withdrawn by the authors</arxiv:comment>'));
    expect(recordsOf(text)[0]).toMatchObject({ withdrawn: true });
  });

  it('do not count where they are an error', () => {
    const text = feed(entry('', 'http://arxiv.org/api/errors#incorrect_id_format_for_abc'));
    expect(formatOf(text).format).toBe('arxiv-api');
    expect(read(text)).toEqual([]);
  });

  it('are rejected without identifier', () => {
    expect(reasonsOf(feed(entry('', 'http://example.org/1')))).toEqual([
      '"http://example.org/1" is not an arXiv identifier',
    ]);
  });

  it('may be none', () => expect(read(feed(''))).toEqual([]));

  it('may mention the feeds of announcements', () => {
    expect(formatOf(feed(entry('<arxiv:comment>see rss.arxiv.org</arxiv:comment>'))).format).toBe('arxiv-api');
  });
});
