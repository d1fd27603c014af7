// When a rule was made by the clock of that time, which names it in buttons; where that was ahead, it counts as made earlier.
import type { Migration } from './migration.js';

export const rulesMade: Migration = {
  name: '0028-rules-made',
  sql: `
-- null: at created_at, which was never corrected
ALTER TABLE subscriptions ADD COLUMN made_at TEXT;
`,
};
