// Answers about rules: the view of one, and who may change it.
import { isNamedBy } from '../src/cards/rule-reference.js';
import { placeText } from '../src/cards/rule-text.js';
import { ruleView } from '../src/cards/rule-view.js';
import { ruleWording } from '../src/cards/rule-wording.js';
import { quietHoursOf } from '../src/domain/due.js';
import type { Caller, Context } from '../src/domain/context.js';
import type { MessageBody, Reply } from '../src/domain/message.js';
import type { Subscription } from '../src/domain/subscription.js';
import type { Markdown } from '../src/text/markdown.js';
import { maySee } from './rules-seen.js';
import { mayManage, text } from './shared.js';

/** Whose settings count: the guild's, or the person's own. */
export function ownerOf(rule: Pick<Subscription, 'guildId' | 'destination'>): string {
  return rule.guildId ?? rule.destination;
}

/** The rule that a button, menu or form is about; null where there is none any more. */
export async function findRule(reference: string, { rules }: Pick<Context, 'rules'>): Promise<Subscription | null> {
  const [, id] = /^(\d+)(?:-|$)/.exec(reference) ?? [];
  const rule = id === undefined ? null : await rules.find(Number(id));
  return rule !== null && isNamedBy(reference, rule) ? rule : null;
}

export async function ruleAnswer(
  rule: Subscription,
  lead: readonly Markdown[],
  { caller, context }: { readonly caller: Caller; readonly context: Context },
): Promise<MessageBody> {
  const { rules, taxonomy } = context;
  const [outlook, settings] = await Promise.all([rules.outlook(rule, caller.now), rules.settings(ownerOf(rule))]);
  const zone = settings.zone ?? rules.zone;
  const quiet = quietHoursOf(settings, zone);
  const nextFeedAt = rules.nextFeedAt(caller.now);
  const { hasFeeds } = rules;
  return ruleView(
    { rule, outlook, zone, quiet, hasFeeds, nextFeedAt, now: caller.now, lead },
    taxonomy,
    caller.language,
  );
}

/**
 * Whether a person's rule reaches them. They are written to: nothing else tells whether their direct messages are open, since an
 * answer to a press is let through in closed ones, too.
 */
export async function reachesPerson(rule: Subscription, asked: Parameters<typeof ruleAnswer>[2]): Promise<boolean> {
  if (rule.guildId !== null) return true;
  const { caller, context } = asked;
  const isThere = caller.guildId === null;
  const body = isThere ? { content: ruleWording(caller.language).reached } : await ruleAnswer(rule, [], asked);
  return (await context.rules.post({ id: rule.destination, isPerson: true }, body)) !== 'refused';
}

/** Whether somebody may change a rule: their own, or one of a channel that they manage. */
export async function mayChange(rule: Subscription, caller: Caller): Promise<boolean> {
  if (rule.guildId === null) return rule.destination === caller.userId;
  return rule.guildId === caller.guildId && mayManage(await caller.permissionsIn(rule.destination));
}

/** What whoever may not change a rule is told: nothing of rules elsewhere, or of channels that they cannot see. */
export async function refusalFor(rule: Subscription, caller: Caller): Promise<Reply> {
  const words = ruleWording(caller.language);
  const isHere = rule.guildId !== null && rule.guildId === caller.guildId;
  const isSeen = isHere && maySee(await caller.permissionsIn(rule.destination));
  return text(isSeen ? words.notYours(placeText(rule, caller.language)) : words.gone);
}
