// The formats in JSON: the snapshot line by line, daily papers and recorded exchanges as one value.
import { describe, expect, it } from 'vitest';
import { recordOf } from '../../../src/domain/paper.js';
import { createLineReader } from '../../../src/parse/text/lines.js';
import { RAW_LIMIT, RECORD_LIMIT, type ParsedItem } from '../../../src/parse/parsed.js';
import { WHOLE_LIMIT } from '../../../src/parse/text/whole-text.js';
import { hfDaily } from '../../../src/parse/json/hf-daily.js';
import { snapshot } from '../../../src/parse/json/snapshot.js';
import { formatOf, parseAll, read, recordsOf } from '../../helpers/parsing.js';

describe('odd shapes of the snapshot', () => {
  const PAPER = {
    id: '0905.1234',
    title: 'On sprockets',
    authors: 'Ann Lee',
    abstract: 'We turn.',
    categories: 'cs.RO',
  };
  const first = (text: string) => recordsOf(text)[0];
  it.each<[string, object, object]>([
    ['a list of categories', { categories: ['cs.RO', 'math.OC'] }, { categories: ['cs.RO', 'math.OC'] }],
    ['one string in that list', { categories: ['cs.RO math.OC'] }, { categories: ['cs.RO', 'math.OC'] }],
    ['versions as a list of names', { versions: ['v1', 'v2'] }, { version: 2, versions: [] }],
    [
      'times without a zone',
      { versions: [{ version: 'v1', created: '2009-05-08 10:11:12' }], update_date: '2009-06-01 00:00:00' },
      { submittedAt: '2009-05-08 10:11:12Z', asOf: '2009-06-01' },
    ],
    [
      'null within a name',
      { authors_parsed: [['Lee', null, null], null, ['Chen', 'Bo', '']] },
      { authors: ['Lee', 'Bo Chen'] },
    ],
    ['authors as a list', { authors: ['Ann Lee', 'Bo Chen'] }, { authors: ['Ann Lee', 'Bo Chen'] }],
    [
      'fields of other kinds',
      { license: 3, doi: { a: 1 }, comments: false, versions: 'v1' },
      { license: '3', doi: null, comments: null },
    ],
    ['a title of digits', { title: 2001 }, { title: '2001' }],
    ['authors as objects', { authors: [{ name: 'Ann Lee' }, 'Bo Chen'] }, { authors: ['Ann Lee', 'Bo Chen'] }],
    ['categories with commas', { categories: 'cs.RO, math.OC;cs.AI' }, { categories: ['cs.RO', 'math.OC', 'cs.AI'] }],
    ['categories as a printed list', { categories: "['cs.RO', 'math.OC']" }, { categories: ['cs.RO', 'math.OC'] }],
    [
      'numbers of versions and seconds',
      {
        versions: [
          { version: 1, created: 1_241_777_472 },
          { version: 'V2', created: 1_241_777_473_000 },
        ],
      },
      { version: 2, submittedAt: '2009-05-08T10:11:12.000Z', updatedAt: '2009-05-08T10:11:13.000Z' },
    ],
    [
      'days with slashes',
      { versions: [{ version: 'v1', created: '2009/05/08 10:11:12' }] },
      { submittedAt: '2009-05-08 10:11:12Z' },
    ],
    [
      'a version without a time',
      { versions: [{ version: 'v1' }, { version: 'v2', created: null }] },
      { version: 2, versions: [] },
    ],
  ])('%s', (_, change, expected) => expect(first(JSON.stringify({ ...PAPER, ...change }))).toMatchObject(expected));

  it.each([
    [704.001, '0704.0010'],
    [1412.9, '1412.9000'],
    [2401.001, '2401.00100'],
  ])('an identifier that became the number %d is %s', (id, arxivId) => {
    const text = JSON.stringify({ ...PAPER, id });
    expect(formatOf(text).format).toBe('snapshot');
    expect(first(text)).toMatchObject({ arxivId });
  });

  it('NaN is nothing, but not in a text', () => {
    const text = JSON.stringify({ ...PAPER, title: 'A \\"NaN\\" NaN', doi: 0, comments: 1 });
    expect(first(text.replace('"doi":0', '"doi": NaN').replace('"comments":1', '"comments":-Infinity'))).toMatchObject({
      title: 'A \\"NaN\\" NaN',
      doi: null,
      comments: null,
    });
  });

  const other = {
    ...PAPER,
    id: '0905.1235',
    title: 'On "{[widgets',
    versions: [{ version: 'v1', created: 'Mon, 1 Jan 2007 10:00:00 GMT' }],
  };
  it.each([
    ['one printed object', JSON.stringify(PAPER, null, 2), 1],
    ['printed objects', `${JSON.stringify(PAPER, null, 2)}\n${JSON.stringify(other, null, 4)}\n`, 2],
    ['a list on one line', JSON.stringify([PAPER, other]), 2],
    ['a list, an object a line', `[\n${JSON.stringify(PAPER)},\n${JSON.stringify(other)}\n]\n`, 2],
    ['a list around lines', `[${JSON.stringify(PAPER)},\n${JSON.stringify(other)}]`, 2],
    ['a printed list', JSON.stringify([PAPER, other], null, 2), 2],
    [
      'a printed list with ends and beginnings on one line',
      JSON.stringify([PAPER, other], null, 2).replace('},\n  {', '}, {'),
      2,
    ],
  ])('%s', (_, text, count) => {
    expect(formatOf(text).format).toBe('snapshot');
    expect(recordsOf(text).map(({ title }) => title)).toEqual(['On sprockets', 'On "{[widgets'].slice(0, count));
  });
});

