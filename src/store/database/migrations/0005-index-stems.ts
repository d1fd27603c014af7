// The index in its present form: it divides and stems words itself, and joins its parts seldom; row ids in seconds.
// Records without a hash of their own, evidence in the order of time: what comes together is written together.
import type { Migration } from './migration.js';

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
-- titles as negative hashes, versions by their second
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
-- row ids, index, names and evidence of every paper are made again when the database is opened for writing
INSERT INTO meta SELECT 'rebuild', '0005-index-stems' WHERE EXISTS (SELECT 1 FROM papers);
`,
};
