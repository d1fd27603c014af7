// Where and to whom a paper is announced: once for each category, new or cross-listed relative to the rule, and by time.
import { PLACE, ruleFor } from '../../helpers/rules.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FRESH_DAYS, type Hole, type Origin } from '../../../src/domain/announcement.js';
import { recordOf, type DumpRecord, type Format } from '../../../src/domain/paper.js';
import { parseRecord } from '../../../src/domain/record.js';
import { createRecordStorer } from '../../../src/pipeline/ingest/store-records.js';
import { prepareRecord } from '../../../src/store/papers/fresh-record.js';
import { listDue, openTestStore, type TestStore } from '../../helpers/stores.js';

const MONDAY = '2030-06-03T04:00:00Z';
const FRIDAY = '2030-06-07T04:00:00Z';
let now = new Date('2030-06-07T12:00:00Z');
let store: TestStore;
let dumps = 0;
beforeEach(() => {
  now = new Date('2030-06-07T12:00:00Z');
  store = openTestStore(() => now);
});
afterEach(() => store.close());

function feedOf(category: string | null, holes: readonly Hole[] = []): Origin {
  return { kind: 'fetched', isFirstSight: false, pages: [], freshDays: FRESH_DAYS, category, holes };
}

async function arrive(format: Format, origin: Origin, ...records: Partial<DumpRecord>[]): Promise<void> {
  dumps += 1;
  const dump = { path: 'p', sha256: `${dumps}`, format, isListing: false, isBulk: false };
  const pause = (): Promise<void> => Promise.resolve();
  const options = { announce: 'auto', origin, now: () => now, pause, isAsked: () => false } as const;
  const storer = createRecordStorer(store.writer, dump, options);
  const items = records.map((known, index) => {
    const facts = parseRecord(recordOf('A title', { authors: ['Ann One'], arxivId: '3006.00001', ...known }));
    return { kind: 'facts' as const, record: index + 1, line: null, fresh: prepareRecord({ format, facts }) };
  });
  await storer.store({ items, size: 0 });
  await storer.finish([]);
}

/** Who is owed a card, by destination. */
function owed(): string[] {
  const later = new Date(now.getTime() + 60_000).toISOString();
  return listDue(store.reader, later).map(({ destination }) => destination);
}

function follow(destination: string, category: string, createdAt = '2030-06-01T00:00:00Z'): void {
  store.writer.addSubscription(ruleFor(destination, category, { createdAt }), PLACE);
}

const paper = (categories: string[], more: Partial<DumpRecord>): Partial<DumpRecord> => ({
  categories,
  primaryCategory: categories[0] ?? null,
  ...more,
});

describe('a cross-list that comes days later', () => {
  it('is announced to the added category alone', async () => {
    follow('10', 'cs.LG');
    follow('11', 'cs.CL');
    follow('12', 'stat.ML', '2030-06-05T00:00:00Z');
    await arrive(
      'arxiv-rss',
      feedOf('cs.LG'),
      paper(['cs.LG', 'stat.ML'], { announceType: 'new', announcedAt: MONDAY }),
    );
    expect(owed()).toEqual(['10']);
    const crossed = paper(['cs.LG', 'cs.CL', 'stat.ML'], { announceType: 'cross', announcedAt: FRIDAY });
    await arrive('arxiv-rss', feedOf('cs.CL'), crossed);
    expect(owed()).toEqual(['10', '11']);
  });

  it('is announced by a text that shows it, also where a better source of its metadata does not know of it yet', async () => {
    follow('10', 'cs.LG');
    follow('11', 'cs.CL');
    const given: Origin = { kind: 'given' };
    await arrive('oai-arXivRaw', given, paper(['cs.LG'], { version: 1 }));
    await arrive('arxiv-jp-text', given, paper(['cs.LG'], { version: 1 }));
    expect(owed()).toEqual(['10']);
    await arrive('arxiv-jp-text', given, paper(['cs.LG', 'cs.CL'], { version: 1 }));
    expect(owed()).toEqual(['10', '11']);
  });

  it('announces nothing to rules under which its primary category falls', async () => {
    follow('10', 'cs');
    follow('11', 'cs.LG');
    follow('12', 'math.IT');
    const crossed = paper(['cs.LG', 'cs.IT', 'math.IT'], { announceType: 'cross', announcedAt: FRIDAY });
    await arrive('arxiv-rss', feedOf('cs.IT'), crossed);
    expect(owed()).toEqual(['12']);
  });

  it('leaves the primary category to its own feed, which comes later that day', async () => {
    follow('10', 'cs.LG');
    const both = (announceType: 'new' | 'cross') => paper(['cs.LG', 'cs.CL'], { announceType, announcedAt: FRIDAY });
    await arrive('arxiv-rss', feedOf('cs.CL'), both('cross'));
    expect(owed()).toEqual([]);
    await arrive('arxiv-rss', feedOf('cs.LG'), both('new'));
    expect(owed()).toEqual(['10']);
  });
});