describe('entries of nothing', () => {
  const paper = (id: string) => ({
    id,
    title: `On ${id}`,
    authors: 'Ann Lee',
    abstract: 'We turn.',
    categories: 'cs.RO',
  });
  const [first, second] = [paper('0905.1234'), paper('0905.1235')];

  it.each([
    ['an array', JSON.stringify([null, first, null, [], second])],
    ['a printed array', JSON.stringify([null, 'x', first, second], null, 2)],
    ['lines', ['null', '5', JSON.stringify(first), '[]', JSON.stringify(second), 'null'].join('\n')],
  ])('before and between papers of %s cost themselves alone', (_, text) => {
    expect(formatOf(text).format).toBe('snapshot');
    const items = read(text);
    expect(items.flatMap((item) => (item.kind === 'record' ? [item.value.arxivId] : []))).toEqual([
      first.id,
      second.id,
    ]);
    expect(items.filter(({ kind }) => kind === 'rejection').length).toBeGreaterThan(0);
  });
});

describe('the snapshot', () => {
  const LINE = {
    id: 'hep-th/9901001',
    submitter: 'S',
    authors: String.raw`J. Mu\~noz and The X Collaboration`,
    title: 'On\n  things',
    comments: null,
    'journal-ref': null,
    doi: '10.1/2 10.1/3',
    'report-no': null,
    categories: 'hep-th math.MP',
    license: null,
    abstract: '  We sum.\n',
    versions: [
      { version: 'v1', created: 'Mon, 1 Jan 2007 10:00:00 GMT' },
      { version: 'v2', created: 'Mon, 8 Jan 2007 10:00:00 GMT' },
    ],
    update_date: '2009-01-01',
    authors_parsed: [
      ['Muñoz', 'J.', '', 'Univ X'],
      ['The X Collaboration', '', ''],
    ],
  };
  const line = (change: object = {}): string => JSON.stringify({ ...LINE, ...change });
  const expected = recordOf('On\n  things', {
    arxivId: 'hep-th/9901001',
    version: 2,
    abstract: '  We sum.\n',
    authors: ['J. Muñoz', 'The X Collaboration'],
    categories: ['hep-th', 'math.MP'],
    primaryCategory: 'hep-th',
    submittedAt: 'Mon, 1 Jan 2007 10:00:00 GMT',
    updatedAt: 'Mon, 8 Jan 2007 10:00:00 GMT',
    versions: [
      { version: 1, at: 'Mon, 1 Jan 2007 10:00:00 GMT' },
      { version: 2, at: 'Mon, 8 Jan 2007 10:00:00 GMT' },
    ],
    doi: '10.1/2 10.1/3',
    withdrawn: false,
    asOf: '2009-01-01',
  });

  it('gives every field, with parsed authors or without', () => {
    const { authors_parsed: _, ...unparsed } = LINE;
    expect(recordsOf(`${line()}\n${JSON.stringify(unparsed)}`)).toEqual([expected, expected]);
  });

  it('loses one line to a fault, and says which', () => {
    const text = [
      line(),
      '{"id": "0704.00',
      '',
      '[]',
      line({ title: ' ' }),
      line({ id: [7] }),
      line({ id: 7 }),
      line({ id: 'x' }),
      line(),
    ].join('\r\n');
    expect(
      read(text).map((item) => [item.record, item.line, item.kind === 'rejection' ? item.reason : item.kind]),
    ).toEqual([
      [1, 1, 'record'],
      [2, 2, 'the line is not JSON'],
      [3, 4, 'the line is JSON, but not an object with a paper'],
      [4, 5, 'the title is missing'],
      [5, 6, 'the identifier is neither a text nor a number'],
      [6, 7, '"7" is not an arXiv identifier'],
      [7, 8, '"x" is not an arXiv identifier'],
      [8, 9, 'record'],
    ]);
  });

  it('is known by its first line, however long', () => {
    const text = line({ authors: 'A. Lee, '.repeat(10_000) });
    expect(formatOf(text).format).toBe('snapshot');
  });

  it('does not keep a line that is too long', () => {
    const piece = 'x'.repeat(1024 * 1024);
    const items: unknown[] = [];
    const reader = snapshot.open((item) => items.push(item));
    for (let size = 0; size <= RECORD_LIMIT; size += piece.length) reader.push(piece);
    reader.push(`\n${line()}`);
    reader.end();
    expect(items).toMatchObject([
      { kind: 'rejection', line: 1, reason: 'the line is too long', text: 'x'.repeat(RAW_LIMIT) },
      { kind: 'record', line: 2 },
    ]);
  });
});

