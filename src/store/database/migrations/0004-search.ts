// The index by columns, with keys for everything that is no word; names with their counts.
import type { Migration } from './migration.js';

/** Its index is built anew, and filled, by 0005. */
export const search: Migration = {
  name: '0004-search',
  sql: `
DROP TABLE paper_index;
DROP TABLE paper_categories;
CREATE TABLE name_counts (
  kind TEXT NOT NULL,
  folded TEXT NOT NULL,
  name TEXT NOT NULL,
  papers INTEGER NOT NULL,
  PRIMARY KEY (kind, folded)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_counts_frequent ON name_counts (kind, papers, name) WHERE papers >= 4;
`,
};
