// Rejected records read again: from the file that is still there, else from what the quarantine keeps; nothing else is touched.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnnounceMode } from '../../../src/domain/announcement.js';
import { ingestFile } from '../../../src/pipeline/ingest/ingest.js';
import { createFileReader, type ReadFile, type ReadItem } from '../../../src/pipeline/ingest/read-file.js';
import { retryRejections, type Retried } from '../../../src/pipeline/ingest/retry.js';
import { fileDump, memoryDump } from '../../../src/sources/files/file.js';
import { locateFile } from '../../../src/sources/files/locate.js';
import type { QuarantinedRecord } from '../../../src/store/papers/reports.js';
import { zipOf } from '../../helpers/archives.js';
import { dumpText, generateEntries } from '../../helpers/dump-generator.js';
import { listDue, openTestStore, taxonomy, temporaryFolder, type TestStore } from '../../helpers/stores.js';

const NOW = new Date('2030-01-02T03:04:05Z');
const world = { now: () => NOW, pause: () => Promise.resolve() };
const readToday = createFileReader(taxonomy, world);

let store: TestStore;
let folder: ReturnType<typeof temporaryFolder>;
let path: string;
beforeEach(() => {
  store = openTestStore();
  folder = temporaryFolder();
  path = join(folder.path, 'dump.jsonl');
});
afterEach(() => {
  store.close();
  folder.remove();
});

const identifier = (number: number): string => `2401.${String(number).padStart(5, '0')}`;
const line = (number: number, more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    id: identifier(number),
    authors: 'Ada Lovelace',
    title: `Whole paper number ${number}`,
    categories: 'cs.LG',
    abstract: 'Short.',
    versions: [{ version: 'v1', created: 'Mon, 1 Jan 2024 10:00:00 GMT' }],
    update_date: '2024-01-02',
    ...more,
  });
const isKnown = (number: number): boolean => store.reader.findPaper(identifier(number)) !== null;
const kept = (): QuarantinedRecord[] => [...store.reader.eachQuarantined()];

/** A parser of another day: it refuses those records, and keeps of each what stood on its lines. */
function olderParser(lines: readonly string[], refused: readonly number[]): ReadFile {
  const refuse = (item: ReadItem): ReadItem =>
    refused.includes(item.record)
      ? {
          kind: 'rejection',
          record: item.record,
          line: item.line,
          reason: 'not understood then',
          text: lines[(item.line ?? 1) - 1] ?? '',
        }
      : item;
  return async function* read(file) {
    for await (const event of readToday(file))
      yield event.kind === 'items'
        ? { kind: 'items', lot: { ...event.lot, items: event.lot.items.map(refuse) } }
        : event;
  };
}

interface Before {
  readonly announce?: AnnounceMode;
  readonly refused?: readonly number[];
}

/** Takes the file in as an older version did. */
async function ingestThen(
  lines: readonly string[],
  { announce = 'always', refused = [2] }: Before = {},
): Promise<void> {
  writeFileSync(path, lines.join('\n'));
  await ingestWith(olderParser(lines, refused), announce);
}

async function ingestWith(read: ReadFile, announce: AnnounceMode): Promise<void> {
  const options = { announce, origin: { kind: 'given' }, read, ...world, isAsked: () => false } as const;
  for await (const result of ingestFile(store.writer, fileDump(path, path, 1), options))
    expect(result.error).toBeNull();
}

const retry = (): Promise<Retried> =>
  retryRejections({ store: store.writer, reader: store.reader, read: readToday, locate: locateFile, ...world });

