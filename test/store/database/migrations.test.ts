// Upgrades: a database of every released schema is brought up to date, and loses nothing.
import Database from 'better-sqlite3';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { missingMigrations, schemaState } from '../../../src/store/database/migrate.js';
import { openReader } from '../../../src/store/reader.js';
import { openWriter } from '../../../src/store/writer.js';
import { buildOldDatabase, oldSchemas } from '../../helpers/old-schemas.js';
import { searchFor } from '../../helpers/papers.js';
import { taxonomy, temporaryFolder } from '../../helpers/stores.js';

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'old.db');
});
afterEach(() => folder.remove());

function counts(file: string): Record<string, number> {
  const db = new Database(file, { readonly: true });
  const count = (sql: string): number => db.prepare<[], number>(`SELECT count(*) FROM ${sql}`).pluck().get()!;
  const tables = ['papers', 'records', 'sightings', 'dumps', 'subscriptions', 'deliveries', 'inbox_files'];
  const found = Object.fromEntries(tables.map((table) => [table, count(table)]));
  db.close();
  return found;
}

it('has a dump of every schema that was ever released', () => {
  const released = ['0001-first-schema', '0002-one-paper', '0004-search', '0005-index-stems', '0006-index-parts'];
  expect(oldSchemas).toEqual(expect.arrayContaining([...released, '0012-store', '0020-empty-days']));
});

describe.each(oldSchemas)('a database of schema %s', (schema) => {
  it('is brought up to date, after a copy was made where its schema is older; nothing is lost, every match has its line', () => {
    buildOldDatabase(path, schema);
    const before = counts(path);
    const old = new Database(path, { readonly: true });
    const [next] = missingMigrations(old);
    old.close();
    const writer = openWriter(path, taxonomy);
    expect(writer.recoverSending('2026-12-02T00:00:00.000Z')).toBe(1);
    writer.close();
    expect(counts(path)).toEqual(before);
    const reader = openReader(path, taxonomy);
    const states = { pending: 1, sending: 1, held: 1, rejected: 1, withheld: 1 };
    expect(reader.outboxCounts()).toEqual({ ...states, sent: before['deliveries']! - 5 });
    expect(reader.ledgerGroups().reduce((sum, group) => sum + group.count, 0)).toBe(before['deliveries']);
    expect(reader.unknownDestinations()).toHaveLength(1);
    expect(reader.soundness()).toEqual({ checked: 'file', integrity: 'ok', foreignKeys: 0 });
    expect(reader.search(searchFor('note'))).toMatchObject({ total: 5, error: null });
    expect(reader.search(searchFor('学習 @"Ann Lee"'))).toMatchObject({ total: 2, error: null });
    reader.close();
    if (next === undefined) return;
    const copy = new Database(`${path}.before-${next}`, { readonly: true });
    expect(schemaState(copy)).toBe('older');
    copy.close();
    expect(counts(`${path}.before-${next}`)).toEqual(before);
  });

  it('knows its papers again when their dump comes once more', () => {
    buildOldDatabase(path, schema);
    const writer = openWriter(path, taxonomy);
    writer.close();
    const db = new Database(path, { readonly: true });
    const evidence = db.prepare('SELECT count(DISTINCT paper_id) FROM evidence').pluck().get();
    expect(evidence).toBe(5);
    db.close();
  });
});

it('an upgrade that was interrupted between two migrations goes on with the copy from before it; the next one makes its own', () => {
  buildOldDatabase(path, '0012-store');
  const old = new Database(path);
  // The third of what is missing cannot be applied: a table of its name is there.
  old.exec('CREATE TABLE fan_outs (id INTEGER)');
  const [first] = missingMigrations(old);
  old.close();
  const copies = (): string[] => readdirSync(folder.path).filter((name) => name.includes('.before-'));
  expect(() => openWriter(path, taxonomy)).toThrow();
  const between = new Database(path);
  expect(missingMigrations(between)[0]).not.toBe(first);
  between.exec('DROP TABLE fan_outs');
  between.close();
  openWriter(path, taxonomy).close();
  expect(copies()).toEqual([`old.db.before-${first}`]);
  const done = new Database(path);
  done.exec("DELETE FROM migrations WHERE name = '0027-no-steps'; DROP TRIGGER deliveries_unposted");
  done.close();
  openWriter(path, taxonomy).close();
  expect(copies().sort()).toEqual([`old.db.before-${first}`, 'old.db.before-0027-no-steps']);
});

