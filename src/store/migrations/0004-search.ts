// The index in its present form: words by column, everything else as keys; row ids in seconds; names with their counts.
import type { Database } from 'better-sqlite3';
import type { PaperFacts } from '../../domain/paper.js';
import { TERM_CHARACTERS } from '../../search/keys.js';
import type { Migration } from '../migrate.js';
import { createPaperIndex } from '../paper-index.js';

/** Gives every paper its new row id, oldest first, and its terms. About a thousand papers a second. */
function indexAnew(db: Database): void {
  const index = createPaperIndex(db);
  const papers = db
    .prepare<[], { id: number; date: string | null }>(
      'SELECT id, date FROM papers WHERE merged_into IS NULL ORDER BY search_id',
    )
    .all();
  const factsOf = db.prepare<[number], string>('SELECT facts FROM papers WHERE id = ?').pluck();
  const setId = db.prepare('UPDATE papers SET search_id = ? WHERE id = ?');
  db.exec('UPDATE papers SET search_id = -id');
  for (const { id, date } of papers) {
    const searchId = index.nextSearchId(date);
    setId.run(searchId, id);
    index.add(searchId, JSON.parse(factsOf.get(id)!) as PaperFacts);
  }
}

export const search: Migration = {
  name: '0004-search',
  sql: `
DROP TABLE paper_index;
DROP TABLE paper_categories;
-- papers.search_id: since this migration seconds since 1970 of the paper's date, or the next one that was free
CREATE VIRTUAL TABLE paper_index USING fts5 (
  title, abstract, abstract_ja, comments, keys,
  content = '', contentless_delete = 1, tokenize = "ascii tokenchars '${TERM_CHARACTERS}'"
);
CREATE TABLE name_counts (
  kind TEXT NOT NULL,
  folded TEXT NOT NULL,
  name TEXT NOT NULL,
  papers INTEGER NOT NULL,
  PRIMARY KEY (kind, folded)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_counts_frequent ON name_counts (kind, papers, name) WHERE papers >= 4;
`,
  after: indexAnew,
};
