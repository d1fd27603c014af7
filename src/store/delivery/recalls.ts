// Recalls: what waits for a time that nothing speaks for any more is due now - an outage is over, or the clock was set back.
import { toUtcText } from '../../domain/calendar.js';
import { LEASE_MS } from '../../domain/delivery.js';
import type { Db } from '../database/db.js';
import { notBefore } from './outbox.js';
import { IS_OPEN } from './reasons.js';

/** No chosen hour lies further ahead than this (milliseconds), unless the clock was wrong when it was worked out. */
const LATEST_HOUR_MS = 26 * 3_600_000;

/** Nor does the lease of a request for translations. */
const LONGEST_LEASE_MS = 3_600_000;

function plus(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}

/** Each method is one transaction. Times are UTC texts with milliseconds. */
export function createRecalls(db: Db) {
  const recall = db.prepare(
    `UPDATE deliveries SET lease_until = min(lease_until, @latest),
       next_attempt_at = iif(lease_until IS NULL, iif(is_doubtful = 0 AND not_before <= @latestHour, max(not_before, @now), @now), min(next_attempt_at, @latest)),
       not_before = iif(not_before > @latestHour, NULL, not_before)
     WHERE ${IS_OPEN} AND next_attempt_at > @now`,
  );
  const recallUpdates = db.prepare(
    "UPDATE message_steps SET next_attempt_at = @now WHERE state = 'pending' AND next_attempt_at > @now",
  );
  const recallFailedDeliveries = db.prepare(
    `UPDATE deliveries SET next_attempt_at = iif(is_doubtful = 1, @now, ${notBefore('@now')})
     WHERE ${IS_OPEN} AND next_attempt_at > @now AND reason IS NOT NULL AND lease_until IS NULL`,
  );
  const recallFailedSteps = db.prepare(
    `UPDATE message_steps SET next_attempt_at = @now
     WHERE state = 'pending' AND next_attempt_at > @now AND reason IS NOT NULL`,
  );
  const recallFailedNotices = db.prepare(
    'UPDATE notices SET next_attempt_at = @now WHERE told_at IS NULL AND next_attempt_at > @now',
  );
  // Whatever lies further ahead than it can be put off was worked out by a clock that was wrong.
  const recallOthers = [
    'UPDATE notices SET next_attempt_at = @now WHERE told_at IS NULL AND next_attempt_at > @now',
    'UPDATE rule_notices SET next_attempt_at = @now WHERE told_at IS NULL AND next_attempt_at > @now',
    'UPDATE alarm_notices SET next_attempt_at = @now WHERE told_at IS NULL AND next_attempt_at > @now',
    'UPDATE day_threads SET publish_at = @now WHERE publish_at > @now',
    "UPDATE translations SET next_attempt_at = @now WHERE state = 'waiting' AND next_attempt_at > @now",
    "UPDATE translations SET lease_until = @lease WHERE state = 'asking' AND lease_until > @lease",
    // A rule gets what is announced after it was made: one that was made in the future would get nothing until then.
    'UPDATE subscriptions SET created_at = @second WHERE removed_at IS NULL AND created_at > @second',
  ].map((sql) => db.prepare(sql));

  return {
    /** An outage is over: whatever failed, and waits for its next attempt, is due now. */
    recallFailed: db.transaction((now: string): void => {
      recallFailedDeliveries.run({ now });
      recallFailedSteps.run({ now });
      recallFailedNotices.run({ now });
    }).immediate,
    /**
     * The clock went back: what was to be done at a time that is far away again is due now, or when its lease ends, and rules
     * that were made in the future are of now.
     */
    recallWaiting: db.transaction((now: string): void => {
      recall.run({ now, latest: plus(now, LEASE_MS), latestHour: plus(now, LATEST_HOUR_MS) });
      recallUpdates.run({ now });
      const others = { now, lease: plus(now, LONGEST_LEASE_MS), second: toUtcText(new Date(now)) };
      for (const statement of recallOthers) statement.run(others);
    }).immediate,
  };
}
