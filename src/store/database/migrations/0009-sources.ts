// Sources that run by themselves: announcements by category, whose turn it is to ask, what was read, harvests, alarms.
import type { Migration } from './migration.js';

export const sources: Migration = {
  name: '0009-sources',
  sql: `
-- a paper is announced once for each of its categories
CREATE TABLE announced_categories (
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  category TEXT NOT NULL,
  PRIMARY KEY (paper_id, category)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO announced_categories
  SELECT papers.id, category.value FROM papers, json_each(papers.facts, '$.categories') AS category
  WHERE announced_at IS NOT NULL;

-- what the ledger says of a dump besides: which hole it filled, and what it could not prove
ALTER TABLE dumps ADD COLUMN note TEXT;

-- one row for all hosts of arXiv, one for each other host: who asks now, and when the last request ended. Milliseconds of
-- the machine's monotonic clock, which is the same in all processes and begins anew when the machine starts
CREATE TABLE source_turns (
  lane TEXT PRIMARY KEY,
  holder TEXT,
  renewed_ms INTEGER NOT NULL,
  ended_ms INTEGER
) STRICT;

-- hosts that asked to be left alone, or shut us out
CREATE TABLE source_rests (
  host TEXT PRIMARY KEY,
  until TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE sources (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  -- what was recognised in it
  format TEXT,
  -- when it was asked first: days before that are no holes
  first_at TEXT NOT NULL,
  last_at TEXT,
  last_ok_at TEXT,
  last_status INTEGER,
  next_at TEXT,
  error TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  -- the first request without an answer since the last answer
  failing_since TEXT,
  etag TEXT,
  last_modified TEXT,
  -- pages stored by a run that did not come to its end, which the next one has to get past
  open_pages INTEGER NOT NULL DEFAULT 0
) STRICT;

-- what the feed of a category showed each time: the day (Eastern) of its batch, when it was built, how many items, and
-- which (a digest); no day when it was empty
CREATE TABLE feed_reads (
  category TEXT NOT NULL,
  at TEXT NOT NULL,
  batch_day TEXT,
  built_at TEXT,
  items INTEGER NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (category, at)
) STRICT, WITHOUT ROWID;

-- days that the feeds did not give whole, and when a harvest filled them
CREATE TABLE filled_holes (
  category TEXT NOT NULL,
  day TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (category, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE harvests (
  id INTEGER PRIMARY KEY,
  base_url TEXT NOT NULL,
  set_spec TEXT,
  prefix TEXT NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT,
  -- where the next page begins: the token, and for one that is spent the day that was being read
  token TEXT,
  position TEXT NOT NULL,
  records INTEGER NOT NULL DEFAULT 0,
  records_of_list INTEGER NOT NULL DEFAULT 0,
  restarts INTEGER NOT NULL DEFAULT 0,
  is_automatic INTEGER NOT NULL,
  -- names of the holes that it fills
  holes TEXT NOT NULL,
  -- the server's time of the first page: the next harvest begins there
  responded_at TEXT,
  began_at TEXT NOT NULL,
  finished_at TEXT
) STRICT;
CREATE INDEX harvests_open ON harvests (set_spec) WHERE finished_at IS NULL;

CREATE INDEX papers_unnamed ON papers (id) WHERE arxiv_id IS NULL AND merged_into IS NULL;

-- papers without identifier that were looked up at the API
CREATE TABLE completions (
  paper_id INTEGER PRIMARY KEY REFERENCES papers (id),
  tried_at TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('completed', 'unsure', 'absent')),
  -- identifiers that were near
  candidates TEXT NOT NULL
) STRICT;

-- what was asked of the API: by the bot for completion (who is ''), by people for identifiers
CREATE TABLE lookups (
  id INTEGER PRIMARY KEY,
  who TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX lookups_who ON lookups (who, at);

CREATE TABLE alarms (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT,
  text TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX alarms_open ON alarms (kind, subject) WHERE until IS NULL;

-- who was told of an alarm, that it began and that it is mended
CREATE TABLE alarm_messages (
  alarm_id INTEGER NOT NULL REFERENCES alarms (id),
  user_id TEXT NOT NULL,
  is_mended INTEGER NOT NULL,
  next_attempt_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  told_at TEXT,
  outcome TEXT,
  PRIMARY KEY (alarm_id, user_id, is_mended)
) STRICT, WITHOUT ROWID;
`,
};
