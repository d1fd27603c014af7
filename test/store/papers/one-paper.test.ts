// One paper: which records become one row, whatever the order in which they come, and what of them wins.
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordOf, type DumpRecord, type Format } from '../../../src/domain/paper.js';
import { parseRecord } from '../../../src/domain/record.js';
import { prepareRecord } from '../../../src/store/papers/fresh-record.js';
import { exported } from '../../helpers/exported.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';
import { seeds } from '../../helpers/seeds.js';

type Given = readonly [format: Format, title: string, known: Partial<DumpRecord>];
const AT = '2030-01-01T00:00:00Z';

let store: TestStore;
beforeEach(() => {
  store = openTestStore();
});
afterEach(() => store.close());

const ANNOUNCED = {
  announcedAt: null,
  categories: null,
  isCross: false,
  isReplacement: false,
  hole: null,
  shownOn: null,
};
let dumps = 0;
function take(given: Given, into = store, announces = false): string {
  const [format, title, known] = given;
  dumps += 1;
  const { id } = into.writer.beginDump({ sha256: `${dumps}`, format, path: 'p', silentReason: null }, AT);
  const facts = parseRecord(recordOf(title, known));
  const record = prepareRecord({ format, facts });
  return into.writer.batch(() => into.writer.storeRecord(record, announces ? ANNOUNCED : null, { dumpId: id, at: AT }));
}

