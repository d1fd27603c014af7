// Shown bodies: what a reader sees of a message that was posted, and the same message with another card.
import { isPost, type CardBody, type PostBody } from '../../domain/delivery.js';
import type { MessageBody } from '../../domain/message.js';

/** What a reader sees of a body. */
export function seenOf(body: MessageBody): string {
  return JSON.stringify([body.content ?? '', body.embeds ?? [], body.components ?? []]);
}

/** The card that a frozen body, as JSON, shows, and that body with another card. */
export function shownBy(body: string): { card: MessageBody; withCard: (card: MessageBody) => string } {
  const frozen = JSON.parse(body) as CardBody | PostBody;
  if (!isPost(frozen)) return { card: frozen, withCard: (card) => JSON.stringify({ ...frozen, ...card }) };
  return {
    card: frozen.message,
    withCard: (card) => JSON.stringify({ ...frozen, message: { ...frozen.message, ...card } }),
  };
}
