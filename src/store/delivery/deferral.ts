// Writes that put deliveries off or make them due, and the channel of a person's direct messages.
import type { Db } from '../database/db.js';
import { IS_PENDING } from './reasons.js';

/** Each method is one transaction. Times are UTC texts with milliseconds. */
export function createDeferrals(db: Db) {
  // The hour of a digest stays what it was: that it has come is known by it.
  const quiet = db.prepare(
    `UPDATE deliveries SET not_before = iif(mode = 'digest', not_before, max(coalesce(not_before, ''), @until)), next_attempt_at = max(next_attempt_at, @until),
       mode = iif(mode = 'cards', 'compact', mode)
     WHERE destination = @destination AND ${IS_PENDING} AND next_attempt_at < @until`,
  );
  const wait = db.prepare(
    `UPDATE deliveries SET next_attempt_at = @until
     WHERE destination = @destination AND ${IS_PENDING} AND mode = @mode
       AND (not_before IS NULL OR not_before <= @until) AND next_attempt_at < @until`,
  );
  const digest = db.prepare(
    `UPDATE deliveries SET not_before = NULL, next_attempt_at = @at
     WHERE destination = @destination AND ${IS_PENDING} AND mode = 'digest'`,
  );
  const keepDirect = db.prepare('UPDATE destinations SET channel_id = @channelId WHERE destination = @destination');
  return {
    /** The channel of a person's direct messages, once it is known. */
    keepDirectChannel: (destination: string, channelId: string): void =>
      void keepDirect.run({ destination, channelId }),
    /** Quiet hours: whatever would go out before their end waits for it, and comes in lists then. */
    deferUntil: (destination: string, until: string): void => void quiet.run({ destination, until }),
    /** The digest of a destination is due now, instead of at its hour. */
    digestNow: (destination: string, at: string): void => void digest.run({ destination, at }),
    /** A message of several papers waits for one of them: so does everything that could only wake it in vain. */
    waitTogether: (destination: string, mode: string, until: string): void =>
      void wait.run({ destination, mode, until }),
  };
}
