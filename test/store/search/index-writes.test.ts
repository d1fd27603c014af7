// The search index, written at the end of a transaction: one part of it for all papers, and nothing of a record that was taken back.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { recordOf, type DumpRecord } from '../../../src/domain/paper.js';
import { parseRecord } from '../../../src/domain/record.js';
import { prepareRecord } from '../../../src/store/papers/fresh-record.js';
import { searchFor } from '../../helpers/papers.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

const AT = '2030-01-01T00:00:00Z';
let store: TestStore;
beforeEach(() => (store = openTestStore()));
afterEach(() => store.close());

const dump = (): number =>
  store.writer.beginDump({ sha256: 'one', format: 'arxiv-api', path: 'p', silentReason: null }, AT).id;

function put(dumpId: number, title: string, known: Partial<DumpRecord> = {}): void {
  const facts = parseRecord(recordOf(title, { authors: ['Ann Smith'], ...known }));
  store.writer.storeRecord(prepareRecord({ format: 'arxiv-api', facts }), null, { dumpId, at: AT });
}

const found = (word: string): string[] => store.reader.search(searchFor(word)).hits.map(({ paper }) => paper.title);

function count(sql: string): number {
  const db = new Database(store.path, { readonly: true });
  const number = db.prepare<[], number>(sql).pluck().get()!;
  db.close();
  return number;
}
/** How many parts the index was written in, and how many papers it holds. */
const parts = (): number => count('SELECT count(DISTINCT segid) FROM paper_index_idx');
const rows = (): number => count('SELECT count(*) FROM paper_index_docsize');

it('is one part for all papers of a transaction, each stored under a savepoint of its own', () => {
  const id = dump();
  store.writer.batch(() => {
    for (let number = 10; number < 60; number += 1)
      store.writer.alone(() => put(id, `Wheel ${number}`, { arxivId: `2501.000${number}` }));
  });
  expect(parts()).toBe(1);
  expect(found('wheel')).toHaveLength(10);
});

it('holds nothing of a record that was taken back, and what came before and after it', () => {
  const id = dump();
  store.writer.batch(() => {
    put(id, 'First wheel', { arxivId: '2501.00001' });
    expect(() =>
      store.writer.alone(() => {
        put(id, 'Lost wheel', { arxivId: '2501.00002' });
        put(id, 'Second version of the wheel', { arxivId: '2501.00001', version: 2 });
        throw new Error('not this one');
      }),
    ).toThrow('not this one');
    put(id, 'Third wheel', { arxivId: '2501.00003' });
  });
  expect(found('wheel').toSorted()).toEqual(['First wheel', 'Third wheel']);
  expect([...found('lost'), ...found('second')]).toEqual([]);
});

it('holds a paper as it is when the transaction ends, whether it was there before or not', () => {
  const id = dump();
  const version = (number: number, title: string): void =>
    put(id, title, { arxivId: '2501.00001', version: number, submittedAt: `2025-01-0${number}T00:00:00Z` });
  store.writer.batch(() => {
    version(1, 'Round wheel');
    version(2, 'Square wheel');
  });
  expect([found('round'), found('square')]).toEqual([[], ['Square wheel']]);
  store.writer.batch(() => {
    version(3, 'Oval wheel');
    version(4, 'Flat wheel');
  });
  expect([found('square'), found('oval'), found('flat')]).toEqual([[], [], ['Flat wheel']]);
});

it('holds nothing of a whole transaction that was taken back', () => {
  const id = dump();
  expect(() =>
    store.writer.batch(() => {
      put(id, 'Lost wheel', { submittedAt: '2025-01-02T00:00:00Z' });
      throw new Error('no room');
    }),
  ).toThrow('no room');
  store.writer.batch(() => put(id, 'Kept wheel'));
  expect([found('wheel'), rows()]).toEqual([['Kept wheel'], 1]);
});
