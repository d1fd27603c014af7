// The search index, written: terms and keys of each paper under a row id that grows with the paper's date.
import type { PaperFacts } from '../domain/paper.js';
import { paperKeys, quarterOf } from '../search/keys.js';
import { textTerms } from '../search/tokens.js';
import type { Db } from './database.js';
import { createNameCounts } from './name-counts.js';

/** A row id is at most this much larger than its paper's date, unless more papers than this share one second. */
export const SEARCH_ID_SLACK = 86_400;
/** How many seconds with several papers are remembered. */
const HINTS_KEPT = 10_000;

/** Seconds since 1970 of a UTC text. */
export function secondsOf(date: string): number {
  return Date.parse(date) / 1000;
}

/** The finished row of the index: its id, then the terms of title, abstract, Japanese abstract, comments, and the keys. */
export function indexRow(searchId: number, facts: PaperFacts): [number, ...string[]] {
  return [
    searchId,
    [...textTerms(facts.title), ...textTerms(facts.titleJa)].join(' '),
    textTerms(facts.abstract).join(' '),
    textTerms(facts.abstractJa).join(' '),
    textTerms(facts.comments).join(' '),
    paperKeys(facts, quarterOf(searchId)),
  ];
}

/** Statements over the index, prepared once for a writing connection. All of them run inside the caller's transaction. */
export function createPaperIndex(db: Db) {
  const isTaken = db.prepare<[number], number>('SELECT 1 FROM papers WHERE search_id = ?').pluck();
  const insertIndex = db.prepare(
    'INSERT INTO paper_index (rowid, title, abstract, abstract_ja, comments, keys) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const deleteIndex = db.prepare('DELETE FROM paper_index WHERE rowid = ?');
  const names = createNameCounts(db);
  /** Where to look on for a free id after a second of which some are taken. */
  const hints = new Map<number, number>();

  return {
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

    add(searchId: number, facts: PaperFacts): void {
      insertIndex.run(...indexRow(searchId, facts));
      names.count(facts, 1);
    },

    /** Takes out what `add` put in for the same facts. */
    remove(searchId: number, facts: PaperFacts): void {
      deleteIndex.run(searchId);
      names.count(facts, -1);
    },
  };
}
