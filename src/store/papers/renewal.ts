// Renewal, written: rows that older rules made are rebuilt, a few in each transaction.
import { FRESH_DAYS } from '../../domain/announcement.js';
import { timePlus } from '../../domain/calendar.js';
import { errorText } from '../../errors.js';
import type { Db } from '../database/db.js';
import { isStoreFailure } from '../database/sqlite-errors.js';
import { IS_PENDING } from '../delivery/reasons.js';
import { RULES } from './rules.js';

/** A paper that could not be rebuilt; it stays as it was until the rules change again. */
export interface RenewalFailure {
  readonly key: string;
  readonly stack: string;
}

export interface Renewed {
  readonly papers: number;
  /** Whether these were owed to somebody or posted of late: until then a paper that waits may be one that was posted. */
  readonly isOwed: boolean;
  readonly isLeft: boolean;
  readonly failures: readonly RenewalFailure[];
}

interface OldRow {
  readonly id: number;
  readonly key: string;
  readonly merged_into: number | null;
}

/** Papers posted within this time come first (milliseconds). */
const OF_LATE_MS = FRESH_DAYS * 86_400_000;
/** How long one transaction may take (milliseconds), and how many papers are looked up for it. */
const SLICE_MS = 20;
const LOOKED_UP = 40;

interface RenewalOptions {
  readonly db: Db;
  /** Rebuilds one paper inside the caller's transaction. */
  readonly renew: (id: number, now: Date) => void;
  /** Runs work as one transaction, and inside it as one that is taken back alone. */
  readonly batch: <T>(work: () => T) => T;
  readonly alone: (work: () => void) => void;
}

/**
 * Answers a function that rebuilds some papers: first those that were posted of late and those that are owed to somebody, which may turn
 * out to be the same, then the newest.
 */
export function createRenewal({ db, renew, batch, alone }: RenewalOptions): (now: Date) => Renewed {
  const owedWhere = (isOwed: string): string =>
    `SELECT DISTINCT papers.id, key, merged_into FROM deliveries JOIN papers ON papers.id = paper_id
     WHERE ${isOwed} AND rules <> ${RULES}`;
  const owed = db.prepare<[], OldRow>(
    `${owedWhere(IS_PENDING)} UNION ALL ${owedWhere("state = 'held'")} LIMIT ${LOOKED_UP}`,
  );
  const older = db.prepare<[], OldRow>(
    `SELECT id, key, merged_into FROM papers WHERE rules < ${RULES} ORDER BY rules DESC, id DESC LIMIT ${LOOKED_UP}`,
  );
  const newer = db.prepare<[], OldRow>(
    `SELECT id, key, merged_into FROM papers WHERE rules > ${RULES} LIMIT ${LOOKED_UP}`,
  );
  // Asked once in a run: it reads of every message that was ever sent.
  const sentSince = db
    .prepare<[string], number>(
      `SELECT DISTINCT papers.id FROM deliveries JOIN papers ON papers.id = paper_id
       WHERE state = 'sent' AND settled_at >= ? AND rules <> ${RULES} ORDER BY papers.id`,
    )
    .pluck();
  const listed = db.prepare<[string], OldRow>(
    `SELECT id, key, merged_into FROM papers WHERE id IN (SELECT value FROM json_each(?)) AND rules <> ${RULES} ORDER BY id DESC`,
  );
  const rulesOf = db.prepare<[number], number>('SELECT rules FROM papers WHERE id = ?').pluck();
  const mark = db.prepare(`UPDATE papers SET rules = ${RULES} WHERE id = ?`);
  let sent: number[] | null = null;
  let isNobodyOwed = false;

  function others(): OldRow[] {
    const rows = older.all();
    return rows.length > 0 ? rows : newer.all();
  }

  function next(now: Date): { rows: OldRow[]; isOwed: boolean } {
    if (isNobodyOwed) return { rows: others(), isOwed: false };
    // At nearly every start nothing is to be done.
    if (sent === null && others().length === 0) return { rows: [], isOwed: false };
    sent ??= sentSince.all(timePlus(now.toISOString(), -OF_LATE_MS));
    for (let last = sent.at(-1); last !== undefined && rulesOf.get(last) === RULES; last = sent.at(-1)) sent.pop();
    if (sent.length > 0) return { rows: listed.all(JSON.stringify(sent.slice(-LOOKED_UP))), isOwed: true };
    const rows = owed.all();
    isNobodyOwed = rows.length === 0;
    return isNobodyOwed ? next(now) : { rows, isOwed: true };
  }

  return (now) =>
    batch(() => {
      const end = performance.now() + SLICE_MS;
      const failures: RenewalFailure[] = [];
      const { rows, isOwed } = next(now);
      let papers = 0;
      for (const { id, key, merged_into: mergedInto } of rows) {
        if (papers > 0 && performance.now() >= end) break;
        papers += 1;
        // The row of another one's slice: it became one paper with it, or was split from it.
        if (rulesOf.get(id) === RULES) continue;
        try {
          if (mergedInto === null) alone(() => renew(id, now));
        } catch (error) {
          if (isStoreFailure(error)) throw error;
          failures.push({ key, stack: (error instanceof Error ? error.stack : undefined) ?? errorText(error) });
        }
        mark.run(id);
      }
      return { papers, isOwed, isLeft: rows.length > 0, failures };
    });
}
