// Papers for tests of search: made from a few facts, stored as a snapshot would store them.
import { parseRecord } from '../../src/domain/record.js';
import { recordOf, type DumpRecord } from '../../src/domain/paper.js';
import type { SearchRequest } from '../../src/domain/search.js';
import { prepareRecord } from '../../src/store/papers/fresh-record.js';
import type { TestStore } from './stores.js';

export interface Facts extends Partial<DumpRecord> {
  readonly title: string;
}

/** Stores papers in one transaction; those without a date are from 2025. */
export function storePapers(
  { writer }: Pick<TestStore, 'writer'>,
  papers: readonly Facts[],
  at = '2026-01-01T00:00:00Z',
): void {
  writer.batch(() => {
    const dump = writer.beginDump({ sha256: 'test', format: 'snapshot', path: 'test', silentReason: 'test' }, at);
    papers.forEach((facts, index) => {
      const submittedAt = new Date(Date.UTC(2025, 0, 1) + index * 60_000).toISOString();
      const record = recordOf(facts.title, { submittedAt, ...facts });
      writer.storeRecord(prepareRecord({ format: 'snapshot', facts: parseRecord(record) }), null, {
        dumpId: dump.id,
        at,
      });
    });
    while (writer.tidy());
  });
}

export function searchFor(text: string, more: Partial<SearchRequest> = {}): SearchRequest {
  const bare = {
    author: null,
    category: null,
    since: null,
    until: null,
    sort: 'newest',
    limit: 10,
    offset: 0,
  } as const;
  return { text, ...bare, at: '2026-01-01T00:00:00Z', ...more };
}