/** Every order gives the same store; answers it as [identifier, title] pairs. */
function inEveryOrder(...given: Given[]): [string | null, string][] {
  const orders = permutations(given);
  const outcomes = orders.map((order) => {
    const each = openTestStore();
    order.forEach((record) => take(record, each));
    const result = exported(each);
    each.close();
    return result;
  });
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
  return outcomes[0]!
    .map((text) => JSON.parse(text) as { arxivId: string | null; title: string })
    .map((paper) => [paper.arxivId, paper.title]);
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

const PEOPLE = { authors: ['Chenjie Hao', 'Weyl Lu'] };
const T1 = '2025-04-01T10:00:00Z';
const T2 = '2025-06-01T11:00:00Z';

describe('a record', () => {
  it.each<[string, Given]>([
    ['with an identifier', ['snapshot', 'A paper', { arxivId: '2501.00001', authors: ['Ann Lee'] }]],
    ['without one', ['arxiv-jp-text', 'A paper', { authors: ['Ann Lee'] }]],
    ['that names nobody', ['arxiv-jp-text', 'A paper', { abstract: 'Nobody wrote it.' }]],
  ])('%s that two dumps hold is kept once, with both of them', (_name, given) => {
    expect([take(given), take(given)]).toEqual(['new', 'duplicate']);
    const db = new Database(store.path, { readonly: true });
    const count = (table: string): unknown => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect({ papers: count('papers'), records: count('records'), sightings: count('sightings') }).toEqual({
      papers: 1,
      records: 1,
      sightings: 2,
    });
    db.close();
  });
});

describe('records of one paper', () => {
  it('meet by title and first author, TeX and quotes aside', () => {
    const text: Given = ['arxiv-jp-text', 'Schrödinger’s “cat” – at 30%', { ...PEOPLE, updatedAt: T1 }];
    const feed: Given = [
      'arxiv-rss',
      "Schr\\\"odinger's ``cat'' -- at 30\\%",
      { ...PEOPLE, arxivId: '2504.00001', version: 1 },
    ];
    expect(inEveryOrder(text, feed)).toHaveLength(1);
  });

  it('meet by the exact time of a version and its authors, whatever the title', () => {
    const text: Given = ['arxiv-jp-text', 'The first title', { ...PEOPLE, updatedAt: T1 }];
    const raw: Given = [
      'oai-arXivRaw',
      'Another title',
      {
        ...PEOPLE,
        arxivId: '2504.00001',
        version: 2,
        updatedAt: T2,
        versions: [
          { version: 1, at: T1 },
          { version: 2, at: T2 },
        ],
      },
    ];
    expect(inEveryOrder(text, raw)).toEqual([['2504.00001', 'Another title']]);
  });

  it('meet by the time rather than by the title, where these lead to two papers', () => {
    const renamed: Given = ['oai-arXivRaw', 'Flows', { ...PEOPLE, arxivId: '2504.00001', submittedAt: T1 }];
    const other: Given = [
      'oai-arXivRaw',
      'Status report',
      { ...PEOPLE, arxivId: '2503.00001', submittedAt: '2025-03-01T10:00:00Z' },
    ];
    const text: Given = ['arxiv-jp-text', 'Status report', { ...PEOPLE, abstractJa: '流れ', updatedAt: T1 }];
    expect(inEveryOrder(renamed, other, text)).toHaveLength(2);
    [renamed, other, text].forEach((record) => take(record));
    expect(store.reader.findPaper('2504.00001')?.abstractJa).toBe('流れ');
    expect(store.reader.findPaper('2503.00001')?.abstractJa).toBeNull();
  });

  it('meet through a third one that links them', () => {
    const old: Given = ['arxiv-jp-text', 'The first title', { ...PEOPLE, updatedAt: T1 }];
    const recent: Given = ['arxiv-rss', 'Another title', { ...PEOPLE, arxivId: '2504.00001', version: 2 }];
    expect(inEveryOrder(old, recent)).toHaveLength(2);
    const link: Given = [
      'snapshot',
      'Another title',
      {
        ...PEOPLE,
        arxivId: '2504.00001',
        version: 2,
        versions: [
          { version: 1, at: T1 },
          { version: 2, at: T2 },
        ],
      },
    ];
    expect(inEveryOrder(old, recent, link)).toEqual([['2504.00001', 'Another title']]);
  });

  it('meet as old and new spellings of an identifier', () => {
    const one: Given = ['oai-arXiv', 'Knots', { ...PEOPLE, arxivId: 'math/0309136' }];
    const two: Given = ['abs', 'Knots', { ...PEOPLE, arxivId: 'math.GT/0309136v2' }];
    const three: Given = ['arxiv-api', 'Knots', { ...PEOPLE, arxivId: 'http://arxiv.org/abs/math/0309136v1' }];
    expect(inEveryOrder(one, two, three)).toEqual([['math/0309136', 'Knots']]);
  });

  it.each([
    ['a particle', 'Ludwig van der Berg', 'L. van der Berg'],
    ['a suffix', 'Bill Gates Jr', 'Bill Gates, Jr.'],
    ['a mononym', 'Deepti', 'Deepti'],
    ['accents', "Bal\\'azs K\\'egl", 'Balázs Kégl'],
    ['another script', '山田 太郎', '山田 太郎'],
    ['a collaboration', 'ATLAS Collaboration', 'ATLAS Collaboration'],
  ])('meet when the first author has %s', (_, one, two) => {
    const text: Given = ['arxiv-jp-text', 'On names', { authors: [one], updatedAt: T1 }];
    const feed: Given = ['arxiv-atom', 'On names', { authors: [two], arxivId: '2504.00001' }];
    expect(inEveryOrder(text, feed)).toHaveLength(1);
  });

  it('skip a colon where an author should be', () => {
    const one: Given = ['oai-arXiv', 'On names', { authors: [':', 'Ann Other'], arxivId: '2504.00001' }];
    const two: Given = ['arxiv-jp-text', 'On names', { authors: ['Ann Other'], updatedAt: T1 }];
    expect(inEveryOrder(one, two)).toHaveLength(1);
  });
});

describe('different papers', () => {
  it('stay two under one title by different people', () => {
    const one: Given = ['arxiv-jp-text', 'A survey', { authors: ['Ann One'], updatedAt: T1 }];
    const two: Given = ['arxiv-jp-text', 'A survey', { authors: ['Bob Two'], updatedAt: T2 }];
    expect(inEveryOrder(one, two)).toHaveLength(2);
  });

  it('stay two as Part I and Part II, and with two identifiers whatever they share', () => {
    const one: Given = ['arxiv-jp-text', 'Flows: Part I', { ...PEOPLE, updatedAt: T1 }];
    const two: Given = ['arxiv-jp-text', 'Flows: Part II', { ...PEOPLE, updatedAt: T2 }];
    expect(inEveryOrder(one, two)).toHaveLength(2);
    const same = { ...PEOPLE, updatedAt: T1 };
    const three: Given = ['arxiv-api', 'Flows', { ...same, arxivId: '2504.00001' }];
    const four: Given = ['arxiv-api', 'Flows', { ...same, arxivId: '2504.00002' }];
    expect(inEveryOrder(three, four)).toHaveLength(2);
  });

  it('of one title and group two years apart each get their own dump', () => {
    const early: Given = [
      'oai-arXivRaw',
      'Status report',
      { ...PEOPLE, arxivId: '2304.00001', version: 1, submittedAt: '2023-04-01T10:00:00Z' },
    ];
    const late: Given = [
      'oai-arXivRaw',
      'Status report',
      { ...PEOPLE, arxivId: '2504.00001', version: 1, submittedAt: T1 },
    ];
    const dumpOfEarly: Given = [
      'arxiv-jp-text',
      'Status report',
      { ...PEOPLE, abstractJa: '早い', updatedAt: '2023-05-01T00:00:00Z' },
    ];
    const dumpOfLate: Given = ['arxiv-jp-text', 'Status report', { ...PEOPLE, abstractJa: '遅い', updatedAt: T1 }];
    const papers = inEveryOrder(early, late, dumpOfEarly, dumpOfLate);
    expect(papers.map(([arxivId]) => arxivId).sort()).toEqual(['2304.00001', '2504.00001']);
    [early, late, dumpOfEarly, dumpOfLate].forEach((record) => take(record));
    expect(store.reader.findPaper('2304.00001')?.abstractJa).toBe('早い');
    expect(store.reader.findPaper('2504.00001')?.abstractJa).toBe('遅い');
  });

  it('are split again when a better match comes', () => {
    take(['arxiv-jp-text', 'Status report', { ...PEOPLE, abstractJa: '遅い', updatedAt: T1 }]);
    take(['arxiv-rss', 'Status report', { ...PEOPLE, arxivId: '2304.00001' }]);
    expect(store.reader.findPaper('2304.00001')?.abstractJa).toBe('遅い');
    take(['oai-arXivRaw', 'Status report', { ...PEOPLE, arxivId: '2504.00001', version: 1, submittedAt: T1 }]);
    expect(store.reader.findPaper('2304.00001')?.abstractJa).toBeNull();
    expect(store.reader.findPaper('2504.00001')?.abstractJa).toBe('遅い');
  });
});

describe('papers with identifiers under one title by one author', () => {
  it('are taken in however many they are, and a dump finds its own among them', () => {
    const day = (index: number): string => new Date(Date.UTC(2020, 0, 1 + index)).toISOString();
    const count = 1_500;
    const outcomes = store.writer.batch(() =>
      Array.from({ length: count }, (_, index) =>
        take(['snapshot', 'Editorial', { ...PEOPLE, arxivId: `2001.${10_000 + index}`, submittedAt: day(index) }]),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'new')).toHaveLength(count);
    expect(take(['arxiv-jp-text', 'Editorial', { ...PEOPLE, abstractJa: '巻頭言', updatedAt: day(700) }])).toBe(
      'updated',
    );
    expect(store.reader.findPaper('2001.10700')?.abstractJa).toBe('巻頭言');
  });
});

describe('a dump from before the first submission', () => {
  it('is none of the versions of that paper, whenever the submission becomes known', () => {
    const text: Given = ['arxiv-jp-text', 'Status report', { ...PEOPLE, updatedAt: T1 }];
    const feed: Given = ['arxiv-rss', 'Status report', { ...PEOPLE, arxivId: '2504.00001', version: 1 }];
    expect(inEveryOrder(text, feed)).toHaveLength(1);
    const api: Given = ['arxiv-api', 'Status report', { ...PEOPLE, arxivId: '2504.00001', submittedAt: T2 }];
    expect(inEveryOrder(text, feed, api)).toHaveLength(2);
  });
});

describe('a record that says nothing of people', () => {
  it('makes a dump fit that its paper was thought too young for', () => {
    const text: Given = ['arxiv-jp-text', 'Status report', { ...PEOPLE, updatedAt: '2025-04-01T12:00:00Z' }];
    const late: Given = ['arxiv-api', 'Status report', { ...PEOPLE, arxivId: '2504.00001', submittedAt: T2 }];
    expect(inEveryOrder(text, late)).toHaveLength(2);
    const early: Given = ['snapshot', 'Status report', { arxivId: '2504.00001', versions: [{ version: 1, at: T1 }] }];
    expect(inEveryOrder(text, late, early)).toHaveLength(1);
  });
});

describe('any set of records', () => {
  const pick = <T>(...values: T[]) => fc.constantFrom(...values);
  const record = fc.tuple(
    pick<Format>('arxiv-jp-text', 'arxiv-rss', 'arxiv-api', 'oai-arXiv', 'snapshot', 'hf-daily'),
    pick('One', 'Two', 'Three'),
    fc.record({
      arxivId: pick(null, '2504.00001', '2504.00002'),
      version: pick(null, 1, 2),
      updatedAt: pick(null, T1, T2, '2025-04-01', '2025-06-01'),
      submittedAt: pick(null, T1, T2, '2025-04-01'),
      authors: pick<string[]>([], ['Ann One'], ['Ann One', 'Bob Two']),
      abstract: pick(null, 'a', 'b'),
      abstractJa: pick(null, 'あ', 'い'),
      withdrawn: pick(null, true, false),
      asOf: pick(null, '2025-07-01', '2025-08-01'),
      versions: pick(
        [],
        [{ version: 1, at: T1 }],
        [
          { version: 1, at: T1 },
          { version: 2, at: T2 },
        ],
      ),
    }),
  );

  it('gives the same papers in every order', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(
        fc
          .array(record, { minLength: 2, maxLength: 7 })
          .chain((records) =>
            fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length })),
          ),
        ([records, shuffled]) => {
          const [one, two] = [openTestStore(), openTestStore()];
          try {
            records.forEach((each) => take(each as Given, one));
            shuffled.forEach((each) => take(each as Given, two));
            expect(exported(two)).toEqual(exported(one));
          } finally {
            one.close();
            two.close();
          }
        },
      ),
      { numRuns: seeds(200) },
    );
  });
});
