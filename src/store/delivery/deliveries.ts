// Deliveries, read: what is due, what is held, what an admin is to be told.

import type { CardLanguage } from '../../domain/language.js';
import type { UnknownDeliveries, UnknownDelivery } from '../../domain/delivery.js';
import type { Delivery, MessageUpdate } from '../../domain/delivery.js';
import { requireRow, type Db } from '../database/db.js';
import { IS_OPEN, OUTCOME_UNKNOWN } from './reasons.js';
import { toDelivery, type DeliveryRow } from '../papers/rows.js';

/** The columns of a DeliveryRow. */
export const DELIVERY = `deliveries.id, papers.key AS paper_key, destination, language, mode, leader_id, message_channel,
  most_together, state, nonce, body, first_attempt_at, history_after, attempts, waits_since
  FROM deliveries JOIN papers ON papers.id = paper_id`;

const STEP_CHANNEL = 'coalesce(message_channel, destination) AS channelId';
const STEP = `message_steps.id, kind, wanted, message_steps.attempts, delivery_id AS deliveryId, papers.key AS paperKey,
  destination, language, leader_id AS leaderId, coalesce(form, 'card') AS form, ${STEP_CHANNEL}, message_id AS messageId, body`;
/** Deliveries due at one time are taken the oldest paper first, as far as these many tell. */
const LOOKED_AT = 200;

/** A destination with something due; `dueAt` is when the first of it was. */
export interface DueDestination {
  readonly destination: string;
  readonly dueAt: string;
}

/** Where a page of steps ended. */
export interface StepPlace {
  readonly dueAt: string;
  readonly id: number;
}

/** A step, as far as it tells whose turn it is, and whether its channel rests. */
export type DueStep = Pick<MessageUpdate, 'id' | 'kind' | 'attempts' | 'deliveryId' | 'destination' | 'channelId'>;

interface StepRow extends DueStep {
  readonly dueAt: string;
  readonly isOut: 0 | 1;
}

/** People told in one round. */
const NOTICES_AT_ONCE = 50;

/** Who made the subscriptions of a destination, latest first. */
export interface NoticeRow {
  readonly destination: string;
  readonly since: string;
  readonly attempts: number;
  readonly createdBy: string | null;
  readonly language: CardLanguage;
}

