// /subscriptions: what comes where in this server, or to this person, by number; a menu opens one to change it.
import { ApplicationCommandOptionType, ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { ruleReference } from '../src/cards/rule-reference.js';
import { ruleChoice, rulePage } from '../src/cards/rule-text.js';
import { ruleWording } from '../src/cards/rule-wording.js';
import { wording } from '../src/cards/wording.js';
import type { Button, Caller, Command, Context } from '../src/domain/context.js';
import type { LabelledButton, MessageBody, Reply, Row } from '../src/domain/message.js';
import type { Subscription } from '../src/domain/subscription.js';
import { joinMarkdown, mention } from '../src/text/markdown.js';
import { findRule, ruleAnswer, mayChange, refusalFor } from './rule-answer.js';
import { rulesSeen } from './rules-seen.js';
import { CHANNEL_TYPES, described, text } from './shared.js';

const LIST_PREFIX = 'rules';

interface Listed {
  readonly rules: readonly Subscription[];
  /** Null: of the whole server, or of the person. */
  readonly channelId: string | null;
  readonly page: number;
}

/** The menu offers what this person may change; who may change nothing gets the list alone. */
async function listView(
  { rules, channelId, page: wanted }: Listed,
  caller: Caller,
  context: Context,
): Promise<MessageBody> {
  const { language } = caller;
  const words = ruleWording(language);
  const shown = rulePage(rules, wanted, { taxonomy: context.taxonomy, language });
  const { page, pages } = shown;
  const turn = (to: number, label: LabelledButton['label'], isOff: boolean): LabelledButton => {
    const custom_id = `${LIST_PREFIX}:${label === words.next ? 'next' : 'previous'}:${to}:${channelId ?? ''}`;
    return { type: ComponentType.Button, style: ButtonStyle.Secondary, label, custom_id, disabled: isOff };
  };
  const may = await Promise.all(shown.rules.map((rule) => mayChange(rule, caller)));
  const options = shown.rules
    .filter((_, index) => may[index])
    .map((rule) => ({ label: ruleChoice(rule, context.taxonomy, language), value: ruleReference(rule) }));
  const menu = {
    type: ComponentType.StringSelect,
    custom_id: `${LIST_PREFIX}:open`,
    placeholder: words.chooseRule,
    options,
  } as const;
  const rows: Row[] = options.length === 0 ? [] : [{ type: ComponentType.ActionRow, components: [menu] }];
  const turning: Row = {
    type: ComponentType.ActionRow,
    components: [turn(page - 1, words.previous, page === 0), turn(page + 1, words.next, page === pages - 1)],
  };
  const foot = pages > 1 ? words.pageOf(page + 1, pages) : null;
  return {
    embeds: [
      {
        title: words.listTitle(rules.length),
        description: joinMarkdown([shown.text, foot], '\n'),
      },
    ],
    components: pages > 1 ? [...rows, turning] : rows,
  };
}

/** Of a channel, others may have rules; a person has none in channels. */
function listEmpty(channelId: string | null, { language, isPersonal }: Caller): Reply {
  const words = ruleWording(language);
  return text(channelId === null || isPersonal ? words.listEmpty : words.listEmptyIn(mention(channelId)));
}

/** Argument: `open` with a choice, or the page to show. */
export const listButton: Button = {
  prefix: LIST_PREFIX,
  async run(press, context) {
    const [what, page = '', channel = ''] = press.argument.split(':');
    if (what === 'open') {
      const rule = await findRule(press.values[0] ?? '', context);
      if (rule === null) return { reply: text(ruleWording(press.language).gone) };
      if (!(await mayChange(rule, press))) return { reply: await refusalFor(rule, press) };
      return { reply: { messages: [await ruleAnswer(rule, [], { caller: press, context })] } };
    }
    if (!/^\d+$/.test(page)) return { reply: text(wording(press.language).oldButton) };
    const channelId = channel === '' ? null : channel;
    const rules = await rulesSeen(press, context, channelId ?? undefined);
    if (rules.length === 0) return { reply: listEmpty(channelId, press) };
    return { update: await listView({ rules, channelId, page: Number(page) }, press, context) };
  },
};

export const subscriptionsCommand: Command = {
  definition: {
    name: 'subscriptions',
    ...described('What is posted where, to change, pause or stop it', '配信の一覧を表示し、変更や一時停止をします'),
    contexts: [0, 1],
    integration_types: [0, 1],
    options: [
      {
        type: ApplicationCommandOptionType.Channel,
        name: 'channel',
        ...described('Only what comes to this channel', 'このチャンネルの配信だけ'),
        channel_types: CHANNEL_TYPES,
      },
    ],
  },
  async run(invocation, context) {
    const channelId = invocation.channels['channel']?.id ?? null;
    const rules = await rulesSeen(invocation, context, channelId ?? undefined);
    if (rules.length === 0) return listEmpty(channelId, invocation);
    return { messages: [await listView({ rules, channelId, page: 0 }, invocation, context)] };
  },
};