describe('lines', () => {
  it.each([
    ['a\nb\n', ['a', 'b']],
    ['a\r\nb\rc', ['a', 'b', 'c']],
    ['\n\r\n\r\r', ['', '', '', '']],
    ['', []],
    ['a', ['a']],
  ])('%j are the same in any pieces', (text, expected) => {
    for (const size of [1, 2, 100]) {
      const lines: string[] = [];
      const reader = createLineReader(
        (line, number) => {
          lines.push(line);
          expect(number).toBe(lines.length);
        },
        () => {},
      );
      for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size));
      reader.end();
      expect(lines).toEqual(expected);
    }
  });
});

describe('daily papers', () => {
  const paper = {
    id: '2606.00001',
    title: 'On things',
    summary: 'We sum.',
    authors: [{ name: 'Ann Lee', hidden: false }, { name: 'Hidden One', hidden: true }, { name: 'Bo Chen' }],
    publishedAt: '2026-05-30T00:00:00.000Z',
    submittedOnDailyAt: '2026-06-12T00:00:00.000Z',
    upvotes: 3,
  };

  it('give what arXiv knows too, and no time', () => {
    const text = JSON.stringify([{ paper, publishedAt: '2026-05-29T20:00:00.000Z', title: 'On things' }]);
    expect(formatOf(text).format).toBe('hf-daily');
    expect(recordsOf(text)).toEqual([
      recordOf('On things', { arxivId: '2606.00001', abstract: 'We sum.', authors: ['Ann Lee', 'Bo Chen'] }),
    ]);
  });

  it('lose one element to a fault', () => {
    const elements = [
      { paper },
      { title: 'no paper' },
      { paper: { ...paper, id: 'x' } },
      { paper: { ...paper, title: '' } },
      null,
    ];
    expect(read(JSON.stringify(elements)).map((item) => (item.kind === 'rejection' ? item.reason : item.kind))).toEqual(
      [
        'record',
        'the element is not a paper: it has no paper with an id',
        '"x" is not an arXiv identifier',
        'the title is missing',
        'the element is not a paper: it has no paper with an id',
      ],
    );
  });

  it.each([
    ['nulls first', [null, null, { paper }]],
    ['nulls between', [{ paper }, null]],
    ['other things first', [{}, [], 'x', 7, { paper }]],
    [
      'odd authors',
      [{ paper: { ...paper, authors: [null, { name: null }, 'Ann Lee', { name: 'Bo Chen', hidden: 'no' }] } }],
    ],
    ['texts of other kinds', [{ paper: { ...paper, summary: { a: 1 }, title: 'On things' } }]],
  ])('%s cost no paper', (_, elements) => {
    for (const text of [JSON.stringify(elements), JSON.stringify(elements, null, 2)]) {
      expect(formatOf(text).format).toBe('hf-daily');
      const found = read(text).flatMap((item) => (item.kind === 'record' ? [item.value] : []));
      expect(found).toMatchObject([{ arxivId: '2606.00001', title: 'On things', authors: ['Ann Lee', 'Bo Chen'] }]);
    }
  });

  it('are one rejection where they are cut or too long', () => {
    const cut = parseAll(hfDaily, JSON.stringify([{ paper }]).slice(0, -3));
    expect(cut).toMatchObject([{ kind: 'rejection', record: 1, line: null, reason: 'the element is not JSON' }]);
    const one = parseAll(hfDaily, JSON.stringify({ paper }).slice(0, -1));
    expect(one).toMatchObject([{ kind: 'rejection', record: 1, line: null, reason: 'the text is not complete JSON' }]);
    const long = parseAll(hfDaily, ' '.repeat(WHOLE_LIMIT + 1), 1024 * 1024);
    expect(long).toMatchObject([{ kind: 'rejection', reason: expect.stringMatching(/longer than 32 MiB/) as string }]);
  });
});

