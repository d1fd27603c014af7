// Days without papers of which a destination was told, where one of its rules asks for that.
import type { Migration } from './migration.js';

export const emptyDays: Migration = {
  name: '0020-empty-days',
  sql: `
CREATE TABLE empty_days (
  destination TEXT NOT NULL,
  -- in the zone of the destination
  day TEXT NOT NULL,
  claimed_at TEXT NOT NULL,
  PRIMARY KEY (destination, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX empty_days_day ON empty_days (day);

CREATE INDEX subscriptions_telling ON subscriptions (destination)
  WHERE removed_at IS NULL AND paused_at IS NULL AND mode = 'digest' AND json_extract(options, '$.tellsEmptyDays') = 1;
`,
};
