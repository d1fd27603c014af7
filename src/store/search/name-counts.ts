// Name counts: how many papers each author and each category has, kept for what completes a half-typed name.
import type { PaperFacts } from '../../domain/paper.js';
import { nameTokens } from '../../domain/author.js';
import { requireRow, type Db } from '../database/db.js';
import { readNames } from '../stored-json.js';

/** An author as first spelled, or a category's code, with the number of papers; `folded` is what it is known by. */
export interface NameCount {
  readonly folded: string;
  readonly name: string;
  readonly papers: number;
}

/** How many papers are read again in one transaction: about 20 ms of work. */
export const READ_AT_ONCE = 1_000;
/** How many are counted in one, about 100 ms of work: each time most pages of the table are written. */
export const COUNTED_AT_ONCE = 5_000;

/** What is counted of a paper. */
export type Names = Pick<PaperFacts, 'authors' | 'categories'>;

/** By folded name, what is to be added to its papers. */
type Tally = Record<'author' | 'category', Map<string, { readonly name: string; papers: number }>>;

const emptyTally = (): Tally => ({ author: new Map(), category: new Map() });

function addTo(tally: Tally, { authors, categories }: Names, by: 1 | -1): void {
  const add = (kind: keyof Tally, folded: string, name: string): void => {
    const known = tally[kind].get(folded);
    if (known === undefined) tally[kind].set(folded, { name, papers: by });
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
     FROM papers WHERE id > ? AND merged_into IS NULL ORDER BY id LIMIT ${READ_AT_ONCE}`,
  );
  /** All papers after `from`, up to `to`, tallied and not counted yet; forgotten when one of them changes or is taken back. */
  let tallied: { readonly from: number; to: number; papers: number; readonly tally: Tally } | null = null;

  const beginAt = (from: number) => ({ from, to: from, papers: 0, tally: emptyTally() });

  function include(into: NonNullable<typeof tallied>, paperId: number, names: Names): void {
    addTo(into.tally, names, 1);
    into.to = paperId;
    into.papers += 1;
  }

  function write(tally: Tally): void {
    for (const kind of ['author', 'category'] as const)
      for (const folded of [...tally[kind].keys()].sort()) {
        // Counted just before.
        const { name, papers } = tally[kind].get(folded)!;
        change.run(kind, folded, name, papers);
      }
  }

  return {
    /** A new paper: it need not be read again when it is counted. */
    came(paperId: number, names: Names): void {
      tallied ??= beginAt(requireRow(countedTo.get()));
      if (paperId === tallied.to + 1) include(tallied, paperId, names);
    },
    /** A known paper takes these names (1), or loses them (-1). */
    change(paperId: number, names: Names, by: 1 | -1): void {
      if (tallied !== null && paperId <= tallied.to) tallied = null;
      if (paperId > requireRow(countedTo.get())) return;
      const tally = emptyTally();
      addTo(tally, names, by);
      write(tally);
    },
    /** A transaction was taken back: what came in it is not there. */
    forget(): void {
      tallied = null;
    },
    /** Counts those that came, or reads some of them again for that; false when there are no more. */
    countNew(): boolean {
      const from = requireRow(countedTo.get());
      if (tallied?.from !== from) tallied = beginAt(from);
      const papers = tallied.papers < COUNTED_AT_ONCE ? next.all(tallied.to) : [];
      for (const { id, authors, categories } of papers)
        include(tallied, id, { authors: readNames(authors), categories: readNames(categories) });
      const isFull = tallied.papers >= COUNTED_AT_ONCE;
      if (!isFull && papers.length === READ_AT_ONCE) return true;
      if (tallied.papers > 0) {
        write(tallied.tally);
        setCountedTo.run(tallied.to);
      }
      tallied = null;
      return isFull;
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
