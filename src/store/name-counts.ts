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

/** How many papers are counted in one transaction: about 20 ms of work. */
const COUNTED_AT_ONCE = 1_000;

/**
 * Statements for a writing connection, inside the caller's transaction. New papers are counted some time after they came,
 * many together and in the order of the names: counting each of them by itself writes to as many pages as it has names.
 */
export function createNameCounts(db: Db) {
  const change = db.prepare(
    `INSERT INTO name_counts VALUES (?, ?, ?, ?)
     ON CONFLICT (kind, folded) DO UPDATE SET papers = papers + excluded.papers`,
  );
  const countedTo = db
    .prepare<[], number>(
      "SELECT coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'names_counted_to'), 0)",
    )
    .pluck();
  const setCountedTo = db.prepare("INSERT OR REPLACE INTO meta VALUES ('names_counted_to', CAST(? AS INTEGER))");
  const next = db.prepare<[number], { id: number; authors: string; categories: string }>(
    `SELECT id, json_extract(facts, '$.authors') AS authors, json_extract(facts, '$.categories') AS categories
     FROM papers WHERE id > ? AND merged_into IS NULL ORDER BY id LIMIT ${COUNTED_AT_ONCE}`,
  );

  function count(papers: readonly Pick<PaperFacts, 'authors' | 'categories'>[], by: 1 | -1): void {
    const counts = new Map<string, { kind: string; folded: string; name: string; papers: number }>();
    const add = (kind: string, folded: string, name: string): void => {
      const known = counts.get(`${kind} ${folded}`);
      if (known === undefined) counts.set(`${kind} ${folded}`, { kind, folded, name, papers: by });
      else known.papers += by;
    };
    for (const { authors, categories } of papers) {
      const people = new Map(authors.map((name) => [nameTokens(name).join(' '), name]));
      for (const [folded, name] of people) if (folded !== '') add('author', folded, name);
      for (const code of new Set(categories)) add('category', code.toLowerCase(), code);
    }
    for (const key of [...counts.keys()].sort()) {
      const { kind, folded, name, papers: number } = counts.get(key)!;
      change.run(kind, folded, name, number);
    }
  }

  return {
    /** A paper came (1), or one goes (-1). */
    change(paperId: number, facts: PaperFacts, by: 1 | -1): void {
      if (paperId <= countedTo.get()!) count([facts], by);
    },
    /** Counts some of those that came; false when there are no more. */
    countNew(): boolean {
      const papers = next.all(countedTo.get()!);
      const last = papers.at(-1);
      if (last === undefined) return false;
      const parse = (text: string): string[] => JSON.parse(text) as string[];
      count(
        papers.map(({ authors, categories }) => ({ authors: parse(authors), categories: parse(categories) })),
        1,
      );
      setCountedTo.run(last.id);
      return papers.length === COUNTED_AT_ONCE;
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
