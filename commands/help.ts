// /help: what the bot does, its commands to press, and the next step for this person here.
import { wording } from '../src/cards/wording.js';
import type { Caller, Command, Context } from '../src/domain/context.js';
import { commandMention, joinMarkdown, own, type Markdown } from '../src/text/markdown.js';
import { rulesSeen } from './rules-seen.js';
import { described, mayManage } from './shared.js';

type Described = keyof ReturnType<typeof wording>['helpCommands'];

/** The command with its subcommand as it is mentioned, for everybody and for those who may change what is posted. */
const FOR_ALL: readonly Described[] = ['search', 'latest', 'category', 'author', 'paper', 'similar'];
const IN_SERVERS: readonly Described[] = ['subscriptions'];
const FOR_ADMINS: readonly Described[] = ['subscribe', 'unsubscribe'];
const MENTIONED: Partial<Record<Described, string>> = { subscribe: 'subscribe category' };

function mentionOf(name: Described, context: Context): Markdown {
  return commandMention(MENTIONED[name] ?? name, context.commandIds().get(name));
}

/** An admin without subscriptions makes the first one; everybody else searches. */
function nextStep(papers: number, isToSubscribe: boolean, caller: Caller, context: Context): Markdown {
  const words = wording(caller.language);
  if (isToSubscribe) return words.nextSubscribe(mentionOf('subscribe', context));
  return papers === 0 ? words.nextPapers : words.nextSearch(mentionOf('search', context));
}

export const helpCommand: Command = {
  definition: {
    name: 'help',
    ...described('What this bot does, and what to do next', 'このボットの使い方と次のステップを表示します'),
  },
  async run(invocation, context) {
    const words = wording(invocation.language);
    const { guildId, here } = invocation;
    const { papers } = await context.overview();
    const subscriptions = guildId === null ? [] : await rulesSeen(invocation, context);
    const isAdmin = guildId !== null && here !== null && mayManage(here.memberPermissions);
    const offered = [...FOR_ALL, ...(guildId === null ? [] : IN_SERVERS), ...(isAdmin ? FOR_ADMINS : [])];
    const lines = [
      words.helpAbout,
      own`\n**${nextStep(papers, isAdmin && subscriptions.length === 0, invocation, context)}**\n`,
      ...offered.map((name) => own`${mentionOf(name, context)} ${words.helpCommands[name]}`),
      own`\n${words.helpMessages}`,
      own`-# ${words.helpNumbers(papers, subscriptions.length)}`,
    ];
    return { messages: [{ embeds: [{ title: words.helpTitle, description: joinMarkdown(lines, '\n') }] }] };
  },
};
