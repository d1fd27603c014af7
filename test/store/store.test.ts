// The store: one paper once, announced once, owed once per destination; searched in both languages.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SearchRequest } from '../../src/domain/search.js';
import { dumpText, generateEntries, type Entry } from '../helpers/dump-generator.js';
import { openTestStore, type TestStore, listDue } from '../helpers/stores.js';

let store: TestStore;
const entries = generateEntries(3, 5);
beforeEach(() => {
  store = openTestStore();
});
afterEach(() => store.close());

const due = () => listDue(store.reader, '2031-01-01T00:00:00Z');
const counts = () => store.reader.outboxCounts();
const request = (text: string): SearchRequest => ({
  text,
  author: null,
  category: null,
  since: null,
  until: null,
  sort: 'newest',
  limit: 10,
  offset: 0,
});
const edit = (change: Partial<Entry>): Entry => ({ ...entries[0]!, ...change });

describe('papers', () => {
  it('are new once, whatever the name, line ends and mark of the dump', async () => {
    expect(await store.ingest(dumpText(entries))).toMatchObject({ records: 5, new: 5 });
    expect(await store.ingest(`\uFEFF${dumpText(entries).replaceAll('\n', '\r\n')}\r\n`)).toMatchObject({
      records: 5,
      duplicate: 5,
    });
    expect(await store.ingest(Buffer.from(`\uFEFF${dumpText(entries)}`, 'utf16le'))).toMatchObject({ duplicate: 5 });
    expect([...store.reader.eachPaper()]).toHaveLength(5);
    expect([...store.reader.eachPaper()][0]!.sources).toHaveLength(3);
  });

  it('count the same entry twice in one dump as new and duplicate', async () => {
    expect(await store.ingest(dumpText([entries[0]!, entries[0]!]))).toMatchObject({
      records: 2,
      new: 1,
      duplicate: 1,
    });
  });

  it('keep the newest version whichever comes first, under the same key', async () => {
    const later = edit({ date: '2026-05-05 01:02:03+00:00', en: 'A new abstract.' });
    await store.ingest(dumpText([entries[0]!]));
    const [before] = store.reader.eachPaper();
    expect(await store.ingest(dumpText([later]))).toMatchObject({ updated: 1 });
    const [after] = store.reader.eachPaper();
    const other = openTestStore();
    await other.ingest(dumpText([later]));
    await other.ingest(dumpText([entries[0]!]));
    const [reversed] = other.reader.eachPaper();
    other.close();
    expect(after!.paper).toMatchObject({
      key: before!.paper.key,
      abstract: 'A new abstract.',
      updatedAt: '2026-05-05T01:02:03Z',
    });
    expect({ ...reversed!.paper, key: '' }).toEqual({ ...after!.paper, key: '' });
  });

  it('are recognised by the exact time and the authors when the title was changed', async () => {
    await store.ingest(dumpText([entries[0]!]));
    expect(await store.ingest(dumpText([edit({ title: 'Quite another title' })]))).toMatchObject({ new: 0 });
  });
});

