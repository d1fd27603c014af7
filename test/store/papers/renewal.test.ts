// Renewal: what older rules made is rebuilt from the records, in slices, while searches go on; keys are kept.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { paperCard } from '../../../src/cards/paper-card.js';
import type { PaperFacts } from '../../../src/domain/paper.js';
import { startRenewal } from '../../../src/pipeline/maintenance/renewal.js';
import { packRecord, unpackRecord } from '../../../src/store/papers/record-rows.js';
import { RULES } from '../../../src/store/papers/rules.js';
import { openWriter } from '../../../src/store/writer.js';
import { createLog } from '../../../src/log.js';
import type { WriterPort } from '../../../src/store/port.js';
import { searchFor, storePapers } from '../../helpers/papers.js';
import { openTestStore, taxonomy, type TestStore } from '../../helpers/stores.js';

const NOW = new Date('2030-01-02T03:04:05Z');
let store: TestStore;
beforeEach(() => {
  store = openTestStore();
});
afterEach(() => store.close());

function change<T>(work: (db: Database.Database) => T): T {
  const db = new Database(store.path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}
const papers = () => [...store.reader.eachPaper()].map(({ paper }) => paper);
const olderRows = (): number =>
  change((db) => db.prepare<[number], number>('SELECT count(*) FROM papers WHERE rules <> ?').pluck().get(RULES)!);

/** As a program without these rules left it. */
function age(): void {
  change((db) => db.exec("UPDATE papers SET rules = 0, readable = '{}'"));
}

/** A card of the paper waits for a subscription of the channel. */
function owe(key: string, subscription: number): void {
  change((db) => {
    const { lastInsertRowid: delivery } = db
      .prepare(
        `INSERT INTO deliveries (paper_id, destination, language, state, next_attempt_at, created_at)
         SELECT id, '5', 'ja', 'pending', '2030', '2030' FROM papers WHERE key = ?`,
      )
      .run(key);
    db.prepare('INSERT INTO matches (delivery_id, subscription_id) VALUES (?, ?)').run(delivery, subscription);
  });
}

describe('papers of an older version', () => {
  it('are rebuilt also when that is interrupted half-way, and are found all the while', () => {
    const far = { title: 'Whole far away', submittedAt: '9999-05-05T00:00:00Z', arxivId: '2401.99999' };
    const many = Array.from({ length: 90 }, (_, number) => ({
      title: `Whole $\\alpha$ ${number}`,
      authors: [`A B${number}`],
    }));
    storePapers(store, [far, ...many]);
    const keys = papers().map(({ key }) => key);
    age();
    expect(papers().every(({ readable }) => Object.keys(readable).length === 0)).toBe(true);
    const all = searchFor('whole', { limit: 100 });
    const found = (): string[] =>
      store.reader
        .search(all)
        .hits.map(({ paper }) => paper.key)
        .sort();
    let slices = 0;
    for (let isLeft = true; isLeft; slices += 1) {
      // Each slice is another run of the program: nothing but the file remembers how far it came.
      const writer = openWriter(store.path, taxonomy);
      ({ isLeft } = writer.renewPapers(NOW));
      writer.close();
      expect(found()).toEqual([...keys].sort());
      if (slices === 0) expect(olderRows()).toBeGreaterThan(0);
    }
    expect(slices).toBeGreaterThan(2);
    expect(olderRows()).toBe(0);
    expect(store.reader.findPaper(keys.find((key) => key !== '2401.99999')!)?.readable.title).toMatch(/^Whole α/u);
    expect(store.reader.findPaper('2401.99999')?.submittedAt).toBeNull();
    expect(store.reader.search(searchFor('cat:cs.LG OR whole', { since: '3000' })).total).toBe(0);
    expect(store.reader.search(searchFor('alpha')).total).toBe(90);
  });

  it('are those that somebody is owed first', async () => {
    const subscription = store.subscribe('5', 'cs.LG');
    storePapers(store, [{ title: 'Owed $\\beta$', categories: ['cs.LG'] }]);
    const [owed] = papers();
    storePapers(
      store,
      Array.from({ length: 60 }, (_, number) => ({ title: `Other ${number}`, authors: [`A B${number}`] })),
    );
    owe(owed!.key, subscription);
    age();
    store.writer.renewPapers(NOW);
    expect(store.reader.findPaper(owed!.key)?.readable.title).toBe('Owed β');
    expect(olderRows()).toBe(60);
  });

  it('that were joined and are not one paper are split; both keys are kept', () => {
    storePapers(store, [
      { title: 'First of two', authors: ['Ann Lee'], submittedAt: '2025-01-01T00:00:00Z' },
      { title: 'Second of two', authors: ['Bo Chen'], submittedAt: '2025-02-01T00:00:00Z' },
    ]);
    const [first, second] = papers().sort((a, b) => (a.title < b.title ? -1 : 1));
    change((db) => {
      const id = db.prepare<[string], number>('SELECT id FROM papers WHERE key = ?').pluck();
      const [into, from] = [id.get(first!.key)!, id.get(second!.key)!];
      const facts = db.prepare<[number], string>('SELECT facts FROM papers WHERE id = ?').pluck();
      const record = db.prepare<[number], string>('SELECT facts FROM records WHERE paper_id = ?').pluck().get(from)!;
      const own = unpackRecord(record, JSON.parse(facts.get(from)!) as PaperFacts);
      const packed = packRecord(own, JSON.parse(facts.get(into)!) as PaperFacts);
      db.prepare('UPDATE records SET paper_id = ?, facts = ? WHERE paper_id = ?').run(into, packed, from);
      db.prepare('UPDATE papers SET merged_into = ? WHERE id = ?').run(into, from);
      db.prepare('DELETE FROM paper_index WHERE rowid = (SELECT search_id FROM papers WHERE id = ?)').run(from);
    });
    age();
    expect(store.reader.findPaper(second!.key)?.title).toBe('First of two');
    while (store.writer.renewPapers(NOW).isLeft);
    expect(store.reader.findPaper(first!.key)?.title).toBe('First of two');
    expect(store.reader.findPaper(second!.key)?.title).toBe('Second of two');
    expect(store.reader.search(searchFor('second')).hits.map(({ paper }) => paper.key)).toEqual([second!.key]);
    expect(store.reader.counts().papers).toBe(2);
  });

  it('that were two and are one by these rules are joined, and it is owed once', () => {
    const subscription = store.subscribe('5', 'cs.LG');
    const both = { authors: ['Ann Roe', 'Bo Chen'], categories: ['cs.LG'], submittedAt: '2025-04-09' };
    storePapers(store, [
      { ...both, title: "On R\\'enyi", arxivId: '2504.00001' },
      { ...both, title: 'On none' },
    ]);
    const keys = papers().map(({ key }) => key);
    for (const key of keys) owe(key, subscription);
    // The record is kept as what differs from the paper, so that this is its title, too.
    change((db) =>
      db.exec(`UPDATE papers SET facts = json_set(facts, '$.title', 'On R\\’enyi') WHERE key <> '2504.00001'`),
    );
    age();
    expect(store.reader.counts().papers).toBe(2);
    while (store.writer.renewPapers(NOW).isLeft);
    expect(store.reader.counts().papers).toBe(1);
    for (const key of keys) expect(store.reader.findPaper(key)?.key).toBe('2504.00001');
    expect(store.reader.search(searchFor('Rényi')).hits.map(({ paper }) => paper.key)).toEqual(['2504.00001']);
    expect(store.reader.outboxCounts()).toMatchObject({ pending: 1, withheld: 1, sent: 0 });
  });

  it('one that cannot be rebuilt stays as it is, is told, and does not stop the others', async () => {
    storePapers(store, [
      { title: 'Good one', authors: ['A B'] },
      { title: 'Bad one', authors: ['C D'] },
      { title: 'Good two', authors: ['E F'] },
    ]);
    const bad = papers().find(({ title }) => title === 'Bad one')!;
    age();
    change((db) =>
      db
        .prepare("UPDATE records SET facts = 'broken' WHERE paper_id = (SELECT id FROM papers WHERE key = ?)")
        .run(bad.key),
    );
    const told: string[] = [];
    const writer = { call: (_: string, now: Date) => Promise.resolve(store.writer.renewPapers(now)) };
    const log = Object.assign(createLog('silent'), {
      error: (facts: { paper: string }) => void told.push(facts.paper),
    });
    const renewal = startRenewal({
      writer: writer as unknown as WriterPort,
      now: () => NOW,
      log,
      pause: () => Promise.resolve(),
    });
    for (let tries = 0; tries < 100 && olderRows() > 0; tries += 1) await new Promise((turn) => setImmediate(turn));
    await renewal.stop();
    expect(told).toEqual([bad.key]);
    expect(olderRows()).toBe(0);
    expect(papers()).toHaveLength(3);
  });
});

it('cards, menus and passages show the stored readable text: no TeX is read while somebody waits', () => {
  storePapers(store, [{ title: 'On $\\gamma$', abstract: 'We use $\\delta$ here.', authors: ["Bal\\'azs K"] }]);
  change((db) =>
    db.exec(
      `UPDATE papers SET readable = '{"title":"kept title","abstract":"kept gamma abstract","authors":["kept name"]}'`,
    ),
  );
  const [paper] = papers();
  const card = JSON.stringify(paperCard(paper!, { language: 'en', taxonomy, zone: 'UTC' }));
  for (const kept of ['kept title', 'kept gamma abstract', 'kept name']) expect(card).toContain(kept);
  const [highlight] = store.reader.highlight(searchFor('gamma'), [paper!], 'en');
  expect(highlight!.passage?.parts.map(({ text }) => text).join('')).toBe('kept gamma abstract');
  expect(highlight!.title.map(({ text }) => text).join('')).toBe('kept title');
});