describe('a rejected record whose file is still there', () => {
  it('is stored and announced where it parses today; one that does not keeps its row with the reason of today', async () => {
    store.subscribe('c', 'cs.LG');
    await ingestThen([line(1), line(2), line(3, { id: 'no identifier' })], { refused: [2, 3] });
    const [, second] = kept();
    expect([isKnown(2), listDue(store.reader, '2031').length]).toEqual([false, 1]);
    expect(await retry()).toEqual({ read: 1, untried: [], failures: [] });
    expect(isKnown(2)).toBe(true);
    const reason = '"no identifier" is not an arXiv identifier';
    expect(kept()).toEqual([{ ...second, reason: expect.stringContaining(reason) as string }]);
    expect(store.reader.outboxCounts().pending).toBe(2);
    expect([...store.reader.sourcesOf(store.reader.findPaper(identifier(2))!.key)].map(({ dump }) => dump)).toEqual([
      second!.dump,
    ]);
  });

  it('is found also behind the beginning of a document of another format, which stays rejected', async () => {
    const answer = `<OAI-PMH>\n<ListRecords>\n<record><header><identifier>oai:arXiv.org:${identifier(1)}</identifier></header></record>\n</ListRecords>\n</OAI-PMH>`;
    const lines = ['<feed xmlns="http://www.w3.org/2005/Atom">', '</feed>', ...answer.split('\n')];
    await ingestThen(lines, { refused: [1] });
    expect(kept().map((each) => each.line)).toEqual([5, 1]);
    expect(await retry()).toEqual({ read: 1, untried: [], failures: [] });
    expect(kept()).toMatchObject([{ line: 1, text: lines[0] }]);
  });

  it('changes nothing the second time', async () => {
    store.subscribe('c', 'cs.LG');
    await ingestThen([line(1), line(2), line(3, { id: 'wrong' })], { refused: [2, 3] });
    await retry();
    const before = [kept(), store.reader.counts(), store.reader.outboxCounts()];
    expect(await retry()).toEqual({ read: 0, untried: [], failures: [] });
    expect([kept(), store.reader.counts(), store.reader.outboxCounts()]).toEqual(before);
  });

  it('announces nothing where its dump was only stored', async () => {
    store.subscribe('c', 'cs.LG');
    await ingestThen([line(1), line(2)], { announce: 'never' });
    expect(await retry()).toMatchObject({ read: 1 });
    expect([isKnown(2), store.reader.outboxCounts().pending]).toEqual([true, 0]);
  });

  it('is the only one that is taken of its dump', async () => {
    await ingestThen([line(1), line(2), line(3)]);
    const stored: (string | null)[] = [];
    const storeRecord: typeof store.writer.storeRecord = (fresh, ...rest) => {
      stored.push(fresh.arxivId);
      return store.writer.storeRecord(fresh, ...rest);
    };
    const spied = { ...store.writer, storeRecord };
    await retryRejections({ store: spied, reader: store.reader, read: readToday, locate: locateFile, ...world });
    expect(stored).toEqual([identifier(2)]);
  });

  it('stays, with its reason, where the program itself fails on it', async () => {
    await ingestThen([line(1), line(2)]);
    const storeRecord = (): never => {
      throw new TypeError('planted');
    };
    const failing = { ...store.writer, storeRecord };
    const options = { store: failing, reader: store.reader, read: readToday, locate: locateFile, ...world };
    const { read, failures } = await retryRejections(options);
    expect([read, failures.map(({ record, path: of }) => [record, of])]).toEqual([0, [[2, path]]]);
    expect(failures[0]?.stack).toContain('retry.test.ts');
    expect(kept()).toMatchObject([{ record: 2, reason: 'an error of this program: planted' }]);
  });

  it('is found by its lines where the records of its dump are counted otherwise today', async () => {
    await ingestThen([line(1), line(2), line(3), line(4)]);
    const shift = (item: ReadItem): ReadItem => ({ ...item, record: item.record + 1 });
    const read: ReadFile = async function* (file) {
      for await (const event of readToday(file))
        yield event.kind === 'items' ? { ...event, lot: { ...event.lot, items: event.lot.items.map(shift) } } : event;
    };
    await retryRejections({ store: store.writer, reader: store.reader, read, locate: locateFile, ...world });
    expect([isKnown(2), kept()]).toEqual([true, []]);
  });

  it('is found inside an archive', async () => {
    const lines = [line(1), line(2)];
    path = join(folder.path, 'dumps.zip');
    writeFileSync(
      path,
      await zipOf([
        ['other.jsonl', line(9)],
        ['month/dump.jsonl', lines.join('\n')],
      ]),
    );
    const older = olderParser(lines, [2]);
    await ingestWith(older, 'never');
    expect(kept()).toMatchObject([{ path: join(path, 'month', 'dump.jsonl') }]);
    expect(await retry()).toEqual({ read: 1, untried: [], failures: [] });
    expect([isKnown(2), kept()]).toEqual([true, []]);
  });

  it('is read also where the quarantine had only counted it, and what is still refused stays counted', async () => {
    const lines = [line(1, { id: 'wrong' }), line(2), line(3, { id: 'wrong' }), line(4)];
    await ingestThen(lines, { announce: 'never', refused: [1, 2, 3, 4] });
    const [dump] = store.reader.quarantinedDumps();
    const rows = store.reader.quarantineOf(dump!.id);
    store.writer.batch(() => {
      for (const row of rows.slice(2)) store.writer.releaseRecord(row.id);
      store.writer.countRejected(dump!.id, 4);
    });
    expect([kept().length, store.reader.quarantineCount()]).toEqual([2, 4]);
    expect(await retry()).toMatchObject({ read: 1, untried: [] });
    expect([isKnown(4), kept().map(({ record }) => record)]).toEqual([true, [1, 3]]);
    expect(store.reader.quarantineCount()).toBe(2);
  });
});

