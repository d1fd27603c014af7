// OAI-PMH: what a record's parts mean on the old and the new server, and every way in which answers come.
import { describe, expect, it } from 'vitest';
import { recordOf } from '../../../src/domain/paper.js';
import { formatOf, read, reasonsOf, recordsOf } from '../../helpers/parsing.js';

const OLD = 'http://export.arxiv.org/oai2';
const NEW = 'https://oaipmh.arxiv.org/oai';

const answer = (body: string, url = OLD, verb = 'ListRecords'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-11-23T14:00:00Z</responseDate>
<request verb="${verb}" metadataPrefix="arXiv">${url}</request><${verb}>${body}</${verb}></OAI-PMH>`;

const header = (set = 'physics:hep-th', datestamp = '2009-09-17', id = '0704.0001'): string =>
  `<header><identifier>oai:arXiv.org:${id}</identifier><datestamp>${datestamp}</datestamp><setSpec>${set}</setSpec></header>`;

const record = (metadata: string, head = header()): string =>
  `<record>${head}<metadata>${metadata}</metadata></record>`;

const arXiv = (dates = '<created>2007-04-02</created><updated>2008-01-13</updated>', more = ''): string =>
  `<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>0704.0001</id>${dates}<authors>
<author><keyname>Lee</keyname><forenames>Ann B.</forenames><suffix>Jr</suffix><affiliation>Univ X</affiliation></author>
<author><keyname>Collaboration</keyname><forenames>for the Example</forenames></author>
<author><keyname>:</keyname></author></authors><title>On made-up
  strings</title><categories>hep-th math.MP</categories>${more}<abstract>  We sum.
</abstract></arXiv>`;

describe('the metadata arXiv', () => {
  const expected = recordOf('On made-up\n  strings', {
    arxivId: '0704.0001',
    abstract: '  We sum.\n',
    authors: ['Ann B. Lee Jr', 'Example Collaboration'],
    categories: ['hep-th', 'math.MP'],
    primaryCategory: 'hep-th',
    submittedAt: '2007-04-02',
    updatedAt: '2008-01-13',
    withdrawn: false,
    asOf: '2009-09-17',
  });

  it('gives every field', () => {
    const more = `<comments>2 pages</comments><report-no>R-1</report-no><journal-ref>J. 1</journal-ref>
<doi>10.1/2 10.1/3</doi><license>http://example.org/l</license>`;
    expect(recordsOf(answer(record(arXiv(undefined, more))))).toEqual([
      {
        ...expected,
        comments: '2 pages',
        reportNo: 'R-1',
        journalRef: 'J. 1',
        doi: '10.1/2 10.1/3',
        license: 'http://example.org/l',
      },
    ]);
  });

  it.each<[string, string, string | null, string | null]>([
    ['the old server', answer(record(arXiv())), '2007-04-02', '2008-01-13'],
    ['the old server, one version', answer(record(arXiv('<created>2007-04-02</created>'))), '2007-04-02', '2007-04-02'],
    ['the new server', answer(record(arXiv()), NEW), null, '2007-04-02'],
    ['no envelope, a set of a group', record(arXiv(), header('math')), '2007-04-02', '2008-01-13'],
    ['no envelope, a set in three parts', record(arXiv(), header('math:math:NT')), null, '2007-04-02'],
    [
      'no envelope, a datestamp of the new server',
      record(arXiv(), header(undefined, '2026-01-01')),
      null,
      '2007-04-02',
    ],
    ['no envelope, created in the first month', record(arXiv()), '2007-04-02', '2008-01-13'],
    [
      'no envelope, created too late for version 1',
      record(arXiv('<created>2011-02-02</created><updated>2015-03-13</updated>')),
      null,
      '2011-02-02',
    ],
    ['no header either', arXiv(), null, null],
    [
      "the new server's schema",
      record(arXiv().replace('<arXiv ', '<arXiv xsi:schemaLocation="x https://oaipmh.arxiv.org/OAI/arXiv.xsd" ')),
      null,
      '2007-04-02',
    ],
  ])('dates: %s', (_, text, submittedAt, updatedAt) => {
    expect(formatOf(text).format).toBe('oai-arXiv');
    expect(recordsOf(text)).toMatchObject([{ submittedAt, updatedAt }]);
  });

  it('of two servers in one dump is told apart', () => {
    const text = `${answer(record(arXiv()))}\n${answer(record(arXiv()), NEW)}\n${answer(record(arXiv()))}`;
    expect(recordsOf(text).map((each) => each.submittedAt)).toEqual(['2007-04-02', null, '2007-04-02']);
  });
});

