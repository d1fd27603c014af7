// Nonces: made from what stands in a message, so that a repeat has the same and no other message does.
import { createHash } from 'node:crypto';
import type { Delivery } from '../../domain/delivery.js';

/** Discord's limit. */
const NONCE_LENGTH = 25;

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, NONCE_LENGTH);
}

/**
 * At most 25 characters, the same for every repeat of this delivery and for no other message: it is made from the
 * database's own random id, so that a new database cannot repeat the nonces of a deleted one.
 */
export function nonceOf(databaseId: string, delivery: Pick<Delivery, 'id' | 'destination' | 'paperKey'>): string {
  return hashed(`${databaseId}|${delivery.destination}|${delivery.id}|${delivery.paperKey}`);
}

/** The same for a message of several papers: with other papers, or in another order, it is another message. */
export function nonceOfSeveral(databaseId: string, form: string, members: readonly Delivery[]): string {
  const papers = members.map(({ id, paperKey }) => `${id} ${paperKey}`).join('|');
  return hashed(`${databaseId}|${members[0]?.destination ?? ''}|${form}|${papers}`);
}
