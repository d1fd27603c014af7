// The sandbox: a local Discord on loopback - REST, gateway and web page on one port.
import { createAdaptorServer } from '@hono/node-server';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import type { Log } from '../log.js';
import { createControl } from './control/control.js';
import { createFaults } from './discord/faults.js';
import { createGateway } from './discord/gateway.js';
import { boundedBody, isOurs, ownCallersOnly } from './discord/access.js';
import { faultLayer, refuse, type Env } from './discord/http.js';
import { createInteractions } from './discord/interactions.js';
import { createPageRoutes } from './page/routes.js';
import type { ActionOutcome, PersonAction, StoredMessage } from './discord/types.js';
import type { Operator, PageEvent } from './page/types.js';
import { createRest } from './discord/rest.js';
import { createRequestLog } from './discord/request-log.js';
import { openWorld } from './discord/state.js';
import type { DemoIds } from './discord/world-data.js';

const FAVOURITE_PORT = 8080;
/** How long an enforced nonce is remembered; Discord says "a few minutes". */
const NONCE_WINDOW_MS = 180_000;

export interface SandboxOptions {
  /** null: 8080, or a free one when that is taken; 0: a free one; else that one, or an error with code EADDRINUSE. */
  readonly port: number | null;
  /** Where servers, messages and nonces are kept; null keeps them in memory. */
  readonly stateFile: string | null;
  /** Folder with the page's index.html and assets. */
  readonly assetsDir: string;
  readonly log: Log;
  readonly now: () => Date;
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string;
  /** For DISCORD_API_URL. */
  readonly apiUrl: string;
  readonly demo: DemoIds;
  /** Acts as a person; answers with the messages that the bot produced. */
  runInteraction(asked: PersonAction): Promise<ActionOutcome & { messages: StoredMessage[] }>;
  /** Null: the bot is between two runs. */
  setOperator(operator: Operator | null): void;
  close(): Promise<void>;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function listenSomewhere(server: Server, port: number | null): Promise<void> {
  try {
    await listen(server, port ?? FAVOURITE_PORT);
  } catch (error) {
    if (port !== null || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    await listen(server, 0);
  }
}

/** Starts listening. Throws what node:net throws when the port cannot be had. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  let offsetMs = 0;
  const now = (): Date => new Date(options.now().getTime() + offsetMs);
  const { log } = options;
  const world = openWorld({ file: options.stateFile, now, log });
  const requests = createRequestLog();
  const listeners = new Set<(event: PageEvent) => void>();
  let operator: Operator | null = {};
  let port = 0;

  const emit = (event: PageEvent): void => listeners.forEach((listener) => listener(event));
  const stateChanged = (): void => emit({ type: 'state' });
  const faults = createFaults(stateChanged);
  const publish = (type: 'message' | 'edit' | 'delete', message: StoredMessage): void => {
    const channelId = message.channel_id;
    emit(type === 'delete' ? { type, channelId, messageId: message.id } : { type, channelId, message });
  };

  const app = new Hono<Env>();
  const server = createAdaptorServer({ fetch: app.fetch, createServer }) as Server;
  const gatewayUrl = (): string => `ws://127.0.0.1:${port}/gateway`;
  // A connection that cannot be accepted, as when no file may be opened any more, is a failure of that connection alone.
  server.on('error', (err) => log.warn({ err }, 'the sandbox could not take a connection'));
  const gateway = createGateway({
    server,
    world,
    isToken: (token) => token !== '' && token !== 'wrong',
    isAllowed: (headers) => isOurs(headers, port),
    url: gatewayUrl,
    log,
    onChange: stateChanged,
  });
  const interactions = createInteractions({ world, gateway, now, publish });
  const host = {
    world,
    now,
    faults,
    requests,
    gateway,
    interactions,
    gatewayUrl,
    publish,
    stateChanged,
    limits: { perWindow: 5 as number | null, nonceWindowMs: NONCE_WINDOW_MS },
    assetsDir: options.assetsDir,
    operator: () => operator,
    offsetMs: () => offsetMs,
    moveClock(by: number) {
      offsetMs = by;
      operator?.clock?.(by);
      stateChanged();
    },
    subscribe(listener: (event: PageEvent) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  app.onError((err, c) => {
    log.error({ err, path: c.req.path }, 'the sandbox could not answer a request');
    return refuse(c, 500, { code: 0, message: '500: Internal Server Error' });
  });
  app.notFound((c) => refuse(c, 404, { code: 0, message: '404: Not Found' }));
  app.use(
    '*',
    ownCallersOnly(() => port),
    boundedBody,
  );
  app.use('/api/*', faultLayer(faults, requests, now));
  app.route('/api/v10', createRest(host));
  app.route('/control', createControl(host));
  app.route('/', createPageRoutes(host));

  try {
    await listenSomewhere(server, options.port);
  } catch (error) {
    gateway.close();
    interactions.close();
    // The world is written in the background: nothing of it may come after the caller was told.
    await world.written();
    throw error;
  }
  ({ port } = server.address() as AddressInfo);
  const url = `http://127.0.0.1:${port}/`;
  log.debug({ url }, 'the sandbox listens');

  return {
    url,
    apiUrl: `${url}api`,
    demo: world.demo(),
    runInteraction: (asked) => interactions.run(asked),
    setOperator(given) {
      operator = given;
      // The clock may have been moved before.
      operator?.clock?.(offsetMs);
      stateChanged();
    },
    async close() {
      gateway.close();
      interactions.close();
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await closed;
      await world.written();
    },
  };
}
