// Order and bounds of search: ties by key, dates exact, an exact title never cut off, an older database indexed again.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstSchema } from '../../../src/store/database/migrations/0001-first-schema.js';
import { openReader } from '../../../src/store/reader.js';
import { openWriter } from '../../../src/store/writer.js';
import { mergeFacts } from '../../../src/domain/merge.js';
import { parseRecord } from '../../../src/domain/record.js';
import { recordOf } from '../../../src/domain/paper.js';
import { searchFor, storePapers } from '../../helpers/papers.js';
import { openTestStore, taxonomy, temporaryFolder, type TestStore } from '../../helpers/stores.js';

let store: TestStore;
beforeEach(() => {
  store = openTestStore();
});
afterEach(() => store.close());
const keys = (text: string, more = {}): string[] =>
  store.reader.search(searchFor(text, more)).hits.map((hit) => hit.paper.key);
const number = (index: number): string => String(index).padStart(5, '0');

describe('newest first', () => {
  it('puts papers of one second in the order of their keys, whatever order they came in, page after page', () => {
    const day = '2025-03-01T00:00:00Z';
    const numbers = [7, 3, 12, 1, 9, 5, 11, 2, 8, 4, 10, 6];
    storePapers(store, [
      ...numbers.map((each) => ({ title: `Same day ${each}`, arxivId: `2503.${number(each)}`, submittedAt: day })),
      { title: 'Same day, five seconds later', arxivId: '2503.00099', submittedAt: '2025-03-01T00:00:05Z' },
      { title: 'Same day, the day before', arxivId: '2502.00099', submittedAt: '2025-02-28T23:59:59Z' },
    ]);
    const expected = ['2503.00099', ...Array.from({ length: 12 }, (_, at) => `2503.${number(at + 1)}`), '2502.00099'];
    expect(keys('same day', { limit: 20 })).toEqual(expected);
    expect([0, 5, 10].flatMap((offset) => keys('same', { limit: 5, offset }))).toEqual(expected);
    expect(keys('', { limit: 20 })).toEqual(expected);
  });

  it('keeps dates exact where many papers share a second beside the limit', () => {
    storePapers(store, [
      ...Array.from({ length: 50 }, (_, at) => ({
        title: `Late in the year ${at}`,
        arxivId: `2412.${number(at)}`,
        submittedAt: '2024-12-31T23:59:59Z',
      })),
      { title: 'Early in the year', arxivId: '2501.00001', submittedAt: '2025-01-01T00:00:03Z' },
      { title: 'Year told by the identifier', arxivId: '2501.00002', submittedAt: null },
    ]);
    expect(keys('year since:2025')).toEqual(['2501.00001', '2501.00002']);
    expect(store.reader.search(searchFor('year until:2024')).total).toBe(50);
    expect(store.reader.search(searchFor('year')).total).toBe(52);
    expect(keys('year', { offset: 50 })).toEqual(['2412.00048', '2412.00049']);
  });
});

describe('an identifier of a month to come', () => {
  const RECORD = (arxivId: string, more = '') =>
    `{"id":"${arxivId}","title":"Month of ${arxivId}","abstract":"A.","authors":"Ann New","categories":"cs.LG"${more}}`;

  it('tells no date: its paper stands behind those that have one, also when it changes', async () => {
    const today = () => new Date('2027-05-31T12:00:00Z');
    const other = openTestStore(today);
    const found = () => other.reader.search(searchFor('month')).hits.map(({ paper }) => [paper.key, paper.date]);
    await other.ingest(['8912.12345', '2707.00001', '2706.00001', '2705.00001'].map((id) => RECORD(id)).join('\n'));
    const expected = [
      ['2706.00001', '2027-06-01T00:00:00Z'],
      ['2705.00001', '2027-05-01T00:00:00Z'],
      ['2707.00001', null],
      ['8912.12345', null],
    ];
    expect(found()).toEqual(expected);
    await other.ingest(RECORD('8912.12345', ',"comments":"5 pages"'));
    expect(found()).toEqual(expected);
    other.close();
  });
});

