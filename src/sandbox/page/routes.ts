// What the web page asks of the sandbox: the world, messages, events as they happen, and acting as a person.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Hono, type Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ControlHost } from '../control/control.js';
import { answer, readJson, refuse, type Env } from '../discord/http.js';
import { messagePayload } from '../discord/payloads.js';
import { personAction } from '../discord/person-action.js';
import type { Operator, PageEvent, PageState } from './types.js';

export interface PageHost extends ControlHost {
  readonly assetsDir: string;
  readonly operator: () => Operator | null;
  /** How far the sandbox's clock is ahead of the machine's. */
  offsetMs(): number;
  moveClock(offsetMs: number): void;
  subscribe(listener: (event: PageEvent) => void): () => void;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html',
  '.svg': 'image/svg+xml',
};
/** A hundred years. */
const LONGEST_OFFSET_MS = 3_155_760_000_000;
/** Events that may wait for a page that does not read; then its stream ends, and it asks for everything again. */
const MOST_WAITING_EVENTS = 500;
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

function pageState(host: PageHost): PageState {
  const { world } = host;
  const guilds = world.data.guilds.map(({ id, name, memberIds, roles = [] }) => ({
    id,
    name,
    memberIds,
    roles,
    channels: world.data.channels.filter((channel) => channel.guildId === id),
  }));
  const operator = host.operator();
  return {
    botId: world.data.botId,
    applicationId: world.data.applicationId,
    isBotConnected: host.gateway.isConnected(),
    guilds,
    directMessages: world.data.channels.filter((channel) => channel.recipientId !== null),
    users: world.data.users,
    commands: world.data.commands,
    now: host.now().toISOString(),
    offsetMs: host.offsetMs(),
    operator: (['ingest', 'status', 'restart', 'clock'] as const).filter((name) => operator?.[name] !== undefined),
  };
}

/** The page sends it percent-encoded; what is not is taken as it is. */
function fileName(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}

/** `/`, `/assets/*` and the routes below /page. */
export function createPageRoutes(host: PageHost): Hono<Env> {
  const { world } = host;
  const app = new Hono<Env>();

  const file = (path: string): Response => {
    if (!existsSync(path) || !statSync(path).isFile()) return new Response('not found', { status: 404 });
    const type = `${TYPES[extname(path)] ?? 'application/octet-stream'}; charset=utf-8`;
    return new Response(readFileSync(path), {
      headers: { 'content-type': type, 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff' },
    });
  };
  app.get('/', () => file(join(host.assetsDir, 'index.html')));
  app.get('/assets/:name', (c) => file(join(host.assetsDir, 'assets', c.req.param('name').replace(/[^\w.-]/g, ''))));

  app.get('/page/state', (c) => answer(c, 200, pageState(host)));
  app.get('/page/channels/:id/messages', (c) => {
    const user = c.req.query('user') ?? '';
    const visible = world
      .messagesOf(c.req.param('id'))
      .filter((message) => message.visibleTo === null || message.visibleTo === user);
    return answer(c, 200, { messages: visible.slice(-200) });
  });
  app.get('/page/events', (c) =>
    streamSSE(c, async (stream) => {
      await new Promise<void>((ended) => {
        let waiting = 0;
        const stop = host.subscribe((event) => {
          waiting += 1;
          if (waiting > MOST_WAITING_EVENTS) return end();
          void stream.writeSSE({ data: JSON.stringify(event) }).then(() => (waiting -= 1), end);
        });
        const end = (): void => {
          stop();
          ended();
        };
        stream.onAbort(end);
      });
    }),
  );
  app.post('/page/interactions', async (c) => {
    const asked = personAction(await readJson(c));
    if (asked === null) return refuse(c, 400, { code: 0, message: 'This is nothing that a person can do.' });
    const { messages: _messages, ...outcome } = await host.interactions.run(asked);
    return answer(c, 200, outcome);
  });
  app.post('/page/messages', async (c) => {
    const {
      userId = '',
      channelId = '',
      content,
    } = (await readJson(c)) as {
      userId?: string;
      channelId?: string;
      content?: unknown;
    };
    if (typeof content !== 'string') return refuse(c, 400, { code: 50035, message: 'content must be a text' });
    if (world.channel(channelId) === undefined || world.user(userId) === undefined)
      return refuse(c, 404, { code: 10003, message: 'Unknown Channel' });
    const message = messagePayload(world, {
      channelId,
      authorId: userId,
      body: { content: content.slice(0, 2000) },
      now: host.now(),
      visibleTo: null,
    });
    world.putMessage(message);
    host.publish('message', message);
    return answer(c, 200, message);
  });
  app.post('/page/clock', async (c) => {
    const offsetMs = Number((await readJson(c))['offsetMs']);
    if (!Number.isSafeInteger(offsetMs) || Math.abs(offsetMs) > LONGEST_OFFSET_MS)
      return refuse(c, 400, {
        code: 0,
        message: 'offsetMs must be a whole number of milliseconds, at most a hundred years',
      });
    host.moveClock(offsetMs);
    return answer(c, 200, {});
  });
  const away = (c: Context): Response =>
    host.operator() === null
      ? refuse(c, 503, { code: 0, message: 'The bot is starting; ask again in a moment.' })
      : refuse(c, 404, { code: 0, message: 'This sandbox runs alone: there is no bot to ask.' });
  app.post('/page/operator/ingest', async (c) => {
    const ingest = host.operator()?.ingest;
    if (ingest === undefined) return away(c);
    const name = fileName(c.req.header('x-file-name') ?? 'dropped.txt');
    return answer(c, 200, await ingest(name, new Uint8Array(await c.req.arrayBuffer())));
  });
  app.get('/page/operator/status', async (c) => {
    const status = host.operator()?.status;
    return status === undefined ? away(c) : answer(c, 200, await status());
  });
  app.post('/page/operator/restart', async (c) => {
    const restart = host.operator()?.restart;
    if (restart === undefined) return away(c);
    await restart();
    return answer(c, 200, {});
  });
  return app;
}
