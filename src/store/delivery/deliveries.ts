// Deliveries, read: what is due, what is held, what an admin is to be told.
import type { Language } from '../../domain/language.js';
import type { UnknownDelivery } from '../../domain/delivery.js';
import type { Delivery, MessageStep } from '../../domain/delivery.js';
import type { Db } from '../database/db.js';
import { OUTCOME_UNKNOWN } from './outbox.js';
import { toDelivery, type DeliveryRow } from '../papers/rows.js';

const DELIVERY = `deliveries.id, papers.key AS paper_key, destination, language, state, nonce, body, first_attempt_at,
  history_after, attempts FROM deliveries JOIN papers ON papers.id = paper_id`;

const STEP = `message_steps.id, kind, wanted, message_steps.attempts, delivery_id AS deliveryId, papers.key AS paperKey,
  destination, language, coalesce(message_channel, destination) AS channelId, message_id AS messageId, body
  FROM message_steps JOIN deliveries ON deliveries.id = delivery_id JOIN papers ON papers.id = paper_id`;

/** Who made the subscriptions of a destination, latest first. */
export interface NoticeRow {
  readonly destination: string;
  readonly since: string;
  readonly attempts: number;
  readonly createdBy: string | null;
  readonly language: Language;
}

/** Questions over a reading connection. Times are UTC texts with milliseconds. */
export function createDeliveryReports(db: Db) {
  const due = db.prepare<[string], DeliveryRow>(
    `SELECT ${DELIVERY} WHERE deliveries.id IN (
       SELECT id FROM (
         SELECT id, row_number() OVER (PARTITION BY destination ORDER BY next_attempt_at, id) AS place FROM deliveries
         WHERE state IN ('pending', 'sending') AND next_attempt_at <= ?
       ) WHERE place = 1
     ) ORDER BY deliveries.id`,
  );
  const nextDue = db.prepare<[], { at: string | null }>(
    "SELECT min(next_attempt_at) AS at FROM deliveries WHERE state IN ('pending', 'sending')",
  );
  const held = db.prepare<[], { destination: string }>('SELECT destination FROM held_destinations');
  const unknown = db.prepare<[], { destination: string }>(
    `SELECT DISTINCT destination FROM deliveries WHERE state = 'held' AND reason = '${OUTCOME_UNKNOWN}'`,
  );
  const unknownOf = db.prepare<[string], UnknownDelivery>(
    `SELECT deliveries.id, papers.key AS paperKey, first_attempt_at AS firstAttemptAt
     FROM deliveries JOIN papers ON papers.id = paper_id
     WHERE state = 'held' AND reason = '${OUTCOME_UNKNOWN}' AND destination = ? ORDER BY deliveries.id`,
  );
  const newest = db.prepare<[string], { id: string }>(
    `SELECT message_id AS id FROM deliveries WHERE destination = ? AND state = 'sent' AND message_id IS NOT NULL
     ORDER BY length(message_id) DESC, message_id DESC LIMIT 1`,
  );
  const others = db.prepare<[string, string], { one: number }>(
    "SELECT 1 AS one FROM deliveries WHERE destination = ? AND state = 'sent' AND settled_at > ? LIMIT 1",
  );
  const dueSteps = db.prepare<[string], MessageStep>(
    `SELECT ${STEP} WHERE message_steps.id IN (
       SELECT min(message_steps.id) FROM message_steps JOIN deliveries ON deliveries.id = delivery_id
       WHERE message_steps.state = 'pending' AND message_steps.next_attempt_at <= ?
         AND deliveries.state = 'sent' AND message_id IS NOT NULL GROUP BY destination
     ) ORDER BY message_steps.id`,
  );
  const notices = db.prepare<[string], NoticeRow>(
    `SELECT notices.destination, since, attempts, created_by AS createdBy, coalesce(language, 'en') AS language
     FROM notices LEFT JOIN subscriptions ON subscriptions.id = (
       SELECT id FROM subscriptions WHERE destination = notices.destination ORDER BY removed_at IS NULL DESC, id DESC LIMIT 1)
     WHERE told_at IS NULL AND next_attempt_at <= ?`,
  );
  return {
    /** For every destination the delivery whose time came first: one that failed does not hold up the others. */
    listDue: (now: string): Delivery[] => due.all(now).map(toDelivery),
    /** When the next open delivery is due; null when nothing is owed. */
    nextDueAt: (): string | null => nextDue.get()?.at ?? null,
    heldDestinations: (): string[] => held.all().map((row) => row.destination),
    /** Destinations with deliveries of which nobody knows whether their message exists. */
    unknownDestinations: (): string[] => unknown.all().map((row) => row.destination),
    unknownDeliveries: (destination: string): UnknownDelivery[] => unknownOf.all(destination),
    /** The newest message of ours that stands in a destination. */
    newestMessage: (destination: string): string | null => newest.get(destination)?.id ?? null,
    /** Whether the destination accepted another card after a time. */
    hasSentSince: (destination: string, at: string): boolean => others.get(destination, at) !== undefined,
    /** For every destination its oldest step whose time has come. */
    listDueSteps: (now: string): MessageStep[] => dueSteps.all(now),
    listNotices: (now: string): NoticeRow[] => notices.all(now),
  };
}
