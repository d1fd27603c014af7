// Bad input costs itself: texts too long, impossible times, deep nesting, records that fail, floods of rejections.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  foldUnreadable,
  ingestFile,
  unreadable,
  withoutRecords,
  type DumpResult,
} from '../../../src/pipeline/ingest/ingest.js';
import { createFileReader } from '../../../src/pipeline/ingest/read-file.js';
import { dumpObject, dumpText } from '../../../src/pipeline/ingest/result-text.js';
import { memoryDump } from '../../../src/sources/files/file.js';
import { openReader } from '../../../src/store/reader.js';
import type { Writer } from '../../../src/store/writer.js';
import { searchFor, storePapers } from '../../helpers/papers.js';
import { openTestStore, taxonomy, type TestStore } from '../../helpers/stores.js';

let store: TestStore;
beforeEach(() => {
  store = openTestStore();
});
afterEach(() => store.close());

const line = (number: number, more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    id: `2401.${String(number).padStart(5, '0')}`,
    submitter: 'A',
    authors: 'Ada Lovelace',
    title: `Whole paper number ${number}`,
    categories: 'cs.LG',
    abstract: 'Short.',
    versions: [{ version: 'v1', created: 'Mon, 1 Jan 2024 10:00:00 GMT' }],
    update_date: '2024-01-02',
    ...more,
  });
const paper = (number: number) => store.reader.findPaper(`2401.${String(number).padStart(5, '0')}`)!;

describe('texts beyond their caps', () => {
  it('are cut in the paper by code points, kept in the record, and told of', async () => {
    const abstract = '𝔸'.repeat(20_500);
    const authors = Array.from({ length: 5_200 }, (_, index) => `Ada Nr${index}`).join(', ');
    const title = 'w '.repeat(1_500).trim();
    const comments = 'c'.repeat(6_000);
    const long = { abstract, authors, title, comments };
    const result = await store.ingest([line(1), line(2, long)].join('\n'));
    expect(result).toMatchObject({ records: 2, new: 2, rejected: 0, cut: 1 });
    expect(dumpText(result)).toContain('1 with texts that were cut');
    expect(store.reader.ledgerDumps()[0]?.note).toContain('1 with texts that were cut');
    expect(Object.keys(dumpObject(result))).not.toContain('cut');
    expect([...paper(2).abstract!]).toHaveLength(20_000);
    expect([...paper(2).title]).toHaveLength(2_000);
    expect(paper(2).abstract).toMatch(/^𝔸+…$/u);
    expect(paper(2).authors).toHaveLength(5_000);
    expect([...paper(2).comments!]).toHaveLength(5_000);
    expect(store.reader.cutFields(paper(2).key).sort()).toEqual(['abstract', 'authors', 'comments', 'title']);
    expect(store.reader.cutFields(paper(1).key)).toEqual([]);
    // The record still knows the whole text: the same dump changes nothing.
    expect(await store.ingest([line(1), line(2, long)].join('\n'))).toMatchObject({
      duplicate: 2,
    });
  });
});

describe('times that cannot be', () => {
  it.each([
    ['Fri, 31 Dec 9999 23:00:00 -1200', null],
    ['Sun, 1 Jan 3024 10:00:00 GMT', null],
    ['Wed, 1 Jan 1975 10:00:00 GMT', null],
    ['one of these days', null],
    ['Tue, 1 Jan 2030 10:00:00 GMT', '2030-01-01T10:00:00Z'],
    ['Mon, 5 May 1986 10:00:00 GMT', '1986-05-05T10:00:00Z'],
  ])('%s: costs the date at most', async (created, submittedAt) => {
    const bad = line(2, { versions: [{ version: 'v1', created }] });
    expect(await store.ingest([line(1), bad, line(3)].join('\n'))).toMatchObject({ new: 3, rejected: 0, error: null });
    expect(paper(2).submittedAt).toBe(submittedAt);
    expect(store.reader.search(searchFor('whole')).hits).toHaveLength(3);
  });

  it('in a store of an older version do not hide the others from a newest-first search', () => {
    const far = ['9999-12-31T00:00:00Z', '9000-01-01T00:00:00Z', '5000-06-06T00:00:00Z'];
    storePapers(store, [
      ...far.map((submittedAt, index) => ({ title: `Whole far ${index}`, submittedAt })),
      ...['one', 'two', 'three'].map((name) => ({ title: `Whole near ${name}` })),
    ]);
    // Every look at the clock costs ten milliseconds: thousands of empty quarters would use up all time.
    let time = 0;
    const reader = openReader(store.path, taxonomy, { clock: () => (time += 10) });
    const { hits, isCut } = reader.search(searchFor('whole'));
    reader.close();
    expect(hits).toHaveLength(6);
    expect(isCut).toBe(false);
  });
});

