// History: the messages of a channel or a forum, as far as recognising our own cards needs them.
import { setTimeout as sleep } from 'node:timers/promises';
import { RateLimitError, Routes, type REST } from 'discord.js';
import { type APIMessage, MessageType } from 'discord-api-types/v10';
import type { HistoryMessage, HistoryPage } from '../domain/delivery.js';
import { snowflakeTime, laterId, fingerprintOf } from '../domain/fingerprint.js';
import { idOf, listOf, UnreadableAnswer } from './requests.js';

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
    isPlain: !isAnswer && message.type === MessageType.Default,
    marks: fingerprintOf(message),
    content: message.content ?? '',
  };
}

/** How long (milliseconds) one reading waits for its turn in all; reading is never urgent. */
const LONGEST_WAIT_MS = 30_000;

/**
 * Asks again after as long as a rate limit says, ours or Discord's, and after twice as long in all each time that it stands
 * still. Throws what the REST client throws.
 */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  for (let waited = 0; ;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RateLimitError)) throw error;
      const wait = Math.max(error.retryAfter, waited);
      if (waited + wait > LONGEST_WAIT_MS) throw error;
      waited += wait;
      await sleep(wait);
    }
  }
}

/**
 * One page of a channel, oldest first. The end is where Discord has nothing more: pages may be shorter than asked for.
 * Throws what the REST client throws.
 */
export async function readChannel(rest: REST, channelId: string, after: string): Promise<HistoryPage> {
  const query = new URLSearchParams({ after, limit: String(PAGE) });
  const messages = listOf<APIMessage>(await inTurn(() => rest.get(Routes.channelMessages(channelId), { query })));
  const found = messages.map((message) => toHistoryMessage(message, channelId));
  const next = found.length === 0 ? null : found.map((message) => message.id).reduce(laterId);
  if (next !== null && laterId(next, after) === after) throw new UnreadableAnswer('a page that was read before');
  const isLater = (left: HistoryMessage, right: HistoryMessage): boolean => laterId(left.id, right.id) === left.id;
  return { kind: 'page', messages: found.toSorted((left, right) => (isLater(left, right) ? 1 : -1)), next };
}

/**
 * Reads forums: the first messages of our own posts that are newer than an id. What was read once is not asked for
 * again, since the marks of a card do not change. Throws what the REST client throws.
 */
export function createForumReader(rest: REST): (forumId: string, after: string) => Promise<HistoryPage> {
  const known = new Map<string, HistoryMessage>();
  let me: Promise<string> | null = null;
  const get = <T>(route: `/${string}`, query: Record<string, string> = {}): Promise<T> =>
    inTurn(() => rest.get(route, { query: new URLSearchParams(query) }) as Promise<T>);

  async function activeThreads(forumId: string): Promise<Thread[]> {
    const { guild_id: guildId } = await get<{ guild_id?: string }>(Routes.channel(forumId));
    const { threads } = await get<{ threads?: unknown }>(Routes.guildActiveThreads(idOf({ id: guildId })));
    return listOf<Thread>(threads).filter((thread) => thread.parent_id === forumId);
  }

  /** Archived threads come newest first by when they were archived, which is never before they were made. */
  async function archivedThreads(forumId: string, since: number): Promise<Thread[]> {
    const all: Thread[] = [];
    for (let before: string | null = null; ;) {
      const query: Record<string, string> = { limit: String(PAGE), ...(before === null ? {} : { before }) };
      const page: ArchivedThreads = await get(Routes.channelThreads(forumId, 'public'), query);
      all.push(...listOf<Thread>(page.threads));
      if (page.has_more !== true) return all;
      const oldest = page.threads.at(-1)?.thread_metadata?.archive_timestamp ?? '';
      if (Date.parse(oldest) < since) return all;
      if (Number.isNaN(Date.parse(oldest)) || oldest === before)
        throw new UnreadableAnswer('a page that leads nowhere');
      before = oldest;
    }
  }

  /** The message that opens a post has the id of its thread. */
  async function firstMessage(threadId: string): Promise<HistoryMessage | null> {
    const read = known.get(threadId);
    if (read !== undefined) return read;
    const query = { after: (BigInt(threadId) - 1n).toString(), limit: '1' };
    const [first] = listOf<APIMessage>(await get(Routes.channelMessages(threadId), query));
    if (first === undefined) return null;
    const message = toHistoryMessage(first, threadId);
    known.set(threadId, message);
    return message;
  }

  return async (forumId, after) => {
    me ??= get(Routes.user()).then(idOf);
    const ownId = await me.catch((error: unknown) => {
      me = null;
      throw error;
    });
    const threads = [
      ...(await activeThreads(forumId)),
      ...(await archivedThreads(forumId, snowflakeTime(after).getTime())),
    ];
    const messages: HistoryMessage[] = [];
    for (const { id, owner_id: ownerId } of threads) {
      if (ownerId !== ownId || BigInt(id) <= BigInt(after)) continue;
      const first = await firstMessage(id);
      if (first !== null) messages.push(first);
    }
    return { kind: 'page', messages, next: null };
  };
}
