// The hash of a text in its normal form: texts with the same one share a translation.
import { createHash } from 'node:crypto';

/** Hex SHA-256; white space and the composition of letters do not count. */
export function textHash(source: string): string {
  const normal = source.normalize('NFC').replace(/\s+/g, ' ').trim();
  return createHash('sha256').update(normal).digest('hex');
}
