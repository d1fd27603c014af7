// /unsubscribe: ends one rule of this server, or of this person.
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { isMeantByTyped, placeText, ruleChoice, rulePage, subjectText } from '../src/cards/rule-text.js';
import { ruleWording } from '../src/cards/rule-wording.js';
import type { Command, Context, Invocation } from '../src/domain/context.js';
import type { Reply } from '../src/domain/message.js';
import type { Subscription } from '../src/domain/subscription.js';
import { comparisonForm } from '../src/text/comparison.js';
import { inertLine, joinMarkdown, own } from '../src/text/markdown.js';
import { mayChange, refusalFor } from './rule-answer.js';
import { rulesKnown, rulesSeen } from './rules-seen.js';
import { described, findCategory, MANAGE_CHANNELS, text } from './shared.js';

const LISTED = 10;

interface Meant {
  readonly typed: string;
  /** The category that was typed, if one was. */
  readonly category: string | null;
  /** The channel of the command. */
  readonly here: string | undefined;
}

/** By number, or by what it is about where that leaves one: in this channel, or anywhere here. */
function find(all: readonly Subscription[], { typed, category, here }: Meant): Subscription | null {
  const byId = all.find((rule) => String(rule.id) === typed.replace(/^#/, ''));
  if (byId !== undefined) return byId;
  const isMeant = ({ kind, value }: Subscription): boolean =>
    kind === 'category' ? value === category : comparisonForm(value).toLowerCase() === typed.toLowerCase();
  const fitting = all.filter(isMeant);
  const [first = null, second] = fitting;
  return fitting.find((rule) => rule.destination === here) ?? (second === undefined ? first : null);
}

async function unsubscribe(invocation: Invocation, context: Context): Promise<Reply> {
  const { language, now } = invocation;
  const words = ruleWording(language);
  const typed = String(invocation.options['subscription'] ?? '');
  const all = await rulesSeen(invocation, context);
  if (all.length === 0) return text(words.listEmpty);
  const wanted = comparisonForm(typed).trim();
  const category = findCategory(wanted, context);
  const rule = find(all, { typed: wanted, category, here: invocation.here?.id });
  if (rule === null) {
    const first = rulePage(all.slice(0, LISTED), 0, { taxonomy: context.taxonomy, language });
    const left = all.length - first.rules.length;
    const more = left === 0 ? null : own`-#${words.more(left)}`;
    const embeds = [{ description: joinMarkdown([first.text, more], '\n') }];
    return { messages: [{ content: words.noSuchRule(inertLine(typed, 100)), embeds }] };
  }
  // What counts is the channel that the rule feeds, not the one where the command is typed.
  if (!(await mayChange(rule, invocation))) return refusalFor(rule, invocation);
  const removed = await context.rules.remove(rule.id, now);
  if (removed === null) return text(words.gone);
  const subject = subjectText(rule, context.taxonomy, language);
  return text(words.removed(subject, placeText(rule, language), removed.withheld));
}

export const unsubscribeCommand: Command = {
  definition: {
    name: 'unsubscribe',
    ...described('Stop posting papers of a subscription', '配信をひとつ停止します'),
    default_member_permissions: MANAGE_CHANNELS,
    contexts: [0, 1],
    integration_types: [0, 1],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'subscription',
        ...described('Which one; choose from the list', '停止する配信（一覧から選んでください）'),
        required: true,
        autocomplete: true,
        max_length: 100,
      },
    ],
  },
  run: unsubscribe,
  async complete(completion, context) {
    const { language, here, value } = completion;
    const { taxonomy } = context;
    const rules = (await rulesKnown(completion, context)) ?? [];
    const isHere = (rule: Subscription): number => Number(rule.destination === here?.id);
    return rules
      .filter((rule) => isMeantByTyped(rule, value, { taxonomy, language }))
      .sort((a, b) => isHere(b) - isHere(a))
      .slice(0, 25)
      .map((rule) => ({ name: ruleChoice(rule, taxonomy, language), value: String(rule.id) }));
  },
};
