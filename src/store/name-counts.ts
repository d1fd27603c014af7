// Name counts: how many papers each author and each category has, kept for what completes a half-typed name.
import type { PaperFacts } from '../domain/paper.js';
import { nameTokens } from '../domain/author.js';
import type { Db } from './database.js';

/** An author as first spelled, or a category's code, with the number of papers; `folded` is what it is known by. */
export interface NameCount {
  readonly folded: string;
  readonly name: string;
  readonly papers: number;
}

/** Statements for a writing connection, inside the caller's transaction. */
export function createNameCounts(db: Db) {
  const change = db.prepare(
    `INSERT INTO name_counts VALUES (?, ?, ?, ?)
     ON CONFLICT (kind, folded) DO UPDATE SET papers = papers + excluded.papers`,
  );
  return {
    /** `by` is 1 for a paper that comes and -1 for one that goes. */
    count(facts: PaperFacts, by: 1 | -1): void {
      const people = new Map(facts.authors.map((name) => [nameTokens(name).join(' '), name]));
      for (const [folded, name] of people) if (folded !== '') change.run('author', folded, name, by);
      for (const code of new Set(facts.categories)) change.run('category', code.toLowerCase(), code, by);
    },
  };
}

const MANY = 4;

/** Reads over a connection. */
export function createNameLists(db: Db) {
  const frequent = db.prepare<[string, number], NameCount>(
    `SELECT folded, name, papers FROM name_counts WHERE kind = ? AND papers >= ${MANY} ORDER BY papers DESC LIMIT ?`,
  );
  const rare = db.prepare<[string, number], NameCount>(
    `SELECT folded, name, papers FROM name_counts WHERE kind = ? AND papers BETWEEN 1 AND ${MANY - 1} LIMIT ?`,
  );
  /** Names with the most papers, then as many others as there is room for. */
  return function listNames(kind: 'author' | 'category', limit: number): NameCount[] {
    const many = frequent.all(kind, limit);
    return many.length === limit ? many : [...many, ...rare.all(kind, limit - many.length)];
  };
}
