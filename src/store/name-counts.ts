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

/** How many papers are looked at in one transaction: about 20 ms of work. */
export const LOOKED_AT_ONCE = 1_000;
/** How many are counted in one, about 100 ms of work: each time most pages of the table are written. */
const COUNTED_AT_ONCE = 5_000;

/** By kind and folded name, what is to be added to its papers. */
type Tally = Map<string, { kind: string; folded: string; name: string; papers: number }>;

function addTo(tally: Tally, { authors, categories }: Pick<PaperFacts, 'authors' | 'categories'>, by: 1 | -1): void {
  const add = (kind: string, folded: string, name: string): void => {
    const known = tally.get(`${kind} ${folded}`);
    if (known === undefined) tally.set(`${kind} ${folded}`, { kind, folded, name, papers: by });
    else known.papers += by;
  };
  const people = new Map(authors.map((name) => [nameTokens(name).join(' '), name]));
  for (const [folded, name] of people) if (folded !== '') add('author', folded, name);
  for (const code of new Set(categories)) add('category', code.toLowerCase(), code);
}

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
     FROM papers WHERE id > ? AND merged_into IS NULL ORDER BY id LIMIT ${LOOKED_AT_ONCE}`,
  );
  /** Papers after `from`, up to `to`, that were looked at and are not counted yet; forgotten when one of them changes. */
  let looked: { readonly from: number; to: number; papers: number; readonly tally: Tally } | null = null;

  function write(tally: Tally): void {
    for (const key of [...tally.keys()].sort()) {
      const { kind, folded, name, papers } = tally.get(key)!;
      change.run(kind, folded, name, papers);
    }
  }

  return {
    /** A paper came (1), or one goes (-1). */
    change(paperId: number, facts: PaperFacts, by: 1 | -1): void {
      if (looked !== null && paperId <= looked.to) looked = null;
      if (paperId > countedTo.get()!) return;
      const tally: Tally = new Map();
      addTo(tally, facts, by);
      write(tally);
    },
    /** Looks at some of those that came, or counts them; false when there are no more. */
    countNew(): boolean {
      const from = countedTo.get()!;
      if (looked?.from !== from) looked = { from, to: from, papers: 0, tally: new Map() };
      const papers = next.all(looked.to);
      const parse = (text: string): string[] => JSON.parse(text) as string[];
      for (const { id, authors, categories } of papers) {
        addTo(looked.tally, { authors: parse(authors), categories: parse(categories) }, 1);
        looked.to = id;
      }
      looked.papers += papers.length;
      const isMore = papers.length === LOOKED_AT_ONCE;
      if (isMore && looked.papers < COUNTED_AT_ONCE) return true;
      if (looked.papers > 0) {
        write(looked.tally);
        setCountedTo.run(looked.to);
      }
      looked = null;
      return isMore;
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
