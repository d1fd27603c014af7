// The migration to gists and notices over a filled database: translations keep their papers, alarms who was told of them.
import { expect, it } from 'vitest';
import { emptySchema, migrations } from '../../../src/store/database/migrate.js';
import { gistsAndNotices } from '../../../src/store/database/migrations/0016-gists-and-notices.js';

it('keeps every translation, its papers, and every notice of an alarm', () => {
  const before = migrations.map(({ name }) => name).filter((name) => name < gistsAndNotices.name);
  const db = emptySchema(before);
  db.pragma('foreign_keys = ON');
  db.exec(`
    INSERT INTO papers (id, key, search_id, facts, readable, is_translated, rules) VALUES
      (1, 's-1', 1, '{"categories":[]}', '{}', 0, 0), (2, 's-2', 2, '{"categories":[]}', '{}', 1, 0);
    INSERT INTO translations (id, hash, kind, source, state, urgency, text, provider, service, characters, next_attempt_at, created_at) VALUES
      (5, x'01', 'title', 'A title', 'done', 1, '題名', 'deepl', 'DeepL', 7, '2030', '2030'),
      (9, x'02', 'abstract', 'An abstract', 'waiting', 0, NULL, NULL, NULL, 0, '2030', '2030');
    INSERT INTO translation_papers VALUES (1, 5), (1, 9), (2, 9);
    INSERT INTO alarms VALUES (3, 'late', '2030-06-04', '2030', NULL, 'late');
    INSERT INTO alarm_messages VALUES (3, '77', 0, '2030', 2, '2031', 'told');
  `);
  const translations = () => db.prepare('SELECT * FROM translations ORDER BY id').all();
  const kept = translations();
  db.exec(gistsAndNotices.sql);
  expect(translations()).toEqual(kept);
  expect(db.prepare('SELECT * FROM translation_papers ORDER BY 1, 2').all()).toEqual([
    { paper_id: 1, translation_id: 5, is_awaited: 1 },
    { paper_id: 1, translation_id: 9, is_awaited: 1 },
    { paper_id: 2, translation_id: 9, is_awaited: 1 },
  ]);
  expect(db.prepare('SELECT place, is_channel, attempts, told_at, outcome FROM alarm_notices').all()).toEqual([
    { place: '77', is_channel: 0, attempts: 2, told_at: '2031', outcome: 'told' },
  ]);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  expect(() => db.exec('INSERT INTO translation_papers VALUES (1, 1000, 1)')).toThrow(/FOREIGN KEY/);
  db.close();
});
