// Detection by content: what is no dump is none, and what one format mentions of another does not mislead.
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../src/parse/detect.js';
import { taxonomy } from '../helpers/stores.js';

const detect = (text: string): string | undefined => detectFormat(text, taxonomy)?.format;

describe('no dump', () => {
  it.each([
    ['nothing', ''],
    ['prose about formats', '# Notes\n\nAn `<item>` has a guid `oai:arXiv.org:…`, a `<record>` a `<header>`.'],
    [
      'a schema',
      '<schema xmlns:arXiv="http://arxiv.org/OAI/arXiv/"><element name="arXiv"/><element name="record"/></schema>',
    ],
    ['a list of categories', '[{"id": "cs.LG", "name": "Machine Learning", "archive": "cs"}]'],
    ['a package', '{"name": "x", "version": "1.0.0", "dependencies": {}}'],
    [
      'a page of arXiv',
      '<!DOCTYPE html><html><body><h1>arXiv</h1><div class="header"><a href="/abs/1">x</a></div></body></html>',
    ],
    ['a library page in Dublin Core', '<dc><title>x</title><identifier>http://example.org/1</identifier></dc>'],
    ['a feed of another site', '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry/></feed>'],
    [
      'a feed that links to arXiv',
      '<feed><id>http://example.org/</id><entry><id>x</id><summary>https://arxiv.org/abs/2611.00001</summary></entry></feed>',
    ],
    ['a harvest of exchanges without an answer', '[{"method": "GET", "status": 503, "response": "<html></html>"}]'],
  ])('%s', (_, text) => expect(detect(text)).toBeUndefined());
});

describe('a dump', () => {
  it.each([
    ['a byte order mark before it', '\uFEFF<OAI-PMH><Identify/></OAI-PMH>', 'oai-other'],
    [
      'white space before it',
      '\n\n <rss><channel><title>cs.LG updates on arXiv.org</title></channel></rss>',
      'arxiv-rss',
    ],
    ['items without envelope', '<item><guid>oai:arXiv.org:2611.00001v1</guid></item>', 'arxiv-rss'],
    ['an entry without envelope', '<entry><id>http://arxiv.org/abs/2611.00001v1</id></entry>', 'arxiv-api'],
    [
      'an error feed in Atom',
      '<feed><id>http://rss.arxiv.org/atom/x</id><title>Feed error for query: x</title></feed>',
      'arxiv-atom',
    ],
    [
      'an answer that lists nothing',
      '<OAI-PMH><request metadataPrefix="arXivRaw"/><ListRecords/></OAI-PMH>',
      'oai-other',
    ],
    [
      'a paper about arxiv.jp',
      '<rss><channel><title>cs.LG updates on arXiv.org</title><item><description>Announce Type: new\nAbstract: 要約 in https://arxiv.jp/</description><guid>oai:arXiv.org:2611.00001v1</guid></item></channel></rss>',
      'arxiv-rss',
    ],
    [
      'a paper about arxiv.jp, in the old form',
      '<rdf:RDF><channel><title>cs.LG updates on arXiv.org</title></channel><item><description>https://arxiv.jp/</description></item></rdf:RDF>',
      'arxiv-rss1',
    ],
    ['single quotes', "<OAI-PMH><error code='badVerb'>x</error></OAI-PMH>", 'oai-error'],
    ['a comment first', '<!-- saved --><arXivRaw><id>0704.0001</id></arXivRaw>', 'oai-arXivRaw'],
  ])('with %s', (_, text, format) => expect(detect(text)).toBe(format));
});

describe('a feed stays what its first element says', () => {
  const RSS = '<rss version="2.0"><channel><title>cs.LG updates on arXiv.org</title>';
  const ATOM = '<?xml version="1.0"?>\n<!-- <rss > -->\n<feed xmlns="http://www.w3.org/2005/Atom">';
  const RSS1 =
    '<rdf:RDF xmlns:rdf="x" xmlns="http://purl.org/rss/1.0/"><channel><title>cs.LG updates on arXiv.org</title>';
  const ID = 'oai:arXiv.org:2611.00001v1';
  it.each([
    [
      'a tag that lost a colon',
      `${RSS}<link>https://arxiv.org/abs/1</link><item><guid>${ID}</guid><dc creator>A.</dc:creator>`,
      'arxiv-rss',
    ],
    ['a tag of OAI-PMH in an entry', `${ATOM}<entry><id>${ID}</id><summary><header> x</summary>`, 'arxiv-atom'],
    ['a record in an entry', `${RSS1}<item>${ID}<record><metadata><arXiv></item>`, 'arxiv-rss1'],
    ['a tag of RSS in an entry', `${ATOM}<entry><id>${ID}</id><summary>An <rss> <item></summary>`, 'arxiv-atom'],
    [
      'a tag of RDF in an entry of the API',
      `${ATOM}<id>http://arxiv.org/api/x</id><entry><summary><rdf:RDF></summary>`,
      'arxiv-api',
    ],
    ['a feed in an item', `${RSS}<item>${ID}<feed ><rdf:RDF ></item>`, 'arxiv-rss'],
  ])('with %s', (_, text, format) => expect(detect(text)).toBe(format));

  it('and what tells none in 64 KiB is looked through at once', () => {
    for (const piece of ['<?>', '<!-- -->', '<!--', '<!a>', '<? ', ' '])
      expect(detect(piece.repeat(Math.floor(65_536 / piece.length)))).toBeUndefined();
  });
});
