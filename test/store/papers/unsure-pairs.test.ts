// Unsure pairs: papers of one title whose people contradict stay two, and are listed until more is known.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { recordOf, type DumpRecord, type Format } from '../../../src/domain/paper.js';
import { parseRecord } from '../../../src/domain/record.js';
import { prepareRecord } from '../../../src/store/papers/fresh-record.js';
import { statusLines } from '../../../src/pipeline/maintenance/status-report.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

let store: TestStore;
beforeEach(() => {
  store = openTestStore();
});
afterEach(() => store.close());

const AT = '2030-01-01T00:00:00Z';
function take(format: Format, known: Partial<DumpRecord>): void {
  const { id } = store.writer.beginDump({ sha256: JSON.stringify(known), format, path: 'p', silentReason: null }, AT);
  const record = recordOf('Turning wheels in the dark', known);
  const fresh = prepareRecord({ format, facts: parseRecord(record) });
  store.writer.batch(() => store.writer.storeRecord(fresh, null, { dumpId: id, at: AT }));
}
const day = (number: number): string => `2025-04-0${number} 10:00:00+00:00`;

it('are counted and listed in status, and told no more when they turn out to be two papers', () => {
  take('arxiv-jp-text', { authors: ['Hiro Tanaka', 'Ada Byron'], updatedAt: day(1) });
  expect(store.reader.status().unsure).toEqual({ count: 0, pairs: [] });
  take('arxiv-jp-text', { authors: ['Koji Tanaka', 'Emmy Noether'], updatedAt: day(2) });
  const { count, pairs } = store.reader.status().unsure;
  expect(count).toBe(1);
  expect(pairs).toEqual(
    [
      {
        keys: [...store.reader.eachPaper()].map(({ paper }) => paper.key).toSorted(),
        title: 'Turning wheels in the dark',
      },
    ].map((pair) => ({ ...pair, keys: expect.arrayContaining(pair.keys) as string[] })),
  );
  const translation = {
    provider: null,
    queued: 0,
    translatedToday: 0,
    charactersToday: 0,
    dailyCharacters: 0,
    failed: 0,
    error: null,
  };
  const settings = {
    databasePath: 'd',
    inboxDir: 'i',
    timezone: 'UTC',
    translator: { choice: null, dailyCharacters: 0, waitMinutes: 10 },
  };
  const lines = statusLines({ ...store.reader.status(), translation }, settings, '1').join('\n');
  expect(lines).toContain('1 pair of papers of one title or version may be one');
  for (const key of pairs[0]!.keys) expect(lines).toContain(key);
  // Each gets its identifier: two papers, for sure.
  take('arxiv-api', {
    arxivId: '2504.00001',
    authors: ['Hiro Tanaka', 'Ada Byron'],
    submittedAt: day(1),
    updatedAt: day(1),
    version: 1,
  });
  expect(store.reader.status().unsure.count).toBe(1);
  take('arxiv-api', {
    arxivId: '2504.00002',
    authors: ['Koji Tanaka', 'Emmy Noether'],
    submittedAt: day(2),
    updatedAt: day(2),
    version: 1,
  });
  expect(store.reader.status().unsure).toEqual({ count: 0, pairs: [] });
  expect(store.reader.counts().papers).toBe(2);
});

it('are none where the people agree, or the titles differ in signs', () => {
  take('arxiv-jp-text', { authors: ['H. Tanaka', 'Ada Byron'], updatedAt: day(1) });
  take('arxiv-jp-text', { authors: ['Hiro Tanaka', 'A. Byron'], updatedAt: day(2) });
  expect(store.reader.status().unsure.count).toBe(0);
  expect(store.reader.counts().papers).toBe(1);
});
