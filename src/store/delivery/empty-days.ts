// Empty days: destinations that want to be told of a day without papers, and of which days they were told.
import { timePlus } from '../../domain/calendar.js';
import type { CardLanguage } from '../../domain/language.js';
import { knownZone } from '../../domain/local-time.js';
import { DEFAULT_HOUR } from '../../domain/subscription.js';
import type { Db } from '../database/db.js';
import { SHOWN_ELSEWHERE } from './reasons.js';

/** A destination with a digest that tells of empty days; several such rules of one destination are one. */
export interface EmptyDayPlace {
  readonly destination: string;
  readonly isPerson: boolean;
  /** 0-23, the latest of the rules'. */
  readonly hour: number;
  /** IANA; null: that of the program. */
  readonly zone: string | null;
  /** Hours (0-23) in that zone between which nothing is posted; both or none. */
  readonly quietFrom: number | null;
  readonly quietUntil: number | null;
  readonly language: CardLanguage;
  /** When the newest of the rules was made, moved there, or changed in what it takes: papers of before it did not get. */
  readonly since: string;
}

export interface EmptyDayRule {
  readonly kind: string;
  readonly value: string;
  /** A category, alias, archive or group; null: all. */
  readonly category: string | null;
}

interface PlaceRow extends Omit<EmptyDayPlace, 'isPerson'> {
  readonly isPerson: number;
}

/**
 * Days older than this are deleted, since no message about them is sent any more; but for the newest of each destination,
 * so that a clock that is ahead for an hour does not forget what was told today.
 */
const KEPT_MS = 7 * 86_400_000;
const KEPT_DAYS = 7;
/** Longer than a day is looked back upon (milliseconds): what is later is of a clock that was ahead. */
const LATEST_NEWS_MS = 3 * 86_400_000;

/** Destinations read in one go: the gateway's thread does this. */
const PLACES_AT_ONCE = 50;

const IS_TELLING = `removed_at IS NULL AND paused_at IS NULL AND mode = 'digest' AND json_extract(options, '$.tellsEmptyDays') = 1`;

export function createEmptyDayReports(db: Db) {
  const places = db.prepare<[string], PlaceRow>(
    `SELECT rule.destination, rule.guild_id IS NULL AS isPerson, max(coalesce(hour, ${DEFAULT_HOUR})) AS hour,
       zone, quiet_from AS quietFrom, quiet_until AS quietUntil,
       coalesce(place.language, 'en') AS language, max(coalesce(moved_at, rule.created_at)) AS since
     FROM subscriptions AS rule INDEXED BY subscriptions_telling
       LEFT JOIN destinations AS place ON place.destination = rule.destination
       LEFT JOIN settings ON owner = coalesce(rule.guild_id, rule.destination)
     WHERE rule.destination > ? AND ${IS_TELLING} GROUP BY rule.destination ORDER BY rule.destination LIMIT ${PLACES_AT_ONCE}`,
  );
  const rules = db.prepare<[string], EmptyDayRule>(
    `SELECT kind, value, category FROM subscriptions WHERE destination = ? AND ${IS_TELLING} ORDER BY id`,
  );
  const isSettled = (state: 'sent' | 'rejected'): string =>
    `EXISTS (SELECT 1 FROM deliveries WHERE destination = @destination AND state = '${state}' AND settled_at BETWEEN @since AND @until
       AND (created_at >= @since OR settled_at >= @digestUntil))`;
  const news = db
    .prepare<[{ destination: string; since: string; digestUntil: string; until: string }], number>(
      `SELECT EXISTS (SELECT 1 FROM deliveries WHERE destination = @destination AND state IN ('pending', 'sending'))
         OR EXISTS (SELECT 1 FROM deliveries WHERE destination = @destination AND state = 'held' AND created_at BETWEEN @since AND @until)
         OR ${isSettled('sent')} OR ${isSettled('rejected')}
         OR EXISTS (SELECT 1 FROM deliveries WHERE destination = @destination AND state = 'withheld' AND reason = '${SHOWN_ELSEWHERE}'
           AND settled_at BETWEEN @since AND @until)`,
    )
    .pluck();
  return {
    /** Some at a time: those after a destination; none after the last. */
    emptyDayPlaces: (after: string): EmptyDayPlace[] =>
      places.all(after).map((row) => ({ ...row, isPerson: row.isPerson === 1, zone: knownZone(row.zone) })),
    /** What the rules of a destination that tell of empty days are about. */
    emptyDayRules: (destination: string): EmptyDayRule[] => rules.all(destination),
    /**
     * Whether a destination waits for a paper, or got one, or had one held, refused, or left out as shown elsewhere, at a time or in
     * the three days after it. What had been found before and left until `digestUntil` is no news: the digest of that time brought it.
     */
    hasNews: (destination: string, since: string, digestUntil: string): boolean =>
      news.get({ destination, since, digestUntil, until: timePlus(since, LATEST_NEWS_MS) }) === 1,
  };
}

export function createEmptyDayStore(db: Db) {
  const claim = db.prepare('INSERT INTO empty_days VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const forget = db.prepare('DELETE FROM empty_days WHERE destination = ? AND day = ?');
  const prune = db.prepare(
    `DELETE FROM empty_days WHERE destination = @destination AND day < @before AND day <
       (SELECT day FROM empty_days WHERE destination = @destination ORDER BY day DESC LIMIT 1 OFFSET ${KEPT_DAYS})`,
  );
  return {
    /**
     * False where the day was claimed before. It is claimed before it is told: after a kill between the two the line is
     * missing, but it is never posted twice.
     */
    claimEmptyDay: db.transaction((destination: string, day: string, at: string): boolean => {
      prune.run({ destination, before: timePlus(at, -KEPT_MS).slice(0, 10) });
      return claim.run(destination, day, at).changes === 1;
    }).immediate,
    /** The line was certainly not posted: it may be tried again. */
    forgetEmptyDay: (destination: string, day: string): void => void forget.run(destination, day),
  };
}
