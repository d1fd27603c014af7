// What many papers share tells none of them apart: a record meets few of them, in every order alike.
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MOST_SHARING } from '../../src/domain/crowded.js';
import { recordOf, type DumpRecord, type Format } from '../../src/domain/paper.js';
import { parseRecord } from '../../src/domain/record.js';
import { createConnected, MOST_CONNECTED } from '../../src/store/papers/connected.js';
import { prepareRecord } from '../../src/store/papers/fresh-record.js';
import { createPaperRows } from '../../src/store/papers/paper-rows.js';
import { toCandidate } from '../../src/store/papers/record-rows.js';
import { exported } from '../helpers/exported.js';
import { openTestStore, type TestStore } from '../helpers/stores.js';
import { seeds } from '../helpers/seeds.js';

type Given = readonly [format: Format, known: Partial<DumpRecord>];
const AT = '2030-01-01T00:00:00Z';
const T = '2025-04-01T10:00:00Z';

let store: TestStore;
beforeEach(() => {
  store = openTestStore();
});
afterEach(() => store.close());

const factsOf = (known: Partial<DumpRecord>) => parseRecord(recordOf(known.title ?? 'Editorial', known));
const PEOPLE = { authors: ['Ann Smith'] };

function takeAll(all: readonly Given[], into = store): string[] {
  const dump = into.writer.beginDump({ sha256: 'one', format: 'snapshot', path: 'p', silentReason: null }, AT).id;
  return into.writer.batch(() =>
    all.map(([format, known]) =>
      into.writer.storeRecord(prepareRecord({ format, facts: factsOf(known) }), null, { dumpId: dump, at: AT }),
    ),
  );
}

const papers = (count: number, known: (index: number) => Partial<DumpRecord> = () => ({})): Given[] =>
  Array.from({ length: count }, (_, index) => [
    'snapshot',
    { ...PEOPLE, arxivId: `2504.${String(index).padStart(5, '0')}`, ...known(index) },
  ]);

/** How many rows a record would be compared with. */
function met(known: Partial<DumpRecord>): number {
  const db = new Database(store.path);
  try {
    const { load } = createPaperRows(db);
    const facts = factsOf(known);
    const own = db.prepare<[string | null], number>('SELECT id FROM papers WHERE arxiv_id = ?').pluck();
    return createConnected(db, load)(own.get(facts.arxivId), [toCandidate(facts)]).states.length;
  } finally {
    db.close();
  }
}

describe('of three hundred papers', () => {
  it.each<[string, (index: number) => Partial<DumpRecord>]>([
    ['of one title and first author', () => ({})],
    ['of one second and group', (index) => ({ title: `Title ${index}`, updatedAt: T })],
    ['of one title, group and second', () => ({ updatedAt: T })],
  ])(
    '%s, a record without identifier beside them costs neither itself nor the next paper more than a few',
    (_, known) => {
      takeAll([...papers(150, known), ['arxiv-jp-text', { ...PEOPLE, updatedAt: T }], ...papers(300, known)]);
      const found = [met({ ...PEOPLE, updatedAt: T }), met({ ...PEOPLE, ...known(0), arxivId: '2505.00001' })];
      expect(Math.max(...found)).toBeLessThanOrEqual(MOST_SHARING + 1);
      expect(store.reader.counts().papers).toBeGreaterThanOrEqual(300);
    },
  );

  it('without identifiers, of one title by people of one family name, each meets a few', () => {
    const authors = (index: number): string[] => [`${String.fromCharCode(65 + (index % 26))}x${index} Smith`];
    takeAll(Array.from({ length: 300 }, (_, index): Given => ['arxiv-jp-text', { authors: authors(index) }]));
    expect(met({ authors: ['Zoe Smith'] })).toBeLessThanOrEqual(MOST_SHARING + 1);
    expect(store.reader.counts().papers).toBe(300);
  });
});

describe('a record without identifier', () => {
  const text: Given = ['arxiv-jp-text', { ...PEOPLE, abstractJa: '巻頭言' }];
  const translated = (): number =>
    [...store.reader.eachPaper()].filter(({ paper }) => paper.abstractJa !== null).length;

  it('joins one of a few papers of its title', () => {
    takeAll([...papers(MOST_SHARING), text]);
    expect(store.reader.counts().papers).toBe(MOST_SHARING);
    expect(translated()).toBe(1);
  });

  it('leaves its paper when one too many of that title comes, and is a duplicate when it comes again', () => {
    takeAll([text, ...papers(MOST_SHARING)]);
    expect(store.reader.counts().papers).toBe(MOST_SHARING);
    takeAll(papers(MOST_SHARING + 1));
    expect(store.reader.counts().papers).toBe(MOST_SHARING + 2);
    expect(takeAll([text])).toEqual(['duplicate']);
    expect(translated()).toBe(1);
  });
});

