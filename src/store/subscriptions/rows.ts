// Rows of subscriptions, decoded to the types of the domain.
import type { CardLanguage } from '../../domain/language.js';
import {
  ruleOptionsSchema,
  type Announcements,
  type Mode,
  type RuleKind,
  type Subscription,
} from '../../domain/subscription.js';

export interface SubscriptionRow {
  readonly id: number;
  readonly guild_id: string | null;
  readonly destination: string;
  readonly kind: string;
  readonly value: string;
  readonly category: string | null;
  readonly mode: string;
  readonly hour: number | null;
  readonly announcements: string;
  readonly options: string;
  readonly paused_at: string | null;
  readonly created_by: string;
  readonly created_at: string;
  readonly made_at: string | null;
  readonly language: string | null;
  readonly name: string | null;
}

export const SUBSCRIPTION = `SELECT subscriptions.*, place.language, place.name
  FROM subscriptions LEFT JOIN destinations AS place ON place.destination = subscriptions.destination`;
export const RULE_BY_ID = `${SUBSCRIPTION} WHERE id = ? AND removed_at IS NULL`;

export function toSubscription(row: SubscriptionRow): Subscription {
  return {
    id: row.id,
    guildId: row.guild_id,
    destination: row.destination,
    kind: row.kind as RuleKind,
    value: row.value,
    category: row.category,
    mode: row.mode as Mode,
    hour: row.hour,
    announcements: row.announcements as Announcements,
    options: ruleOptionsSchema.parse(JSON.parse(row.options)),
    pausedAt: row.paused_at,
    createdBy: row.created_by,
    createdAt: row.created_at,
    madeAt: row.made_at ?? row.created_at,
    language: (row.language ?? 'en') as CardLanguage,
    name: row.name,
  };
}
