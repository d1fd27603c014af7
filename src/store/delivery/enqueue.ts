// Enqueuing: deliveries and matches of one paper for all rules that want it, each in one statement; and the same again for what waits.
import { nextHour, quietEnd } from '../../domain/due.js';
import { toUtcText } from '../../domain/calendar.js';
import { knownZone } from '../../domain/local-time.js';
import { DEFAULT_HOUR, MODES } from '../../domain/subscription.js';
import type { Db } from '../database/db.js';
import { ASLEEP, PAUSED, UNSUBSCRIBED } from './reasons.js';
import { readHours } from '../stored-json.js';

/** What a statement is told of an announcement. Lists are JSON. */
export interface Announced {
  /** Categories, archives and groups of rules that want it; `*` stands for all. */
  readonly wanted: string;
  /** Those of them to which it is new, not cross-listed. */
  readonly asNew: string;
  /** Ids of rules that had to read it, and want it. */
  readonly read: string;
  /** How old (UTC) a rule has to be; null: of every age. */
  readonly since: string | null;
  readonly isReplacement: 0 | 1;
}

export interface WantingRule {
  readonly id: number;
  readonly destination: string;
}

/** What rules are owed of a paper. */
export interface Owed {
  readonly paperId: number;
  /** Ids as JSON. */
  readonly rules: string;
  /** When it was announced. */
  readonly at: string;
}

/** Rules that want the announcement of a paper in a category that is theirs. `SCOPE` is the category of a rule, or `*`. */
const SCOPE = "ifnull(category, '*')";
export const WANTS_ANNOUNCEMENT = `removed_at IS NULL AND (@since IS NULL OR subscriptions.created_at <= @since)
  AND iif(@isReplacement, announcements = 'all', announcements <> 'new' OR ${SCOPE} IN (SELECT value FROM json_each(@asNew)))`;
export const IN_SCOPE = `${SCOPE} IN (SELECT value FROM json_each(@wanted))`;

/** Of the rules that wanted it, those that stand still. */
const RULES = 'subscriptions.id IN (SELECT value FROM json_each(@rules)) AND removed_at IS NULL';

/** The place of a rule's mode in the order of modes; those of paused rules come after all others. */
const RANK = `CASE mode ${MODES.map((mode, rank) => `WHEN '${mode}' THEN ${rank}`).join(' ')} END + iif(paused_at IS NULL, 0, ${MODES.length})`;
const isPausedRank = (rank: string): string => `${rank} >= ${MODES.length}`;
/** A digest without an hour can only come of an edit by hand; everywhere it has this one. */
const HOURS = `json_group_array(DISTINCT coalesce(hour, ${DEFAULT_HOUR})) FILTER (WHERE mode = 'digest' AND paused_at IS NULL)`;
const MODE = `CASE rank % ${MODES.length} ${MODES.map((mode, rank) => `WHEN ${rank} THEN '${mode}'`).join(' ')} END`;
/** `rules` has rank and hours of the rules of a destination that want a paper. */
const PLANNED = `rules.*, place.language, ${MODE} AS planned,
    due_at(${MODE}, hours, coalesce(zone, @zone), quiet_from, quiet_until, @at) AS due`;
const PLACES = `LEFT JOIN destinations AS place ON place.destination = rules.destination
  LEFT JOIN settings ON owner = coalesce(place.guild_id, rules.destination)`;
/** What quiet hours put off comes as lists. */
const GIVEN_MODE = "iif(planned = 'cards' AND due > @at, 'compact', planned)";

/** A pause of less than this (seconds) does not put a digest off. */
const MOMENT_S = 3_600;

/** What decides when a delivery is due: the mode, the hours of digests as JSON, the quiet hours, and the zone of all hours. */
interface PlannedDelivery {
  readonly mode: string;
  readonly hours: string;
  readonly zone: string;
  readonly from: number | null;
  readonly until: number | null;
}

/** Deliveries (ids as JSON) that are decided again. */
interface Decided {
  readonly ids: string;
  readonly zone: string;
  readonly at: string;
}