/** Questions over a reading connection. Times are UTC texts with milliseconds. */
export function createDeliveryReports(db: Db) {
  const dueDestinations = db.prepare<[string, string, string, number], DueDestination>(
    `SELECT destination, due_at AS dueAt FROM destination_states
     WHERE due_at IS NOT NULL AND due_at <= ? AND (due_at, destination) > (?, ?) ORDER BY due_at, destination LIMIT ?`,
  );
  const firstDue = db.prepare<[string, string], DeliveryRow>(
    `SELECT ${DELIVERY} WHERE deliveries.id IN (
       SELECT id FROM deliveries WHERE destination = ? AND ${IS_OPEN} AND next_attempt_at <= ?
         AND (leader_id IS NULL OR leader_id = id) ORDER BY next_attempt_at, id LIMIT ${LOOKED_AT})
     ORDER BY next_attempt_at, search_id, deliveries.id LIMIT 1`,
  );
  const nextDueAt = db.prepare<[], { at: string | null }>(
    'SELECT min(due_at) AS at FROM destination_states WHERE due_at IS NOT NULL',
  );
  const dueBy = db
    .prepare<[string], number>(
      `SELECT (SELECT count(*) FROM deliveries WHERE ${IS_OPEN} AND state = 'pending' AND next_attempt_at <= ?)
            + (SELECT count(*) FROM deliveries WHERE ${IS_OPEN} AND state = 'sending')`,
    )
    .pluck();
  const held = db.prepare<[], { destination: string }>('SELECT destination FROM held_destinations');
  const unknown = db.prepare<[], { destination: string }>(
    `SELECT DISTINCT destination FROM deliveries WHERE state = 'held' AND reason = '${OUTCOME_UNKNOWN}'`,
  );
  const isUnknownOf = `state = 'held' AND reason = '${OUTCOME_UNKNOWN}' AND destination = @destination
       AND (@userId IS NULL OR EXISTS (SELECT 1 FROM subscriptions WHERE destination = @destination AND created_by = @userId))`;
  const unknownOf = db.prepare<[{ destination: string; userId: string | null; most: number }], UnknownDelivery>(
    `SELECT deliveries.id, papers.key AS paperKey, first_attempt_at AS firstAttemptAt
     FROM deliveries JOIN papers ON papers.id = paper_id WHERE ${isUnknownOf} ORDER BY deliveries.id LIMIT @most`,
  );
  const unknownCount = db
    .prepare<[{ destination: string; userId: string | null }], number>(
      `SELECT count(*) FROM deliveries WHERE ${isUnknownOf}`,
    )
    .pluck();
  const newest = db
    .prepare<[string], string | null>('SELECT newest_message FROM destination_states WHERE destination = ?')
    .pluck();
  const followed = db
    .prepare<[number], string | null>(
      `SELECT DISTINCT category FROM matches JOIN subscriptions ON subscriptions.id = subscription_id
       WHERE delivery_id = ? ORDER BY subscriptions.id`,
    )
    .pluck();
  const others = db.prepare<[string, string], { one: number }>(
    "SELECT 1 AS one FROM deliveries WHERE destination = ? AND state = 'sent' AND settled_at > ? LIMIT 1",
  );
  // The inner limit bounds what is read: steps of cards that wait to be posted may be many, and none of them is to be done.
  // No bodies: of thousands of steps of one destination each look takes one.
  // Two parts: compared as one value with the id, a time is found by the index only for others than its own, and edits of one paper share theirs.
  const openStep = `SELECT id, kind, attempts, delivery_id, next_attempt_at AS at FROM message_steps
    WHERE state = 'pending' AND next_attempt_at <= @now`;
  const stepsAfter = db.prepare<[StepPlace & { readonly now: string; readonly limit: number }], StepRow>(
    `SELECT place.id, kind, place.attempts, delivery_id AS deliveryId, destination, ${STEP_CHANNEL}, place.at AS dueAt, deliveries.state = 'sent' AND message_id IS NOT NULL AS isOut
     FROM (${openStep} AND next_attempt_at = @dueAt AND id > @id UNION ALL ${openStep} AND next_attempt_at > @dueAt
       ORDER BY at, id LIMIT @limit) AS place JOIN deliveries ON deliveries.id = delivery_id
     ORDER BY place.at, place.id`,
  );
  const stepOf = db.prepare<[number, string], MessageUpdate>(
    `SELECT ${STEP} FROM message_steps JOIN deliveries ON deliveries.id = delivery_id JOIN papers ON papers.id = paper_id
     WHERE message_steps.id = ? AND message_steps.state = 'pending' AND message_steps.next_attempt_at <= ?`,
  );
  const notices = db.prepare<[string], NoticeRow>(
    `SELECT notices.destination, since, attempts, created_by AS createdBy,
       coalesce((SELECT language FROM destinations WHERE destination = notices.destination), 'en') AS language
     FROM notices LEFT JOIN subscriptions ON subscriptions.id = (
       SELECT id FROM subscriptions WHERE destination = notices.destination ORDER BY removed_at IS NULL DESC, id DESC LIMIT 1)
     WHERE told_at IS NULL AND next_attempt_at <= ? AND EXISTS (SELECT 1 FROM deliveries
       WHERE destination = notices.destination AND state = 'held' AND reason = '${OUTCOME_UNKNOWN}')
     ORDER BY next_attempt_at LIMIT ${NOTICES_AT_ONCE}`,
  );
  return {
    /** Destinations with something due at a time, the longest due first, after a place in that order. */
    dueDestinations: (now: string, after: DueDestination | null, limit: number): DueDestination[] =>
      dueDestinations.all(now, after?.dueAt ?? '', after?.destination ?? '', limit),
    /** Of a destination the delivery whose time came first, of several the oldest paper's; one that failed does not hold up the others. */
    nextDelivery(destination: string, now: string): Delivery | null {
      const row = firstDue.get(destination, now);
      return row === undefined ? null : toDelivery(row);
    },
    /** When the next open delivery is due; null when nothing is owed. */
    nextDueAt: (): string | null => nextDueAt.get()?.at ?? null,
    /** How many deliveries are under way, or due by a time. */
    countDue: (by: string): number => dueBy.get(by) ?? 0,
    heldDestinations: (): string[] => held.all().map((row) => row.destination),
    /** Destinations with deliveries whose outcome is unknown. */
    unknownDestinations: (): string[] => unknown.all().map((row) => row.destination),
    /** `most` of them are named. `userId`: as far as that person is to know, who made rules there; null: all. */
    unknownDeliveries: (destination: string, most: number, userId: string | null = null): UnknownDeliveries => ({
      count: requireRow(unknownCount.get({ destination, userId })),
      first: most === 0 ? [] : unknownOf.all({ destination, userId, most }),
    }),
    /** The newest message of ours that stands in a destination. */
    newestMessage: (destination: string): string | null => newest.get(destination) ?? null,
    /** The categories of the rules by which a delivery came to be, the oldest rule first. */
    followedCategories: (deliveryId: number): string[] => followed.all(deliveryId).filter((code) => code !== null),
    /** Whether the destination accepted another card after a time. */
    hasSentSince: (destination: string, at: string): boolean => others.get(destination, at) !== undefined,
    /** What of the next `limit` steps can be done now, the longest due first; `next` is null after the last one. */
    dueUpdates(now: string, after: StepPlace | null, limit: number): { steps: DueStep[]; next: StepPlace | null } {
      const rows = stepsAfter.all({ dueAt: after?.dueAt ?? '', id: after?.id ?? 0, now, limit });
      const last = rows.length < limit ? undefined : rows.at(-1);
      const next = last === undefined ? null : { dueAt: last.dueAt, id: last.id };
      return { steps: rows.filter(({ isOut }) => isOut === 1), next };
    },
    /** Null where the step was put off since it was listed: a card may wait for its translation by now. */
    messageUpdate: (id: number, now: string): MessageUpdate | null => stepOf.get(id, now) ?? null,
    listNotices: (now: string): NoticeRow[] => notices.all(now),
  };
}
