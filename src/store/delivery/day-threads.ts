// The thread of a day: its message is claimed, found again, kept and published like any other; its thread takes the lists.
import { timePlus } from '../../domain/calendar.js';
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
  /** Null as long as it is unknown whether the message exists. */
  readonly messageId: string | null;
  readonly threadId: string | null;
}

/** A message of a day that is to be published, as announcement channels do. */
export interface UnpublishedDay {
  readonly destination: string;
  readonly day: string;
  readonly messageId: string;
  readonly attempts: number;
}

export interface PostedDay {
  readonly messageId: string;
  readonly threadId: string | null;
  /** When it is to be published; null: not, or as it was decided before. */
  readonly publishAt: string | null;
}

/**
 * Lines of messages can be paged through for so long; whose thread a day's was is kept as long (days), and so many of the newest
 * of each destination at least, so that a clock that is ahead for an hour does not forget today's.
 */
const KEPT_DAYS = 90;
/** Messages published in one round. */
const PUBLISHED_AT_ONCE = 50;

export interface DayThreadClaim {
  readonly destination: string;
  /** `YYYY-MM-DD` in the destination's zone. */
  readonly day: string;
  readonly nonce: string;
  readonly body: string;
  readonly historyAfter: string;
}

interface Forgotten {
  readonly destination: string;
  readonly messageId: string | null;
}

type DayOf = Pick<DayThreadClaim, 'destination' | 'day'>;

/** Each method is one transaction. */
export function createDayThreads(db: Db) {
  const claim = db.prepare(
    `INSERT INTO day_threads (destination, day, nonce, body, history_after, first_attempt_at, lease_until)
     VALUES (@destination, @day, @nonce, @body, @historyAfter, @at, @lease)
     ON CONFLICT (destination, day) DO UPDATE SET nonce = @nonce, body = @body, history_after = @historyAfter,
       first_attempt_at = @at, lease_until = @lease WHERE message_id IS NULL`,
  );
  const posted = db.prepare(
    `UPDATE day_threads SET message_id = @messageId, thread_id = @threadId, publish_at = coalesce(@publishAt, publish_at)
     WHERE destination = @destination AND day = @day`,
  );
  const published = db.prepare(
    'UPDATE day_threads SET publish_at = NULL WHERE destination = @destination AND day = @day',
  );
  const publishLater = db.prepare(
    `UPDATE day_threads SET publish_at = @next, publish_attempts = publish_attempts + @counted
     WHERE destination = @destination AND day = @day`,
  );
  const prune = db.prepare(
    `DELETE FROM day_threads WHERE destination = @destination AND day < date(@at, '-${KEPT_DAYS} days') AND day <
       (SELECT day FROM day_threads WHERE destination = @destination ORDER BY day DESC LIMIT 1 OFFSET ${KEPT_DAYS})`,
  );
  const forget = db.prepare<[DayOf], Forgotten>(
    'DELETE FROM day_threads WHERE destination = @destination AND day = @day RETURNING destination, message_id AS messageId',
  );
  const forgetThread = db.prepare<[string], Forgotten>(
    'DELETE FROM day_threads WHERE thread_id = ? RETURNING destination, message_id AS messageId',
  );
  // Found after a restore: it would be found again, and again cannot be used.
  const forgetHead = db.prepare(
    "DELETE FROM found_cards WHERE destination = @destination AND message_id = @messageId AND mark >= 'head ' AND mark < 'head!'",
  );
  const forgetHeads = (days: readonly Forgotten[]): void => days.forEach((day) => void forgetHead.run(day));
  return {
    /** Commits what is about to be posted; a claim of before is replaced. */
    claimDayThread: db.transaction((wanted: DayThreadClaim, at: string): void => {
      claim.run({ ...wanted, at, lease: timePlus(at, LEASE_MS) });
      prune.run({ destination: wanted.destination, at });
    }).immediate,
    markDayThread: (place: DayOf, message: PostedDay): void =>
      void posted.run({ destination: place.destination, day: place.day, ...message }),
    /** It is published, or never will be. */
    endPublishing: ({ destination, day }: DayOf): void => void published.run({ destination, day }),
    /** `next` is a UTC text; `isCounted` false: the attempt says nothing of the message. */
    publishLater: ({ destination, day }: DayOf, next: string, isCounted: boolean): void =>
      void publishLater.run({ destination, day, next, counted: isCounted ? 1 : 0 }),
    /** The message, or the thread, is gone or locked: the next list makes a new one. */
    forgetThread: db.transaction((threadId: string): void => forgetHeads(forgetThread.all(threadId))).immediate,
    forgetDayThread: db.transaction((destination: string, day: string): void =>
      forgetHeads(forget.all({ destination, day })),
    ).immediate,
  };
}

/** Questions over a reading connection. */
export function createDayThreadReports(db: Db) {
  const find = db.prepare<[string, string], DayThread>(
    `SELECT nonce, body, history_after AS historyAfter, first_attempt_at AS firstAttemptAt, lease_until AS leaseUntil,
       message_id AS messageId, thread_id AS threadId FROM day_threads WHERE destination = ? AND day = ?`,
  );
  const since = db
    .prepare<[string, string], string>(
      'SELECT thread_id FROM day_threads WHERE destination = ? AND day >= ? AND thread_id IS NOT NULL ORDER BY day',
    )
    .pluck();
  const unpublished = db.prepare<[string], UnpublishedDay>(
    `SELECT destination, day, message_id AS messageId, publish_attempts AS attempts FROM day_threads
     WHERE publish_at IS NOT NULL AND publish_at <= ? AND message_id IS NOT NULL ORDER BY publish_at LIMIT ${PUBLISHED_AT_ONCE}`,
  );
  return {
    dayThread: (destination: string, day: string): DayThread | null => find.get(destination, day) ?? null,
    /** Threads of a destination for a day (`YYYY-MM-DD`) or later ones. */
    dayThreadsSince: (destination: string, day: string): string[] => since.all(destination, day),
    unpublishedDays: (now: string): UnpublishedDay[] => unpublished.all(now),
  };
}
