// The store looks after itself: commits are counted, and the inbox knows files by their content.
import type { Migration } from './migration.js';

export const storeCare: Migration = {
  name: '0012-store',
  sql: `
-- how often something was committed, and when last; the number is also kept beside the file, so that a loss is noticed
CREATE TABLE commits (id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL, at TEXT NOT NULL) STRICT;
INSERT INTO commits VALUES (1, 0, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));

-- null where it was not looked at yet
ALTER TABLE inbox_files ADD COLUMN sha256 TEXT;
-- when the system last changed anything of the file (milliseconds): equal means that it need not be read
ALTER TABLE inbox_files ADD COLUMN changed_ms REAL;
-- the version of the program that could not read it
ALTER TABLE inbox_files ADD COLUMN program TEXT;
`,
};
