// Announcement: what posts and what is only stored, as one table; and cards of rows that turn out to be one paper.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BULK_RECORDS, FETCHED, type AnnounceMode, type Origin } from '../../../src/domain/announcement.js';
import { FORMATS, recordOf, type AnnounceType, type DumpRecord, type Format } from '../../../src/domain/paper.js';
import { parseRecord } from '../../../src/domain/record.js';
import { createRecordStorer } from '../../../src/pipeline/ingest/store-records.js';
import { prepareRecord } from '../../../src/store/papers/fresh-record.js';
import { sampled } from '../../helpers/seeds.js';
import { openTestStore, type TestStore, listDue } from '../../helpers/stores.js';

const NOW = new Date('2030-06-01T00:00:00Z');
const PEOPLE = { authors: ['Ann One', 'Bob Two'], categories: ['cs.LG'] };
const T1 = '2025-04-01T10:00:00Z';
const T2 = '2025-06-01T11:00:00Z';

let store: TestStore;
let dumps = 0;
beforeEach(() => {
  store = openTestStore(() => NOW);
});
afterEach(() => store.close());

interface Arrival {
  readonly format: Format;
  readonly isListing?: boolean;
  readonly mode?: AnnounceMode;
  readonly origin?: Origin;
}

async function arrive(
  { format, isListing = false, mode = 'auto', origin = { kind: 'given' } }: Arrival,
  ...records: DumpRecord[]
) {
  dumps += 1;
  const dump = { path: 'p', sha256: `${dumps}`, format, isListing, isBulk: records.length > BULK_RECORDS };
  const pause = (): Promise<void> => Promise.resolve();
  const storer = createRecordStorer(store.writer, dump, {
    announce: mode,
    origin,
    now: () => NOW,
    pause,
    isAsked: () => false,
  });
  const items = records.map((value, index) => {
    const fresh = prepareRecord({ format, facts: parseRecord(value) });
    return { kind: 'facts' as const, record: index + 1, line: null, fresh };
  });
  await storer.store({ items, size: 0 });
  return storer.finish([]);
}

const owed = (): number => store.reader.outboxCounts().pending;

const ORIGINS: Record<string, Origin> = {
  given: { kind: 'given' },
  'fetched at first sight': { ...FETCHED, isFirstSight: true },
  'fetched again': FETCHED,
};
const TYPES: (AnnounceType | null)[] = [null, 'new', 'cross', 'replace', 'replace-cross'];
const AGES = { fresh: '2030-05-20', old: '2030-05-01', unknown: null };
const TELLS_OF_NEW = /^(?:arxiv-jp-(?:text|html|rss)|arxiv-(?:rss|rss1|atom)|mailing)$/;

const situations = FORMATS.flatMap((format) =>
  Object.keys(ORIGINS).flatMap((origin) =>
    (['auto', 'always', 'never'] as const).flatMap((mode) =>
      TYPES.flatMap((type) =>
        (['fresh', 'old', 'unknown'] as const).flatMap((age) =>
          [false, true].map((isStoredBefore) => ({ format, origin, mode, type, age, isStoredBefore })),
        ),
      ),
    ),
  ),
);

