// Every real dump: which format it is taken for, how many records it gives, and one record of each field by field.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordOf, type DumpRecord, type Format } from '../../src/domain/paper.js';
import { detectFormat } from '../../src/parse/detect.js';
import { HEAD, parseAll, recordsOf, formatOf } from '../helpers/parsing.js';
import { taxonomy } from '../helpers/stores.js';
import { samplesDir } from '../helpers/samples.js';

const folder = samplesDir() ?? '';
const sample = (path: string): string => readFileSync(join(folder, path), 'utf8');
const record = (path: string, index: number): DumpRecord => recordsOf(sample(path))[index]!;
/** What a text is in its abstract: its beginning, so that no whole abstract is repeated here. */
const starting = (text: string): string => expect.stringMatching(new RegExp(`^\\s*${text}`)) as string;

/** Files of the sample folder that other formats' tests read. */
const ELSEWHERE = /^(?:abs|listing-mail)\//;
const COUNTS: Readonly<Record<string, readonly [Format, number] | null>> = {
  'api-atom/api-new-empty.xml': ['arxiv-api', 0],
  'api-atom/api-new-error-400.xml': ['arxiv-api', 0],
  'api-atom/api-new-id_1605.08386.xml': ['arxiv-api', 1],
  'api-atom/api-new-nicotine-2026-07-17.xml': ['arxiv-api', 10],
  'api-atom/api-old-cs.RO-2025-10-17.xml': ['arxiv-api', 2],
  'arxiv-jp-cs.LG-2025-04-09.txt': ['arxiv-jp-text', 10],
  'atom-feed-generated/atom-econ.xml': ['arxiv-atom', 0],
  'atom-feed/atom-cs.AI-2025-08-20.xml': ['arxiv-atom', 7],
  'hf-daily-papers/daily_papers-2026-06.json': ['hf-daily', 30],
  'kaggle/arxiv-metadata-oai-snapshot-100.jsonl': ['snapshot', 100],
  'oai/arXiv/getrecord-1604.05585-planck.xml': ['oai-arXiv', 1],
  'oai/arXiv/listrecords-hep-ex-2017-12-14.xml': ['oai-arXiv', 3],
  'oai/arXiv/listrecords-set-cs-page1-2016-03-09.xml': ['oai-arXiv', 1000],
  'oai/arXivRaw/getrecord-1302.2146.xml': ['oai-arXivRaw', 1],
  'oai/arXivRaw/listrecords-2015-01-06.xml': ['oai-arXivRaw', 6],
  'oai/errors-old/BadResumptionToken.xml': ['oai-error', 0],
  'oai/errors-old/NoRecordsMatch.xml': ['oai-error', 0],
  'oai/http-recordings/listrecords-503-then-200.json': ['oai-arXiv', 2],
  'oai/http-recordings/listsets-old.xml': ['oai-other', 0],
  'oai/new-server-generated/err-badResumptionToken.xml': ['oai-error', 0],
  'oai/new-server-generated/err-badVerb.xml': ['oai-error', 0],
  'oai/new-server-generated/err-idDoesNotExist.xml': ['oai-error', 0],
  'oai/new-server-generated/err-noRecordsMatch.xml': ['oai-error', 0],
  'oai/new-server-generated/getrecord-arXiv-hep-th_9901002.xml': ['oai-arXiv', 1],
  'oai/new-server-generated/getrecord-arXivRaw-hep-th_9901002.xml': ['oai-arXivRaw', 1],
  'oai/new-server-generated/identify.xml': ['oai-other', 0],
  'oai/new-server-generated/listmetadataformats.xml': ['oai-other', 0],
  'oai/new-server-generated/listrecords-arXiv-small-page1.xml': ['oai-arXiv', 4],
  'oai/new-server-generated/listrecords-arXiv-small-page2.xml': ['oai-arXiv', 4],
  'oai/new-server-generated/listrecords-arXivRaw-small-page1.xml': ['oai-arXivRaw', 4],
  'oai/new-server-generated/listrecords-arXivRaw-small-page2.xml': ['oai-arXivRaw', 4],
  'oai/new-server-generated/listrecords-oai_dc-small-page1.xml': ['oai-dc', 4],
  'oai/new-server-generated/listrecords-oai_dc-small-page2.xml': ['oai-dc', 4],
  'oai/new-server-generated/listsets.xml': ['oai-other', 0],
  'oai/oai_dc/listrecords-2023-01-25.xml': ['oai-dc', 3],
  'oai/xsd/arXiv.xsd': null,
  'oai/xsd/arXivOld.xsd': null,
  'oai/xsd/arXivRaw.xsd': null,
  'rss2-generated/rss-cs.xml': ['arxiv-rss', 40],
  'rss2-generated/rss-econ.xml': ['arxiv-rss', 0],
  'rss2-generated/rss-error-noarchive.xml': ['arxiv-rss', 0],
  'rss2-generated/rss-stat.xml': ['arxiv-rss', 7],
  'rss2/rss-cs.AI-2026-04-27.xml': ['arxiv-rss', 3],
  'rss2/rss-cs.CL-2026-04-27.xml': ['arxiv-rss', 3],
  'taxonomy-archives.json': null,
  'taxonomy-ja-unofficial.json': null,
  'taxonomy.json': null,
  'README.md': null,
  'MANIFEST.tsv': null,
};

