// The thread of a day: its message is claimed, found again and kept like any other; the thread that it opens takes the lists.
import { LEASE_MS } from '../../domain/delivery.js';
import type { Db } from '../database/db.js';

export interface DayThread {
  readonly nonce: string;
  /** What was, or may have been, posted, as JSON. */
  readonly body: string;
  readonly historyAfter: string;
  /** UTC texts with milliseconds. */
  readonly firstAttemptAt: string;
  readonly leaseUntil: string;
  /** Null as long as nobody knows whether the message stands. */
  readonly messageId: string | null;
  readonly threadId: string | null;
}

export interface DayThreadClaim {
  readonly destination: string;
  /** `YYYY-MM-DD` in the destination's zone. */
  readonly day: string;
  readonly nonce: string;
  readonly body: string;
  readonly historyAfter: string;
}

/** Each method is one transaction. */
export function createDayThreads(db: Db) {
  const claim = db.prepare(
    `INSERT INTO day_threads (destination, day, nonce, body, history_after, first_attempt_at, lease_until)
     VALUES (@destination, @day, @nonce, @body, @historyAfter, @at, @lease)
     ON CONFLICT (destination, day) DO UPDATE SET nonce = @nonce, body = @body, history_after = @historyAfter,
       first_attempt_at = @at, lease_until = @lease WHERE message_id IS NULL`,
  );
  const posted = db.prepare(
    'UPDATE day_threads SET message_id = @messageId, thread_id = @threadId WHERE destination = @destination AND day = @day',
  );
  const forget = db.prepare('DELETE FROM day_threads WHERE destination = @destination AND day = @day');
  const forgetThread = db.prepare('DELETE FROM day_threads WHERE thread_id = ?');
  return {
    /** Commits what is about to be posted; a claim of before is replaced. */
    claimDayThread: (wanted: DayThreadClaim, at: string): void =>
      void claim.run({ ...wanted, at, lease: new Date(Date.parse(at) + LEASE_MS).toISOString() }),
    markDayThread: (
      place: { readonly destination: string; readonly day: string },
      found: { readonly messageId: string; readonly threadId: string | null },
    ): void => void posted.run({ ...place, ...found }),
    /** The message, or the thread, is gone: the next list makes a new one. */
    forgetThread: (threadId: string): void => void forgetThread.run(threadId),
    forgetDayThread: (destination: string, day: string): void => void forget.run({ destination, day }),
  };
}

/** Questions over a reading connection. */
export function createDayThreadReports(db: Db) {
  const find = db.prepare<[string, string], DayThread>(
    `SELECT nonce, body, history_after AS historyAfter, first_attempt_at AS firstAttemptAt, lease_until AS leaseUntil,
       message_id AS messageId, thread_id AS threadId FROM day_threads WHERE destination = ? AND day = ?`,
  );
  return { dayThread: (destination: string, day: string): DayThread | null => find.get(destination, day) ?? null };
}
