// Recalls: makes waiting work due now, because an outage is over or the clock was set back.
import { timePlus, toUtcText } from '../../domain/calendar.js';
import { LEASE_MS } from '../../domain/delivery.js';
import { isBelievable } from '../../domain/plausible.js';
import type { Db } from '../database/db.js';
import { IS_QUEUED } from '../translation/queued.js';
import { notBefore } from './outbox.js';
import { IS_OPEN } from './reasons.js';

/** No chosen hour lies further ahead than this (milliseconds), unless the clock was wrong when it was worked out. */
const LATEST_HOUR_MS = 26 * 3_600_000;

/** Longer than the lease of any request for translations (milliseconds). */
const LONGEST_LEASE_MS = 3_600_000;

/** A message of a day that waits longer to be published (milliseconds) waits because Discord asked for it. */
const LONGEST_WAIT_MS = 300_000;

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
  const recallNotices = ['notices', 'rule_notices', 'alarm_notices'].map((table) =>
    db.prepare(`UPDATE ${table} SET next_attempt_at = @now WHERE told_at IS NULL AND next_attempt_at > @now`),
  );
  const recallFailedDays = db.prepare(
    'UPDATE day_threads SET publish_at = @now WHERE publish_attempts > 0 AND publish_at > @now AND publish_at <= @longest',
  );
  // Times further ahead than anything is put off were computed while the clock was wrong.
  const recallOthers = [
    'UPDATE day_threads SET publish_at = @now WHERE publish_at > @now',
    `UPDATE translations SET lease_until = @lease WHERE ${IS_QUEUED} AND state = 'asking' AND lease_until > @lease`,
  ].map((sql) => db.prepare(sql));
  // A rule gets what is announced after its creation, and days without papers are told from its move on: not until a time in the future.
  // Buttons and menus that stand name it by the time when it was made, and are to find it all the same.
  const recallRules = db.prepare(
    `UPDATE subscriptions SET made_at = coalesce(made_at, created_at), created_at = min(created_at, @second), moved_at = min(moved_at, @second)
     WHERE removed_at IS NULL AND (created_at > @second OR moved_at > @second)`,
  );

  return {
    /** An outage is over: whatever failed, and waits for its next attempt, is due now. */
    recallFailed: db.transaction((now: string): void => {
      recallFailedDeliveries.run({ now });
      recallFailedSteps.run({ now });
      recallFailedDays.run({ now, longest: timePlus(now, LONGEST_WAIT_MS) });
      for (const statement of recallNotices) statement.run({ now });
    }).immediate,
    /**
     * The clock went back: what was to be done at a time that is far away again is due now, or when its lease ends. Rules
     * with a creation time in the future count as created now, unless the clock cannot be right.
     */
    recallWaiting: db.transaction((now: string): void => {
      recall.run({ now, latest: timePlus(now, LEASE_MS), latestHour: timePlus(now, LATEST_HOUR_MS) });
      recallUpdates.run({ now });
      for (const statement of recallNotices) statement.run({ now });
      const others = { now, lease: timePlus(now, LONGEST_LEASE_MS) };
      for (const statement of recallOthers) statement.run(others);
      if (isBelievable(new Date(now))) recallRules.run({ second: toUtcText(new Date(now)) });
    }).immediate,
  };
}
