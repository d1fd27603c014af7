// Translation: a queue of texts with what came of them, the papers that have them, budgets by day, rests of translators.
import type { Migration } from './migration.js';

export const translation: Migration = {
  name: '0010-translation',
  sql: `
-- one row for each text that was ever to be translated; wherever a paper has this text, it has this translation
CREATE TABLE translations (
  id INTEGER PRIMARY KEY,
  -- SHA-256 of the text in its normal form
  hash BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('title', 'abstract')),
  source TEXT NOT NULL,
  -- refused: its translations were bad; dropped: the budget or the translator did not allow it, and it may be asked for again
  state TEXT NOT NULL CHECK (state IN ('waiting', 'asking', 'done', 'refused', 'dropped')),
  -- 0: somebody waits for it; 1: a message is owed
  urgency INTEGER NOT NULL,
  -- a text whose translation was bad is asked for once more, sentence by sentence
  stage TEXT NOT NULL DEFAULT 'whole' CHECK (stage IN ('whole', 'sentences')),
  -- JSON object: sentences as sent, with the answers that were good
  parts TEXT NOT NULL DEFAULT '{}',
  -- the translation; kept while another one is asked for
  text TEXT,
  provider TEXT,
  service TEXT,
  translated_at TEXT,
  -- the day of the operator's zone on which it was translated
  translated_day TEXT,
  -- why it is refused or dropped, or what the last attempt came to
  reason TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- sent for it in all, in code points
  characters INTEGER NOT NULL DEFAULT 0,
  next_attempt_at TEXT NOT NULL,
  asked_by TEXT,
  lease_until TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX translations_open ON translations (state, next_attempt_at) WHERE state IN ('waiting', 'asking');

CREATE TABLE translation_papers (
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  translation_id INTEGER NOT NULL REFERENCES translations (id),
  PRIMARY KEY (paper_id, translation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX translation_papers_translation ON translation_papers (translation_id);

-- code points sent on a day of the operator's zone: by everybody (person ''), and as far as single persons asked for it
CREATE TABLE translation_days (
  day TEXT NOT NULL,
  person TEXT NOT NULL,
  characters INTEGER NOT NULL,
  PRIMARY KEY (day, person)
) STRICT, WITHOUT ROWID;

-- a translator that asked for patience, or whose quota or key allows nothing more
CREATE TABLE translator_rests (
  provider TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('later', 'quota', 'stop')),
  failures INTEGER NOT NULL,
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- since when a delivery has waited for the translation of its paper; null when it never did
ALTER TABLE deliveries ADD COLUMN waits_since TEXT;
CREATE INDEX deliveries_translating ON deliveries (paper_id) WHERE state = 'pending' AND waits_since IS NOT NULL;
CREATE INDEX deliveries_untranslated ON deliveries (next_attempt_at)
  WHERE state = 'pending' AND waits_since IS NULL AND language <> 'en';
`,
};