describe('the time of a fetched announcement', () => {
  it.each([
    ['a second before', '2030-06-07T03:59:59Z', ['10']],
    ['at', '2030-06-07T04:00:00Z', ['10']],
    ['a second after', '2030-06-07T04:00:01Z', []],
  ])('decides: a rule made %s it gets %3$s', async (_when, createdAt, expected) => {
    follow('10', 'cs.LG', createdAt);
    await arrive('arxiv-rss', feedOf('cs.LG'), paper(['cs.LG'], { announceType: 'new', announcedAt: FRIDAY }));
    expect(owed()).toEqual(expected);
  });

  it('does not matter for what the operator gives', async () => {
    follow('10', 'cs.LG', '2030-06-07T11:00:00Z');
    await arrive('arxiv-rss', { kind: 'given' }, paper(['cs.LG'], { announceType: 'new', announcedAt: MONDAY }));
    expect(owed()).toEqual(['10']);
  });
});

describe('a harvest that fills a hole', () => {
  const hole: Hole = {
    category: 'cs.CL',
    day: '2030-06-05',
    announcedAt: '2030-06-05T04:00:00Z',
    submittedFrom: '2030-06-03T18:00:00Z',
    submittedUntil: '2030-06-04T18:00:00Z',
  };
  const raw = (submittedAt: string, more: Partial<DumpRecord> = {}) =>
    paper(['cs.LG', 'cs.CL'], { submittedAt, asOf: '2030-06-05', ...more });

  it.each([
    ['in its time', '2030-06-03T18:00:00Z', ['11']],
    ['before it', '2030-06-03T17:59:59Z', []],
    ['after it', '2030-06-04T18:00:00Z', []],
  ])('announces a paper submitted %s to the category of the hole: %3$s', async (_when, submittedAt, expected) => {
    follow('10', 'cs.LG');
    follow('11', 'cs.CL');
    follow('12', 'cs.CL', '2030-06-05T05:00:00Z');
    await arrive('oai-arXivRaw', feedOf(null, [hole]), raw(submittedAt));
    expect(owed()).toEqual(expected);
  });

  it('names the hole and what it cannot prove in the ledger', async () => {
    const cross = raw('2030-01-01T00:00:00Z', { arxivId: '3001.00009', title: 'Another' });
    await arrive('oai-arXivRaw', feedOf(null, [hole]), raw(hole.submittedFrom), cross);
    expect(store.reader.ledgerDumps()).toMatchObject([
      {
        announced: 1,
        note: 'fills 1 paper of the hole cs.CL of 2030-06-05; 1 possible cross-list was not posted: 3001.00009',
      },
    ]);
  });

  it('posts nothing twice, and nothing announced more than 14 days ago', async () => {
    follow('11', 'cs.CL');
    now = new Date('2030-06-19T04:00:01Z');
    await arrive('oai-arXivRaw', feedOf(null, [hole]), raw(hole.submittedFrom));
    expect(owed()).toEqual([]);
    now = new Date('2030-06-19T04:00:00Z');
    await arrive('oai-arXivRaw', feedOf(null, [hole]), raw(hole.submittedFrom));
    await arrive('oai-arXivRaw', feedOf(null, [hole]), raw(hole.submittedFrom));
    expect(owed()).toEqual(['11']);
  });
});