describe('the table of announcements', () => {
  it.each(FORMATS)('holds for %s: origin, mode, type, age, stored before', async (format) => {
    store.subscribe('10', 'cs.LG');
    let papers = 0;
    for (const { origin, mode, type, age, isStoredBefore } of sampled(
      situations.filter((each) => each.format === format),
    )) {
      papers += 1;
      const announcedAt = AGES[age];
      const known = { ...PEOPLE, arxivId: `2505.${String(papers).padStart(5, '0')}` };
      if (isStoredBefore) await arrive({ format: 'oai-arXiv' }, recordOf(`Title ${papers}`, known));
      const before = owed();
      const record = recordOf(`Title ${papers}`, { ...known, announceType: type, announcedAt });
      await arrive({ format, mode, origin: ORIGINS[origin]! }, record);
      const isWanted =
        mode === 'always' || (mode === 'auto' && TELLS_OF_NEW.test(format) && origin !== 'fetched at first sight');
      const isNew = type === null || type === 'new' || type === 'cross';
      const isTooOld = origin !== 'given' && age === 'old';
      expect({ origin, mode, type, age, isStoredBefore, posts: owed() - before }).toEqual({
        origin,
        mode,
        type,
        age,
        isStoredBefore,
        posts: isWanted && isNew && !isTooOld ? 1 : 0,
      });
    }
    expect(store.reader.counts().papers).toBe(papers);
  });

  it('announces once: a replacement does not use it up, a second announcement adds nothing', async () => {
    store.subscribe('10', 'cs.LG');
    const record = (announceType: AnnounceType) =>
      recordOf('A title', { ...PEOPLE, arxivId: '2505.00001', announceType });
    await arrive({ format: 'arxiv-rss' }, record('replace'));
    expect(owed()).toBe(0);
    await arrive({ format: 'arxiv-rss' }, record('cross'));
    expect(owed()).toBe(1);
    store.subscribe('11', 'cs.LG');
    await arrive({ format: 'arxiv-atom' }, record('new'));
    expect(owed()).toBe(1);
  });

  it('stores more than 2,000 records in silence, unless the operator says otherwise', async () => {
    store.subscribe('10', 'cs.LG');
    const many = Array.from({ length: 2_001 }, (_, index) =>
      recordOf(`Title ${index}`, { ...PEOPLE, arxivId: `2505.${String(index + 1).padStart(5, '0')}` }),
    );
    expect((await arrive({ format: 'arxiv-rss' }, ...many)).new).toBe(2_001);
    expect(owed()).toBe(0);
    await arrive({ format: 'arxiv-rss', mode: 'always' }, ...many);
    expect(owed()).toBe(2_001);
  });

  it('stores a listing of a week or a month in silence, though it is written like a mailing', async () => {
    store.subscribe('10', 'cs.LG');
    const record = recordOf('A title', { ...PEOPLE, arxivId: '2505.00001' });
    await arrive({ format: 'mailing', isListing: true }, record);
    expect(owed()).toBe(0);
    await arrive({ format: 'mailing' }, record);
    expect(owed()).toBe(1);
  });

  it('wakes what was withheld when it is announced again and wanted again', async () => {
    const subscription = store.subscribe('10', 'cs.LG');
    const record = recordOf('A title', { ...PEOPLE, arxivId: '2505.00001' });
    await arrive({ format: 'arxiv-rss' }, record);
    store.writer.removeSubscription(subscription, NOW.toISOString(), null);
    expect(store.reader.outboxCounts()).toMatchObject({ pending: 0, withheld: 1 });
    await arrive({ format: 'arxiv-atom' }, record);
    expect(store.reader.outboxCounts()).toMatchObject({ pending: 0, withheld: 1 });
    store.subscribe('10', 'cs.LG');
    await arrive({ format: 'mailing' }, record);
    expect(store.reader.outboxCounts()).toMatchObject({ pending: 1, withheld: 0 });
  });
});

describe('rows that turn out to be one paper', () => {
  const first = recordOf('The first title', { ...PEOPLE, updatedAt: T1 });
  const second = recordOf('Another title', { ...PEOPLE, arxivId: '2504.00001', version: 2 });
  const versions = [
    { version: 1, at: T1 },
    { version: 2, at: T2 },
  ];
  const link = recordOf('Another title', { ...PEOPLE, arxivId: '2504.00001', version: 2, versions });

  async function announceBoth(): Promise<void> {
    store.subscribe('10', 'cs.LG');
    await arrive({ format: 'arxiv-jp-text' }, first);
    await arrive({ format: 'arxiv-rss' }, second);
    expect(owed()).toBe(2);
  }

  it('withhold the card that was not sent, and make no third one', async () => {
    await announceBoth();
    const localKey = [...store.reader.eachPaper()].map(({ paper }) => paper.key).find((key) => key.startsWith('s-'))!;
    expect(await arrive({ format: 'snapshot' }, link)).toMatchObject({ updated: 1 });
    expect(store.reader.outboxCounts()).toMatchObject({ pending: 1, withheld: 1 });
    expect(store.reader.counts().papers).toBe(1);
    expect(store.reader.findPaper(localKey)?.arxivId).toBe('2504.00001');
    await arrive({ format: 'mailing' }, recordOf('Another title', { ...PEOPLE, arxivId: '2504.00001' }));
    expect(store.reader.outboxCounts()).toMatchObject({ pending: 1, withheld: 1 });
  });

  it.each([0, 1])('keep the card that is out, whichever row it belonged to (%d)', async (index) => {
    await announceBoth();
    const later = new Date(NOW.getTime() + 1_000).toISOString();
    const due = listDue(store.reader, later)[0]!;
    store.writer.claimDelivery({ id: due.id, nonce: 'n', body: '{}', historyAfter: '1' }, NOW.toISOString());
    store.writer.markSent(
      due.id,
      { messageId: '99', channelId: '10', body: '{}', isToPublish: false },
      NOW.toISOString(),
    );
    if (index === 1) {
      const other = listDue(store.reader, later)[0]!;
      store.writer.claimDelivery({ id: other.id, nonce: 'm', body: '{}', historyAfter: '1' }, NOW.toISOString());
    }
    await arrive({ format: 'snapshot' }, link);
    expect(store.reader.outboxCounts()).toMatchObject(
      index === 0 ? { pending: 0, sent: 1, withheld: 1 } : { sent: 1, sending: 1, withheld: 0 },
    );
  });

  it('leave other channels their cards', async () => {
    store.subscribe('10', 'cs.LG');
    await arrive({ format: 'arxiv-jp-text' }, first);
    store.subscribe('11', 'cs.LG');
    await arrive({ format: 'arxiv-rss' }, second);
    await arrive({ format: 'snapshot' }, link);
    expect(store.reader.outboxCounts()).toMatchObject({ pending: 2, withheld: 1 });
  });
});
