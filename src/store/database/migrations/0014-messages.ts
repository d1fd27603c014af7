// Messages of several papers: a delivery leads its message, the others stand in it by line; daily threads under one message.
import type { Migration } from './migration.js';

export const messages: Migration = {
  name: '0014-messages',
  sql: `
-- whose message the paper stands in (its own id for the leader), and its place there; null for a message of its own, and
-- for whatever is owed and not under way
ALTER TABLE deliveries ADD COLUMN leader_id INTEGER;
ALTER TABLE deliveries ADD COLUMN line INTEGER;
-- how it was last claimed: 'card', 'list' or 'digest'; null for cards of earlier versions
ALTER TABLE deliveries ADD COLUMN form TEXT;
-- the hour that was chosen for it, or the end of quiet hours; null when it may go as soon as it can
ALTER TABLE deliveries ADD COLUMN not_before TEXT;
-- after a refusal of a whole message: how many papers of it may be tried together
ALTER TABLE deliveries ADD COLUMN most_together INTEGER;
-- what its line shows: 1 withdrawn, 2 a translation
ALTER TABLE deliveries ADD COLUMN line_shows INTEGER NOT NULL DEFAULT 0;
-- the role that its message called
ALTER TABLE deliveries ADD COLUMN called_role TEXT;
UPDATE deliveries SET not_before = next_attempt_at WHERE mode = 'digest' AND state = 'pending' AND attempts = 0;
CREATE INDEX deliveries_lines ON deliveries (leader_id, line) WHERE leader_id IS NOT NULL;
CREATE INDEX deliveries_called ON deliveries (destination, called_role) WHERE called_role IS NOT NULL;

-- the message of a day (of the server's zone) whose thread takes that day's lists; in a forum the post of that day
CREATE TABLE day_threads (
  destination TEXT NOT NULL,
  day TEXT NOT NULL,
  nonce TEXT NOT NULL,
  body TEXT NOT NULL,
  -- an id of Discord's, older than any message that this row can have made
  history_after TEXT NOT NULL,
  first_attempt_at TEXT NOT NULL,
  lease_until TEXT NOT NULL,
  message_id TEXT,
  thread_id TEXT,
  PRIMARY KEY (destination, day)
) STRICT, WITHOUT ROWID;
`,
};
