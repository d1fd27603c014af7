// Messages of channels: posting with enforced nonces and rate-limit buckets, history, edits.
import { ChannelType } from 'discord-api-types/v10';
import { Hono, type Context } from 'hono';
import { answer, invalidAnswer, readJson, refuse, setHeaders, type Env } from './http.js';
import { messagePayload, lackedBy } from './payloads.js';
import { botBits, PERMISSIONS } from './permissions.js';
import type { StoredMessage } from './types.js';
import type { StoredChannel } from './world-data.js';
import type { World } from './state.js';
import { invalidForm, isEmptyMessage, messageProblems, type Json } from './validate.js';

export interface MessageHost {
  readonly world: World;
  readonly now: () => Date;
  /** Messages that one channel takes in five seconds; null switches the limit off. */
  readonly limits: { perWindow: number | null; nonceWindowMs: number };
  publish(type: 'message' | 'edit' | 'delete', message: StoredMessage): void;
}

const WINDOW_MS = 5_000;

/** A bucket per channel, with the headers from which clients learn it. */
function createBuckets(now: () => Date, perWindow: () => number | null) {
  const windows = new Map<string, { start: number; used: number }>();
  return function take(channelId: string): { isAllowed: boolean; headers: Record<string, string> } {
    const limit = perWindow();
    if (limit === null) return { isAllowed: true, headers: {} };
    const at = now().getTime();
    const known = windows.get(channelId);
    const window = known === undefined || at - known.start >= WINDOW_MS ? { start: at, used: 0 } : known;
    windows.set(channelId, window);
    const isAllowed = window.used < limit;
    if (isAllowed) window.used += 1;
    const resetAfter = (window.start + WINDOW_MS - at) / 1000;
    const headers: Record<string, string> = {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(limit - window.used),
      'x-ratelimit-reset': String((window.start + WINDOW_MS) / 1000),
      'x-ratelimit-reset-after': resetAfter.toFixed(3),
      'x-ratelimit-bucket': 'create-message',
    };
    return {
      isAllowed,
      headers: isAllowed ? headers : { ...headers, 'retry-after': resetAfter.toFixed(3), 'x-ratelimit-scope': 'user' },
    };
  };
}

/** A nonce may be a text or a whole number. */
function nonceOf(body: Json): string | null {
  const nonce = body['nonce'];
  return typeof nonce === 'string' || typeof nonce === 'number' ? String(nonce) : null;
}

