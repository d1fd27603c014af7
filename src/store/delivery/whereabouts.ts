// Whereabouts: what is known of one paper at one destination, and what waits there.
import type { PaperDelivery, PaperHere, PlaceState, RuleHere, Untranslated, WaitingHere } from '../../domain/posted.js';
import type { Db } from '../database/db.js';
import { isOwedAt, rowsOf } from './reasons.js';

type RuleRow = Omit<RuleHere, 'isRemoved' | 'isPaused'> & { readonly isRemoved: 0 | 1; readonly isPaused: 0 | 1 };

const RULE =
  'kind, value, subscriptions.created_at AS createdAt, removed_at IS NOT NULL AS isRemoved, paused_at IS NOT NULL AS isPaused';
/** Rules named in one answer. */
const MOST_RULES = 50;

function toRule(row: RuleRow): RuleHere {
  return { ...row, isRemoved: row.isRemoved === 1, isPaused: row.isPaused === 1 };
}

/** Questions over a reading connection. */
export function createWhereabouts(db: Db) {
  const paperId = db.prepare<[string], number>('SELECT coalesce(merged_into, id) FROM papers WHERE key = ?').pluck();
  const delivery = db.prepare<
    [{ id: number; destination: string }],
    PaperDelivery & { readonly id: number; readonly language: string }
  >(
    `SELECT id, language, state, reason, mode, coalesce(form, 'card') AS form, created_at AS matchedAt, settled_at AS settledAt,
       next_attempt_at AS nextAttemptAt, line, message_id AS messageId, coalesce(message_channel, destination) AS channelId,
       (SELECT count(*) FROM deliveries AS other WHERE other.leader_id = deliveries.leader_id) AS count
     FROM deliveries WHERE paper_id IN ${rowsOf('@id')} AND destination = @destination
     ORDER BY state = 'withheld', paper_id <> @id LIMIT 1`,
  );
  const matched = db.prepare<[number], RuleRow>(
    `SELECT ${RULE} FROM matches JOIN subscriptions ON subscriptions.id = subscription_id WHERE delivery_id = ? ORDER BY subscriptions.id`,
  );
  const untranslated = db.prepare<[number], Untranslated>(
    `SELECT iif(state = 'refused', state, 'dropped') AS state, ifnull(reason, '') AS reason
     FROM translation_papers JOIN translations ON id = translation_id
     WHERE paper_id = ? AND (state IN ('refused', 'dropped') OR reason IS NOT NULL) AND text IS NULL ORDER BY state <> 'refused', kind = 'title', id DESC LIMIT 1`,
  );
  const announcedAt = db.prepare<[number], string | null>('SELECT announced_at FROM papers WHERE id = ?').pluck();
  const silent = db
    .prepare<[number], string | null>(
      `SELECT silent_reason FROM records JOIN sightings ON record_id = records.id JOIN dumps ON dumps.id = dump_id
       WHERE paper_id = ? ORDER BY started_at DESC, dumps.id DESC LIMIT 1`,
    )
    .pluck();
  const rules = db.prepare<[string], RuleRow>(
    `SELECT ${RULE} FROM subscriptions WHERE destination = ? AND removed_at IS NULL ORDER BY id LIMIT ${MOST_RULES}`,
  );
  const waiting = db.prepare<[{ destination: string }], WaitingHere>(
    `SELECT state, mode, reason, count(*) AS count, min(next_attempt_at) AS nextAttemptAt FROM deliveries
     WHERE ${isOwedAt('= @destination')} GROUP BY state, mode, reason ORDER BY nextAttemptAt`,
  );
  const posted = db
    .prepare<[string, string], number>(
      "SELECT count(*) FROM deliveries WHERE destination = ? AND state = 'sent' AND settled_at >= ?",
    )
    .pluck();
  const threadOf = db.prepare<[string], string>('SELECT destination FROM day_threads WHERE thread_id = ?').pluck();

  return {
    /** The destination that a channel, or the thread of one of its days, is. */
    destinationOf: (channelId: string): string => threadOf.get(channelId) ?? channelId,
    paperHere(key: string, destination: string): PaperHere {
      const id = paperId.get(key);
      const row = id === undefined ? undefined : delivery.get({ id, destination });
      const at = id === undefined ? null : (announcedAt.get(id) ?? null);
      return {
        delivery: row ?? null,
        matched: row === undefined ? [] : matched.all(row.id).map(toRule),
        announcedAt: at,
        silentReason: id === undefined || at !== null ? null : (silent.get(id) ?? null),
        rules: rules.all(destination).map(toRule),
        untranslated:
          id === undefined || row === undefined || row.language === 'en' ? null : (untranslated.get(id) ?? null),
      };
    },
    /** `since` is a UTC text. */
    placeState: (destination: string, since: string): PlaceState => ({
      waiting: waiting.all({ destination }),
      posted: posted.get(destination, since) ?? 0,
      rules: rules.all(destination).map(toRule),
    }),
  };
}
