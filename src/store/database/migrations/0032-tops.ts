// The first page of a site's list is kept: pages that come from an older cache are told by what they do not lead down to.
import type { Migration } from './migration.js';

export const tops: Migration = {
  name: '0032-tops',
  sql: `
-- the papers on the first page of a list when it was last read to its end, a JSON list of identifiers; null: not known
ALTER TABLE sources ADD COLUMN top TEXT;
`,
};