describe('deliveries', () => {
  it('are one for each paper and destination, however many rules match', async () => {
    store.subscribe('100', 'cs.LG');
    store.subscribe('100', 'cs');
    store.subscribe('200', 'cs.LG', 'en');
    await store.ingest(dumpText(entries));
    await store.ingest(dumpText(entries.toReversed()));
    expect(counts().pending).toBe(10);
  });

  it('come only from announcements made after the subscription', async () => {
    await store.ingest(dumpText(entries.slice(0, 2)));
    store.subscribe('100', 'cs.LG');
    await store.ingest(dumpText(entries));
    expect(counts().pending).toBe(3);
  });

  it('are made by the first announcement, even of a paper that was stored silently before', async () => {
    store.subscribe('100', 'cs.LG');
    await store.ingest(dumpText(entries), 'never');
    expect(counts().pending).toBe(0);
    await store.ingest(dumpText(entries));
    expect(counts().pending).toBe(5);
  });

  it('are withheld when the only rule they came from is removed, and stay when another one matches', async () => {
    const first = store.subscribe('100', 'cs.LG');
    const second = store.subscribe('100', 'cs');
    await store.ingest(dumpText(entries));
    expect(store.writer.removeSubscription(first, '2030-01-03T00:00:00Z', null)).toMatchObject({ withheld: 0 });
    expect(store.writer.removeSubscription(second, '2030-01-03T00:00:00Z', null)).toMatchObject({ withheld: 5 });
    expect(counts()).toMatchObject({ pending: 0, withheld: 5 });
    expect(store.writer.removeSubscription(second, '2030-01-03T00:00:00Z', null)).toBeNull();
  });

  it('that were under way at a restart wait for the end of their lease, at most a whole one whatever the clock says', async () => {
    for (const destination of ['100', '200', '300', '400']) store.subscribe(destination, 'cs.LG');
    await store.ingest(dumpText(entries.slice(0, 1)));
    const [one, two, three, four] = due();
    const claim = (id: number, at: string) =>
      store.writer.claimDelivery({ id, nonce: `n${id}`, body: '{}', historyAfter: '1' }, at);
    claim(one!.id, '2030-01-02T00:00:00.000Z');
    claim(two!.id, '2030-01-02T00:01:55.000Z');
    claim(three!.id, '2030-01-02T00:01:45.000Z');
    claim(four!.id, '2031-06-01T00:00:00.000Z');
    expect(store.writer.recoverSending('2030-01-02T00:02:00.000Z')).toBe(4);
    const dueBy = (at: string) => listDue(store.reader, at).map((delivery) => delivery.id);
    expect(dueBy('2030-01-02T00:02:01.999Z')).toEqual([]);
    expect(dueBy('2030-01-02T00:02:02.000Z')).toEqual([one!.id]);
    expect(dueBy('2030-01-02T00:02:05.000Z')).toEqual([one!.id, three!.id]);
    expect(dueBy('2030-01-02T00:02:15.000Z')).toEqual([one!.id, two!.id, three!.id]);
    expect(dueBy('2030-01-02T00:02:20.000Z')).toHaveLength(4);
    expect(listDue(store.reader, '2030-01-02T00:02:20.000Z')[0]).toMatchObject({
      state: 'sending',
      nonce: `n${one!.id}`,
    });
  });

  it('that are doubtful stay so through a hold, and are looked up before anything else', async () => {
    store.subscribe('100', 'cs.LG');
    await store.ingest(dumpText(entries.slice(0, 2)));
    const [one] = due();
    store.writer.claimDelivery({ id: one!.id, nonce: 'n', body: '{}', historyAfter: '1' }, '2030-01-02T00:00:00.000Z');
    store.writer.claimAgain(one!.id, '2030-01-02T00:00:30.000Z');
    store.writer.holdDestination(one!.id, { destination: '100', reason: '403/50013' }, '2030-01-02T00:00:31.000Z');
    expect(counts()).toMatchObject({ held: 2, sending: 0 });
    store.writer.releaseDestination('100', '2030-01-02T00:01:00.000Z');
    expect(counts()).toMatchObject({ held: 0, sending: 1, pending: 1 });
  });

  it('to a held destination wait as held, and come back when it is released', async () => {
    store.subscribe('100', 'cs.LG');
    await store.ingest(dumpText(entries.slice(0, 2)));
    store.writer.holdDestination(due()[0]!.id, { destination: '100', reason: '403/50013' }, '2030-01-02T00:00:00Z');
    await store.ingest(dumpText(entries));
    expect(counts()).toMatchObject({ held: 5, pending: 0 });
    expect(store.writer.releaseDestination('100', '2030-01-02T00:00:00Z')).toBe(5);
    expect(counts()).toMatchObject({ held: 0, pending: 5 });
  });
});

describe('search', () => {
  const base = { authors: ['Chenjie Hao', 'Yujia Yu', 'Marie-Claire Dupré'], categories: ['cs.IT', 'math.IT'] };
  beforeEach(async () => {
    await store.ingest(
      dumpText([
        edit({
          ...base,
          title: 'Deep $\\beta$-VAE models',
          ja: ['深層学習による猫'],
          en: 'Learning cats quickly.',
          date: '2025-01-01 00:00:00+00:00',
        }),
        edit({
          title: 'Other work',
          ja: ['学問のすすめ'],
          en: 'Nothing of note.',
          authors: ['C. Hao'],
          date: '2025-02-01 00:00:00+00:00',
        }),
      ]),
    );
  });

  const titles = (given: Partial<SearchRequest>) =>
    store.reader.search({ ...request(''), ...given }).hits.map((hit) => hit.paper.title);

  it.each([
    ['学習', 1],
    ['深層学習', 1],
    ['猫', 1],
    ['学', 2],
    ['習学', 0],
    ['learned CAT', 1],
    ['ｄｅｅｐ', 1],
    ['β-VAE', 1],
    ['beta-VAE', 1],
    ['学習 learning', 1],
    ['学習 nothing', 0],
    ['"; DROP TABLE papers; --', 0],
  ])('finds for %j %d papers', (text, count) => expect(titles({ text })).toHaveLength(count));

  it.each([
    ['Hao', 2],
    ['Hao, Chenjie', 2],
    ['C. Hao', 2],
    ['Chenjie Hao', 2],
    ['Yu', 1],
    ['Yuj', 0],
    ['dupre', 1],
    ['Marie Dupre', 1],
  ])('finds for the author %j %d papers by whole names', (author, count) =>
    expect(titles({ author })).toHaveLength(count),
  );

  it('answers newest first, and by category through aliases and archives', () => {
    expect(titles({})).toEqual(['Other work', 'Deep $\\beta$-VAE models']);
    expect(titles({ category: 'math.IT' })).toHaveLength(1);
    expect(titles({ category: 'cs' })).toHaveLength(2);
    expect(titles({ category: 'stat' })).toHaveLength(titles({ category: 'stat.ML' }).length);
  });
});
