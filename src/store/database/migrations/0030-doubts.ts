// How often a further page of a source was in doubt is a number of its own: read back from its last error, it was lost with each other one.
import type { Migration } from './migration.js';

export const doubts: Migration = {
  name: '0030-doubts',
  sql: `
-- turns in a row in which something else came for a further page of a list that can be its end
ALTER TABLE sources ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0;
`,
};
