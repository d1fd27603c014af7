// Connected papers: the rows that a record may belong to, found by what it shares with theirs, directly or through others.
import { MOST_SHARING } from '../../domain/crowded.js';
import { evidenceValues } from '../../domain/identity.js';
import { requireRow, type Db } from '../database/db.js';
import type { Evident } from './evidence.js';
import type { PaperState } from './paper-rows.js';

/**
 * Rows through which others are looked for. What hangs together in the real arXiv is a handful; a longer chain, each link
 * sharing something with the next, is made up, and its far end tells nothing of its beginning.
 */
export const MOST_CONNECTED = 64;

export interface Connected {
  /** In the order of their ids. */
  readonly states: readonly PaperState[];
  /** Evidence that too many papers share: it tells none of them apart (domain/crowded.ts). */
  readonly crowded: ReadonlySet<bigint>;
}

/**
 * Answers a function that finds the row `own` and every row that shares evidence with the records given. What has an
 * identifier is a paper of its own whatever it shares with others that have one: such rows are not followed, however many
 * there are. Nor is what too many share, so that a record never meets more than a few.
 */
export function createConnected(
  db: Db,
  load: (id: number) => PaperState,
): (own: number | undefined, records: readonly Evident[]) => Connected {
  const rowsOf = db.prepare<[bigint], number>('SELECT paper_id FROM evidence WHERE value = ?').pluck();
  const openRowsOf = db
    .prepare<[bigint], number>(`SELECT paper_id FROM evidence WHERE value = ? AND kinds >= 2 LIMIT ${MOST_SHARING + 1}`)
    .pluck();
  const countOthers = db
    .prepare<[bigint, number], number>(
      `SELECT count(*) FROM (
         SELECT 1 FROM evidence WHERE value = ? AND paper_id <> ? AND kinds & 1 LIMIT ${MOST_SHARING + 1})`,
    )
    .pluck();

  return function connected(own, records) {
    const states = new Map<number, PaperState>();
    const crowded = new Set<bigint>();
    const waiting = own === undefined ? [] : [own];
    const asked = { named: new Set<bigint>(), open: new Set<bigint>() };
    const mine = new Set(records.filter(({ facts }) => facts.arxivId !== null).flatMap(evidenceValues));

    /** The rows to look at for this value. */
    function found(value: bigint, isNamed: boolean): readonly number[] {
      const open = openRowsOf.all(value);
      if (isNamed && open.length === 0) return [];
      const others = requireRow(countOthers.get(value, own ?? 0));
      const isFull = others > MOST_SHARING || open.length > MOST_SHARING;
      const isCrowded = isFull || others + (mine.has(value) ? 1 : 0) > MOST_SHARING;
      if (isCrowded) crowded.add(value);
      if (isFull) return [];
      return isNamed || isCrowded ? open : rowsOf.all(value);
    }

    function follow(record: Evident): void {
      const isNamed = record.facts.arxivId !== null;
      const known = isNamed ? asked.named : asked.open;
      for (const value of evidenceValues(record)) {
        if (known.has(value)) continue;
        known.add(value);
        const rows = found(value, isNamed);
        if (states.size <= MOST_CONNECTED) waiting.push(...rows);
      }
    }

    records.forEach(follow);
    for (const id of waiting) {
      if (states.has(id)) continue;
      const state = load(id);
      states.set(id, state);
      for (const { candidate } of state.records) follow(candidate);
    }
    return { states: [...states.values()].sort((a, b) => a.id - b.id), crowded };
  };
}
