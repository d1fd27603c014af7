// Fan-out: an announcement that few rules want makes its deliveries at once; of many they are made slice by slice, each in a
// transaction of its own. What is left is kept with the announcement, so that a killed program finishes it later.
import type { Db } from '../database/db.js';
import type { Announced, Enqueue, Owed, WantingRule } from './enqueue.js';

/** Rules of one slice, about 7 ms of work; a destination with more is not split. */
export const RULES_AT_ONCE = 500;

interface Kept extends Owed {
  readonly id: number;
}

/** In order, all rules of one destination in one slice: its delivery goes by the soonest of their modes. */
function inSlices(rules: readonly WantingRule[]): number[][] {
  const slices: number[][] = [];
  let last: string | null = null;
  for (const { id, destination } of rules) {
    const slice = slices.at(-1);
    if (slice === undefined || (slice.length >= RULES_AT_ONCE && destination !== last)) slices.push([id]);
    else slice.push(id);
    last = destination;
  }
  return slices;
}

export function createFanOut(db: Db, enqueue: Enqueue) {
  const keep = db.prepare('INSERT INTO fan_outs (paper_id, rules, at) VALUES (@paperId, @rules, @at)');
  const first = db.prepare<[], Kept>(
    `SELECT fan_outs.id, coalesce(merged_into, paper_id) AS paperId, fan_outs.rules, at
     FROM fan_outs JOIN papers ON papers.id = paper_id ORDER BY fan_outs.id LIMIT 1`,
  );
  const drop = db.prepare('DELETE FROM fan_outs WHERE id = ?');

  return {
    /** Owes an announcement to the rules that want it, in the caller's transaction. */
    owe(paperId: number, announced: Announced, at: string): void {
      const slices = inSlices(enqueue.wanting(announced)).map((ids) => ({ paperId, rules: JSON.stringify(ids), at }));
      const [only, ...others] = slices;
      if (only === undefined) return;
      if (others.length === 0) enqueue.enqueue(only);
      else for (const slice of slices) keep.run(slice);
    },
    /** Makes the deliveries of one slice that is left; false when none is. */
    goOn: db.transaction((): boolean => {
      const slice = first.get();
      if (slice === undefined) return false;
      const { id, ...owed } = slice;
      enqueue.enqueue(owed);
      drop.run(id);
      return true;
    }).immediate,
  };
}

/** Questions over a reading connection. */
export function createFanOutReports(db: Db) {
  const isLeft = db.prepare<[], number>('SELECT 1 FROM fan_outs LIMIT 1').pluck();
  return {
    /** Whether announcements are owed to rules that have no delivery of them yet. */
    isFanningOut: (): boolean => isLeft.get() === 1,
  };
}
