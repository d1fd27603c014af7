// /unsubscribe: ends one subscription of this server.
import { wording } from '../src/cards/wording.js';
import type { Command, Context, Invocation } from '../src/domain/context.js';
import type { Language } from '../src/domain/language.js';
import type { Reply } from '../src/domain/message.js';
import type { Subscription } from '../src/domain/subscription.js';
import { inertLine, own, mention, type Markdown } from '../src/text/markdown.js';
import { plain } from '../src/text/visible.js';
import { categoryName, described, findCategory, MANAGE_CHANNELS, mayManage, text } from './shared.js';

function label(subscription: Subscription, context: Context, language: Language): Markdown {
  const name = inertLine(categoryName(subscription.value, context, language), 200);
  return own`${name} → ${mention(subscription.destination)}`;
}

/** By id, or by a category that is subscribed only once here. */
function find(
  typed: string,
  all: readonly Subscription[],
  invocation: Invocation,
  context: Context,
): Subscription | null {
  const byId = all.find((subscription) => String(subscription.id) === typed.trim());
  if (byId !== undefined) return byId;
  const category = findCategory(typed, context, invocation.language);
  const fitting = all.filter((subscription) => subscription.value === category);
  const here = fitting.filter((subscription) => subscription.destination === invocation.here?.id);
  return here[0] ?? (fitting.length === 1 ? fitting[0]! : null);
}

async function unsubscribe(invocation: Invocation, context: Context): Promise<Reply> {
  const { guildId, language } = invocation;
  const words = wording(language);
  if (guildId === null) return text(words.onlyInServer);
  const all = await context.listSubscriptions(guildId);
  const found = find(String(invocation.options['subscription'] ?? ''), all, invocation, context);
  const none = (): Reply =>
    text(words.noSuchSubscription(all.slice(0, 20).map((each) => label(each, context, language))));
  if (found === null) return none();
  // What counts is the channel that the subscription feeds, not the one where the command is typed.
  if (!mayManage(await invocation.permissionsIn(found.destination)))
    return text(words.needsManageChannels(mention(found.destination)));
  const removed = await context.removeSubscription(found.id, invocation.now);
  if (removed === null) return none();
  const name = inertLine(categoryName(found.value, context, language), 200);
  return text(words.unsubscribed(name, mention(found.destination), removed.withheld));
}

export const unsubscribeCommand: Command = {
  definition: {
    name: 'unsubscribe',
    ...described('Stop posting papers of a subscription', '登録をひとつ解除する'),
    default_member_permissions: MANAGE_CHANNELS,
    contexts: [0],
    options: [
      {
        type: 3,
        name: 'subscription',
        ...described('Which one; choose from the list', '解除する登録（一覧から選ぶ）'),
        required: true,
        autocomplete: true,
        max_length: 100,
      },
    ],
  },
  run: unsubscribe,
  async complete(completion, context) {
    const { guildId, language, here } = completion;
    if (guildId === null) return [];
    const typed = completion.value.toLowerCase();
    const subscriptions = await context.listSubscriptions(guildId);
    return subscriptions
      .map((subscription) => ({ subscription, name: categoryName(subscription.value, context, language) }))
      .filter(({ name }) => name.toLowerCase().includes(typed))
      .sort((a, b) => Number(b.subscription.destination === here?.id) - Number(a.subscription.destination === here?.id))
      .slice(0, 25)
      .map(({ subscription, name }) => ({
        name: plain(
          `${name} → ${subscription.destination === here?.id ? `#${here.name}` : subscription.destination}`,
          100,
        ),
        value: String(subscription.id),
      }));
  },
};
