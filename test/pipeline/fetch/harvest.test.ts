// Harvests: page by page, resumed after any interruption, holes filled once and by rule.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runHarvest } from '../../../src/pipeline/fetch/harvest.js';
import { openFetching, rssFeed, type Fetching } from '../../helpers/fetching.js';

let f: Fetching;
beforeEach(async () => {
  f = await openFetching({ HARVEST: 'auto' });
});
afterEach(() => f.close());

interface Row {
  readonly id: string;
  readonly submitted: string;
  readonly day: string;
  readonly categories?: string;
}

function oaiPage(rows: readonly Row[], token: string | null = null, attributes = ''): string {
  const records = rows.map(
    ({ id, submitted, day, categories = 'cs.CL' }) => `<record><header><identifier>oai:arXiv.org:${id}</identifier>
<datestamp>${day}</datestamp><setSpec>cs</setSpec></header><metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/">
<id>${id}</id><version version="v1"><date>${new Date(submitted).toUTCString()}</date><size>1kb</size></version>
<title>Paper ${id}</title><authors>Ann ${id}</authors><categories>${categories}</categories><abstract>About.</abstract>
</arXivRaw></metadata></record>`,
  );
  const tag = token === null ? '' : `<resumptionToken ${attributes}>${token}</resumptionToken>`;
  return `<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2030-06-05T06:00:00Z</responseDate>
<request>https://oaipmh.arxiv.org/oai</request><ListRecords>${records.join('')}${tag}</ListRecords></OAI-PMH>`;
}
const oaiError = (code: string): string =>
  `<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2030-06-05T06:00:00Z</responseDate>
<request>https://oaipmh.arxiv.org/oai</request><error code='${code}'>no</error></OAI-PMH>`;

const row = (id: string, day = '2030-06-04', submitted = '2030-06-03T12:00:00Z'): Row => ({ id, day, submitted });
const harvest = (more = {}) =>
  runHarvest(
    {
      baseUrl: f.settings.oaiUrl,
      set: 'cs',
      prefix: 'arXivRaw',
      from: '2030-06-01',
      until: null,
      isAutomatic: false,
      holes: '',
    },
    { ...f.parts, ask: f.ask, holes: [], ...more },
  );
const asked = (): string[] => f.requests.map((path) => decodeURIComponent(path.replace(/^.*ListRecords&/, '')));
const papers = (): number => f.store.reader.counts().papers;

