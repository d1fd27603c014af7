// The search index, written: terms and categories of each paper under a row id that grows with the paper's date.
import type { PaperFacts } from '../domain/paper.js';
import { indexTokens } from '../search/tokens.js';
import type { Db } from './database.js';

const SEARCH_IDS_PER_SECOND = 65_536;

/** Statements over the index, prepared once for a writing connection. All of them run inside the caller's transaction. */
export function createPaperIndex(db: Db) {
  const lastSearchId = db.prepare<[number, number], { last: number | null }>(
    'SELECT max(search_id) AS last FROM papers WHERE search_id >= ? AND search_id < ?',
  );
  const insertIndex = db.prepare(
    'INSERT INTO paper_index (rowid, title, abstract, abstract_ja, authors, comments) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const deleteIndex = db.prepare('DELETE FROM paper_index WHERE rowid = ?');
  const insertCategory = db.prepare('INSERT OR IGNORE INTO paper_categories VALUES (?, ?)');
  const deleteCategory = db.prepare('DELETE FROM paper_categories WHERE category = ? AND search_id = ?');

  return {
    /** A free row id for a paper of this date (UTC text; null sorts before every date). */
    nextSearchId(date: string | null): number {
      const first = (date === null ? 0 : Date.parse(date) / 1000) * SEARCH_IDS_PER_SECOND;
      const last = lastSearchId.get(first, first + SEARCH_IDS_PER_SECOND)?.last ?? null;
      return last === null ? first + 1 : last + 1;
    },

    add(searchId: number, facts: PaperFacts): void {
      insertIndex.run(
        searchId,
        indexTokens(facts.title),
        indexTokens(facts.abstract),
        indexTokens(facts.abstractJa),
        facts.authors.map((name) => indexTokens(name, 'name')).join(' '),
        indexTokens(facts.comments),
      );
      for (const category of facts.categories) insertCategory.run(category, searchId);
    },

    /** Takes out what `add` put in for the same facts. */
    remove(searchId: number, facts: PaperFacts): void {
      deleteIndex.run(searchId);
      for (const category of facts.categories) deleteCategory.run(category, searchId);
    },
  };
}
