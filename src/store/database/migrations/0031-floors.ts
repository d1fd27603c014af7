// Where the list of a site was first seen to end is kept: read from the pages of each turn, old papers were taken for new ones.
import type { Migration } from './migration.js';

/** SQL: whether a dump is one of the first three pages of a source, kept in silence. */
const IS_FIRST = `silent_reason LIKE '%first time%' AND path IN (
  url, url || '?paged=2', url || '?paged=3', url || '&paged=2', url || '&paged=3',
  rtrim(url, '/') || '/page/2/', rtrim(url, '/') || '/page/3/')`;

export const floors: Migration = {
  name: '0031-floors',
  sql: `
-- the lowest papers that a source without days showed at first sight, a JSON list of identifiers; null: it was not read yet
ALTER TABLE sources ADD COLUMN floor TEXT;
-- of its first pages the last two that were silent, for the last may be short, else its first dump: whether dumps stay silent was not
-- always kept
UPDATE sources SET floor = (
  SELECT json_group_array(DISTINCT arxiv_id) FROM sightings
    JOIN records ON records.id = record_id JOIN papers ON papers.id = paper_id
  WHERE arxiv_id IS NOT NULL AND dump_id IN (
    SELECT * FROM (SELECT id FROM dumps WHERE ${IS_FIRST} ORDER BY id DESC LIMIT 2)
    UNION SELECT min(id) FROM dumps WHERE path = url HAVING NOT EXISTS (SELECT 1 FROM dumps WHERE ${IS_FIRST}))
) WHERE kind = 'feed' AND format LIKE 'arxiv-jp-%'
  AND EXISTS (SELECT 1 FROM dumps WHERE path = url);
-- what has none is read as at first sight, at once
UPDATE sources SET etag = NULL, last_modified = NULL WHERE kind = 'feed' AND floor IS NULL;
`,
};
