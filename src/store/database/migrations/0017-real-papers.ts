// Real papers: which papers may be one without its being sure.
import type { Migration } from './migration.js';

export const realPapers: Migration = {
  name: '0017-real-papers',
  sql: `
-- papers that share what a paper without identifier is recognised by, but contradict each other elsewhere: they stay two
CREATE TABLE unsure_pairs (
  paper_id INTEGER NOT NULL REFERENCES papers (id),
  other_id INTEGER NOT NULL REFERENCES papers (id),
  PRIMARY KEY (paper_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX unsure_pairs_other ON unsure_pairs (other_id);
`,
};