describe('records of a title that about too many papers have', () => {
  it('make the same papers in every order', { timeout: 120_000 }, () => {
    const time = fc.constantFrom(null, '2025-04-01T10:00:00Z', '2025-05-01T10:00:00Z', '2025-06-01T10:00:00Z');
    const open = fc
      .record({
        updatedAt: time,
        title: fc.constantFrom('Editorial', 'Preface'),
        authors: fc.constantFrom(['Ann Smith'], ['A. Smith']),
      })
      .map((known): Given => ['arxiv-jp-text', known]);
    const lists = fc
      .tuple(
        fc.integer({ min: MOST_SHARING - 1, max: MOST_SHARING + 2 }),
        fc.array(open, { minLength: 1, maxLength: 6 }),
      )
      .chain(([count, texts]) => {
        const all = [
          ...papers(count, (index) => ({ updatedAt: index < 2 ? T : `2025-03-01T10:00:${10 + index}Z` })),
          ...texts,
        ];
        return fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }));
      });
    fc.assert(
      fc.property(lists, (orders) => {
        const outcomes = orders.map((order) => {
          const each = openTestStore();
          try {
            takeAll(order, each);
            return exported(each);
          } finally {
            each.close();
          }
        });
        expect(outcomes[1]).toEqual(outcomes[0]);
      }),
      { numRuns: seeds(25) },
    );
  });
});

describe('a chain of records without identifier, each sharing its title or its time and people with the next', () => {
  const link = (index: number): Given => {
    const [pair, title] = [Math.floor(index / 2), Math.floor((index + 1) / 2)];
    const authors = ['Ann Smith', `Bo Pair${pair}`, `Cy Other${pair}`];
    const updatedAt = new Date(Date.parse(T) + pair * 1_000).toISOString().replace('.000', '');
    return ['arxiv-jp-text', { title: `Chain ${title}`, authors, updatedAt }];
  };
  const links = Array.from({ length: 140 }, (_, index) => link(index));
  const papersIn = ({ reader }: TestStore): string[] =>
    [...reader.eachPaper()].map(({ paper }) => paper.authors.join()).toSorted();

  it('is met as far as its nearest links alone, and is the same papers from either end', () => {
    takeAll(links);
    const metInTheMiddle = met(link(70)[1]);
    expect(metInTheMiddle).toBeGreaterThan(MOST_CONNECTED / 2);
    expect(metInTheMiddle).toBeLessThanOrEqual(MOST_CONNECTED + 2);
    // Two links of the same people and time are one paper.
    expect(papersIn(store)).toHaveLength(70);
    const other = openTestStore();
    takeAll(links.toReversed(), other);
    expect(papersIn(other)).toEqual(papersIn(store));
    other.close();
  });
});

describe('of 255 papers that are called the same, and spell their author in as many ways', () => {
  /** `Ann Smith` with capitals and small letters as the bits of a number say. */
  const spelled = (bits: number): string =>
    [...'annsmith'].map((letter, at) => ((bits >> at) & 1 ? letter.toUpperCase() : letter)).join('');
  const text = (index: number): Given => ['arxiv-jp-text', { authors: [`Ann ${spelled(index)}`], updatedAt: T }];

  it('the next one gets its key in few statements', () => {
    takeAll(Array.from({ length: 255 }, (_, index) => text(index)));
    const statements: unknown[] = [];
    const db = new Database(store.path, { verbose: (statement) => void statements.push(statement) });
    try {
      const keys = db.prepare<[], string>('SELECT key FROM papers').pluck().all();
      expect(new Set(keys).size).toBeGreaterThan(200);
      const facts = factsOf(text(255)[1]);
      const rows = createPaperRows(db);
      statements.length = 0;
      rows.insertAlone(prepareRecord({ format: 'arxiv-jp-text', facts }), new Date(AT));
      const ofKeys = statements.filter((statement) => / WHERE key = |INTO papers /.test(String(statement)));
      expect(ofKeys.length).toBeLessThan(30);
    } finally {
      db.close();
    }
  });
});
