// The first schema: papers with their records, the search index, subscriptions, the outbox.
import type { Migration } from './migration.js';

export const firstSchema: Migration = {
  name: '0001-first-schema',
  sql: `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO meta VALUES ('database_id', lower(hex(randomblob(12))));

CREATE TABLE dumps (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  format TEXT NOT NULL,
  path TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  -- why its records made no announcement; null when they did
  silent_reason TEXT
) STRICT;

CREATE TABLE papers (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  arxiv_id TEXT UNIQUE,
  -- grows with the paper's date: seconds since 1970 times 65536, plus a running number within the second
  search_id INTEGER NOT NULL UNIQUE,
  date TEXT,
  facts TEXT NOT NULL,
  is_translated INTEGER NOT NULL,
  announced_at TEXT,
  announced_by INTEGER REFERENCES dumps (id)
) STRICT;

CREATE TABLE records (
  id INTEGER PRIMARY KEY,
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  format TEXT NOT NULL,
  hash TEXT NOT NULL,
  facts TEXT NOT NULL,
  UNIQUE (paper_id, hash)
) STRICT;

CREATE TABLE sightings (
  record_id INTEGER NOT NULL REFERENCES records (id),
  dump_id INTEGER NOT NULL REFERENCES dumps (id),
  at TEXT NOT NULL,
  PRIMARY KEY (record_id, dump_id)
) STRICT, WITHOUT ROWID;

-- what identifies a paper without an identifier: title and first author, or the time of a version and all authors
CREATE TABLE evidence (
  value TEXT PRIMARY KEY,
  paper_id INTEGER NOT NULL REFERENCES papers (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE paper_categories (
  category TEXT NOT NULL,
  search_id INTEGER NOT NULL,
  PRIMARY KEY (category, search_id)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE paper_index USING fts5 (
  title, abstract, abstract_ja, authors, comments,
  content = '', contentless_delete = 1, tokenize = 'ascii'
);

CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  dump_id INTEGER NOT NULL REFERENCES dumps (id),
  record INTEGER NOT NULL,
  line INTEGER,
  reason TEXT NOT NULL,
  text TEXT NOT NULL,
  at TEXT NOT NULL,
  UNIQUE (dump_id, record)
) STRICT;

CREATE TABLE subscriptions (
  id INTEGER PRIMARY KEY,
  guild_id TEXT NOT NULL,
  destination TEXT NOT NULL,
  category TEXT NOT NULL,
  language TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;
CREATE UNIQUE INDEX subscriptions_live ON subscriptions (destination, category) WHERE removed_at IS NULL;

CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  destination TEXT NOT NULL,
  language TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'held', 'rejected', 'withheld')),
  reason TEXT,
  nonce TEXT,
  body TEXT,
  first_attempt_at TEXT,
  next_attempt_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- 1 once an attempt ended without a word from Discord: the message may exist
  is_doubtful INTEGER NOT NULL DEFAULT 0,
  message_id TEXT,
  created_at TEXT NOT NULL,
  settled_at TEXT,
  UNIQUE (destination, paper_id)
) STRICT;
CREATE INDEX deliveries_open ON deliveries (state, next_attempt_at) WHERE state IN ('pending', 'sending');
CREATE INDEX deliveries_state ON deliveries (destination, state);

CREATE TABLE matches (
  delivery_id INTEGER NOT NULL REFERENCES deliveries (id),
  subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
  PRIMARY KEY (delivery_id, subscription_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE held_destinations (
  destination TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  since TEXT NOT NULL
) STRICT;

CREATE TABLE inbox_files (
  path TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  modified_ms REAL NOT NULL,
  error TEXT,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE searches (
  id TEXT PRIMARY KEY,
  request TEXT NOT NULL,
  used_at TEXT NOT NULL
) STRICT;
`,
};