it('hours that no day has, taken by an earlier version, are repaired, and announcements go on', () => {
  openWriter(path, taxonomy).close();
  const db = new Database(path);
  db.exec(`DELETE FROM migrations WHERE name = '0023-hours';
    INSERT INTO subscriptions (guild_id, destination, kind, value, category, mode, hour, announcements, options, is_narrowed, created_by, created_at)
      SELECT '1', value, 'category', 'cs.LG', 'cs.LG', iif(value < 12, 'digest', 'cards'), iif(value = 10, 99, -1), 'cross', '{}', 0, '2', '2030-01-01T00:00:00Z'
      FROM json_each('[10, 11, 12]');
    INSERT INTO settings (owner, quiet_from, quiet_until) VALUES ('1', 22, 99), ('2', 22, 7);`);
  db.close();
  openWriter(path, taxonomy).close();
  const reader = openReader(path, taxonomy);
  expect(reader.listSubscriptions('1').map(({ hour }) => hour)).toEqual([8, 8, null]);
  expect(reader.findSettings('1')).toMatchObject({ quietFrom: null, quietUntil: null });
  expect(reader.findSettings('2')).toMatchObject({ quietFrom: 22, quietUntil: 7 });
  reader.close();
});

it('takes what a turn left open as begun with the first dump after the last turn that went well', () => {
  buildOldDatabase(path, '0020-empty-days');
  const old = new Database(path);
  old.exec(`DELETE FROM sources;
    INSERT INTO dumps (id, sha256, format, path, started_at) VALUES
      (9001, 'a', 'arxiv-jp-rss', 'x', '2030-06-01T10:00:00.000Z'), (9002, 'b', 'arxiv-jp-rss', 'x', '2030-06-01T12:00:00.000Z');
    INSERT INTO sources (name, kind, url, first_at, last_ok_at, open_pages) VALUES
      ('open', 'feed', 'x', '2030-06-01T10:00:00.000Z', '2030-06-01T11:00:00.000Z', 3),
      ('closed', 'feed', 'x', '2030-06-01T10:00:00.000Z', '2030-06-01T11:00:00.000Z', 0)`);
  old.close();
  openWriter(path, taxonomy).close();
  const reader = openReader(path, taxonomy);
  expect(reader.sourceStates()).toMatchObject([
    { name: 'closed', openFrom: 0, doubts: 0 },
    { name: 'open', openFrom: 9002, doubts: 0 },
  ]);
  reader.close();
});

it('takes for the floor of a list the last page that it showed in silence, else its first dump, and none where it has no dump', () => {
  buildOldDatabase(path, '0020-empty-days');
  const old = new Database(path);
  old.exec(`DELETE FROM sources;
    INSERT INTO dumps (id, sha256, format, path, started_at, silent_reason)
      SELECT 9000 + key, key, 'arxiv-jp-rss', value, '2030-06-01T10:00:00.000Z',
        iif(key = 1, 'stored, not posted: this source was read for the first time', NULL)
      FROM json_each('["http://a/feed", "http://a/feed?paged=2", "http://a/feed?paged=3", "http://b/", "http://b/"]');
    INSERT INTO sources (name, kind, url, format, first_at)
      SELECT value, 'feed', value, 'arxiv-jp-rss', '2030-06-01T10:00:00.000Z'
      FROM json_each('["http://a/feed", "http://b/", "http://a/feed/"]');
    UPDATE papers SET arxiv_id = '3006.0000' || id WHERE id IN (1, 2);
    INSERT INTO sightings SELECT min(id), 9000 + iif(paper_id = 1, 1, 3), '' FROM records WHERE paper_id IN (1, 2) GROUP BY paper_id`);
  old.close();
  openWriter(path, taxonomy).close();
  const reader = openReader(path, taxonomy);
  expect(reader.sourceStates().map(({ name, floor }) => [name, floor])).toEqual([
    ['http://a/feed', ['3006.00001']],
    ['http://a/feed/', null],
    ['http://b/', ['3006.00002']],
  ]);
  reader.close();
});

describe.each(oldSchemas)('a database of schema %s with views of its operator', (schema) => {
  it('is brought up to date, and has them afterwards, also what reads something that is gone', () => {
    buildOldDatabase(path, schema);
    const old = new Database(path);
    const columns = "(SELECT group_concat(name) FROM pragma_table_info('papers'))";
    const views = [
      `CREATE VIEW "the ""newest""" AS SELECT key, ${columns} FROM papers`,
      'CREATE VIEW stale AS SELECT "text" FROM notes',
      'CREATE VIEW rules AS SELECT * FROM subscriptions',
      'CREATE VIEW read_rules AS SELECT * FROM rules',
    ];
    old.exec(`CREATE TABLE notes ("text" TEXT); ${views.join(';')};
      CREATE TRIGGER typed INSTEAD OF INSERT ON rules BEGIN SELECT 1; END; DROP TABLE notes`);
    old.close();
    openWriter(path, taxonomy).close();
    const db = new Database(path);
    expect(schemaState(db)).toBe('current');
    const kept = db.prepare("SELECT sql FROM sqlite_master WHERE type = 'view' ORDER BY rowid").pluck().all();
    expect(kept).toEqual(views);
    expect(db.prepare('SELECT count(*) FROM read_rules').pluck().get()).toBe(
      db.prepare('SELECT count(*) FROM subscriptions').pluck().get(),
    );
    expect(db.prepare("SELECT name FROM sqlite_master WHERE name = 'typed'").pluck().get()).toBe('typed');
    db.close();
  });
});
