// How buttons, menus and forms name a rule: its number, and a mark of what it is.
import type { Subscription } from '../domain/subscription.js';
import { textHash } from '../text/text-hash.js';

const MARK_LENGTH = 6;

/** A database that was restored gives numbers again that rules made after the backup had, and messages about those may still be open. */
export function ruleReference({ id, madeAt, kind, value, category }: Subscription): string {
  return `${id}-${textHash(JSON.stringify([madeAt, kind, value, category])).slice(0, MARK_LENGTH)}`;
}

/** Whether it names this rule; in messages of former versions the number alone does. */
export function isNamedBy(reference: string, rule: Subscription): boolean {
  return reference === String(rule.id) || reference === ruleReference(rule);
}