describe('arXivOld and arXivRaw', () => {
  const common = `<title>T</title><authors>A. Lee (Univ X), B. Chen and C. Roe</authors><categories>math.GT</categories>
<comments>3 pages</comments><abstract>We knot.</abstract>`;

  it('arXivOld knows no dates', () => {
    const text = answer(record(`<arXivOld><id>math/0309136</id>${common}</arXivOld>`));
    expect(formatOf(text).format).toBe('oai-arXivOld');
    expect(recordsOf(text)).toEqual([
      recordOf('T', {
        arxivId: 'math/0309136',
        abstract: 'We knot.',
        authors: ['A. Lee', 'B. Chen', 'C. Roe'],
        categories: ['math.GT'],
        primaryCategory: 'math.GT',
        comments: '3 pages',
        withdrawn: false,
        asOf: '2009-09-17',
      }),
    ]);
  });

  const version = (number: number, day: number, type = ''): string =>
    `<version version="v${number}"><date>Mon, ${day} Jan 2007 10:00:00 GMT</date><size>1kb</size>${type}</version>`;
  const raw = (versions: string): string =>
    answer(record(`<arXivRaw><id>math/0309136</id><submitter>S</submitter>${versions}${common}</arXivRaw>`));

  it('arXivRaw tells all versions', () => {
    const text = raw(version(1, 1) + version(2, 8, '<source_type>AD</source_type>'));
    expect(formatOf(text).format).toBe('oai-arXivRaw');
    expect(recordsOf(text)).toMatchObject([
      {
        version: 2,
        submittedAt: 'Mon, 1 Jan 2007 10:00:00 GMT',
        updatedAt: 'Mon, 8 Jan 2007 10:00:00 GMT',
        versions: [
          { version: 1, at: 'Mon, 1 Jan 2007 10:00:00 GMT' },
          { version: 2, at: 'Mon, 8 Jan 2007 10:00:00 GMT' },
        ],
        withdrawn: false,
      },
    ]);
  });

  it.each([
    ['the latest version', version(1, 1) + version(2, 8, '<source_type>I</source_type>'), true],
    ['an earlier version only', version(1, 1, '<source_type>I</source_type>') + version(2, 8), false],
  ])('arXivRaw marks %s as withdrawn', (_, versions, withdrawn) => {
    expect(recordsOf(raw(versions))).toMatchObject([{ withdrawn }]);
  });
});

describe('oai_dc', () => {
  const dc = (subjects: readonly string[], sets: readonly string[], rest = ''): string =>
    answer(
      record(
        `<oai_dc:dc xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>T</dc:title><dc:creator>Lee, Ann</dc:creator>
<dc:creator>Example Collaboration</dc:creator>${subjects.map((name) => `<dc:subject>${name}</dc:subject>`).join('')}
<dc:description>We sum.</dc:description><dc:description>Comment: 2 pages</dc:description>
<dc:date>2009-04-20</dc:date><dc:date>2011-02-02</dc:date><dc:identifier>http://arxiv.org/abs/0904.3110</dc:identifier>
<dc:identifier>J. 1 (2012)</dc:identifier><dc:identifier>doi:10.1/2</dc:identifier>${rest}</oai_dc:dc>`,
        header('x', '2015-03-13', '0904.3110').replace(
          '<setSpec>x</setSpec>',
          sets.map((set) => `<setSpec>${set}</setSpec>`).join(''),
        ),
      ),
      NEW,
    );

  it('gives every field', () => {
    const text = dc(['Number Theory', 'Metric Geometry', '11Hxx'], ['math:math:NT', 'math:math:MG']);
    expect(formatOf(text).format).toBe('oai-dc');
    expect(recordsOf(text)).toEqual([
      recordOf('T', {
        arxivId: '0904.3110',
        abstract: 'We sum.',
        authors: ['Ann Lee', 'Example Collaboration'],
        categories: ['math.NT', 'math.MG'],
        primaryCategory: 'math.NT',
        submittedAt: '2009-04-20',
        updatedAt: '2011-02-02',
        comments: '2 pages',
        journalRef: 'J. 1 (2012)',
        doi: '10.1/2',
        withdrawn: false,
        asOf: '2015-03-13',
      }),
    ]);
  });

  it.each<[string, string[], string[], string[]]>([
    ["the old server's long names", ['Mathematics - Number Theory'], ['math'], ['math.NT']],
    ['a name of an archive', ['High Energy Physics - Theory'], ['physics:hep-th'], ['hep-th']],
    ['a name of two categories', ['Machine Learning'], ['stat:stat:ML'], ['stat.ML']],
    [
      'a name of two, both meant',
      ['Machine Learning', 'Machine Learning'],
      ['stat:stat:ML', 'cs:cs:LG'],
      ['stat.ML', 'cs.LG'],
    ],
    [
      'aliases by archive',
      ['Computer Science - Information Theory', 'Mathematics - Information Theory'],
      ['cs', 'math'],
      ['cs.IT', 'math.IT'],
    ],
    ['a name that came from a retired archive', ['Algebraic Geometry'], [], ['math.AG']],
    ['no name that is known', ['05C85; 05C70'], ['cs:cs:CG'], ['cs.CG']],
    ['nothing', ['05C85'], ['math'], []],
  ])('categories: %s', (_, subjects, sets, categories) => {
    expect(recordsOf(dc(subjects, sets))).toMatchObject([{ categories }]);
  });
});

