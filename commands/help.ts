// /help: what the bot does, its commands to press, and the next step for this person here.
import { wording } from '../src/cards/wording.js';
import type { Command, Context, Invocation } from '../src/domain/context.js';
import { commandMention, joinMarkdown, own, type Markdown } from '../src/text/markdown.js';
import { rulesKnown } from './rules-seen.js';
import { described, mayManage, mayManageGuild } from './shared.js';

type Described = keyof ReturnType<typeof wording>['helpCommands'];

const FOR_ALL: readonly Described[] = [
  'search',
  'latest',
  'category',
  'author',
  'paper',
  'similar',
  'why',
  'status',
  'subscriptions',
];
/** Commands that are not called as they are described: the name, and how it is mentioned with a subcommand. */
const MENTIONED: Partial<Record<Described, readonly [name: string, mention: string]>> = {
  subscribe: ['subscribe', 'subscribe category'],
  subscribeSelf: ['subscribe', 'subscribe category'],
};

function mentionOf(described: Described, context: Context): Markdown {
  const [name, shown] = MENTIONED[described] ?? [described, described];
  return commandMention(shown, context.commandIds().get(name));
}

/** What this person may do here besides; empty for a member who may not subscribe. */
function offeredBesides({ isPersonal, guildId, here }: Invocation): readonly Described[] {
  if (isPersonal || guildId === null) return ['subscribeSelf', 'unsubscribe', 'settings'];
  const rights = here?.memberPermissions ?? 0n;
  return [
    ...(mayManage(rights) ? (['subscribe', 'unsubscribe'] as const) : []),
    ...(mayManageGuild(rights) ? (['settings'] as const) : []),
  ];
}

/** Who may subscribe and has no subscription yet does that first; everybody else searches. */
function nextStep(first: Described | undefined, invocation: Invocation, context: Context): Markdown | null {
  const words = wording(invocation.language);
  if (first === 'subscribe') return words.nextSubscribe(mentionOf(first, context));
  if (first === 'subscribeSelf') return words.nextSubscribeSelf(mentionOf(first, context));
  return null;
}

export const helpCommand: Command = {
  definition: {
    name: 'help',
    ...described('What this bot does, and what to do next', 'このボットの使い方と次のステップを表示します'),
  },
  async run(invocation, context) {
    const words = wording(invocation.language);
    const [{ papers }, rules] = await Promise.all([context.overview(), rulesKnown(invocation, context)]);
    const besides = offeredBesides(invocation);
    const first = rules?.length === 0 ? nextStep(besides[0], invocation, context) : null;
    const search = papers === 0 ? words.nextPapers : words.nextSearch(mentionOf('search', context));
    const lines = [
      words.helpAbout,
      own`\n**${first ?? search}**\n`,
      ...[...FOR_ALL, ...besides].map((name) => own`${mentionOf(name, context)} ${words.helpCommands[name]}`),
      own`\n${words.helpMessages}`,
      ...(besides.length === 0 ? [words.helpDirect] : []),
      own`-# ${words.helpNumbers(papers, rules?.length ?? null)}`,
    ];
    return { messages: [{ embeds: [{ title: words.helpTitle, description: joinMarkdown(lines, '\n') }] }] };
  },
};
