// Rows: what SQLite answers, decoded to the types of the domain.
import type { CardLanguage } from '../../domain/language.js';
import type { Delivery, DeliveryState } from '../../domain/delivery.js';
import type { Paper } from '../../domain/paper.js';
import type { Mode } from '../../domain/subscription.js';
import { readFacts, readReadable } from '../stored-json.js';

export interface PaperRow {
  readonly id: number;
  readonly key: string;
  readonly search_id: number;
  readonly date: string | null;
  readonly facts: string;
  readonly readable: string;
}

const PAPER = 'SELECT id, key, search_id, date, facts, readable FROM papers';
export const PAPER_BY_IDENTIFIER = `${PAPER} WHERE arxiv_id = ?`;
export const PAPER_BY_SEARCH_ID = `${PAPER} WHERE search_id = ?`;
export const PAPERS_AFTER_KEY = `${PAPER} WHERE merged_into IS NULL AND key > ? ORDER BY key`;
/** A paper by its key; the key of a row that became another's leads there. */
export const PAPER_BY_KEY = `${PAPER}
  WHERE id = (SELECT coalesce(merged_into, id) FROM papers WHERE key = ?)`;

export function toPaper(row: Pick<PaperRow, 'key' | 'date' | 'facts' | 'readable'>): Paper {
  const readable = readReadable(row.readable);
  return { key: row.key, ...readFacts(row.facts), date: row.date, readable };
}

export interface DeliveryRow {
  readonly id: number;
  readonly paper_key: string;
  readonly destination: string;
  readonly language: string;
  readonly mode: string;
  readonly leader_id: number | null;
  readonly message_channel: string | null;
  readonly most_together: number | null;
  readonly state: string;
  readonly nonce: string | null;
  readonly body: string | null;
  readonly first_attempt_at: string | null;
  readonly history_after: string | null;
  readonly attempts: number;
  readonly waits_since: string | null;
}

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    paperKey: row.paper_key,
    destination: row.destination,
    language: row.language as CardLanguage,
    mode: row.mode as Mode,
    leaderId: row.leader_id,
    channelId: row.message_channel ?? row.destination,
    mostTogether: row.most_together,
    state: row.state as DeliveryState,
    nonce: row.nonce,
    body: row.body,
    firstAttemptAt: row.first_attempt_at,
    historyAfter: row.history_after,
    attempts: row.attempts,
    waitsSince: row.waits_since,
  };
}