describe('headers', () => {
  const deleted =
    '<record><header status="deleted"><identifier>oai:arXiv.org:hep-th/9901001</identifier><datestamp>2010-01-01</datestamp></header></record>';

  it('of deleted records say so', () => {
    const text = answer(deleted + record(arXiv()));
    expect(formatOf(text).format).toBe('oai-arXiv');
    expect(read(text)).toMatchObject([
      { kind: 'header', record: 1, arxivId: 'hep-th/9901001', isDeleted: true, asOf: '2010-01-01' },
      { kind: 'record', record: 2 },
    ]);
  });

  it('alone are a list of identifiers', () => {
    const text = answer(header() + header(undefined, '2010-01-01', 'nonsense'), OLD, 'ListIdentifiers');
    expect(formatOf(text).format).toBe('oai-identifiers');
    expect(read(text)).toMatchObject([
      { kind: 'header', arxivId: '0704.0001', isDeleted: false, asOf: '2009-09-17' },
      { kind: 'rejection', reason: '"oai:arXiv.org:nonsense" is not an arXiv identifier' },
    ]);
  });

  it('of a harvest of deleted records have the format that was asked for', () => {
    expect(formatOf(answer(deleted)).format).toBe('oai-arXiv');
  });
});

describe('answers', () => {
  it.each([
    ['a wrapper of any name', `<collection>${record(arXiv())}${record(arXiv())}</collection>`],
    ['a wrapper called records', `<records>${record(arXiv())}${record(arXiv())}</records>`],
    ['bare records', record(arXiv()) + record(arXiv())],
    ['two answers', answer(record(arXiv())) + answer(record(arXiv()))],
    ['prefixed names', answer(record(arXiv()) + record(arXiv())).replace(/<(\/?)([A-Za-z])/g, '<$1ns0:$2')],
    ['no element metadata', `<x><record>${header()}${arXiv()}</record><record>${header()}${arXiv()}</record></x>`],
  ])('come as %s', (_, text) => {
    expect(formatOf(text).format).toBe('oai-arXiv');
    expect(recordsOf(text).map((each) => each.arxivId)).toEqual(['0704.0001', '0704.0001']);
  });

  it('that hold no record are known', () => {
    const error = `<OAI-PMH><request>${NEW}</request><error code='noRecordsMatch'>none</error></OAI-PMH>`;
    expect([formatOf(error).format, read(error)]).toEqual(['oai-error', []]);
    for (const verb of ['Identify', 'ListSets', 'ListMetadataFormats']) {
      const other = answer('<set><setSpec>cs</setSpec></set>', NEW, verb);
      expect([formatOf(other).format, read(other)]).toEqual(['oai-other', []]);
    }
  });

  it('lose one record to a fault', () => {
    const text = answer(
      record(arXiv().replace('</title>', '</titel>')) +
        record(arXiv().replace(/<title>[^<]*<\/title>/, '')) +
        record('<mods/>') +
        record(arXiv()),
    );
    expect(reasonsOf(text)).toEqual([
      '</titel> stands where <title> is open',
      'the title is missing',
      '<mods> is not arXiv metadata',
    ]);
    expect(read(text)).toHaveLength(4);
  });
});
