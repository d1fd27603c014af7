// Gists are translated by themselves, messages wait only for what they show, and alarms go where a server wants its notices.
import type { Migration } from './migration.js';

export const gistsAndNotices: Migration = {
  name: '0016-gists-and-notices',
  sql: `
CREATE TABLE translations_with_gists (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('title', 'gist', 'abstract')),
  source TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'asking', 'done', 'refused', 'dropped')),
  urgency INTEGER NOT NULL,
  stage TEXT NOT NULL DEFAULT 'whole' CHECK (stage IN ('whole', 'sentences')),
  parts TEXT NOT NULL DEFAULT '{}',
  text TEXT,
  provider TEXT,
  service TEXT,
  translated_at TEXT,
  translated_day TEXT,
  reason TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  characters INTEGER NOT NULL DEFAULT 0,
  next_attempt_at TEXT NOT NULL,
  asked_by TEXT,
  lease_until TEXT,
  created_at TEXT NOT NULL
) STRICT;
INSERT INTO translations_with_gists SELECT id, hash, kind, source, state, urgency, stage, parts, text, provider, service,
  translated_at, translated_day, reason, attempts, characters, next_attempt_at, asked_by, lease_until, created_at FROM translations;
CREATE TABLE translation_papers_awaited (
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  translation_id INTEGER NOT NULL REFERENCES translations_with_gists (id),
  -- whether messages of the paper wait for it
  is_awaited INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (paper_id, translation_id)
) STRICT, WITHOUT ROWID;
INSERT INTO translation_papers_awaited SELECT paper_id, translation_id, 1 FROM translation_papers;
DROP TABLE translation_papers;
DROP TABLE translations;
ALTER TABLE translations_with_gists RENAME TO translations;
ALTER TABLE translation_papers_awaited RENAME TO translation_papers;
CREATE INDEX translations_open ON translations (state, next_attempt_at) WHERE state IN ('waiting', 'asking');
CREATE INDEX translations_gists ON translations (id) WHERE kind = 'gist';
CREATE INDEX translation_papers_translation ON translation_papers (translation_id);

-- where an alarm is told, that it began and that it is mended: the channel that a server chose, else a person
CREATE TABLE alarm_notices (
  alarm_id INTEGER NOT NULL REFERENCES alarms (id),
  place TEXT NOT NULL,
  is_channel INTEGER NOT NULL,
  is_mended INTEGER NOT NULL,
  next_attempt_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  told_at TEXT,
  outcome TEXT,
  PRIMARY KEY (alarm_id, place, is_mended)
) STRICT, WITHOUT ROWID;
INSERT INTO alarm_notices SELECT alarm_id, user_id, 0, is_mended, next_attempt_at, attempts, told_at, outcome FROM alarm_messages;
DROP TABLE alarm_messages;
`,
};
