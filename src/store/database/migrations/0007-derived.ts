// What is derived of a paper carries the version of its rules; of a dump's rejections only so many are kept.
import type { Migration } from './migration.js';

export const derived: Migration = {
  name: '0007-derived',
  sql: `
-- JSON of the texts that read otherwise than they are typed; empty until the rules have been at the row
ALTER TABLE papers ADD COLUMN readable TEXT NOT NULL DEFAULT '{}';
-- the version of the rules by which everything derived of the row was made; 0: before there were versions
ALTER TABLE papers ADD COLUMN rules INTEGER NOT NULL DEFAULT 0;
CREATE INDEX papers_rules ON papers (rules, id);

-- rejected records of the dump that the quarantine did not keep
ALTER TABLE dumps ADD COLUMN rejections_not_kept INTEGER NOT NULL DEFAULT 0;
`,
};
