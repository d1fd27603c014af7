// Whose turn it is to ask a source: one request at a time and a pause after each, over all processes of this database.
import type { Db } from '../database/db.js';

/**
 * A request that was not renewed for so long belongs to a process that is gone (milliseconds). Times are of the machine's
 * monotonic clock: one that lies far ahead is of before the machine was started, and counts as over.
 */
export const TURN_LEASE_MS = 10_000;

/**
 * A time may lie ahead by as long as the question for the turn waited for the database: another process can have ended its
 * request meanwhile (milliseconds).
 */
const WAITED_MS = 60_000;

export interface TurnAsked {
  /** All hosts of arXiv are one lane. */
  readonly lane: string;
  /** Names the request; no two are named alike. */
  readonly holder: string;
  /** Least pause after the end of the last request. */
  readonly paceMs: number;
  readonly nowMs: number;
}

interface TurnRow {
  readonly holder: string | null;
  readonly renewed_ms: number;
  readonly ended_ms: number | null;
}

export function createTurnStore(db: Db) {
  const find = db.prepare<[string], TurnRow>('SELECT holder, renewed_ms, ended_ms FROM source_turns WHERE lane = ?');
  const take = db.prepare(
    `INSERT INTO source_turns (lane, holder, renewed_ms) VALUES (@lane, @holder, @nowMs)
     ON CONFLICT (lane) DO UPDATE SET holder = @holder, renewed_ms = @nowMs`,
  );
  const renew = db.prepare('UPDATE source_turns SET renewed_ms = ? WHERE lane = ? AND holder = ?');
  const end = db.prepare('UPDATE source_turns SET holder = NULL, ended_ms = ? WHERE lane = ? AND holder = ?');

  /** Milliseconds until a time plus a span, at most the span; 0 when that is over, or the time lies far ahead. */
  const left = (since: number, span: number, now: number): number =>
    since > now + WAITED_MS ? 0 : Math.min(span, Math.max(0, since + span - now));

  function waitOf({ lane, paceMs, nowMs }: TurnAsked): number {
    const row = find.get(lane);
    if (row === undefined) return 0;
    if (row.holder === null) return left(row.ended_ms ?? 0, paceMs, nowMs);
    const lease = left(row.renewed_ms, TURN_LEASE_MS, nowMs);
    return lease > 0 ? lease : left(row.renewed_ms + TURN_LEASE_MS, paceMs, nowMs);
  }

  return {
    /** Takes the turn and answers 0, or answers in how many milliseconds to ask again at the latest. */
    takeTurn: db.transaction((asked: TurnAsked): number => {
      const wait = waitOf(asked);
      if (wait === 0) take.run({ lane: asked.lane, holder: asked.holder, nowMs: asked.nowMs });
      return wait;
    }).immediate,
    /** False when the turn was lost. */
    renewTurn: (lane: string, holder: string, nowMs: number): boolean => renew.run(nowMs, lane, holder).changes === 1,
    endTurn: (lane: string, holder: string, nowMs: number): void => void end.run(nowMs, lane, holder),
  };
}
