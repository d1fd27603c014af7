// Rules that somebody may know of: in a server those of channels that they can see, else their own.
import { setImmediate } from 'node:timers/promises';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Caller, Context } from '../src/domain/context.js';
import type { Subscription } from '../src/domain/subscription.js';
import { ServerUnknownError } from '../src/errors.js';

/** Whether a member with these rights in a channel sees it. */
export function maySee(permissions: bigint): boolean {
  return (permissions & (PermissionFlagsBits.Administrator | PermissionFlagsBits.ViewChannel)) !== 0n;
}

/** Channels whose rights are worked out before other work has its turn: a server may have hundreds with rules, and as many roles. */
export const PLACES_AT_ONCE = 50;

/** By number; of one channel alone where that is given. */
export async function rulesSeen(caller: Caller, context: Context, channelId?: string): Promise<Subscription[]> {
  if (caller.isPersonal || caller.guildId === null) return context.rules.ofPerson(caller.userId);
  const rules = await context.listSubscriptions(caller.guildId, channelId);
  const places = [...new Set(rules.map(({ destination }) => destination))];
  let turn: Promise<unknown> = Promise.resolve();
  const seen = await Promise.all(
    places.map((place, index) => {
      if (index > 0 && index % PLACES_AT_ONCE === 0) turn = turn.then(() => setImmediate());
      return turn.then(async () => maySee(await caller.permissionsIn(place)));
    }),
  );
  const isSeen = new Set(places.filter((_, index) => seen[index]));
  return rules.filter(({ destination }) => isSeen.has(destination));
}

/** For what goes on without them; null where it cannot be known yet who sees what. */
export async function rulesKnown(caller: Caller, context: Context): Promise<Subscription[] | null> {
  try {
    return await rulesSeen(caller, context);
  } catch (error) {
    if (error instanceof ServerUnknownError) return null;
    throw error;
  }
}