describe('a harvest', () => {
  it('goes from page to page to the end', async () => {
    f.handle = (url) => ({
      body: url.searchParams.has('resumptionToken')
        ? oaiPage([row('3006.00002')])
        : oaiPage([row('3006.00001')], 'verb%3DListRecords%26skip%3D1'),
    });
    expect(await harvest()).toMatchObject({ error: null, records: 2 });
    expect(asked()).toEqual([
      'metadataPrefix=arXivRaw&from=2030-06-01&set=cs',
      'resumptionToken=verb%3DListRecords%26skip%3D1',
    ]);
    expect(papers()).toBe(2);
    expect(f.lines.map(({ source, format, records, isPart }) => [source, format, records, isPart])).toEqual([
      ['oai:cs', 'oai-arXivRaw', 1, true],
      ['oai:cs', 'oai-arXivRaw', 1, false],
    ]);
  });

  it('goes on at its token after a failure and a restart, without asking for what it has', async () => {
    let isBroken = true;
    f.handle = (url) => {
      if (!url.searchParams.has('resumptionToken')) return { body: oaiPage([row('3006.00001')], 'two') };
      return isBroken ? { status: 500 } : { body: oaiPage([row('3006.00002')]) };
    };
    expect(await harvest()).toMatchObject({ status: 500, error: expect.stringContaining('500') });
    await f.restart();
    isBroken = false;
    expect(await harvest()).toMatchObject({ error: null, records: 2 });
    expect(asked().filter((path) => path.startsWith('metadataPrefix'))).toHaveLength(1);
  });

  it('begins the day that was being read again when the token is spent', async () => {
    let isSpent = true;
    f.handle = (url) => {
      if (url.searchParams.get('resumptionToken') === 'two' && isSpent) {
        isSpent = false;
        return { body: oaiError('badResumptionToken') };
      }
      if (url.searchParams.has('resumptionToken')) return { body: oaiPage([row('3006.00003', '2030-06-05')]) };
      return { body: oaiPage([row('3006.00001', '2030-06-03'), row('3006.00002')], 'two') };
    };
    expect(await harvest()).toMatchObject({ error: null });
    expect(asked()).toEqual([
      'metadataPrefix=arXivRaw&from=2030-06-01&set=cs',
      'resumptionToken=two',
      'metadataPrefix=arXivRaw&from=2030-06-04&set=cs',
      'resumptionToken=two',
    ]);
    expect(papers()).toBe(3);
  });

  it('waits as long as the old server asks, and no longer than a minute', async () => {
    let calls = 0;
    f.handle = () => {
      calls += 1;
      return calls === 1 ? { status: 503, headers: { 'retry-after': '0' } } : { body: oaiPage([row('3006.00001')]) };
    };
    expect(await harvest()).toMatchObject({ error: null, records: 1 });
    f.handle = () => ({ status: 503, headers: { 'retry-after': '3600' } });
    expect(await harvest()).toMatchObject({ status: 503, until: '2030-06-03T13:00:00.000Z' });
  });

  it('gives up where the server keeps leaving out a page', async () => {
    f.handle = (url) => ({
      body: url.searchParams.has('resumptionToken')
        ? oaiPage([row('3006.00004')], 'three', 'cursor="5" completeListSize="9"')
        : oaiPage([row('3006.00001')], 'two', 'cursor="0" completeListSize="9"'),
    });
    expect(await harvest()).toMatchObject({ error: 'A page is missing from the middle of the list.' });
  });

  it.each([
    ['itself', ['two', 'two']],
    ['one before it', ['two', 'three', 'two']],
  ])('ends where a page leads back to %s', async (_what, tokens) => {
    f.handle = (url) => {
      const at = tokens.indexOf(url.searchParams.get('resumptionToken') ?? '');
      return { body: oaiPage([row(`3006.0000${at + 2}`)], tokens[at + 1]) };
    };
    expect(await harvest()).toMatchObject({ error: 'The list leads back to a page that was read before.' });
    expect(f.requests.length).toBeLessThan(20);
  });

  it.each([
    ['refuses its tokens', () => oaiError('badResumptionToken'), 'The server refuses its own tokens.'],
    ['leads in a circle', () => oaiPage([row('3006.00002')], 'two'), /leads back/],
    ['goes on for ever', () => oaiPage([row('3006.00002')], `t${f.requests.length}`), /without coming to a later day/],
    ['leaves out a page', () => oaiPage([row('3006.00002')], 'x', 'cursor="5" completeListSize="9"'), /is missing/],
  ])('whose server %s ends with a line that says so', async (_what, next, error) => {
    f.handle = (url) => ({
      body: url.searchParams.has('resumptionToken') ? next() : oaiPage([row('3006.00001')], 'two'),
    });
    await harvest({ pagesOfDay: 5 });
    expect(f.lines.at(-1)).toMatchObject({ records: 0, error: expect.stringMatching(error) });
  });

  it.each([400, 404, 414])('begins the day again where a token is answered with HTTP %i', async (status) => {
    f.handle = (url) => {
      const from = url.searchParams.get('from');
      if (from === null) return { status };
      return { body: from === '2030-06-01' ? oaiPage([row('3006.00001')], 'old') : oaiPage([row('3006.00002')]) };
    };
    expect(await harvest()).toMatchObject({ error: null });
    expect(papers()).toBe(2);
  });

  const place = (from: string, skip: number): string =>
    encodeURIComponent(`verb=ListRecords&metadataPrefix=arXivRaw&from=${from}&skip=${skip}`);

  it('follows the new server from day to day', async () => {
    f.handle = (url) => {
      const token = url.searchParams.get('resumptionToken');
      if (token === null) return { body: oaiPage([row('3006.00001'), row('3006.00002')], place('2030-06-01', 2)) };
      if (token === place('2030-06-01', 2))
        return { body: oaiPage([row('3006.00003'), row('3006.00004', '2030-06-05')], place('2030-06-05', 1)) };
      return { body: oaiPage([row('3006.00005', '2030-06-05')]) };
    };
    expect(await harvest()).toMatchObject({ error: null, records: 5 });
    expect(f.requests).toHaveLength(3);
  });

  it.each([
    ['skips records of the day', oaiPage([row('3006.00001'), row('3006.00002')], place('2030-06-01', 4))],
    [
      'skips records of its newest day',
      oaiPage([row('3006.00001'), row('3006.00002', '2030-06-05')], place('2030-06-05', 3)),
    ],
    ['goes on with a day that it has not shown', oaiPage([row('3006.00001')], place('2030-06-07', 2))],
  ])('sees that the new server leaves out a page: its token %s', async (_, body) => {
    f.handle = () => ({ body });
    expect(await harvest()).toMatchObject({ error: 'A page is missing from the middle of the list.' });
    expect(f.requests).toHaveLength(4);
    expect(papers()).toBe(0);
  });

  it('sees that another page came than was asked for, and asks again', async () => {
    let answers = 0;
    f.handle = (url) => {
      const token = url.searchParams.get('resumptionToken');
      const from = url.searchParams.get('from') ?? '';
      if (token === null) return { body: oaiPage([row('3006.00001')], place(from, 1)) };
      answers += 1;
      const said = answers === 1 ? place('2030-06-01', 2) : token;
      const page = oaiPage([row(answers === 1 ? '3006.00003' : '3006.00002')]);
      return { body: page.replace('<request>', `<request verb="ListRecords" resumptionToken="${said}">`) };
    };
    expect(await harvest()).toMatchObject({ error: null });
    expect([...f.store.reader.eachPaper()].map(({ paper }) => paper.arxivId).toSorted()).toEqual([
      '3006.00001',
      '3006.00002',
    ]);
  });

  it.each([
    ['a web page', '<!doctype html><html></html>', /web page/],
    ['a page that is cut off', oaiPage([row('3006.00001')]).slice(0, -20), /cut off/],
    ['an error of the protocol', oaiError('badArgument'), /badArgument/],
    ['a long error', oaiError('badArgument').replace('>no<', `>${'no '.repeat(600)}<`), /^.{300,400}$/],
    [
      'another answer',
      oaiError('x').replace(/<error.*error>/, '<Identify><repositoryName>arXiv</repositoryName></Identify>'),
      /neither a list/,
    ],
  ])('stores nothing of %s', async (_name, body, error) => {
    f.handle = () => ({ body });
    expect(await harvest()).toMatchObject({ error: expect.stringMatching(error) });
    expect(papers()).toBe(0);
  });

  it('does not go on at a day in the future when the token is spent', async () => {
    f.handle = (url) => {
      if (url.searchParams.has('resumptionToken')) return { body: oaiError('badResumptionToken') };
      const isFirst = f.requests.length === 1;
      return { body: isFirst ? oaiPage([row('3006.00001'), row('3006.00002', '2099-01-01')], 'two') : oaiPage([]) };
    };
    expect(await harvest()).toMatchObject({ error: null });
    expect(asked().at(-1)).toBe('metadataPrefix=arXivRaw&from=2030-06-01&set=cs');
  });

  it('stops where ever new tokens bring the same records', async () => {
    f.handle = () => ({ body: oaiPage([row('3006.00001')], `token ${f.requests.length}`) });
    expect(await harvest({ pagesOfDay: 5 })).toMatchObject({
      error: 'The list goes on without coming to a later day.',
    });
    expect(f.requests).toHaveLength(6);
  });

  it('takes an empty answer for an answer', async () => {
    f.handle = () => ({ body: oaiError('noRecordsMatch') });
    expect(await harvest()).toMatchObject({ error: null, records: 0 });
  });
});

