// Fan-outs of a paper that many rules want are kept until they are finished; days are found by their thread, and published.
import type { Migration } from './migration.js';

export const fanOuts: Migration = {
  name: '0019-fan-outs',
  sql: `
-- deliveries that an announcement still owes, a slice of the rules that wanted it in each row
CREATE TABLE fan_outs (
  id INTEGER PRIMARY KEY,
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  -- ids as JSON; all rules of one destination stand in one row
  rules TEXT NOT NULL,
  -- of the announcement
  at TEXT NOT NULL
) STRICT;

CREATE INDEX day_threads_thread ON day_threads (thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX day_threads_day ON day_threads (day);
-- when the message of the day is to be published (in announcement channels); null: not, or done
ALTER TABLE day_threads ADD COLUMN publish_at TEXT;
ALTER TABLE day_threads ADD COLUMN publish_attempts INTEGER NOT NULL DEFAULT 0;
CREATE INDEX day_threads_unpublished ON day_threads (publish_at) WHERE publish_at IS NOT NULL;
`,
};
