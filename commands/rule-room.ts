// Room for more rules: how much a server or a person may have, so that nobody alone fills the store or makes all others wait.
import type { Context } from '../src/domain/context.js';
import {
  countLeftOut,
  MOST_LEFT_OUT,
  MOST_RULES,
  type NewSubscription,
  type RuleOptions,
  type Subscription,
} from '../src/domain/subscription.js';

type Keyed = Pick<NewSubscription, 'destination' | 'kind' | 'value' | 'category'>;

/** Rules with the same key are one. */
const keyOf = ({ destination, kind, value, category }: Keyed): string =>
  JSON.stringify([destination, kind, value.toLowerCase(), category]);

/**
 * What there is no room for of these, which are of one server or one person: so many rules, or so much to leave out; null
 * when all can be added. What is there already takes no room.
 */
export async function roomLackingFor(
  wanted: readonly NewSubscription[],
  context: Context,
): Promise<'rules' | 'left-out' | null> {
  const [first] = wanted;
  if (first === undefined) return null;
  const there = await context.rules.countOf(first);
  const lacking = (rules: readonly NewSubscription[]): 'rules' | 'left-out' | null => {
    if (rules.length > 0 && there.rules + rules.length > MOST_RULES) return 'rules';
    const more = rules.reduce((sum, { options }) => sum + countLeftOut(options), 0);
    return more > 0 && there.leftOut + more > MOST_LEFT_OUT ? 'left-out' : null;
  };
  if (lacking(wanted) === null) return null;
  const { guildId, destination } = first;
  const present = await (guildId === null ? context.rules.ofPerson(destination) : context.listSubscriptions(guildId));
  const known = new Set(present.map(keyOf));
  const added = new Map(wanted.map((rule) => [keyOf(rule), rule] as const).filter(([key]) => !known.has(key)));
  return lacking([...added.values()]);
}

/** Whether there is room for what a rule would leave out with other options; for no more than it does now there always is. */
export async function mayLeaveOut(rule: Subscription, options: RuleOptions, context: Context): Promise<boolean> {
  const more = countLeftOut(options) - countLeftOut(rule.options);
  return more <= 0 || (await context.rules.countOf(rule)).leftOut + more <= MOST_LEFT_OUT;
}
