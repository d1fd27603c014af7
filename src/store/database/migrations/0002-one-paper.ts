// One paper: rows that became one, evidence that several rows may share, records kept as differences, dumps that go on.
import type { Database } from 'better-sqlite3';
import type { Migration } from './migration.js';

/** Papers and records as JSON, as they were at that time. */
type Facts = Readonly<Record<string, unknown>>;

/** What a record says otherwise than its paper. */
function differences(record: Facts, paper: Facts): string {
  const own: Record<string, unknown> = {};
  for (const name of Object.keys(record).sort())
    if (JSON.stringify(record[name]) !== JSON.stringify(paper[name])) own[name] = record[name];
  return JSON.stringify(own);
}

interface OldRecord {
  readonly id: number;
  readonly paper_id: number;
  readonly format: string;
  readonly facts: string;
  readonly paper: string;
}

/** Carries the records of the first schema over; 0005 has what they are recognised by found out anew. */
function fillRecords(db: Database): void {
  const insert = db.prepare('INSERT INTO records (id, paper_id, format, hash, facts) VALUES (?, ?, ?, ?, ?)');
  const old = db.prepare<[], OldRecord>(
    `SELECT old_records.id, paper_id, format, old_records.facts, papers.facts AS paper
     FROM old_records JOIN papers ON papers.id = paper_id ORDER BY old_records.id`,
  );
  for (const row of old.all()) {
    // The only format of that schema was the text dump, which does not tell of withdrawals.
    const record = { ...(JSON.parse(row.facts) as Facts), withdrawn: null };
    const packed = differences(record, JSON.parse(row.paper) as Facts);
    insert.run(row.id, row.paper_id, row.format, Buffer.from(String(row.id)), packed);
  }
  db.exec(`
    INSERT INTO sightings SELECT * FROM old_sightings;
    DROP TABLE old_sightings;
    DROP TABLE old_records;
  `);
}

export const onePaper: Migration = {
  name: '0002-one-paper',
  sql: `
-- the row that this one turned out to be the same paper as; its key still leads there
ALTER TABLE papers ADD COLUMN merged_into INTEGER REFERENCES papers (id);

-- the OAI-PMH server called these records deleted on that day
CREATE TABLE deleted_headers (arxiv_id TEXT PRIMARY KEY, as_of TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- records committed so far, so that an interrupted dump goes on where it was
ALTER TABLE dumps ADD COLUMN records_done INTEGER NOT NULL DEFAULT 0;

ALTER TABLE records RENAME TO old_records;
ALTER TABLE sightings RENAME TO old_sightings;

CREATE TABLE records (
  id INTEGER PRIMARY KEY,
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  format TEXT NOT NULL,
  -- of format and facts
  hash BLOB NOT NULL UNIQUE,
  -- JSON of the fields in which the record differs from its merged paper
  facts TEXT NOT NULL
) STRICT;
CREATE INDEX records_paper ON records (paper_id);

CREATE TABLE sightings (
  record_id INTEGER NOT NULL REFERENCES records (id),
  dump_id INTEGER NOT NULL REFERENCES dumps (id),
  at TEXT NOT NULL,
  PRIMARY KEY (record_id, dump_id)
) STRICT, WITHOUT ROWID;

-- hashes of what a paper can be recognised by without an identifier; two papers may share some
DROP TABLE evidence;
CREATE TABLE evidence (
  value INTEGER NOT NULL,
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  PRIMARY KEY (value, paper_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX deliveries_paper ON deliveries (paper_id);
`,
  after: fillRecords,
};