/** The default zone of hours is the operator's. Registers a function of SQL on the connection. */
export function createEnqueue(db: Db, zone: string) {
  let asOf = '';
  const known = new Map<string, string>();

  function dueAt({ mode, hours, zone: local, from, until }: PlannedDelivery, at: string): string {
    const now = new Date(at);
    if (mode === 'digest') {
      const times = readHours(hours).map((hour) => nextHour(hour, local, now).getTime());
      return times.length === 0 ? at : toUtcText(new Date(Math.min(...times)));
    }
    const end = from === null || until === null ? null : quietEnd({ from, until, zone: local }, now);
    return end === null ? at : toUtcText(end);
  }
  // Times of zones take long to work out, and all rules of a moment ask for the same few.
  db.function('due_at', { deterministic: true, varargs: true }, (...args: unknown[]) => {
    const [mode, hours, local, from, until, at] = args as [
      string,
      string,
      string,
      number | null,
      number | null,
      string,
    ];
    if (mode !== 'digest' && (from === null || until === null)) return at;
    if (asOf !== at) known.clear();
    asOf = at;
    const key = JSON.stringify(args);
    const due = known.get(key) ?? dueAt({ mode, hours, zone: knownZone(local) ?? zone, from, until }, at);
    known.set(key, due);
    return due;
  });

  const wanting = db.prepare<[Announced], WantingRule>(
    `SELECT id, destination FROM (SELECT id, destination FROM subscriptions WHERE kind = 'category' AND is_narrowed = 0
         AND value IN (SELECT value FROM json_each(@wanted)) AND ${WANTS_ANNOUNCEMENT}
       UNION ALL SELECT id, destination FROM subscriptions WHERE id IN (SELECT value FROM json_each(@read)))
     ORDER BY destination, id`,
  );
  const enqueue = db.prepare<[Owed & { zone: string }]>(
    `INSERT INTO deliveries (paper_id, destination, language, mode, state, reason, next_attempt_at, not_before, created_at, settled_at)
     SELECT @paperId, planned.destination, coalesce(language, 'en'), ${GIVEN_MODE},
       iif(${isPausedRank('rank')}, 'withheld', iif(held.reason IS NULL, 'pending', 'held')),
       iif(${isPausedRank('rank')}, '${PAUSED}', held.reason), due,
       iif(due > @at, due, NULL), @at,
       iif(${isPausedRank('rank')}, @at, NULL)
     FROM (SELECT ${PLANNED} FROM (
         SELECT destination, min(${RANK}) AS rank, ${HOURS} AS hours, min(id) AS first
         FROM subscriptions WHERE ${RULES} GROUP BY destination) AS rules ${PLACES}) AS planned
       LEFT JOIN held_destinations AS held ON held.destination = planned.destination
     WHERE true ORDER BY first ON CONFLICT (destination, paper_id) DO NOTHING`,
  );
  const match = db.prepare<[Owed]>(
    `INSERT OR IGNORE INTO matches SELECT deliveries.id, subscriptions.id
     FROM subscriptions CROSS JOIN deliveries ON deliveries.destination = subscriptions.destination AND paper_id = @paperId
     WHERE ${RULES}`,
  );
  const isAsleep = db
    .prepare<[number], number>(
      `SELECT 1 FROM deliveries WHERE paper_id = ? AND state = 'withheld' AND reason IN (${ASLEEP}) LIMIT 1`,
    )
    .pluck();
  const asleep = db
    .prepare<[Owed & { since: string }], number>(
      `SELECT id FROM deliveries WHERE paper_id = @paperId AND state = 'withheld' AND reason IN (${ASLEEP}) AND created_at >= @since
         AND destination IN (SELECT destination FROM subscriptions WHERE ${RULES})`,
    )
    .pluck();
  // A delivery that somebody works on, or that may have a message, is left alone. A digest whose hour has come, and that only
  // waits for something else, does not wait for the hour of the next day; nor does one that was paused a moment ago. What came
  // during the pause has no hour yet.
  const hasCome = `deliveries.mode = 'digest' AND planned = 'digest' AND iif(state <> 'withheld', ifnull(not_before, '') <= @at,
    deliveries.reason = '${PAUSED}' AND not_before <= @at AND unixepoch(settled_at) > unixepoch(@at) - ${MOMENT_S})`;
  const notBefore = `CASE WHEN ${hasCome} THEN not_before WHEN due > @at THEN due ELSE NULL END`;
  const DECIDED = `FROM (SELECT target.id AS target, target.destination AS at_destination, planned.*
         FROM deliveries AS target LEFT JOIN (SELECT ${PLANNED} FROM (
           SELECT delivery_id, destination, min(${RANK}) AS rank, ${HOURS} AS hours
           FROM matches JOIN subscriptions ON subscriptions.id = subscription_id
           WHERE delivery_id IN (SELECT value FROM json_each(@ids)) AND removed_at IS NULL GROUP BY delivery_id) AS rules ${PLACES}
         ) AS planned ON planned.delivery_id = target.id
         WHERE target.id IN (SELECT value FROM json_each(@ids))) AS new
       LEFT JOIN held_destinations AS held ON held.destination = new.at_destination`;
  const replan = db.prepare<[Decided]>(
    `UPDATE deliveries SET mode = iif(new.rank IS NULL, mode, ${GIVEN_MODE}),
       state = CASE WHEN new.rank IS NULL OR ${isPausedRank('new.rank')} THEN 'withheld' WHEN held.reason IS NULL THEN 'pending' ELSE 'held' END,
       reason = CASE WHEN new.rank IS NULL THEN '${UNSUBSCRIBED}' WHEN ${isPausedRank('new.rank')} THEN '${PAUSED}'
         WHEN held.reason IS NULL AND state = 'pending' THEN deliveries.reason ELSE held.reason END,
       next_attempt_at = CASE WHEN new.rank IS NULL OR ${isPausedRank('new.rank')} OR ${hasCome} THEN next_attempt_at
         WHEN state = 'withheld' OR mode <> planned OR not_before > @at THEN due ELSE max(next_attempt_at, due) END,
       not_before = iif(new.rank IS NULL OR ${isPausedRank('new.rank')}, not_before, ${notBefore}),
       settled_at = iif(new.rank IS NULL OR ${isPausedRank('new.rank')}, @at, NULL)
     ${DECIDED}
     WHERE deliveries.id = new.target AND deliveries.is_doubtful = 0
       AND (deliveries.state IN ('pending', 'held') OR (deliveries.state = 'withheld' AND deliveries.reason IN (${ASLEEP})))`,
  );
  // Should its message turn out not to stand, it is owed in the mode, and not before the hour, that hold by then.
  const replanUnderWay = db.prepare<[Decided]>(
    `UPDATE deliveries SET mode = ${GIVEN_MODE}, not_before = ${notBefore} ${DECIDED}
     WHERE deliveries.id = new.target AND NOT ifnull(${isPausedRank('new.rank')}, true)
       AND (deliveries.state = 'sending' OR (deliveries.state = 'held' AND deliveries.is_doubtful = 1))`,
  );

  return {
    /** Rules that want an announcement, those of one destination together. */
    wanting: (announced: Announced): WantingRule[] => wanting.all(announced),
    /** Makes the deliveries of an announcement with their matches. */
    enqueue(owed: Owed): void {
      enqueue.run({ ...owed, zone });
      match.run(owed);
    },
    isAsleep: (paperId: number): boolean => isAsleep.get(paperId) !== undefined,
    /** What was withheld because nobody wanted it, and matched since a time (UTC), goes out where somebody wants it again. */
    wake(owed: Owed, since: string): void {
      const ids = asleep.all({ ...owed, since });
      if (ids.length === 0) return;
      match.run(owed);
      replan.run({ ids: JSON.stringify(ids), zone, at: owed.at });
    },
    /**
     * Decides again, by the rules that match them and stand, what becomes of deliveries that wait, and what is to become of
     * those under way that turn out not to stand; answers how many that wait changed.
     */
    replan(ids: readonly number[], at: string): number {
      const decided = { ids: JSON.stringify(ids), zone, at };
      replanUnderWay.run(decided);
      return replan.run(decided).changes;
    },
  };
}

export type Enqueue = ReturnType<typeof createEnqueue>;
