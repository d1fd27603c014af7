// Suggestions from memory: the authors with the most papers, and how many papers each category has.
import { performance } from 'node:perf_hooks';
import { foldName } from '../../text/fold.js';
import type { Db } from '../database/db.js';
import { createNameLists } from './name-counts.js';

/** Names held in memory; about 2 MB. */
const KEPT = 10_000;
/** How long they are used before they are read again (milliseconds). */
const FRESH_MS = 600_000;

interface Memory {
  readonly readAt: number;
  readonly authors: readonly { readonly name: string; readonly words: string }[];
  readonly categories: ReadonlyMap<string, number>;
}

export function createNameSuggestions(db: Db) {
  const list = createNameLists(db);
  let memory: Memory | null = null;

  function known(): Memory {
    if (memory !== null && performance.now() - memory.readAt < FRESH_MS) return memory;
    memory = {
      readAt: performance.now(),
      authors: list('author', KEPT).map(({ folded, name }) => ({ name, words: ` ${folded}` })),
      categories: new Map(list('category', KEPT).map(({ name, papers }) => [name, papers])),
    };
    return memory;
  }

  return {
    /** Names with a word for each typed word that begins with it, the most papers first. */
    suggestAuthors(typed: string, limit: number): string[] {
      const words = foldName(typed)
        .split(' ')
        .filter((word) => word !== '')
        .map((word) => ` ${word}`);
      const found: string[] = [];
      for (const { name, words: own } of known().authors) {
        if (words.every((word) => own.includes(word))) found.push(name);
        if (found.length === limit) break;
      }
      return found;
    },
    /** Papers of each category's own code, where there are any. */
    categoryPapers: (): ReadonlyMap<string, number> => known().categories,
  };
}
