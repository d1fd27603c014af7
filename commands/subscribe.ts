// /subscribe category, keyword, author: papers come to a channel, or to the person who asks, from now on.
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
} from 'discord-api-types/v10';
import { ruleWording } from '../src/cards/rule-wording.js';
import type { Command, Context, Invocation } from '../src/domain/context.js';
import type { Reply } from '../src/domain/message.js';
import {
  ANNOUNCEMENTS,
  DEFAULT_HOUR,
  DESTINATION_LANGUAGES,
  MODES,
  MOST_RULES,
  type RuleChange,
  type Subscription,
} from '../src/domain/subscription.js';
import type { Markdown } from '../src/text/markdown.js';
import { authorChoices } from './results.js';
import { reachesPerson, ruleAnswer } from './rule-answer.js';
import { readRequest, type RuleRequest } from './rule-request.js';
import { roomLackingFor } from './rule-room.js';
import {
  CHANNEL_TYPES,
  categoryChoices,
  categoryOption,
  choicesIn,
  described,
  MANAGE_CHANNELS,
  text,
} from './shared.js';

/** Whether a rule is not yet as it was said to be. The hour counts for digests alone. */
function isOther(rule: Subscription, { mode, hour, announcements }: RuleChange): boolean {
  const isHourOther = mode === 'digest' && hour !== undefined && hour !== rule.hour;
  return (
    isHourOther || (mode ?? rule.mode) !== rule.mode || (announcements ?? rule.announcements) !== rule.announcements
  );
}

/** What was said of a rule that was there already changes it; a digest keeps its hour where none was said. */
async function settle({ rule, place, said }: RuleRequest, invocation: Invocation, context: Context) {
  const { language, now } = invocation;
  const words = ruleWording(language);
  const { subscription, existed, languageBefore } = await context.rules.add(rule, place);
  const changed =
    existed && isOther(subscription, said)
      ? await context.rules.change(subscription.id, { hour: subscription.hour ?? DEFAULT_HOUR, ...said }, now)
      : null;
  const lead: Markdown[] = [
    ...(existed && changed === null && languageBefore === null ? [words.alreadyPosted] : []),
    ...(changed === null ? [] : [words.changed]),
    ...(languageBefore === null
      ? []
      : [words.languageChanged(words.languages[languageBefore], words.languages[subscription.language])]),
  ];
  return { rule: changed ?? subscription, lead };
}

/** A person who asks elsewhere is written to once: where that does not work, the rule rests and the answer says so. */
async function greeted(rule: Subscription, invocation: Invocation, context: Context): Promise<Subscription | null> {
  const isReached = invocation.guildId === null || (await reachesPerson(rule, { caller: invocation, context }));
  return isReached ? null : await context.rules.pause(rule.id, invocation.now);
}

async function subscribe(invocation: Invocation, context: Context): Promise<Reply> {
  const request = await readRequest(invocation, context);
  if ('messages' in request) return request;
  if ((await roomLackingFor([request.rule], context)) !== null)
    return text(ruleWording(invocation.language).tooManyRules(MOST_RULES));
  const { rule, lead } = await settle(request, invocation, context);
  const closed = await greeted(rule, invocation, context);
  const said = closed === null ? lead : [ruleWording(invocation.language).closedMessages, ...lead];
  return { messages: [await ruleAnswer(closed ?? rule, said, { caller: invocation, context })] };
}

const SHARED: APIApplicationCommandBasicOption[] = [
  {
    type: ApplicationCommandOptionType.Channel,
    name: 'channel',
    ...described('Where to post; this channel when left out', '配信先（省略するとこのチャンネル）'),
    channel_types: CHANNEL_TYPES,
  },
  {
    type: ApplicationCommandOptionType.String,
    name: 'mode',
    ...described('How papers are posted', '配信の形式'),
    choices: choicesIn(MODES, (language, mode) => ruleWording(language).modes[mode]),
  },
  {
    type: ApplicationCommandOptionType.Integer,
    name: 'hour',
    ...described(
      'Hour of the digest, in the time zone of the server',
      'ダイジェストを届ける時刻（サーバーのタイムゾーン）',
    ),
    min_value: 0,
    max_value: 23,
  },
  {
    type: ApplicationCommandOptionType.String,
    name: 'announcements',
    ...described('Which announcements; new and cross-listed when left out', '対象（省略すると新規とクロスリスト）'),
    choices: choicesIn(ANNOUNCEMENTS, (language, each) => ruleWording(language).announcements[each]),
  },
  {
    type: ApplicationCommandOptionType.String,
    name: 'language',
    ...described('Language of everything posted there', 'その配信先の表示言語'),
    choices: choicesIn(DESTINATION_LANGUAGES, (language, each) => ruleWording(language).languages[each]),
  },
];

const limitOption: APIApplicationCommandBasicOption = {
  ...categoryOption,
  ...described('Only papers of this category', 'この分野の論文だけ'),
  required: false,
};

const forms: APIApplicationCommandSubcommandOption[] = [
  {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'category',
    ...described('New papers of a category or a whole archive', '分野やアーカイブ全体の新着を配信します'),
    options: [categoryOption, ...SHARED],
  },
  {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'keyword',
    ...described('New papers that a search would find', '検索語に一致する新着を配信します'),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'query',
        ...described(
          'Words as in /search: diffusion -survey ti:"flow matching"',
          '/search と同じ書き方（例: 拡散モデル -サーベイ）',
        ),
        required: true,
        max_length: 300,
      },
      limitOption,
      ...SHARED,
    ],
  },
  {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'author',
    ...described('New papers by an author', '著者の新着論文を配信します'),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'name',
        ...described('Whole name or initials: Chenjie Hao, C. Hao', '姓名または頭文字（例: Chenjie Hao、C. Hao）'),
        required: true,
        autocomplete: true,
        max_length: 100,
      },
      limitOption,
      ...SHARED,
    ],
  },
];

export const subscribeCommand: Command = {
  definition: {
    name: 'subscribe',
    ...described('Have new papers posted here, or sent to you in a direct message', '新着論文を配信します'),
    default_member_permissions: MANAGE_CHANNELS,
    contexts: [0, 1],
    integration_types: [0, 1],
    options: forms,
  },
  run: subscribe,
  complete: (completion, context) =>
    completion.focused === 'name'
      ? authorChoices(completion.value, context)
      : categoryChoices(completion.value, context, completion),
};