describe('recorded exchanges', () => {
  const body = (id: string): string =>
    `<OAI-PMH><request>http://export.arxiv.org/oai2</request><record><header><identifier>oai:arXiv.org:${id}</identifier></header>
<metadata><arXiv><id>${id}</id><title>"T" é</title></arXiv></metadata></record></OAI-PMH>`;
  const exchange = (status: number, response: unknown): object => ({ method: 'GET', path: '/oai2', status, response });

  it('count the answers with status 200 as one dump', () => {
    const text = JSON.stringify(
      [
        exchange(503, '<html>later</html>'),
        exchange(200, body('0704.0001')),
        exchange(404, body('0704.0002')),
        exchange(200, ['hex']),
        exchange(200, body('0704.0003')),
      ],
      null,
      2,
    );
    expect(formatOf(text).format).toBe('oai-arXiv');
    expect(read(text)).toMatchObject([
      { kind: 'record', record: 1, line: null, value: { arxivId: '0704.0001', title: '"T" é' } },
      { kind: 'record', record: 2, line: null, value: { arxivId: '0704.0003' } },
    ]);
  });

  it('are known though they are longer than what the detector sees', () => {
    const text = JSON.stringify([exchange(200, body('0704.0001') + ' '.repeat(100_000))]);
    expect(recordsOf(text)).toMatchObject([{ arxivId: '0704.0001' }]);
  });

  it('of something else are no dump', () => {
    expect(() => read(JSON.stringify([exchange(200, '<html></html>')]))).toThrow('no format');
  });
});

it('says in words why a line of the snapshot is no paper', () => {
  const rest = '"title":"T","abstract":"A","authors":"B C","categories":"cs.LG"';
  const lines = [`{${rest}}`, `{"id":null,${rest}}`, `{"id":["2504.00001"],${rest}}`, '5', '[1]', '"text"', 'text'];
  const items: ParsedItem[] = [];
  const reader = snapshot.open((item) => void items.push(item));
  reader.push(`${lines.join('\n')}\n`);
  reader.end();
  const missing = 'the identifier is missing';
  const other = 'the identifier is neither a text nor a number';
  const none = 'the line is JSON, but not an object with a paper';
  expect(items.map((item) => (item.kind === 'rejection' ? item.reason : item.kind))).toEqual([
    missing,
    missing,
    other,
    none,
    none,
    none,
    'the line is not JSON',
  ]);
});
