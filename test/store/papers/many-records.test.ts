// Many records of one paper: only those that win something are kept, so that the next one meets few, in every order alike.
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dispensable } from '../../../src/domain/kept-records.js';
import { mergeFacts, paperDate } from '../../../src/domain/merge.js';
import { recordOf, type DumpRecord, type Format } from '../../../src/domain/paper.js';
import { parseRecord } from '../../../src/domain/record.js';
import { prepareRecord } from '../../../src/store/papers/fresh-record.js';
import { toCandidate } from '../../../src/store/papers/record-rows.js';
import { exported } from '../../helpers/exported.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';
import { seeds } from '../../helpers/seeds.js';

const AT = '2030-01-01T00:00:00Z';
const T1 = '2025-04-01T10:00:00Z';
const T2 = '2025-06-01T11:00:00Z';

let store: TestStore;
let db: Database.Database;
beforeEach(() => {
  store = openTestStore();
  db = new Database(store.path, { readonly: true });
});
afterEach(() => {
  db.close();
  store.close();
});

const number = (table: string): number => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;

interface Dump {
  readonly id: number;
  readonly into: TestStore;
}

function dumpOf(format: Format, sha256 = 'one', into = store): Dump {
  return { id: into.writer.beginDump({ sha256, format, path: 'p', silentReason: null }, AT).id, into };
}

function take(format: Format, known: Partial<DumpRecord>, { id, into }: Dump): string {
  const facts = parseRecord(recordOf(known.title ?? 'A paper', known));
  return into.writer.batch(() =>
    into.writer.storeRecord(prepareRecord({ format, facts }), null, { dumpId: id, at: AT }),
  );
}

const NAMED = { arxivId: '2504.00001', authors: ['Ann One'], updatedAt: T1 };
const OPEN = { authors: ['Ann One', 'Bob Two'], updatedAt: T1 };
const MANY = 200;
/** A time of its own for each index, a day and a second apart. */
const second = (index: number): string =>
  `${new Date(Date.UTC(2025, 0, index, 0, 0, index)).toISOString().slice(0, 19)}Z`;
/** More records than this of one paper are never kept, loaded or compared for the next one. */
const MOST_KEPT = 60;

describe('two hundred differing records of one paper', () => {
  it.each<[string, Format, (index: number) => Partial<DumpRecord>]>([
    ['abstracts', 'snapshot', (index) => ({ ...NAMED, abstract: `Text ${index}` })],
    ['titles', 'snapshot', (index) => ({ ...NAMED, title: `Title ${index}` })],
    ['authors', 'snapshot', (index) => ({ ...NAMED, authors: [`Ann ${'x'.repeat(index + 1)}`] })],
    ['states', 'oai-arXiv', (index) => ({ ...NAMED, asOf: new Date(Date.UTC(2025, 6, index)).toISOString() })],
    [
      'announcement times',
      'arxiv-rss',
      (index) => ({ ...NAMED, announcedAt: new Date(Date.UTC(2025, 6, index)).toISOString() }),
    ],
    ['everything', 'snapshot', (i) => ({ ...NAMED, title: `T ${i}`, abstract: `A ${i}`, authors: [`A B${i}`] })],
    ['abstracts, without an identifier', 'arxiv-jp-text', (index) => ({ ...OPEN, abstract: `Text ${index}` })],
    ['titles, without an identifier', 'arxiv-jp-text', (index) => ({ ...OPEN, title: `Title ${index}` })],
    ['times', 'snapshot', (index) => ({ ...NAMED, version: 1, updatedAt: second(index) })],
    ['numbers', 'arxiv-api', (index) => ({ ...NAMED, version: index + 1, abstract: `Text ${index}` })],
    ['versions', 'snapshot', (index) => ({ ...NAMED, version: 2, versions: [{ version: 1, at: second(index) }] })],
    ['days', 'oai-arXiv', (index) => ({ ...NAMED, updatedAt: second(index).slice(0, 10), abstract: `Text ${index}` })],
    ['times, without an identifier', 'arxiv-jp-text', (index) => ({ ...OPEN, updatedAt: second(index) })],
    ['numbers, without an identifier', 'arxiv-jp-text', (i) => ({ ...OPEN, updatedAt: null, version: i + 1 })],
  ])('by their %s cost the next one a bounded number of records', (_name, format, known) => {
    const dump = dumpOf(format);
    let most = 0;
    for (let first = 0; first < MANY; first += 10) {
      store.writer.batch(() => {
        for (let index = first; index < first + 10; index += 1) take(format, known(index), dump);
      });
      most = Math.max(most, number('records'));
    }
    expect(most).toBeLessThanOrEqual(MOST_KEPT);
    expect([...store.reader.eachPaper()]).toHaveLength(1);
    expect(db.pragma('foreign_key_check')).toEqual([]);
  });
});

