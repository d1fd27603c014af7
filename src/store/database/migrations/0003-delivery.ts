// Delivery that can be accounted for: leases, reconciliation, steps after posting, the ledger, notices to admins.
import type { Migration } from './migration.js';

export const deliverySchema: Migration = {
  name: '0003-delivery',
  sql: `
-- until when a request of this claim may be under way; null when none is
ALTER TABLE deliveries ADD COLUMN lease_until TEXT;
-- an id of Discord's, older than any message that this delivery can have made
ALTER TABLE deliveries ADD COLUMN history_after TEXT;
-- where the message stands when that is not the destination itself: the thread of a forum post
ALTER TABLE deliveries ADD COLUMN message_channel TEXT;

-- what is still to be done to a message that stands; each kind once, keyed by its delivery
CREATE TABLE message_steps (
  id INTEGER PRIMARY KEY,
  delivery_id INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('edit', 'publish')),
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'dropped')),
  -- grows with every change of the paper: a step is done only for the number that it began with
  wanted INTEGER NOT NULL DEFAULT 1,
  attempts INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  next_attempt_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  settled_at TEXT,
  UNIQUE (delivery_id, kind)
) STRICT;
CREATE INDEX message_steps_open ON message_steps (next_attempt_at) WHERE state = 'pending';

-- one line for every match, written with its delivery and never taken back; what became of it stands in deliveries
CREATE TABLE ledger (
  id INTEGER PRIMARY KEY,
  delivery_id INTEGER NOT NULL,
  destination TEXT NOT NULL,
  matched_at TEXT NOT NULL,
  -- why the delivery's row is gone, where that is right; a row that is gone without a reason is a hole in the books
  closed_reason TEXT
) STRICT;
-- the id of a row that is gone may be given again: only lines that are not closed stand for a delivery
CREATE UNIQUE INDEX ledger_open ON ledger (delivery_id) WHERE closed_reason IS NULL;
INSERT INTO ledger (delivery_id, destination, matched_at) SELECT id, destination, created_at FROM deliveries;
CREATE TRIGGER ledger_line AFTER INSERT ON deliveries BEGIN
  INSERT INTO ledger (delivery_id, destination, matched_at) VALUES (new.id, new.destination, new.created_at);
END;

-- what an admin has to be told about a destination, once for each time that it begins
CREATE TABLE notices (
  destination TEXT PRIMARY KEY,
  since TEXT NOT NULL,
  next_attempt_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  told_at TEXT,
  outcome TEXT
) STRICT;

-- after a restore: own cards found in the history of a destination that this database does not know to have posted
CREATE TABLE searched_destinations (destination TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT;
CREATE TABLE found_cards (
  destination TEXT NOT NULL,
  mark TEXT NOT NULL,
  message_id TEXT NOT NULL,
  channel_id TEXT NOT NULL,
  PRIMARY KEY (destination, mark)
) STRICT, WITHOUT ROWID;
`,
};