describe('relevance', () => {
  it('never cuts off the paper of an exact title, however old it is', () => {
    storePapers(store, [
      { title: 'Deep learning', arxivId: '0901.0001', submittedAt: '2009-01-01T00:00:00Z' },
      ...Array.from({ length: 300 }, (_, at) => ({
        title: `Deep learning ${at}`,
        abstract: 'Deep learning again.',
        arxivId: `2501.${number(at)}`,
      })),
    ]);
    expect(keys('deep learning', { sort: 'relevance' })[0]).toBe('0901.0001');
    expect(keys('Deep Learning', { sort: 'relevance', offset: 300 })).toEqual(['2501.00000']);
  });
  it('puts the paper of an exact title first when no time is left', () => {
    const papers = Array.from({ length: 300 }, (_, at) => ({
      title: `Deep learning ${at}`,
      submittedAt: `${2010 + (at % 15)}-02-01T00:00:00Z`,
    }));
    storePapers(store, [
      { title: 'Deep learning', arxivId: '0901.0001', submittedAt: '2009-01-01T00:00:00Z' },
      ...papers,
    ]);
    let seconds = 0;
    const reader = openReader(store.path, taxonomy, { clock: () => (seconds += 1) * 1_000 });
    const { hits, isCut } = reader.search(searchFor('deep learning', { sort: 'relevance' }));
    expect(isCut).toBe(true);
    expect(hits[0]?.paper.key).toBe('0901.0001');
    reader.close();
  });
});

describe('an answer', () => {
  it('counts exactly in a small store, and goes on where a page ends', () => {
    storePapers(
      store,
      Array.from({ length: 1_200 }, (_, at) => ({ title: `Counted ${at}`, arxivId: `2501.${number(at)}` })),
    );
    expect(store.reader.search(searchFor('counted'))).toMatchObject({ total: 1_200, totalExact: true, isCut: false });
    expect(keys('counted', { offset: 1_195 })).toHaveLength(5);
    expect(keys('counted', { limit: 1_000 })).toHaveLength(1_000);
  });
  it('leaves nothing in the index of a paper that changed', () => {
    storePapers(store, [{ title: 'First name', arxivId: '2501.00001', version: 1, authors: ['Ann Old'] }]);
    storePapers(store, [{ title: 'Second name', arxivId: '2501.00001', version: 2, authors: ['Ben New'] }]);
    expect([keys('first'), keys('au:Old'), keys('second'), keys('@New')]).toEqual([
      [],
      [],
      ['2501.00001'],
      ['2501.00001'],
    ]);
    expect(store.reader.suggestAuthors('', 10)).toEqual(['Ben New']);
  });
});

describe('a kept search', () => {
  it('is found again until nobody has used it for 90 days, and a thousand others were used since', () => {
    const [old, recent] = [searchFor('old'), searchFor('recent')];
    const id = store.writer.saveSearch(old, '2025-01-01T00:00:00Z');
    const other = store.writer.saveSearch(recent, '2025-03-31T00:00:00Z');
    expect(store.reader.findSearch(id)).toEqual(old);
    store.writer.saveSearch(recent, '2025-04-02T00:00:00Z');
    expect(store.reader.findSearch(id)).toEqual(old);
    for (let number = 0; number < 1_000; number += 1)
      store.writer.saveSearch(searchFor(String(number)), '2025-04-03T00:00:00Z');
    expect([store.reader.findSearch(id), store.reader.findSearch(other)]).toEqual([null, recent]);
  });
});

describe('a database of the first schema', () => {
  it('is indexed again when it is opened, with nothing lost', () => {
    const folder = temporaryFolder();
    const path = join(folder.path, 'old.db');
    const old = new Database(path);
    old.exec(`CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT; ${firstSchema.sql}`);
    old.prepare("INSERT INTO migrations VALUES (?, '2025')").run(firstSchema.name);
    const insert = old.prepare(
      'INSERT INTO papers (key, search_id, date, facts, is_translated) VALUES (?, ?, ?, ?, 0)',
    );
    [null, '2025-01-02T00:00:00Z', '2025-01-01T00:00:00Z'].forEach((date, at) => {
      const record = parseRecord(
        recordOf(`Old paper ${at}`, { submittedAt: date, authors: ['Ann Old'], categories: ['cs.LG'] }),
      );
      const facts = mergeFacts([{ format: 'arxiv-jp-text', facts: record }]);
      insert.run(`k${at}`, date === null ? 1 : (Date.parse(date) / 1000) * 65_536 + 1, date, JSON.stringify(facts));
    });
    old.close();
    openWriter(path, taxonomy).close();
    const reader = openReader(path, taxonomy);
    const found = (text: string) => reader.search(searchFor(text)).hits.map((hit) => hit.paper.key);
    expect(found('old papers')).toEqual(['k1', 'k2', 'k0']);
    expect(found('au:Old cat:cs since:2025-01-02')).toEqual(['k1']);
    reader.close();
    folder.remove();
  });
});