describe('a record that another one stands for', () => {
  it('leaves its dump as a source of the paper and is a duplicate when it comes again', () => {
    const all = Array.from({ length: 9 }, (_, index) => ({ ...NAMED, abstract: `Text ${index}` }));
    const outcomes = all.map((known, index) => take('snapshot', known, dumpOf('snapshot', `dump ${index}`)));
    expect(outcomes).toEqual(['new', ...all.slice(1).map(() => 'updated')]);
    const [only] = [...store.reader.eachPaper()];
    expect(only?.paper.abstract).toBe('Text 8');
    expect(only?.sources).toHaveLength(all.length);
    expect(all.map((known) => take('snapshot', known, dumpOf('snapshot', 'again')))).toEqual(
      all.map(() => 'duplicate'),
    );
    expect(number('records')).toBe(1);
  });

  it('leaves the paper its row and key also when the only record so far is the one that goes', () => {
    const known = { ...OPEN, abstractJa: '要約' };
    take('arxiv-jp-text', known, dumpOf('arxiv-jp-text'));
    const [before] = [...store.reader.eachPaper()];
    expect(take('arxiv-jp-text', { ...known, abstract: 'Known now' }, dumpOf('arxiv-jp-text', 'two'))).toBe('updated');
    const [after, ...others] = [...store.reader.eachPaper()];
    expect(others).toEqual([]);
    expect(after?.paper).toMatchObject({ key: before?.paper.key, abstract: 'Known now' });
    expect(number('records')).toBe(1);
    expect(number('papers')).toBe(1);
  });

  it('goes on telling a former title by which a dump finds the paper', () => {
    const dump = dumpOf('snapshot');
    ['The first title', 'Another title'].forEach((title) => take('snapshot', { ...NAMED, title }, dump));
    const text = { title: 'The first title', authors: ['Ann One'], abstractJa: '要約', updatedAt: T2 };
    expect(take('arxiv-jp-text', text, dumpOf('arxiv-jp-text', 'text'))).toBe('updated');
    expect(store.reader.findPaper('2504.00001')?.abstractJa).toBe('要約');
  });
});

const pick = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const formats = pick<Format>('arxiv-jp-text', 'oai-arXiv', 'snapshot');
const facts = fc.record({
  version: pick(null, 1, 2),
  title: pick('One', 'Two', 'Three'),
  titleJa: pick(null, '一', '二'),
  abstract: pick(null, 'a', 'b'),
  abstractJa: pick(null, 'あ', 'い'),
  translation: pick(null, { site: 's', service: null }, { site: 't', service: 'u' }),
  authors: pick<string[]>([], ['Ann One'], ['Ann One', 'Bob Two']),
  updatedAt: pick(null, T1, T2, '2025-04-01'),
  submittedAt: pick(null, T1),
  categories: pick<string[]>([], ['cs.LG'], ['cs.LG', 'cs.CL'], ['stat.ML']),
  withdrawn: pick(null, true, false),
  asOf: pick(null, '2025-07-01', '2025-08-01'),
  announcedAt: pick(null, '2025-07-01', '2025-07-01T00:00:00Z', '2025-06-01'),
});

