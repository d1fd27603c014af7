// When a rule came to where it is: what was posted for it before, it was not posted there. And refused deliveries, found by time.
import type { Migration } from './migration.js';

export const moved: Migration = {
  name: '0026-moved',
  sql: `
-- null: it was made there
ALTER TABLE subscriptions ADD COLUMN moved_at TEXT;
CREATE INDEX deliveries_rejected ON deliveries (destination, settled_at) WHERE state = 'rejected';
`,
};
