// Manner: how a message is posted besides what it shows - with or without a sound, and whom it calls.
import type { Destinations, Manner } from '../../domain/delivery.js';
import { ruleOptionsSchema, type RuleOptions } from '../../domain/subscription.js';
import type { MatchedRule } from '../../store/delivery/waiting.js';
import type { Reader } from '../../store/reader.js';
import type { Composition } from './compose.js';

export const SUPPRESS_NOTIFICATIONS = 4096;

/** Reads each rule once: a digest may be of a thousand papers by the same few. */
function createOptionsOf(): (rule: MatchedRule) => RuleOptions {
  const known = new Map<number, RuleOptions>();
  return ({ id, options }) => {
    const read = known.get(id) ?? ruleOptionsSchema.parse(JSON.parse(options));
    known.set(id, read);
    return read;
  };
}

export interface MannerParts {
  readonly reader: Pick<Reader, 'isCallDue'>;
  readonly destinations: Pick<Destinations, 'hasRole'>;
  readonly now: () => Date;
}

/**
 * How it is posted: without a sound where every rule wants that, and with a call of the role whose batch begins with it.
 * A role that was deleted since is not called: readers would see its number.
 */
export function mannerOf(
  { members, papers }: Composition,
  { reader, destinations, now }: MannerParts,
): { readonly role: string | null; readonly manner: Manner } {
  const optionsOf = createOptionsOf();
  const rules = papers.map((paper) => paper.rules.map(optionsOf));
  const isSilent = rules.length > 0 && rules.every((own) => own.length > 0 && own.every((rule) => rule.isSilent));
  const destination = members[0]?.destination ?? '';
  const wanted = [...new Set(rules.flat().map(({ role }) => role))].filter((role) => role !== null);
  const called = wanted.find((role) => {
    if (destinations.hasRole(destination, role) === false) return false;
    const deliveryIds = members
      .filter((_, index) => rules[index]?.some((rule) => rule.role === role))
      .map(({ id }) => id);
    return reader.isCallDue({ destination, role, deliveryIds, now: now().toISOString() });
  });
  const allowed = { parse: [] as [], ...(called === undefined ? {} : { roles: [called] as [string] }) };
  return {
    role: called ?? null,
    manner: { allowed_mentions: allowed, ...(isSilent ? { flags: SUPPRESS_NOTIFICATIONS } : {}) },
  };
}
