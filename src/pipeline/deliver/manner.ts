// Manner: how a message is posted besides what it shows - with or without a sound, and whom it calls.
import type { Manner } from '../../domain/delivery.js';
import { ruleOptionsSchema, type RuleOptions } from '../../domain/subscription.js';
import type { MatchedRule } from '../../store/delivery/waiting.js';
import type { Reader } from '../../store/reader.js';
import type { Composition } from './compose.js';

export const SUPPRESS_NOTIFICATIONS = 4096;

function optionsOf({ options }: MatchedRule): RuleOptions {
  return ruleOptionsSchema.parse(JSON.parse(options));
}

/** How it is posted: without a sound where every rule wants that, and with a call of the role whose batch begins with it. */
export function mannerOf(
  { members, papers }: Composition,
  reader: Pick<Reader, 'isCallDue'>,
  now: Date,
): { readonly role: string | null; readonly manner: Manner } {
  const rules = papers.map((paper) => paper.rules.map((rule) => ({ rule, ...optionsOf(rule) })));
  const isSilent = rules.length > 0 && rules.every((own) => own.length > 0 && own.every((rule) => rule.isSilent));
  const destination = members[0]?.destination ?? '';
  const called = [...new Set(rules.flat().flatMap(({ role }) => (role === null ? [] : [role])))].find((role) => {
    const deliveryIds = members
      .filter((_, index) => rules[index]?.some((rule) => rule.role === role))
      .map(({ id }) => id);
    return reader.isCallDue({ destination, role, deliveryIds, now: now.toISOString() });
  });
  const allowed = { parse: [] as [], ...(called === undefined ? {} : { roles: [called] as [string] }) };
  return {
    role: called ?? null,
    manner: { allowed_mentions: allowed, ...(isSilent ? { flags: SUPPRESS_NOTIFICATIONS } : {}) },
  };
}