describe.skipIf(samplesDir() === null)('the real dumps', () => {
  it('are all expected here', () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
    expect(files.filter((file) => !ELSEWHERE.test(file)).toSorted()).toEqual(Object.keys(COUNTS).toSorted());
  });

  it.each(Object.entries(COUNTS))('%s gives %j', (path, expected) => {
    const text = sample(path);
    const format = detectFormat(text.slice(0, HEAD), taxonomy);
    if (expected === null) return expect(format).toBeNull();
    expect(format?.format).toBe(expected[0]);
    const items = parseAll(format!, text);
    expect(items.map((item) => item.kind)).toEqual(Array<string>(expected[1]).fill('record'));
    expect(items.map((item) => item.record)).toEqual(items.map((_, index) => index + 1));
  });

  it.each(Object.keys(COUNTS).filter((path) => COUNTS[path] !== null))('%s gives the same in any pieces', (path) => {
    const text = sample(path).slice(0, 200_000);
    const whole = parseAll(formatOf(text), text, text.length);
    for (const size of [1, 7, 64 * 1024]) expect(parseAll(formatOf(text), text, size)).toEqual(whole);
  });

  it('stand at the line where their element begins', () => {
    const text = sample('oai/arXiv/listrecords-hep-ex-2017-12-14.xml');
    const lines = text.split('\n').flatMap((line, index) => (line === '<record>' ? [index + 1] : []));
    expect(parseAll(formatOf(text), text).map((item) => item.line)).toEqual(lines);
  });
});

