// History: what stands in a channel or a forum, as far as recognising our own cards needs it.
import { Routes, type REST } from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import type { HistoryMessage, HistoryPage } from '../domain/delivery.js';
import { laterId, marksOf } from '../domain/marks.js';

/** Discord's largest page. */
const PAGE = 100;

interface Thread {
  readonly id: string;
  readonly parent_id?: string | null;
  readonly owner_id?: string;
  readonly thread_metadata?: { readonly archive_timestamp?: string };
}

interface ArchivedThreads {
  readonly threads: readonly Thread[];
  readonly has_more?: boolean;
}

/** The message of a command's answer comes through a webhook of the application; a card does not. */
function toHistoryMessage(message: APIMessage, channelId: string): HistoryMessage {
  const isAnswer = message.webhook_id !== undefined || message.interaction_metadata !== undefined;
  return {
    id: message.id,
    channelId,
    authorId: message.author.id,
    isPlain: !isAnswer && message.type === 0,
    marks: marksOf(message),
  };
}

/**
 * One page of a channel, oldest first. The end is where Discord has nothing more: pages may be shorter than asked for.
 * Throws what the REST client throws.
 */
export async function readChannel(rest: REST, channelId: string, after: string): Promise<HistoryPage> {
  const query = new URLSearchParams({ after, limit: String(PAGE) });
  const messages = (await rest.get(Routes.channelMessages(channelId), { query })) as APIMessage[];
  const found = messages.map((message) => toHistoryMessage(message, channelId));
  const next = found.length === 0 ? null : found.map((message) => message.id).reduce(laterId);
  return {
    kind: 'page',
    messages: found.toSorted((left, right) => (laterId(left.id, right.id) === left.id ? 1 : -1)),
    next,
  };
}

async function activeThreads(rest: REST, forumId: string): Promise<Thread[]> {
  const { guild_id: guildId } = (await rest.get(Routes.channel(forumId))) as { guild_id?: string };
  if (guildId === undefined) return [];
  const { threads } = (await rest.get(Routes.guildActiveThreads(guildId))) as { threads: Thread[] };
  return threads.filter((thread) => thread.parent_id === forumId);
}

/** Archived threads come newest first by when they were archived, which is never before they were made. */
async function archivedThreads(rest: REST, forumId: string, since: Date): Promise<Thread[]> {
  const all: Thread[] = [];
  let before: string | null = null;
  for (;;) {
    const query = new URLSearchParams({ limit: String(PAGE), ...(before === null ? {} : { before }) });
    const page = (await rest.get(Routes.channelThreads(forumId, 'public'), { query })) as ArchivedThreads;
    all.push(...page.threads);
    before = page.threads.at(-1)?.thread_metadata?.archive_timestamp ?? null;
    if (page.has_more !== true || before === null || Date.parse(before) < since.getTime()) return all;
  }
}

/** The first messages of our own posts in a forum that are newer than `after`. Throws what the REST client throws. */
export async function readForum(rest: REST, forumId: string, after: string): Promise<HistoryPage> {
  const since = new Date(Number(BigInt(after) >> 22n) + 1_420_070_400_000);
  const me = (await rest.get(Routes.user())) as { id: string };
  const threads = [...(await activeThreads(rest, forumId)), ...(await archivedThreads(rest, forumId, since))];
  const ours = threads.filter((thread) => thread.owner_id === me.id && BigInt(thread.id) > BigInt(after));
  const messages: HistoryMessage[] = [];
  for (const { id } of ours) {
    // The message that opens a post has the id of its thread.
    const query = new URLSearchParams({ after: (BigInt(id) - 1n).toString(), limit: '1' });
    const [first] = (await rest.get(Routes.channelMessages(id), { query })) as APIMessage[];
    if (first !== undefined) messages.push(toHistoryMessage(first, id));
  }
  return { kind: 'page', messages, next: null };
}
