// Evidence tells what kind of records it is of, so that the few without an identifier are found among many with one.
import type { Migration } from './migration.js';

export const trust: Migration = {
  name: '0015-trust',
  sql: `
-- 1: of a record with an identifier, 2: of one without, 3: of both
ALTER TABLE evidence ADD COLUMN kinds INTEGER NOT NULL DEFAULT 1;
UPDATE evidence SET kinds = 2 WHERE paper_id IN (SELECT id FROM papers WHERE arxiv_id IS NULL);
UPDATE evidence SET kinds = 3 WHERE paper_id IN (
  SELECT papers.id FROM papers JOIN records ON records.paper_id = papers.id
  WHERE arxiv_id IS NOT NULL AND json_type(records.facts, '$.arxivId') = 'null');
CREATE INDEX evidence_open ON evidence (value) WHERE kinds >= 2;
`,
};