describe('a rejected record whose file is gone or changed', () => {
  const leave = {
    gone: () => rmSync(path),
    changed: () => writeFileSync(path, [line(7), line(8)].join('\n')),
  };

  it.each(['gone', 'changed'] as const)('is read from the quarantine where its text is whole: %s', async (fate) => {
    store.subscribe('c', 'cs.LG');
    await ingestThen([line(1), line(2), line(3, { abstract: 'x'.repeat(5_000) })], { refused: [2, 3] });
    leave[fate]();
    const why = `its file ${fate === 'gone' ? 'is gone' : 'has changed'}, and what the quarantine keeps of them cannot be read by itself`;
    const [, cut] = kept();
    expect(await retry()).toEqual({ read: 1, untried: [{ path, records: 1, why }], failures: [] });
    expect([1, 2, 3, 7, 8].map(isKnown)).toEqual([true, true, false, false, false]);
    expect(kept()).toEqual([cut]);
    expect(store.reader.outboxCounts().pending).toBe(2);
    expect(store.reader.ledgerDumps().map(({ dump }) => dump)).toEqual([cut!.dump]);
  });

  it.each([
    ['of another format', dumpText(generateEntries(3, 1))],
    ['of no format', 'nothing of the kind'],
    ['written down without a byte that is no text', line(2, { title: String.raw`lost \xE9 byte` })],
  ])('is left alone where its text is %s', async (_, text) => {
    await ingestThen([line(1), line(2)]);
    rmSync(path);
    const before = kept();
    const reader = {
      quarantinedDumps: store.reader.quarantinedDumps,
      quarantineOf: (dumpId: number) => store.reader.quarantineOf(dumpId).map((row) => ({ ...row, text })),
    };
    const found = await retryRejections({ store: store.writer, reader, read: readToday, locate: locateFile, ...world });
    expect(found).toMatchObject({ read: 0, untried: [{ records: 1 }] });
    expect([kept(), store.reader.counts().papers]).toEqual([before, 1]);
  });

  it.each([
    ['-', 'it came by standard input'],
    ['https://example.org/feed', 'it was fetched, and is not kept as a file'],
  ])('is told of as what came from %s', async (from, why) => {
    const lines = [line(1), line(2, { abstract: 'x'.repeat(5_000) })];
    const options = { announce: 'auto', origin: { kind: 'given' }, ...world, isAsked: () => false } as const;
    const dump = memoryDump(from, Buffer.from(lines.join('\n')));
    for await (const result of ingestFile(store.writer, dump, { ...options, read: olderParser(lines, [2]) }))
      expect(result.rejected).toBe(1);
    const { untried } = await retry();
    expect(untried).toMatchObject([{ path: from, records: 1, why: expect.stringContaining(why) as string }]);
  });
});