describe('the daily harvest', () => {
  const feedOf = (day: string) => rssFeed('cs.CL', day, [{ id: '3006.00009' }]);

  it('fills the days that the machine slept through, once, and tells of them once', async () => {
    f.follow('cs.CL');
    f.now = new Date('2030-06-03T16:00:00Z');
    f.handle = (url) => ({
      body: url.pathname.startsWith('/oai') ? oaiError('noRecordsMatch') : feedOf('2030-06-03'),
    });
    await f.fetcher.look();
    f.now = new Date('2030-06-03T17:00:00Z');
    await f.fetcher.look();
    f.now = new Date('2030-06-06T16:00:00Z');
    f.handle = (url) => ({
      body: url.pathname.startsWith('/oai')
        ? oaiPage([
            row('3006.00011', '2030-06-04', '2030-06-03T12:00:00Z'),
            row('3006.00012', '2030-06-05', '2030-06-04T12:00:00Z'),
            row('3006.00013', '2030-06-05', '2029-01-04T12:00:00Z'),
            row('3006.00014', '2030-06-06', '2030-06-05T12:00:00Z'),
          ])
        : rssFeed('cs.CL', '2030-06-06', [{ id: '3006.00014' }]),
    });
    await f.fetcher.look();
    await f.fetcher.look();
    const pending = f.store.reader.outboxCounts().pending;
    expect(pending).toBe(4);
    expect(f.store.reader.filledHoles().map(({ day }) => day)).toEqual(['2030-06-04', '2030-06-05']);
    expect(f.store.reader.ledgerDumps().map(({ note }) => note)).toContain(
      'fills 1 paper of the hole cs.CL of 2030-06-04, 1 paper of the hole cs.CL of 2030-06-05; 1 possible cross-list was not posted: 3006.00013',
    );
    f.now = new Date('2030-06-06T16:10:00Z');
    await f.fetcher.look();
    expect(f.told.map(({ userId }) => userId)).toEqual(['2', '2']);
    expect(f.told[0]?.content).toContain('2030-06-04 to 2030-06-05');
    expect(f.told[1]?.content).toContain('has been looked for');
  });

  it('begins at its own time where the clock of the server was years ahead', async () => {
    f.follow('cs.CL');
    f.now = new Date('2030-06-03T16:00:00Z');
    f.handle = (url) => ({
      body: url.pathname.startsWith('/oai')
        ? oaiError('noRecordsMatch').replace('2030-06-05T06', '2099-06-05T06')
        : feedOf('2030-06-03'),
    });
    await f.fetcher.look();
    f.now = new Date('2030-06-04T16:00:00Z');
    await f.fetcher.look();
    const from = f.requests.filter((path) => path.startsWith('/oai')).map((path) => /from=([\d-]+)/.exec(path)?.[1]);
    expect(from.at(-1)).toBe('2030-06-01');
  });

  it('fills a day that began after the rule and before the first question about its category', async () => {
    f.now = new Date('2030-06-03T16:00:00Z');
    await f.fetcher.look();
    f.follow('cs.CL', '2030-06-03T16:00:05Z');
    await f.restart();
    f.now = new Date('2030-06-05T16:00:00Z');
    f.handle = (url) => ({
      body: url.pathname.startsWith('/oai')
        ? oaiPage([
            row('3006.00011', '2030-06-03', '2030-05-31T12:00:00Z'),
            row('3006.00012', '2030-06-04', '2030-06-03T12:00:00Z'),
          ])
        : rssFeed('cs.CL', '2030-06-05', []),
    });
    await f.fetcher.look();
    expect(f.store.reader.filledHoles().map(({ day }) => day)).toEqual(['2030-06-04']);
    expect(f.store.reader.outboxCounts().pending).toBe(1);
  });
});
