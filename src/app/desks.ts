// The desks of commands: rules, and what was posted.
import type { Context } from '../domain/context.js';
import { createPostedDesk, type PostedDeskParts } from './posted-desk.js';
import { createRuleDesk, type RuleDeskParts } from './rule-desk.js';

export function createDesks(parts: RuleDeskParts & PostedDeskParts): Pick<Context, 'rules' | 'posted'> {
  return { rules: createRuleDesk(parts), posted: createPostedDesk(parts) };
}
