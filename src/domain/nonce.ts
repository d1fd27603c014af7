// Nonces: hashes of what a message is made from, so that every repeat of it has the same and no other message has.
import { createHash } from 'node:crypto';

/** Discord's limit in characters. */
const NONCE_LENGTH = 25;

export function nonceFrom(...parts: readonly (string | number | boolean)[]): string {
  return createHash('sha256').update(parts.join('|')).digest('base64url').slice(0, NONCE_LENGTH);
}
