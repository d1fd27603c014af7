// Threads and forum posts: made by the bot, idempotent on a message, without nonce in a forum, as in Discord.
import { Hono, type Context } from 'hono';
import { answer, readJson, refuse, type Env } from './http.js';
import type { Gateway } from './gateway.js';
import type { MessageHost } from './messages.js';
import { channelPayload, messagePayload } from './payloads.js';
import { botBits, PERMISSIONS } from './permissions.js';
import { newChannel, type StoredChannel } from './world-data.js';
import { invalidForm, isEmptyMessage, messageProblems, type Json } from './validate.js';

export interface ThreadHost extends MessageHost {
  readonly gateway: Gateway;
  stateChanged(): void;
}

const PUBLIC_THREAD = 11;
const FORUM = 15;

export function createThreads(host: ThreadHost): Hono<Env> {
  const { world, now } = host;
  const app = new Hono<Env>();

  function open(id: string, parent: StoredChannel, name: string): StoredChannel {
    const thread = newChannel({ id, guildId: parent.guildId, name, type: PUBLIC_THREAD, parentId: parent.id });
    const forgotten = world.putChannel(thread);
    if (forgotten !== null) host.gateway.dispatch('THREAD_DELETE', channelPayload(world, forgotten));
    host.gateway.dispatch('THREAD_CREATE', { ...channelPayload(world, thread), newly_created: true });
    host.stateChanged();
    return thread;
  }

  function problem(c: Context<Env>, parent: StoredChannel, body: Json): Response | null {
    const { name } = body as { name?: unknown };
    if (typeof name !== 'string' || name.trim() === '' || [...name].length > 100) {
      const message = 'Must be between 1 and 100 in length.';
      return answer(c, 400, invalidForm([{ path: 'name', code: 'BASE_TYPE_BAD_LENGTH', message }]));
    }
    const needed = parent.type === FORUM ? 'SEND_MESSAGES' : 'CREATE_PUBLIC_THREADS';
    if ((botBits(parent.botLacks) & (PERMISSIONS[needed] ?? 0n)) === 0n)
      return refuse(c, 403, { code: 50013, message: 'Missing Permissions' });
    return null;
  }

  app.post('/channels/:id/messages/:message/threads', async (c) => {
    const { id, message } = c.req.param();
    const parent = world.channel(id);
    const body = await readJson(c);
    if (parent === undefined) return refuse(c, 404, { code: 10003, message: 'Unknown Channel' });
    const refused = problem(c, parent, body);
    if (refused !== null) return refused;
    if (!world.messagesOf(id).some((each) => each.id === message))
      return refuse(c, 404, { code: 10008, message: 'Unknown Message' });
    if (world.channel(message) !== undefined)
      return refuse(c, 400, { code: 160004, message: 'A thread has already been created for this message' });
    return answer(c, 201, channelPayload(world, open(message, parent, String(body['name']))));
  });

  app.post('/channels/:id/threads', async (c) => {
    const parent = world.channel(c.req.param('id'));
    const body = await readJson(c);
    if (parent === undefined) return refuse(c, 404, { code: 10003, message: 'Unknown Channel' });
    const refused = problem(c, parent, body);
    if (refused !== null) return refused;
    if (parent.type !== FORUM) {
      return answer(c, 201, channelPayload(world, open(world.nextId(), parent, String(body['name']))));
    }
    const first = (body['message'] ?? {}) as Json;
    const problems = messageProblems(first);
    if (problems.length > 0) return answer(c, 400, invalidForm(problems));
    if (isEmptyMessage(first)) return refuse(c, 400, { code: 50006, message: 'Cannot send an empty message' });
    const id = world.nextId();
    const message = {
      ...messagePayload(world, { channelId: id, authorId: world.data.botId, body: first, now: now(), visibleTo: null }),
      id,
    };
    const thread = open(id, parent, String(body['name']));
    world.putMessage(message);
    // As with messages: what the bot was told must be found after any restart of the sandbox.
    await world.written();
    host.publish('message', message);
    return answer(c, 201, { ...channelPayload(world, thread), message });
  });

  app.get('/guilds/:id/threads/active', (c) => {
    const isIn = (each: StoredChannel): boolean => each.guildId === c.req.param('id') && each.type === PUBLIC_THREAD;
    const threads = world.data.channels.filter(isIn).map((each) => channelPayload(world, each));
    return answer(c, 200, { threads, members: [] });
  });

  /** No thread of the sandbox is ever archived. */
  app.get('/channels/:id/threads/archived/public', (c) =>
    world.channel(c.req.param('id')) === undefined
      ? refuse(c, 404, { code: 10003, message: 'Unknown Channel' })
      : answer(c, 200, { threads: [], members: [], has_more: false }),
  );

  return app;
}
