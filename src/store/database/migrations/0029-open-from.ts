// What a turn with a source left open begins with a dump, where its pages were counted: every turn that failed made them more.
import type { Migration } from './migration.js';

export const openFrom: Migration = {
  name: '0029-open-from',
  sql: `
-- the first dump of a turn that did not come to its end (0: none did so): what earlier ones hold of the list was known before it
ALTER TABLE sources RENAME COLUMN open_pages TO open_from;
UPDATE sources SET open_from = coalesce((SELECT min(id) FROM dumps WHERE started_at > last_ok_at), 0) WHERE open_from > 0;
`,
};
