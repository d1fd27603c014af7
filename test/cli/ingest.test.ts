// What `ingest` says in words: what arXiv answered instead of records, and why nothing of a dump is posted.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dumpText as entriesText, generateEntries } from '../helpers/dump-generator.js';
import { dumpText } from '../../src/pipeline/ingest/result-text.js';
import { openTestStore, type TestStore } from '../helpers/stores.js';

const atom = (entries: string): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/api/x</id><totalResults>1</totalResults>${entries}</feed>`;
const entry = (id: string, summary: string): string =>
  `<entry><id>${id}</id><title>Error</title><summary>${summary}</summary><author><name>Ann Lee</name></author></entry>`;
const apiError = atom(entry('https://arxiv.org/api/errors#incorrect_id', 'incorrect id format\n for &quot;abc&quot;'));
const paper = atom(entry('http://arxiv.org/abs/2401.00001v1', 'Short.'));
const oai = (error: string): string =>
  `<OAI-PMH><request verb="ListRecords">https://oaipmh.arxiv.org/oai</request>${error}</OAI-PMH>`;
const rss = (title: string, description: string): string =>
  `<rss version="2.0"><channel><title>${title}</title><link>http://rss.arxiv.org/rss/cs</link><description>${description}</description></channel></rss>`;

const snapshot = JSON.stringify({
  id: '2401.00001',
  title: 'One',
  abstract: 'Short.',
  authors: 'Ann Lee',
  categories: 'cs.LG',
});

let store: TestStore;

beforeEach(() => {
  store = openTestStore();
});
afterEach(() => store.close());

describe('a dump without records', () => {
  it.each([
    ['an error of the API', apiError, 'arXiv\'s error page: incorrect id format for "abc"; arxiv-api'],
    [
      'an error of OAI-PMH',
      oai('<error code="noRecordsMatch">No records match.</error>'),
      "arXiv's error page: noRecordsMatch: No records match.; oai-error",
    ],
    ['an error without words', oai('<error/>'), "arXiv's error page; oai-error"],
    [
      'an error feed',
      rss('Feed error for query: http://rss.arxiv.org/rss/x', "Bad archive 'x'."),
      "arXiv's error page: Bad archive 'x'.; arxiv-rss",
    ],
    ['an empty feed', rss('cs updates on arXiv.org', 'cs updates on the arXiv.org e-print archive.'), 'arxiv-rss'],
    ['an empty answer', atom(''), 'arxiv-api'],
  ])('is told with the reason: %s', async (_, text, why) => {
    expect(dumpText(await store.ingest(text))).toBe(`memory: 0 records (${why})`);
  });
});

describe('author lines in which no name is found', () => {
  const lines = (...authors: string[]): string =>
    authors
      .map((line, index) =>
        JSON.stringify({ id: `2401.0000${index + 1}`, title: `Paper ${index}`, authors: line, categories: 'cs.LG' }),
      )
      .join('\n');

  it.each([
    ['one', lines('(Lab Y) (2)', 'Ann Lee'), /; 1 author line was kept as one string, without names$/],
    ['several', lines('(Lab Y) (2)', '[Univ Z] (1)', 'Ann Lee'), /; 2 author lines were kept as one string/],
  ])('are told, and cost no paper: %s', async (_, text, told) => {
    const result = await store.ingest(text);
    expect(result.rejected).toBe(0);
    expect(dumpText(result)).toMatch(told);
  });
  it('are not told of where names were found', async () => {
    expect(dumpText(await store.ingest(lines('Ann Lee', 'Bo Chen')))).not.toContain('author line');
  });
});

describe('a dump that only stores', () => {
  it.each([
    ['an answer of the API', paper, 'auto', 'API answers only store'],
    ['a snapshot', snapshot, 'auto', 'snapshots only store'],
    ['what the operator wants stored', entriesText(generateEntries(1, 1)), 'never', 'the operator asked for that'],
  ] as const)('says why nothing of it is posted: %s', async (_, text, mode, why) => {
    const line = dumpText(await store.ingest(text, mode));
    expect(line).toContain('memory: 1 record: 1 new, 0 updated, 0 known, 0 rejected');
    expect(line).toMatch(new RegExp(`; stored, not posted: ${why}$`));
  });

  it.each([
    ['announces as the operator says', paper, 'always'],
    ['announces by itself', entriesText(generateEntries(1, 1)), 'auto'],
  ] as const)('is not one that %s', async (_, text, mode) => {
    expect(dumpText(await store.ingest(text, mode))).not.toContain('not posted');
  });
});
