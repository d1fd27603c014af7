// What waits beside a delivery, and what is known of the place it waits for: from this messages of several papers are made.
import type { Delivery } from '../../domain/delivery.js';
import { knownZone } from '../../domain/local-time.js';
import type { Db } from '../database/db.js';
import { toDelivery, type DeliveryRow } from '../papers/rows.js';
import { IS_PENDING, SHOWN_ELSEWHERE } from './reasons.js';
import { DELIVERY } from './deliveries.js';

/** What is set for a destination; null where it is the operator's default, or nothing. */
export interface DestinationSettings {
  /** IANA zone. */
  readonly zone: string | null;
  readonly quietFrom: number | null;
  readonly quietUntil: number | null;
}

/** A person whose direct messages are a destination. */
export interface DirectPlace {
  /** Null as long as it is not known. */
  readonly channelId: string | null;
}

/** A rule by which a paper is owed, as far as its message needs it. */
export interface MatchedRule {
  readonly deliveryId: number;
  readonly id: number;
  readonly kind: string;
  readonly value: string;
  /** JSON of its options. */
  readonly options: string;
}

/** A role (snowflake) that deliveries of a destination may call; `now` is a UTC text. */
export interface RoleCall {
  readonly destination: string;
  readonly role: string;
  readonly deliveryIds: readonly number[];
  readonly now: string;
}

const NOTHING_SET: DestinationSettings = { zone: null, quietFrom: null, quietUntil: null };

/** Questions over a reading connection. Times are UTC texts with milliseconds. */
export function createWaitingReports(db: Db) {
  const together = db.prepare<[object], DeliveryRow>(
    `SELECT ${DELIVERY} WHERE deliveries.id IN (
       SELECT id FROM deliveries WHERE destination = @destination AND ${IS_PENDING}
         AND mode = @mode AND (not_before IS NULL OR not_before <= @now) AND most_together IS @mostTogether ORDER BY next_attempt_at, id LIMIT @lookedAt)
     ORDER BY created_at, search_id, deliveries.id LIMIT @limit`,
  );
  const cards = db
    .prepare<[string, string, string], number>(
      `SELECT count(*) FROM deliveries WHERE destination = ? AND state = 'sent' AND settled_at > ? AND settled_at <= ? AND form = 'card'`,
    )
    .pluck();
  const settings = db.prepare<[string], DestinationSettings>(
    `SELECT zone, quiet_from AS quietFrom, quiet_until AS quietUntil
     FROM destinations JOIN settings ON owner = coalesce(guild_id, destination) WHERE destination = ?`,
  );
  const direct = db.prepare<[string], DirectPlace>(
    'SELECT channel_id AS channelId FROM destinations WHERE destination = ? AND guild_id IS NULL',
  );
  const MATCHED = `SELECT delivery_id AS deliveryId, subscriptions.id, kind, value, options
     FROM matches JOIN subscriptions ON subscriptions.id = subscription_id`;
  const rules = db.prepare<[string], MatchedRule>(
    `${MATCHED} WHERE delivery_id IN (SELECT value FROM json_each(?)) AND removed_at IS NULL ORDER BY subscriptions.id`,
  );
  const rulesOfMessage = db.prepare<[{ leader: number }], MatchedRule>(
    `${MATCHED} WHERE delivery_id IN (SELECT id FROM deliveries WHERE leader_id = @leader) AND (removed_at IS NULL
       OR unixepoch(removed_at) >= (SELECT unixepoch(first_attempt_at) FROM deliveries WHERE id = @leader)) ORDER BY subscriptions.id`,
  );
  const leftOut = db
    .prepare<[object], number>(
      `SELECT count(*) FROM deliveries WHERE destination = @destination AND state = 'withheld' AND reason = '${SHOWN_ELSEWHERE}'
         AND unixepoch(settled_at) <= unixepoch(@until) AND unixepoch(settled_at) > coalesce(
           (SELECT unixepoch(first_attempt_at) FROM deliveries
            WHERE destination = @destination AND form = 'digest' AND state = 'sent' AND leader_id = id AND first_attempt_at < @until
            ORDER BY settled_at DESC LIMIT 1), 0)`,
    )
    .pluck();
  const lastCall = db
    .prepare<[string, string, string], string | null>(
      'SELECT max(first_attempt_at) FROM deliveries WHERE destination = ? AND called_role = ? AND first_attempt_at <= ?',
    )
    .pluck();
  const matchedAfter = db
    .prepare<[string, string], number>(
      'SELECT count(*) FROM deliveries WHERE id IN (SELECT value FROM json_each(?)) AND unixepoch(created_at) > coalesce(unixepoch(?), 0)',
    )
    .pluck();

  return {
    /** What waits for the same destination in the same mode and may go now, oldest match first, then oldest paper. */
    waitingWith: (
      { destination, mode, mostTogether }: Pick<Delivery, 'destination' | 'mode' | 'mostTogether'>,
      asked: { readonly now: string; readonly limit: number },
    ): Delivery[] => {
      const lookedAt = Math.max(500, asked.limit);
      return together.all({ destination, mode, mostTogether, ...asked, lookedAt }).map(toDelivery);
    },
    /** Single cards that a destination took after a time; those of a future that the clock was wrong about do not count. */
    cardsSince: (destination: string, at: string, now: string): number => cards.get(destination, at, now) ?? 0,
    destinationSettings(destination: string): DestinationSettings {
      const found = settings.get(destination) ?? NOTHING_SET;
      return { ...found, zone: knownZone(found.zone) };
    },
    /** Papers that a person was not sent, since the digest before one of a time, because they read them in a channel. */
    leftOut: (destination: string, until: string): number => leftOut.get({ destination, until }) ?? 0,
    /** Null for a channel of a server. */
    directPlace: (destination: string): DirectPlace | null => direct.get(destination) ?? null,
    /** The rules, not removed since, by which deliveries are owed. */
    rulesOf: (deliveryIds: readonly number[]): MatchedRule[] => rules.all(JSON.stringify(deliveryIds)),
    /** Of all papers of a message, those that stood when it was sent: it goes on to say why it came. */
    rulesOfMessage: (leader: number): MatchedRule[] => rulesOfMessage.all({ leader }),
    /** Whether one of these was matched after a role was last called there. */
    isCallDue: ({ destination, role, deliveryIds, now }: RoleCall): boolean =>
      matchedAfter.get(JSON.stringify(deliveryIds), lastCall.get(destination, role, now) ?? '') !== 0,
  };
}
