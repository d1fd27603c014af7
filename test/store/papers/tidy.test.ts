// What is put off while papers come in: names are counted and parts of the index joined afterwards, each paper once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordOf } from '../../../src/domain/paper.js';
import { parseRecord } from '../../../src/domain/record.js';
import { prepareRecord } from '../../../src/store/papers/fresh-record.js';
import { READ_AT_ONCE } from '../../../src/store/search/name-counts.js';
import { openReader } from '../../../src/store/reader.js';
import { openWriter, type Writer } from '../../../src/store/writer.js';
import { openTestStore, taxonomy, type TestStore } from '../../helpers/stores.js';

const AT = '2030-01-01T00:00:00Z';

let store: TestStore;
let writer: Writer;
beforeEach(() => {
  store = openTestStore();
  writer = store.writer;
});
afterEach(() => store.close());

/** Another run of the program: it knows only what the file holds. */
function startAnew(): void {
  writer.close();
  writer = openWriter(store.path, taxonomy);
}

/** One version of the paper, inside the caller's transaction. */
function put(version: number, authors: readonly string[]): void {
  const record = recordOf('A paper', { arxivId: '2501.00001', version, authors, categories: ['cs.LG'] });
  const dump = { sha256: `v${version}`, format: 'arxiv-api', path: 'p', silentReason: null };
  const { id } = writer.beginDump(dump, AT);
  writer.storeRecord(prepareRecord({ format: 'arxiv-api', facts: parseRecord(record) }), null, { dumpId: id, at: AT });
}

/** The same, and nothing after it, as if the program had been killed there. */
function take(version: number, authors: readonly string[]): void {
  writer.batch(() => put(version, authors));
}

/** Other papers, in one transaction. */
function takeMany(count: number): void {
  writer.batch(() => {
    const dump = { sha256: 'many', format: 'arxiv-api', path: 'p', silentReason: null };
    const { id } = writer.beginDump(dump, AT);
    for (let number = 1; number <= count; number += 1) {
      const given = { arxivId: `2502.${String(number).padStart(5, '0')}`, authors: ['Bob B'], categories: ['cs.LG'] };
      const facts = parseRecord(recordOf(`Number ${number}`, given));
      writer.storeRecord(prepareRecord({ format: 'arxiv-api', facts }), null, { dumpId: id, at: AT });
    }
  });
}

function tidy(): void {
  while (writer.tidy());
}

function known(): { authors: string[]; papers: number } {
  const reader = openReader(store.path, taxonomy);
  const found = { authors: reader.suggestAuthors('ann', 10), papers: reader.categoryPapers().get('cs.LG') ?? 0 };
  reader.close();
  return found;
}

describe('names of papers', () => {
  it('are counted once, however often they are asked for', () => {
    take(1, ['Ann Old']);
    expect(known()).toEqual({ authors: [], papers: 0 });
    tidy();
    tidy();
    expect(known()).toEqual({ authors: ['Ann Old'], papers: 1 });
  });
  it('follow a paper that changed after it was counted', () => {
    take(1, ['Ann Old']);
    tidy();
    take(2, ['Ann New']);
    tidy();
    expect(known()).toEqual({ authors: ['Ann New'], papers: 1 });
  });
  it('follow a paper that changed before it was counted', () => {
    take(1, ['Ann Old']);
    take(2, ['Ann New']);
    tidy();
    expect(known()).toEqual({ authors: ['Ann New'], papers: 1 });
  });
  it('follow a paper of an earlier run that changed after it was read again with others', () => {
    takeMany(READ_AT_ONCE - 1);
    take(1, ['Ann Old']);
    startAnew();
    expect(writer.tidy()).toBe(true);
    expect(known()).toEqual({ authors: [], papers: 0 });
    take(2, ['Ann New']);
    tidy();
    expect(known()).toEqual({ authors: ['Ann New'], papers: READ_AT_ONCE });
  });
  it('are those of papers of an earlier run and of this one together', () => {
    takeMany(READ_AT_ONCE + 1);
    startAnew();
    take(1, ['Ann Old']);
    tidy();
    expect(known()).toEqual({ authors: ['Ann Old'], papers: READ_AT_ONCE + 2 });
  });
  it('are not those of a transaction that was taken back', () => {
    expect(() =>
      writer.batch(() => {
        put(1, ['Ann Lost']);
        throw new Error('no room');
      }),
    ).toThrow('no room');
    take(1, ['Ann Kept']);
    tidy();
    expect(known()).toEqual({ authors: ['Ann Kept'], papers: 1 });
  });
  it('that a killed run left uncounted are counted when the next dump is done', async () => {
    take(1, ['Ann Old']);
    await store.ingest('{"id":"2501.00002","title":"Another","authors":"Bob B","categories":"cs.AI","versions":[]}\n');
    expect(known()).toEqual({ authors: ['Ann Old'], papers: 1 });
  });
});
