// Room for more rules: how many a server or a person may have, so that nobody alone fills the store with them.
import type { Context } from '../src/domain/context.js';
import type { NewSubscription } from '../src/domain/subscription.js';

/** More rules than anybody keeps. */
export const MOST_RULES = 5_000;

type Keyed = Pick<NewSubscription, 'destination' | 'kind' | 'value' | 'category'>;

/** Rules with the same key are one. */
const keyOf = ({ destination, kind, value, category }: Keyed): string =>
  JSON.stringify([destination, kind, value.toLowerCase(), category]);

/** Whether all of these, which are of one server or one person, can be added; what is there already takes no room. */
export async function hasRoomFor(wanted: readonly NewSubscription[], context: Context): Promise<boolean> {
  const [first] = wanted;
  if (first === undefined) return true;
  const count = await context.rules.countOf(first);
  if (count + wanted.length <= MOST_RULES) return true;
  const { guildId, destination } = first;
  const present = await (guildId === null ? context.rules.ofPerson(destination) : context.listSubscriptions(guildId));
  const known = new Set(present.map(keyOf));
  const added = new Set(wanted.map(keyOf).filter((key) => !known.has(key)));
  return added.size === 0 || count + added.size <= MOST_RULES;
}
