// The search index, written: terms and keys of each paper under a row id that grows with the paper's date.
import type { Paper, PaperFacts } from '../../domain/paper.js';
import { paperKeys, rowKeys } from '../../search/keys.js';
import { fold, foldReadable, indexText } from '../../search/tokens.js';
import { requireRow, type Db } from '../database/db.js';
import { createNameCounts, type Names } from './name-counts.js';

/** How many seconds with several papers are remembered. */
const HINTS_KEPT = 10_000;

/** Pages of the index (4 KB) that are written in one go when its parts are merged: about 20 ms of work. */
const MERGED_PAGES = 200;

/** Seconds since 1970 of a UTC text. */
export function secondsOf(date: string): number {
  return Date.parse(date) / 1000;
}

/** Row ids of a paper: in `papers`, and in the index. */
interface IndexedPaper {
  readonly paperId: number;
  readonly searchId: number;
}

/** What a paper has in the index, but for the terms of its row id: title, abstract, Japanese abstract, comments, keys. */
export type IndexColumns = readonly [string, string, string, string, string];

/** `said`: those of its texts that read otherwise than they are typed, where they were made readable already. */
export function indexColumns(facts: PaperFacts, said: Paper['readable'] = {}): IndexColumns {
  const extra = new Set<string>();
  const column = (text: string | null, known: string | null = null): string => {
    if (text === null) return '';
    return indexText(known === null ? fold(text) : foldReadable(known), extra);
  };
  return [
    facts.titleJa === null ? column(facts.title, said.title) : column(`${facts.title}\n${facts.titleJa}`),
    column(facts.abstract, said.abstract),
    column(facts.abstractJa ?? facts.gistJa ?? null),
    column(facts.comments, said.comments),
    paperKeys(facts, extra),
  ];
}

/** The finished row. */
function indexRow(searchId: number, columns: IndexColumns): [number, ...string[]] {
  const [title, abstract, abstractJa, comments, keys] = columns;
  return [searchId, title, abstract, abstractJa, comments, `${rowKeys(searchId)} ${keys}`];
}

/** A row that is to be written (null: deleted). */
interface Change {
  readonly searchId: number;
  readonly columns: IndexColumns | null;
}

/**
 * Statements over the index, prepared once for a writing connection. All of them run inside the caller's transaction, which
 * has to end with `write`: every savepoint, that of a statement with triggers as well, makes FTS5 write what it holds as a
 * part of its own, so the rows of a transaction are written together, after everything else, in ascending order.
 */
export function createPaperIndex(db: Db) {
  const isTaken = db.prepare<[number], number>('SELECT 1 FROM papers WHERE search_id = ?').pluck();
  const insertIndex = db.prepare(
    'INSERT INTO paper_index (rowid, title, abstract, abstract_ja, comments, keys) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const deleteIndex = db.prepare('DELETE FROM paper_index WHERE rowid = ?');
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck();
  const mergeParts = db.prepare(`INSERT INTO paper_index (paper_index, rank) VALUES ('merge', ${MERGED_PAGES})`);
  const names = createNameCounts(db);
  /** Where to look on for a free id after a second of which some are taken. */
  const hints = new Map<number, number>();
  let waiting: Change[] = [];

  function write(): void {
    if (waiting.length === 0) return;
    const ends = new Map<number, { readonly wasThere: boolean; columns: IndexColumns | null }>();
    for (const { searchId, columns } of waiting) {
      const known = ends.get(searchId);
      if (known === undefined) ends.set(searchId, { wasThere: columns === null, columns });
      else known.columns = columns;
    }
    waiting = [];
    const ascending = [...ends].sort(([a], [b]) => a - b);
    for (const [searchId, { wasThere }] of ascending) if (wasThere) deleteIndex.run(searchId);
    for (const [searchId, { columns }] of ascending)
      if (columns !== null) insertIndex.run(...indexRow(searchId, columns));
  }

  return {
    write,

    /**
     * A free row id for a paper of this date (UTC text; null sorts before every date): the date in seconds, or the next
     * one that is free. Small steps between ids make the index a quarter smaller than wide ones.
     */
    nextSearchId(date: string | null): number {
      const first = date === null ? 1 : Math.max(1, secondsOf(date));
      let id = hints.get(first) ?? first;
      while (isTaken.get(id) !== undefined) id += 1;
      if (id > first) {
        if (hints.size >= HINTS_KEPT) hints.clear();
        hints.set(first, id);
      }
      return id;
    },

    /** Of a new paper; its names are counted later. */
    insert({ paperId, searchId }: IndexedPaper, columns: IndexColumns, facts: Names): void {
      waiting.push({ searchId, columns });
      names.came(paperId, facts);
    },

    add(paperId: number, searchId: number, facts: PaperFacts): void {
      waiting.push({ searchId, columns: indexColumns(facts) });
      names.change(paperId, facts, 1);
    },

    /** Takes out what `add` put in for the same facts. */
    remove(paperId: number, searchId: number, facts: PaperFacts): void {
      waiting.push({ searchId, columns: null });
      names.change(paperId, facts, -1);
    },

    /** How many changes wait to be written. */
    mark: (): number => waiting.length,

    /** To be called when the caller's transaction was taken back, or what came in it since that `mark`. */
    forget(mark = 0): void {
      waiting.length = mark;
      names.forget();
    },

    /** Does some of what was put off while papers came in; false when nothing is left to do. */
    tidy(): boolean {
      if (names.countNew()) return true;
      const before = requireRow(changes.get());
      mergeParts.run();
      // FTS5 changes one row of its own even when it finds nothing to merge.
      return requireRow(changes.get()) - before > 1;
    },
  };
}
