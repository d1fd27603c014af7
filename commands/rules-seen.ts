// Rules that somebody may know of: in a server those of channels that they can see, else their own.
import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Caller, Context } from '../src/domain/context.js';
import type { Subscription } from '../src/domain/subscription.js';

/** Whether a member with these rights in a channel sees it. */
export function maySee(permissions: bigint): boolean {
  return (permissions & (PermissionFlagsBits.Administrator | PermissionFlagsBits.ViewChannel)) !== 0n;
}

/** By number; of one channel alone where that is given. */
export async function rulesSeen(caller: Caller, context: Context, channelId?: string): Promise<Subscription[]> {
  if (caller.isPersonal || caller.guildId === null) return context.rules.ofPerson(caller.userId);
  const rules = await context.listSubscriptions(caller.guildId, channelId);
  const places = [...new Set(rules.map(({ destination }) => destination))];
  const seen = await Promise.all(places.map(async (place) => maySee(await caller.permissionsIn(place))));
  const isSeen = new Set(places.filter((_, index) => seen[index]));
  return rules.filter(({ destination }) => isSeen.has(destination));
}
