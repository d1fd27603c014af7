// Parts of the index are fewer and joined seldom while papers come in: the same text is written less than half as often.
import type { Migration } from './migration.js';

export const indexParts: Migration = {
  name: '0006-index-parts',
  sql: `
-- so many bytes of new terms are kept in memory: one part of the index for some hundred papers
INSERT INTO paper_index (paper_index, rank) VALUES ('hashsize', 4000000);
INSERT INTO paper_index (paper_index, rank) VALUES ('automerge', 64);
-- far above: at that number a level would be joined at once, in one long transaction
INSERT INTO paper_index (paper_index, rank) VALUES ('crisismerge', 256);
-- what is joined afterwards leaves at most seven parts of a level
INSERT INTO paper_index (paper_index, rank) VALUES ('usermerge', 8);
`,
};