describe.skipIf(samplesDir() === null)('one real record of each format', () => {
  it('RSS 2.0', () => {
    expect(record('rss2-generated/rss-cs.xml', 0)).toEqual(
      recordOf('Probabilistic analysis of the upwind scheme for transport', {
        arxivId: '0712.3217',
        version: 1,
        abstract: starting('We provide a probabilistic analysis of the upwind scheme'),
        authors: ['Francois Delarue', 'Frédéric Lagoutière'],
        categories: ['math.NA', 'math.PR'],
        primaryCategory: 'math.NA',
        announceType: 'new',
        journalRef: 'Archive for Rational Mechanics and Analysis (2011) 229--268',
        doi: '10.1007/s00205-010-0322-x',
        announcedAt: 'Mon, 23 Nov 2026 00:00:00 -0500',
      }),
    );
    expect(record('rss2/rss-cs.CL-2026-04-27.xml', 0)).toMatchObject({
      arxivId: '2604.22002',
      authors: ['Anamta Khan', 'Ratna Kandala', 'Deepti', 'Sheza Munir', 'Joyojeet Pal'],
      license: 'http://creativecommons.org/licenses/by-nc-sa/4.0/',
    });
  });

  it('RSS 2.0, every announcement type', () => {
    const types = ['rss-cs.xml', 'rss-stat.xml'].flatMap((file) =>
      recordsOf(sample(`rss2-generated/${file}`)).map((each) => each.announceType),
    );
    expect(new Set(types)).toEqual(new Set(['new', 'cross', 'replace', 'replace-cross']));
  });

  it('Atom', () => {
    expect(record('atom-feed/atom-cs.AI-2025-08-20.xml', 0)).toEqual(
      recordOf('ALIGN: Word Association Learning for Cross-Cultural Generalization in Large Language Models', {
        arxivId: '2508.13426',
        version: 1,
        abstract: starting('As large language models'),
        authors: ['Chunhua Liu', 'Kabir Manandhar Shrestha', 'Sukai Huang'],
        categories: ['cs.CL', 'cs.AI'],
        primaryCategory: 'cs.CL',
        announceType: 'cross',
        license: 'http://creativecommons.org/licenses/by-nc-sa/4.0/',
        announcedAt: '2025-08-20T00:00:00-04:00',
      }),
    );
  });

  it('the API, both layouts', () => {
    expect(record('api-atom/api-new-nicotine-2026-07-17.xml', 1)).toEqual(
      recordOf(
        'Molecular adsorption study of nicotine and caffeine on the single-walled carbon nanotube from first principles',
        {
          arxivId: '1206.3474',
          version: 2,
          abstract: starting('Using first-principles calculations'),
          authors: ['Hyung-June Lee', 'Gunn Kim', 'Young-Kyun Kwon'],
          categories: ['cond-mat.mes-hall'],
          primaryCategory: 'cond-mat.mes-hall',
          submittedAt: '2012-06-15T14:07:14Z',
          updatedAt: '2013-07-09T09:20:29Z',
          versions: [
            { version: 1, at: '2012-06-15T14:07:14Z' },
            { version: 2, at: '2013-07-09T09:20:29Z' },
          ],
          comments: '5 pages, 5 figures',
          journalRef: 'Solid State Communications, v.167, pp.27 - 30 (2013)',
          doi: '10.1016/j.ssc.2013.06.001',
          withdrawn: false,
        },
      ),
    );
    expect(record('api-atom/api-old-cs.RO-2025-10-17.xml', 0)).toMatchObject({
      arxivId: '2510.14968',
      version: 1,
      title: expect.stringMatching(/^RDD: Retrieval-Based .* in\n {2}Long-Horizon Tasks$/),
      authors: ['Mingxuan Yan', 'Yuping Wang', 'Zechun Liu', 'Jiachen Li'],
      categories: ['cs.RO', 'cs.AI', 'cs.CV', 'cs.LG', 'cs.SY', 'eess.SY'],
      versions: [{ version: 1, at: '2025-10-16T17:59:37Z' }],
    });
  });

  it('OAI-PMH arXiv, old server', () => {
    expect(record('oai/arXiv/listrecords-hep-ex-2017-12-14.xml', 1)).toEqual(
      recordOf('R-Parity Violation at the LHC', {
        arxivId: '1706.09418',
        abstract: starting('We investigate the phenomenology of the MSSM'),
        authors: ['Daniel Dercks', 'Herbi Dreiner', 'Manuel E. Krauss', 'Toby Opferkuch', 'Annika Reinert'],
        categories: ['hep-ph', 'hep-ex'],
        primaryCategory: 'hep-ph',
        submittedAt: '2017-06-28',
        updatedAt: '2017-11-26',
        comments: expect.stringMatching(/^43 pages, 13 tables/) as string,
        reportNo: 'BONN-TH-2017-03',
        journalRef: 'Eur. Phys. J. C (2017) 77:856',
        doi: '10.1140/epjc/s10052-017-5414-4',
        license: 'http://arxiv.org/licenses/nonexclusive-distrib/1.0/',
        withdrawn: false,
        asOf: '2017-12-14',
      }),
    );
    expect(record('oai/arXiv/getrecord-1604.05585-planck.xml', 0)).toMatchObject({
      authors: ['Günter Burigana', 'Tiziana Trombetti', 'Daniela Paoletti', 'Nazzareno Mandolesi', 'Paolo Natoli'],
      submittedAt: '2016-04-19',
      updatedAt: '2016-04-19',
    });
  });

  it('OAI-PMH arXiv, new server: created is no submission', () => {
    expect(record('oai/new-server-generated/listrecords-arXiv-small-page1.xml', 1)).toMatchObject({
      arxivId: '0904.3110',
      authors: ['Wolfgang Keller', 'Jacques Martinet', 'Achill Schürmann'],
      submittedAt: null,
      updatedAt: '2011-02-02',
      asOf: '2015-03-13',
    });
  });

  it('OAI-PMH arXivRaw', () => {
    expect(record('oai/arXivRaw/getrecord-1302.2146.xml', 0)).toMatchObject({
      arxivId: '1302.2146',
      version: 2,
      authors: ['Joshua Berger', 'Maxim Perelstein', 'Michael Saelim', 'Philip Tanedo'],
      submittedAt: 'Fri, 8 Feb 2013 21:00:01 GMT',
      updatedAt: 'Tue, 2 Apr 2013 01:50:08 GMT',
      versions: [
        { version: 1, at: 'Fri, 8 Feb 2013 21:00:01 GMT' },
        { version: 2, at: 'Tue, 2 Apr 2013 01:50:08 GMT' },
      ],
      withdrawn: false,
    });
    expect(record('oai/new-server-generated/getrecord-arXivRaw-hep-th_9901002.xml', 0)).toMatchObject({
      arxivId: 'hep-th/9901002',
      version: 1,
      authors: ['M. Cvetic', 'H. Lu', 'C.N. Pope', 'T.A Tran'],
      reportNo: 'CTP TAMU-1/99, UPR/829-T',
    });
  });

  it('OAI-PMH oai_dc, both servers', () => {
    expect(record('oai/oai_dc/listrecords-2023-01-25.xml', 2)).toEqual(
      recordOf('Current algebras and categorified quantum groups', {
        arxivId: '1412.1417',
        abstract: starting('We identify the trace'),
        authors: ['Anna Beliakova', 'Kazuo Habiro', 'Aaron D. Lauda', 'Ben Webster'],
        categories: ['math.QA', 'math.RT'],
        primaryCategory: 'math.QA',
        submittedAt: '2014-12-03',
        updatedAt: '2023-01-23',
        comments: expect.stringMatching(/^28 pages, with tikz/) as string,
        journalRef: expect.stringMatching(/^Journal of the London Mathematical Society, Vol 95/) as string,
        doi: '10.1112/jlms.12001',
        withdrawn: false,
        asOf: '2023-01-25',
      }),
    );
    expect(record('oai/new-server-generated/listrecords-oai_dc-small-page1.xml', 1)).toMatchObject({
      categories: ['math.NT', 'math.MG'],
      submittedAt: '2009-04-20',
      updatedAt: '2011-02-02',
      comments: '34 pages; incorporated referee comments',
    });
  });

  it('the snapshot', () => {
    expect(record('kaggle/arxiv-metadata-oai-snapshot-100.jsonl', 0)).toEqual(
      recordOf('Calculation of prompt diphoton production cross sections at Tevatron and\n  LHC energies', {
        arxivId: '0704.0001',
        version: 2,
        abstract: starting('A fully differential calculation'),
        authors: ['C. Balázs', 'E. L. Berger', 'P. M. Nadolsky', 'C. -P. Yuan'],
        categories: ['hep-ph'],
        primaryCategory: 'hep-ph',
        submittedAt: 'Mon, 2 Apr 2007 19:18:42 GMT',
        updatedAt: 'Tue, 24 Jul 2007 20:10:27 GMT',
        versions: [
          { version: 1, at: 'Mon, 2 Apr 2007 19:18:42 GMT' },
          { version: 2, at: 'Tue, 24 Jul 2007 20:10:27 GMT' },
        ],
        comments: '37 pages, 15 figures; published version',
        journalRef: 'Phys.Rev.D76:013009,2007',
        doi: '10.1103/PhysRevD.76.013009',
        reportNo: 'ANL-HEP-PR-07-12',
        withdrawn: false,
        asOf: '2008-11-26',
      }),
    );
  });

  it('Hugging Face daily papers', () => {
    expect(record('hf-daily-papers/daily_papers-2026-06.json', 0)).toEqual(
      recordOf(
        'On the Limits of LLM Adaptability: Impact of Model-Internalized Priors on Annotation Task Performance',
        {
          arxivId: '2606.00467',
          abstract: starting('Large Language Models'),
          authors: ['Etienne Casanova', 'Rafal Kocielnik', 'R. Michael Alvarez'],
        },
      ),
    );
  });

  it('a recorded exchange', () => {
    expect(record('oai/http-recordings/listrecords-503-then-200.json', 1)).toMatchObject({
      arxivId: 'hep-th/9504118',
      authors: ['M. Requardt'],
      submittedAt: '1995-04-24',
    });
  });

  it('tells withdrawn papers by their comments, or by an abstract that is a notice', () => {
    const records = recordsOf(sample('oai/arXiv/listrecords-set-cs-page1-2016-03-09.xml'));
    expect(records.filter((each) => each.withdrawn === true).map((each) => each.arxivId)).toEqual([
      '0704.0213',
      '0704.1409',
      '0705.1442',
      '0707.0454',
      '0707.1859',
      '0708.0598',
    ]);
  });
});
