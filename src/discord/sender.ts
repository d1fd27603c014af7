// The sender: posts cards through a REST client of its own, so that a long queue does not delay answers to people.
import { REST, Routes } from 'discord.js';
import type { MessageBody } from '../domain/message.js';
import { isPost, type HistoryPage, type SendOutcome, type Sender } from '../domain/delivery.js';
import type { Log } from '../log.js';
import { createLimitsInARow, StandingRateLimit } from './limits-in-a-row.js';
import { isOfArchivedThread, toAnswer } from './rest-errors.js';
import { classifyAnswer, classifyRefusal, type RequestKind } from './classify.js';
import { createForumReader, readChannel } from './history.js';
import { idOf, LongRateLimit, makeRequest } from './requests.js';
import { countInvalidRequests, MOST_INVALID, type InvalidRequests } from './invalid-requests.js';

const TIMEOUT_MS = 15_000;
/**
 * Of Discord's 50 a second for all requests of a bot. Answers to interactions do not count towards these 50. The library's windows
 * last 1.05 s (its `offset`), so that these are 45.7 a second.
 */
const REQUESTS_PER_SECOND = 48;
/** Longer waits go back to the outbox instead of sitting in memory, where a shutdown would have to wait for them. */
const LONGEST_WAIT_MS = 500;
/** The window of the limit for all requests together: its end is always near. */
const GLOBAL_WINDOW_MS = 1_000;

export interface SenderOptions {
  readonly apiUrl: string;
  readonly token: string;
  readonly log: Log;
  /** Monotonic time in milliseconds. */
  readonly monotonic: () => number;
  /** Another count of refusals than one of its own. */
  readonly invalid?: InvalidRequests;
  /** Takes secrets out of what a server says: reasons are stored and shown. */
  readonly redact?: (text: string) => string;
}

const NO_MENTIONS = { allowed_mentions: { parse: [] } };

/** Every answer is an outcome, nothing is thrown; the library repeats nothing but, once, what a short rate limit refused. */
export function createSender({ apiUrl, token, log, monotonic, ...given }: SenderOptions): Sender {
  const invalid = given.invalid ?? countInvalidRequests(monotonic);
  const limits = createLimitsInARow();
  const rest = new REST({
    api: apiUrl,
    version: '10',
    retries: 0,
    timeout: TIMEOUT_MS,
    async makeRequest(url, init) {
      // What the library kept waiting, or repeats by itself, was let go before the last refusals.
      const afterMs = invalid.waitMs();
      if (afterMs > 0) throw new LongRateLimit(afterMs);
      const answer = await makeRequest(url, init);
      invalid.note(answer.status, answer.headers.get('x-ratelimit-scope'));
      limits.note(init.method, url, answer.status);
      return answer;
    },
    globalRequestsPerSecond: REQUESTS_PER_SECOND,
    rejectOnRateLimit(limit) {
      const isInARow = limits.takeAnswered(limit.method, limit.url);
      if (isInARow && !limit.global) throw new StandingRateLimit(limit);
      return isInARow || limit.retryAfter > (limit.global ? GLOBAL_WINDOW_MS : LONGEST_WAIT_MS);
    },
  }).setToken(token);
  const { redact = (text) => text } = given;
  const told = (error: unknown): ReturnType<typeof toAnswer> => {
    const answer = toAnswer(error);
    return { ...answer, message: redact(answer.message) };
  };
  const readForum = createForumReader(rest);
  let isPaused = false;

  /** Null when requests may be made; otherwise why not. */
  function pause(): { kind: 'retry'; maybeAccepted: false; afterMs: number; reason: string } | null {
    const afterMs = invalid.waitMs();
    if (afterMs > 0 && !isPaused)
      log.error({ afterMs, refusals: MOST_INVALID }, 'too many refusals: nothing is sent for a while');
    isPaused = afterMs > 0;
    const reason = `Discord refused ${MOST_INVALID} requests within ten minutes; nothing is sent for a while`;
    return isPaused ? { kind: 'retry', maybeAccepted: false, afterMs, reason } : null;
  }

  async function ask(asked: RequestKind, work: () => Promise<SendOutcome>): Promise<SendOutcome> {
    const paused = pause();
    if (paused !== null) return paused;
    try {
      return await work();
    } catch (error) {
      return classifyAnswer(told(error), asked);
    }
  }

  const sent = (messageId: string, channelId: string): SendOutcome => ({ kind: 'sent', messageId, channelId });
  async function directChannel(userId: string): Promise<string> {
    return idOf(await rest.post(Routes.userChannels(), { body: { recipient_id: userId } }));
  }
  /** A thread that rests is opened for a change of a message in it, as it would be by a new one, and rests again after it. */
  async function inOpenThread(threadId: string, change: () => Promise<unknown>): Promise<void> {
    await rest.patch(Routes.channel(threadId), { body: { archived: false } });
    try {
      await change();
    } finally {
      await rest.patch(Routes.channel(threadId), { body: { archived: true } }).catch((error: unknown) => {
        log.debug({ thread: threadId, error: told(error).message }, 'a thread stays open until Discord archives it');
      });
    }
  }
  const edited = (body: MessageBody) => ({ content: '', embeds: [], components: [], ...body, ...NO_MENTIONS });

  return {
    send: (destination, body) =>
      isPost(body)
        ? ask('post', async () => {
            const id = idOf(await rest.post(Routes.threads(destination), { body }));
            return sent(id, id);
          })
        : ask('card', async () =>
            sent(idOf(await rest.post(Routes.channelMessages(destination), { body })), destination),
          ),
    edit: (channelId, messageId, body) =>
      ask('step', async () => {
        const change = async (): Promise<string> =>
          idOf(await rest.patch(Routes.channelMessage(channelId, messageId), { body: edited(body) }));
        await change().catch((error: unknown) => {
          if (isOfArchivedThread(error)) return inOpenThread(channelId, change);
          throw error;
        });
        return sent(messageId, channelId);
      }),
    openThread: (channelId, messageId, name) =>
      ask('step', async () => {
        idOf(await rest.post(Routes.threads(channelId, messageId), { body: { name } }));
        return sent(messageId, messageId);
      }),
    publish: (channelId, messageId) =>
      ask('step', async () => {
        idOf(await rest.post(Routes.channelMessageCrosspost(channelId, messageId)));
        return sent(messageId, channelId);
      }),
    openDirect: (userId) =>
      ask('step', async () => {
        const channelId = await directChannel(userId);
        return sent(channelId, channelId);
      }),
    tell: (userId, body) =>
      ask('card', async () => {
        const channelId = await directChannel(userId);
        const message = { body: { ...body, enforce_nonce: true, ...NO_MENTIONS } };
        return sent(idOf(await rest.post(Routes.channelMessages(channelId), message)), channelId);
      }),
    async readHistory(destination, isForum, after): Promise<HistoryPage> {
      const paused = pause();
      if (paused !== null) return paused;
      try {
        return await (isForum ? readForum(destination, after) : readChannel(rest, destination, after));
      } catch (error) {
        return classifyRefusal(told(error));
      }
    },
  };
}
