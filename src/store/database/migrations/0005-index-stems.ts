// The index in its present form: it divides and stems words itself, and joins its parts seldom; row ids in seconds.
// Records without a hash of their own, evidence in the order of time: what comes together is written together.
import type { Database } from 'better-sqlite3';
import { evidenceValues } from '../../../domain/identity.js';
import type { PaperFacts } from '../../../domain/paper.js';
import type { Migration } from './migration.js';
import { createPaperIndex } from '../../search/paper-index.js';
import { packRecord, toCandidate, unpackRecord } from '../../papers/record-rows.js';

/** Gives every paper its row id, oldest first, its terms and its evidence. */
function indexAnew(db: Database): void {
  const index = createPaperIndex(db);
  const papers = db
    .prepare<[], { id: number; date: string | null }>(
      'SELECT id, date FROM papers WHERE merged_into IS NULL ORDER BY date, id',
    )
    .all();
  const factsOf = db.prepare<[number], string>('SELECT facts FROM papers WHERE id = ?').pluck();
  const recordsOf = db.prepare<[number], { id: number; facts: string }>(
    'SELECT id, facts FROM records WHERE paper_id = ?',
  );
  const setId = db.prepare('UPDATE papers SET search_id = ? WHERE id = ?');
  const repack = db.prepare('UPDATE records SET facts = ? WHERE id = ?');
  const insertEvidence = db.prepare('INSERT OR IGNORE INTO evidence VALUES (?, ?)');
  db.exec('UPDATE papers SET search_id = -id');
  for (const { id, date } of papers) {
    const facts = JSON.parse(factsOf.get(id)!) as PaperFacts;
    const searchId = index.nextSearchId(date);
    setId.run(searchId, id);
    index.add(id, searchId, facts);
    for (const record of recordsOf.all(id)) {
      const own = unpackRecord(record.facts, facts);
      repack.run(packRecord(own, facts), record.id);
      for (const value of evidenceValues(toCandidate(own))) insertEvidence.run(value, id);
    }
  }
  while (index.tidy());
}

export const indexStems: Migration = {
  name: '0005-index-stems',
  sql: `
ALTER TABLE records RENAME TO old_records;
ALTER TABLE sightings RENAME TO old_sightings;
CREATE TABLE records (
  id INTEGER PRIMARY KEY,
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  format TEXT NOT NULL,
  -- JSON of the fields in which the record differs from its merged paper
  facts TEXT NOT NULL
) STRICT;
CREATE TABLE sightings (
  record_id INTEGER NOT NULL REFERENCES records (id),
  dump_id INTEGER NOT NULL REFERENCES dumps (id),
  at TEXT NOT NULL,
  PRIMARY KEY (record_id, dump_id)
) STRICT, WITHOUT ROWID;
INSERT INTO records SELECT id, paper_id, format, facts FROM old_records;
INSERT INTO sightings SELECT * FROM old_sightings;
DROP TABLE old_sightings;
DROP TABLE old_records;
CREATE INDEX records_paper ON records (paper_id);
-- titles as negative hashes, versions by their second; filled again below
DELETE FROM evidence;

DROP TABLE IF EXISTS paper_index;
DELETE FROM name_counts;
-- papers.search_id: since this migration seconds since 1970 of the paper's date, or the next one that was free
CREATE VIRTUAL TABLE paper_index USING fts5 (
  title, abstract, abstract_ja, comments, keys,
  content = '', contentless_delete = 1, tokenize = 'porter ascii'
);
-- every transaction writes a part of the index: sixteen are joined at a time while papers come in, the rest afterwards
INSERT INTO paper_index (paper_index, rank) VALUES ('automerge', 16);
INSERT INTO paper_index (paper_index, rank) VALUES ('crisismerge', 64);
`,
  after: indexAnew,
};