export function createMessages(host: MessageHost): Hono<Env> {
  const { world, now } = host;
  const app = new Hono<Env>();
  const take = createBuckets(now, () => host.limits.perWindow);

  function lacks(channel: StoredChannel, names: readonly string[]): boolean {
    const bits = botBits(lackedBy(world, channel));
    return names.some((name) => (bits & (PERMISSIONS[name] ?? 0n)) === 0n);
  }

  /** The message that an enforced nonce stands for; `deleted` when it is gone. */
  function accepted(channelId: string, body: Json): StoredMessage | 'deleted' | null {
    const nonce = nonceOf(body);
    if (body['enforce_nonce'] !== true || nonce === null) return null;
    const found = world.data.nonces.findLast(
      (each) =>
        each.channelId === channelId && each.nonce === nonce && now().getTime() - each.at < host.limits.nonceWindowMs,
    );
    if (found === undefined) return null;
    return world.messagesOf(channelId).find((message) => message.id === found.messageId) ?? 'deleted';
  }

  function forbidden(c: Context<Env>, channel: StoredChannel, body: Json): Response | null {
    if (channel.type === ChannelType.GuildForum)
      return refuse(c, 400, {
        code: 40058,
        message: 'Cannot message this thread until after the post author has sent an initial message.',
      });
    if (lacks(channel, ['VIEW_CHANNEL'])) return refuse(c, 403, { code: 50001, message: 'Missing Access' });
    const send = channel.type >= 10 && channel.type <= 12 ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES';
    const needed = Array.isArray(body['embeds']) && body['embeds'].length > 0 ? [send, 'EMBED_LINKS'] : [send];
    return lacks(channel, needed) ? refuse(c, 403, { code: 50013, message: 'Missing Permissions' }) : null;
  }

  app.post('/channels/:id/messages', async (c) => {
    const channel = world.channel(c.req.param('id'));
    if (channel === undefined) return refuse(c, 404, { code: 10003, message: 'Unknown Channel' });
    const bucket = take(channel.id);
    if (!bucket.isAllowed) {
      const wait = Number(bucket.headers['retry-after']);
      setHeaders(c, bucket.headers);
      return answer(c, 429, { message: 'You are being rate limited.', retry_after: wait, global: false });
    }
    const body = await readJson(c);
    const refused = forbidden(c, channel, body);
    if (refused !== null) return refused;
    const problems = messageProblems(body);
    if (problems.length > 0) {
      setHeaders(c, bucket.headers);
      return answer(c, 400, invalidForm(problems));
    }
    if (isEmptyMessage(body)) return refuse(c, 400, { code: 50006, message: 'Cannot send an empty message' });
    const known = accepted(channel.id, body);
    if (known === 'deleted') return refuse(c, 404, { code: 10008, message: 'Unknown Message' });
    setHeaders(c, bucket.headers);
    if (known !== null) return answer(c, 200, known);
    const message = messagePayload(world, {
      channelId: channel.id,
      authorId: world.data.botId,
      body,
      now: now(),
      visibleTo: null,
    });
    world.putMessage(message);
    const nonce = nonceOf(body);
    if (nonce !== null) {
      world.acceptNonce({ channelId: channel.id, nonce, messageId: message.id, at: now().getTime() });
    }
    // A bot that was told "accepted" must find the message after any restart of the sandbox.
    await world.written();
    host.publish('message', message);
    return answer(c, 200, message);
  });

  app.get('/channels/:id/messages', (c) => {
    const channel = world.channel(c.req.param('id'));
    if (channel === undefined) return refuse(c, 404, { code: 10003, message: 'Unknown Channel' });
    if (lacks(channel, ['VIEW_CHANNEL'])) return refuse(c, 403, { code: 50001, message: 'Missing Access' });
    if (lacks(channel, ['READ_MESSAGE_HISTORY'])) return answer(c, 200, []);
    const { after, before, limit = '50' } = c.req.query();
    if (![after, before, limit].every((number) => number === undefined || /^\d{1,20}$/.test(number)))
      return invalidAnswer(c, [{ path: 'after', code: 'NUMBER_TYPE_COERCE', message: 'Value is not a number.' }]);
    const public_ = world.messagesOf(channel.id).filter((message) => message.visibleTo === null);
    const inRange = public_.filter(
      (message) =>
        (after === undefined || BigInt(message.id) > BigInt(after)) &&
        (before === undefined || BigInt(message.id) < BigInt(before)),
    );
    const count = Math.min(Number(limit), 100);
    const page = after === undefined ? inRange.slice(-count) : inRange.slice(0, count);
    return answer(c, 200, page.toReversed());
  });

  app.patch('/channels/:id/messages/:message', async (c) => {
    const { id, message: messageId } = c.req.param();
    const body = await readJson(c);
    const before = world.messagesOf(id).find((message) => message.id === messageId);
    if (before === undefined) return refuse(c, 404, { code: 10008, message: 'Unknown Message' });
    const problems = messageProblems(body);
    if (problems.length > 0) return answer(c, 400, invalidForm(problems));
    const changed = { ...before, ...body } as Json;
    const fresh = messagePayload(world, {
      channelId: id,
      authorId: world.data.botId,
      body: changed,
      now: now(),
      visibleTo: null,
    });
    const edited: StoredMessage = {
      ...fresh,
      id: messageId,
      timestamp: before.timestamp,
      edited_timestamp: now().toISOString(),
    };
    world.putMessage(edited);
    host.publish('edit', edited);
    return answer(c, 200, edited);
  });

  app.delete('/channels/:id/messages/:message', (c) => {
    const { id, message: messageId } = c.req.param();
    const gone = world.messagesOf(id).find((message) => message.id === messageId);
    if (gone === undefined) return refuse(c, 404, { code: 10008, message: 'Unknown Message' });
    world.deleteMessage(id, messageId);
    host.publish('delete', gone);
    return c.body(null, 204);
  });

  return app;
}
