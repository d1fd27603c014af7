// The desks of commands: rules, and what was posted.
import type { Context } from '../domain/context.js';
import type { Outgoing } from '../pipeline/deliver/outgoing.js';
import { createPostedDesk, type PostedDeskParts } from './posted-desk.js';
import { createRuleDesk, type RuleDeskParts } from './rule-desk.js';

interface DeskParts extends Omit<RuleDeskParts, 'wake'>, Omit<PostedDeskParts, 'restOf'> {
  /** Null until it has begun. */
  readonly outgoing: () => Pick<Outgoing, 'wake' | 'restOf'> | null;
}

export function createDesks({ outgoing, ...parts }: DeskParts): Pick<Context, 'rules' | 'posted'> {
  return {
    rules: createRuleDesk({ ...parts, wake: () => outgoing()?.wake() }),
    posted: createPostedDesk({ ...parts, restOf: (destination) => outgoing()?.restOf(destination) ?? null }),
  };
}
