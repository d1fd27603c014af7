// Delivery: one paper owed to one destination, and the narrow door to Discord through which it leaves.
import type { RESTPostAPIChannelMessageJSONBody } from 'discord-api-types/v10';
import type { Language } from './command.js';

export const DELIVERY_STATES = ['pending', 'sending', 'sent', 'held', 'rejected', 'withheld'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** A delivery as the outbox holds it. Body and nonce are frozen at the claim and repeated by every retry. */
export interface Delivery {
  readonly id: number;
  readonly paperKey: string;
  readonly destination: string;
  readonly language: Language;
  readonly state: DeliveryState;
  readonly nonce: string | null;
  readonly body: string | null;
  readonly firstAttemptAt: string | null;
  readonly attempts: number;
}

/** Body of POST /channels/:id/messages; always with a nonce (at most 25 characters) that Discord enforces. */
export type CardBody = RESTPostAPIChannelMessageJSONBody & {
  nonce: string;
  enforce_nonce: true;
  allowed_mentions: { parse: [] };
};

/**
 * What one attempt came to.
 * `retry` tells whether Discord may have accepted the message (`maybeAccepted`), and how long it asked us to wait.
 * `hold` concerns the destination, `reject` this payload, `stop` the whole bot (token refused, blocked by address).
 */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly messageId: string | null }
  | {
      readonly kind: 'retry';
      readonly maybeAccepted: boolean;
      readonly afterMs: number | null;
      readonly reason: string;
    }
  | { readonly kind: 'hold'; readonly reason: string }
  | { readonly kind: 'reject'; readonly reason: string }
  | { readonly kind: 'stop'; readonly reason: string };

/** Posts one message. Never throws: every answer, and every lack of one, is an outcome. */
export interface Sender {
  send(destination: string, body: CardBody): Promise<SendOutcome>;
}

/** Within this time after the first attempt a repeat with the same nonce cannot make a second message (DESIGN 6). */
export const NONCE_WINDOW_MS = 120_000;