type Known = readonly [Format, Partial<DumpRecord>];

function recordsOf(known: readonly Known[]) {
  return known.map(([format, each]) => {
    const own = parseRecord(recordOf(each.title ?? 'One', { ...each, arxivId: '2504.00001' }));
    return { format, facts: own, candidate: toCandidate(own) };
  });
}

function without<R extends ReturnType<typeof recordsOf>>(records: R): R {
  const lost = dispensable(records);
  return records.filter((each) => !lost.has(each)) as R;
}

function expectTheSameWithoutDispensable(known: readonly Known[], deletedAt: string | null): void {
  const all = recordsOf(known);
  const kept = without(all);
  const inTurn = all.reduceRight<typeof all>((soFar, each) => without([...soFar, each]), []);
  const said = (records: typeof all) => [mergeFacts(records, deletedAt), paperDate(records)];
  expect(said(kept)).toEqual(said(all));
  expect(said(inTurn)).toEqual(said(all));
  const texts = (records: typeof all) => new Set(records.map((each) => JSON.stringify([each.format, each.facts])));
  expect(texts(inTurn)).toEqual(texts(kept));
}

describe('any set of records of one paper', () => {
  it('says the same without those that can be done without, all at once or one by one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(formats, facts), { minLength: 2, maxLength: 40 }),
        pick(null, '2025-07-15'),
        expectTheSameWithoutDispensable,
      ),
      { numRuns: seeds(400) },
    );
  });

  it.each<[string, Known[]]>([
    [
      'one shows the paper after its deletion',
      [
        ['arxiv-jp-text', { asOf: '2025-08-01' }],
        ['arxiv-jp-text', {}],
        ['arxiv-jp-text', { updatedAt: T2, asOf: '2025-07-01' }],
      ],
    ],
    [
      'a version is told to be after a newer one',
      [
        ['arxiv-jp-text', { version: 2, updatedAt: T1 }],
        ['arxiv-jp-text', { version: 1, updatedAt: T2 }],
        ['snapshot', { updatedAt: T1, title: 'Two' }],
        ['snapshot', { updatedAt: T2, categories: ['stat.ML'] }],
        ['snapshot', { updatedAt: T1, categories: ['cs.LG', 'cs.CL'] }],
      ],
    ],
    [
      'a day and a time of it are told',
      [
        ['arxiv-jp-text', { version: 2, updatedAt: '2025-04-01' }],
        ['snapshot', { updatedAt: T1, announcedAt: '2025-07-01T00:00:00Z' }],
        ['snapshot', { updatedAt: '2025-04-01', title: 'Two', announcedAt: '2025-07-01T00:00:00Z' }],
        ['snapshot', { updatedAt: T1, title: 'Two' }],
      ],
    ],
  ])('says so where %s', (_name, known) => {
    expectTheSameWithoutDispensable(known, '2025-07-15');
  });

  it('of few times and many titles gives the same papers in every order', { timeout: 120_000 }, () => {
    const record = fc.tuple(
      formats,
      facts,
      pick(null, '2504.00001', '2504.00002'),
      fc.nat(30).map((title) => `Title ${title}`),
    );
    const lists = fc
      .array(record, { minLength: 25, maxLength: 30 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(lists, (orders) => {
        const outcomes = orders.map((order) => {
          const each = openTestStore();
          try {
            each.writer.batch(() =>
              order.forEach(([format, known, arxivId, title]) => {
                const times = { updatedAt: T1, submittedAt: null };
                take(format, { ...known, ...times, arxivId, title }, dumpOf(format, format, each));
              }),
            );
            return exported(each);
          } finally {
            each.close();
          }
        });
        expect(outcomes[1]).toEqual(outcomes[0]);
      }),
      { numRuns: seeds(8) },
    );
  });
});
