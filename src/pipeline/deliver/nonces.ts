// Nonces of deliveries: made from the papers of a message, one or several.
import type { Delivery } from '../../domain/delivery.js';
import { nonceFrom } from '../../domain/nonce.js';

/**
 * At most 25 characters, the same for every repeat of this delivery and for no other message: it is made from the
 * database's own random id, so that a new database cannot repeat the nonces of a deleted one.
 */
export function nonceOf(databaseId: string, delivery: Pick<Delivery, 'id' | 'destination' | 'paperKey'>): string {
  return nonceFrom(databaseId, delivery.destination, delivery.id, delivery.paperKey);
}

/** The same for a message of several papers: with other papers, or in another order, it is another message. */
export function nonceOfSeveral(databaseId: string, form: string, members: readonly Delivery[]): string {
  const papers = members.map(({ id, paperKey }) => `${id} ${paperKey}`);
  return nonceFrom(databaseId, members[0]?.destination ?? '', form, ...papers);
}