describe('records that cannot be', () => {
  it('a deeply nested element of an array costs itself, also where the array is pretty-printed', async () => {
    const element = (id: string, extra = 'null'): string =>
      `{\n "title": "T ${id}",\n "submittedOnDailyAt": ${extra},\n "paper": {\n  "id": "${id}", "title": "Title ${id}"}\n}`;
    const deep = '['.repeat(60_000) + ']'.repeat(60_000);
    const bad = `{"title":"x","paper":{"id":7,"more":${deep}}}`;
    const text = `[\n${[element('2501.00001'), bad, element('2501.00002', deep), element('2501.00003')].join(',\n')}\n]`;
    const result = await store.ingest(text);
    expect(result).toMatchObject({ records: 4, new: 3, rejected: 1, error: null });
    expect(result.rejections[0]?.record).toBe(2);
  });

  it('a record on which the program itself fails is in quarantine with its reason, its stack is told', async () => {
    const storeRecord: Writer['storeRecord'] = (fresh, ...rest) => {
      if (fresh.arxivId === '2401.00002') throw new TypeError('planted');
      return store.writer.storeRecord(fresh, ...rest);
    };
    const pause = (): Promise<void> => Promise.resolve();
    const now = (): Date => new Date('2030-01-02T03:04:05Z');
    const results: DumpResult[] = [];
    const dump = memoryDump('m', Buffer.from([line(1), line(2), line(3)].join('\n')));
    const read = createFileReader(taxonomy, { now, pause });
    const options = { announce: 'auto', origin: { kind: 'given' }, read, now, pause, isAsked: () => false } as const;
    for await (const result of ingestFile({ ...store.writer, storeRecord }, dump, options)) results.push(result);
    expect(results).toMatchObject([{ records: 3, new: 2, rejected: 1, error: null }]);
    expect(results[0]!.failures).toMatchObject([{ record: 2, reason: 'an error of this program: planted' }]);
    expect(results[0]!.failures[0]!.stack).toContain('bad-input.test.ts');
    expect([...store.reader.eachQuarantined()].map(({ record }) => record)).toEqual([2]);
    expect(store.reader.search(searchFor('whole')).total).toBe(2);
  });

  it('a document of another format in the file is told, with its line', async () => {
    const feed = '<rss version="2.0"><channel><title>cs.LG updates on arXiv.org</title></channel></rss>';
    const result = await store.ingest(`<OAI-PMH><ListRecords/></OAI-PMH>\n${feed}\n`);
    expect(result).toMatchObject({ format: 'oai-other', records: 1, rejected: 1, rejections: [{ line: 2 }] });
  });

  it('thousands of rejections are counted to the last, and so many of them kept', async () => {
    const bad = Array.from({ length: 3_000 }, (_, index) => line(index, { id: `wrong ${'x'.repeat(3_900)}` }));
    const text = [line(1), ...bad].join('\n');
    for (const expected of [{ new: 1 }, { duplicate: 1 }]) {
      expect(await store.ingest(text)).toMatchObject({ records: 3_001, rejected: 3_000, ...expected });
      const kept = [...store.reader.eachQuarantined()];
      expect(kept.length).toBeLessThanOrEqual(1_000);
      expect(kept.reduce((sum, each) => sum + each.text.length + each.reason.length, 0)).toBeLessThan(2_500_000);
      expect(store.reader.quarantineCount()).toBe(3_000);
    }
  });
});

describe('an archive of thousands of files that cannot be read', () => {
  it('is told in a few lines; what was taken from it stays told one by one', () => {
    const bad = Array.from({ length: 60_000 }, (_, index) => unreadable(`a.zip/${index}`, null, 'the file is empty'));
    const good = Array.from({ length: 30 }, (_, index) => withoutRecords(`a.zip/good ${index}`, null, null));
    const told = foldUnreadable('a.zip', [...bad.slice(0, 5), ...good, ...bad.slice(5)]);
    expect(told.filter(({ error }) => error === null)).toEqual(good);
    expect(told).toHaveLength(30 + 21);
    expect(dumpText(told.at(-1)!)).toBe('a.zip: could not be read: 59,980 more files in it could not be read');
    expect(foldUnreadable('a.zip', bad.slice(0, 20))).toEqual(bad.slice(0, 20));
  });
});
