// Logging in to a server that hangs, closes the gateway for good, or comes back after a while.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { connectDiscord } from '../../src/discord/client.js';
import { UserError } from '../../src/errors.js';
import { later, options, told } from './stage.js';

const GUILD = '123456789012345678';
const USER = { id: '223456789012345678', username: 'bot', discriminator: '0', avatar: null };

let server: Server;
let sockets: WebSocketServer;
let base: string;
/** How REST answers; the gateway sends READY when told to, then closes with the code. */
let answer: (response: ServerResponse) => void;
let closing: { code: number; isReadyFirst: boolean };

function gatewayBot(response: ServerResponse): void {
  const limit = { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ url: `ws://${base}/gateway`, shards: 1, session_start_limit: limit }));
}

beforeEach(async () => {
  told.refusals = 0;
  answer = gatewayBot;
  server = createServer((_, response) => answer(response));
  sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 40_000 } }));
    socket.on('message', (bytes: Buffer) => {
      if ((JSON.parse(bytes.toString()) as { op: number }).op !== 2) return;
      const ready = { v: 10, user: USER, guilds: [{ id: GUILD, unavailable: true }], session_id: 's' };
      const more = { resume_gateway_url: `ws://${base}/gateway`, application: { id: USER.id, flags: 0 } };
      if (closing.isReadyFirst) socket.send(JSON.stringify({ op: 0, t: 'READY', s: 1, d: { ...ready, ...more } }));
      socket.close(closing.code);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  for (const socket of sockets.clients) socket.terminate();
  server.closeAllConnections();
  server.close();
});

const connect = (signal = new AbortController().signal) =>
  connectDiscord(options(`http://${base}/api`, { signal }), []);

describe('connectDiscord', () => {
  it.each([false, true])(
    'says what to do when the gateway refuses the token (after READY: %s)',
    async (isReadyFirst) => {
      closing = { code: 4004, isReadyFirst };
      await expect(connect()).rejects.toThrow(/DISCORD_TOKEN/);
      expect(told.refusals).toBe(0);
    },
  );
  it('does not try again when its intents are refused', async () => {
    closing = { code: 4014, isReadyFirst: false };
    await expect(connect()).rejects.toBeInstanceOf(UserError);
  });
  it('stops at a signal while a request hangs', async () => {
    answer = () => undefined;
    const controller = new AbortController();
    const ended = connect(controller.signal).then(
      () => 'connected',
      () => 'ended',
    );
    setTimeout(() => controller.abort(), 200);
    expect(await Promise.race([ended, later(1_500).then(() => 'still waiting')])).toBe('ended');
  });
  it('tries again after an outage', async () => {
    let asked = 0;
    answer = (response) => {
      asked += 1;
      if (asked > 5) return gatewayBot(response);
      response.statusCode = 503;
      response.end('{}');
    };
    closing = { code: 4004, isReadyFirst: false };
    await expect(connect()).rejects.toThrow(/DISCORD_TOKEN/);
    expect(asked).toBeGreaterThan(5);
  });
});
