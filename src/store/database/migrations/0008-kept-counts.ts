// What grows is no longer counted or scanned: kept numbers, one row for each destination, indexes for every question.
import type { Migration } from './migration.js';

export const keptCounts: Migration = {
  name: '0008-kept-counts',
  sql: `
-- numbers that people are shown, kept by triggers: papers, translated, subscriptions, and deliveries by state (outbox.sent ...)
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counters VALUES
  ('papers', (SELECT count(*) FROM papers WHERE merged_into IS NULL)),
  ('translated', (SELECT count(*) FROM papers WHERE is_translated = 1)),
  ('subscriptions', (SELECT count(*) FROM subscriptions WHERE removed_at IS NULL)),
  ('outbox.pending', 0), ('outbox.sending', 0), ('outbox.sent', 0),
  ('outbox.held', 0), ('outbox.rejected', 0), ('outbox.withheld', 0);
UPDATE counters SET value = counted.value
  FROM (SELECT 'outbox.' || state AS name, count(*) AS value FROM deliveries GROUP BY state) AS counted
  WHERE counters.name = counted.name;

CREATE TRIGGER papers_counted AFTER INSERT ON papers BEGIN
  UPDATE counters SET value = value + 1 WHERE name = 'papers';
END;
CREATE TRIGGER papers_translated AFTER INSERT ON papers WHEN new.is_translated = 1 BEGIN
  UPDATE counters SET value = value + 1 WHERE name = 'translated';
END;
CREATE TRIGGER papers_recounted AFTER UPDATE OF merged_into, is_translated ON papers
  WHEN (old.merged_into IS NULL) <> (new.merged_into IS NULL) OR old.is_translated <> new.is_translated BEGIN
  UPDATE counters SET value = value + (new.merged_into IS NULL) - (old.merged_into IS NULL) WHERE name = 'papers';
  UPDATE counters SET value = value + new.is_translated - old.is_translated WHERE name = 'translated';
END;
CREATE TRIGGER subscriptions_counted AFTER INSERT ON subscriptions WHEN new.removed_at IS NULL BEGIN
  UPDATE counters SET value = value + 1 WHERE name = 'subscriptions';
END;
CREATE TRIGGER subscriptions_recounted AFTER UPDATE OF removed_at ON subscriptions BEGIN
  UPDATE counters SET value = value + (new.removed_at IS NULL) - (old.removed_at IS NULL) WHERE name = 'subscriptions';
END;
CREATE TRIGGER deliveries_counted AFTER INSERT ON deliveries BEGIN
  UPDATE counters SET value = value + 1 WHERE name = 'outbox.' || new.state;
END;
CREATE TRIGGER deliveries_recounted AFTER UPDATE OF state ON deliveries WHEN old.state <> new.state BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'outbox.' || old.state;
  UPDATE counters SET value = value + 1 WHERE name = 'outbox.' || new.state;
END;
CREATE TRIGGER deliveries_uncounted AFTER DELETE ON deliveries BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'outbox.' || old.state;
END;

-- of every destination: when its first open delivery is due (null when none is), and the newest message of ours there
CREATE TABLE destination_states (
  destination TEXT PRIMARY KEY,
  due_at TEXT,
  newest_message TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX destination_states_due ON destination_states (due_at, destination) WHERE due_at IS NOT NULL;

DROP INDEX deliveries_open;
DROP INDEX deliveries_state;
CREATE INDEX deliveries_waiting ON deliveries (destination, next_attempt_at) WHERE state IN ('pending', 'sending');
CREATE INDEX deliveries_held ON deliveries (destination) WHERE state = 'held';
CREATE INDEX deliveries_unknown ON deliveries (destination) WHERE state = 'held' AND reason = 'outcome unknown';
CREATE INDEX deliveries_sent ON deliveries (destination, settled_at) WHERE state = 'sent';

INSERT INTO destination_states
  SELECT destination, min(iif(state IN ('pending', 'sending'), next_attempt_at, NULL)),
    -- snowflakes are numbers of different length as text: the longest, then the greatest
    substr(max(iif(message_id IS NULL OR state <> 'sent', NULL, printf('%02d', length(message_id)) || message_id)), 3)
  FROM deliveries GROUP BY destination;

CREATE TRIGGER deliveries_owed AFTER INSERT ON deliveries WHEN new.state IN ('pending', 'sending') BEGIN
  INSERT INTO destination_states (destination, due_at) VALUES (new.destination, new.next_attempt_at)
    ON CONFLICT (destination) DO UPDATE SET due_at = excluded.due_at WHERE due_at IS NULL OR due_at > excluded.due_at;
END;
CREATE TRIGGER deliveries_moved AFTER UPDATE OF state, next_attempt_at, destination ON deliveries
  WHEN old.state IN ('pending', 'sending') OR new.state IN ('pending', 'sending') BEGIN
  INSERT INTO destination_states (destination, due_at)
    SELECT new.destination, (SELECT min(next_attempt_at) FROM deliveries
      WHERE destination = new.destination AND state IN ('pending', 'sending')) WHERE true
    ON CONFLICT (destination) DO UPDATE SET due_at = excluded.due_at WHERE due_at IS NOT excluded.due_at;
END;
CREATE TRIGGER deliveries_left AFTER UPDATE OF destination ON deliveries WHEN old.destination <> new.destination BEGIN
  UPDATE destination_states SET due_at = (SELECT min(next_attempt_at) FROM deliveries
    WHERE destination = old.destination AND state IN ('pending', 'sending')) WHERE destination = old.destination;
END;
CREATE TRIGGER deliveries_gone AFTER DELETE ON deliveries WHEN old.state IN ('pending', 'sending') BEGIN
  UPDATE destination_states SET due_at = (SELECT min(next_attempt_at) FROM deliveries
    WHERE destination = old.destination AND state IN ('pending', 'sending')) WHERE destination = old.destination;
END;
CREATE TRIGGER deliveries_posted AFTER UPDATE OF message_id ON deliveries WHEN new.message_id IS NOT NULL BEGIN
  INSERT INTO destination_states (destination, newest_message) VALUES (new.destination, new.message_id)
    ON CONFLICT (destination) DO UPDATE SET newest_message = excluded.newest_message
      WHERE newest_message IS NULL OR length(newest_message) < length(excluded.newest_message)
        OR (length(newest_message) = length(excluded.newest_message) AND newest_message < excluded.newest_message);
END;

-- how many records a dump held
ALTER TABLE dumps ADD COLUMN records_seen INTEGER NOT NULL DEFAULT 0;
UPDATE dumps SET records_seen = counted.value
  FROM (SELECT dump_id, count(*) AS value FROM sightings GROUP BY dump_id) AS counted WHERE dumps.id = counted.dump_id;
CREATE TRIGGER sightings_counted AFTER INSERT ON sightings BEGIN
  UPDATE dumps SET records_seen = records_seen + 1 WHERE id = new.dump_id;
END;
CREATE TRIGGER sightings_uncounted AFTER DELETE ON sightings BEGIN
  UPDATE dumps SET records_seen = records_seen - 1 WHERE id = old.dump_id;
END;
CREATE INDEX dumps_finished ON dumps (finished_at);
CREATE INDEX papers_announced ON papers (announced_by) WHERE announced_by IS NOT NULL;

-- rules by what they want, where they are and where they post
CREATE INDEX subscriptions_category ON subscriptions (category) WHERE removed_at IS NULL;
CREATE INDEX subscriptions_guild ON subscriptions (guild_id) WHERE removed_at IS NULL;
CREATE INDEX subscriptions_destination ON subscriptions (destination);
CREATE INDEX searches_used ON searches (used_at);
`,
};
