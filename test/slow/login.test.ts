// Logging in to a server that hangs, closes the gateway for good, or comes back after a while.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Socket } from 'node:net';
import { until } from '../helpers/control.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { connectDiscord } from '../../src/discord/client.js';
import { GATEWAY_TIMES } from '../../src/discord/gateway.js';
import { UserError } from '../../src/errors.js';
import { createLog } from '../../src/log.js';
import { later, options, told } from '../discord/stage.js';

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
  told.closed = [];
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
      expect(told.closed).toEqual([]);
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

describe('connectDiscord, where REST answers and the gateway does not,', () => {
  type Gateway = 'no handshake' | 'slow handshake' | 'no hello' | 'refused' | 'bad gateway' | 'working' | 'fleeting';
  let gateway: Server;
  let mode: Gateway;
  let attempts: number;
  let url: string;
  let lines: { msg: string; level: number }[];
  const open: Socket[] = [];
  const times = { answerMs: 80, longestWaitMs: 150, awayMs: 100 };

  /** Sends something again and again, so that no handshake times out, and hangs up when Hello is no longer waited for. */
  function dribble(socket: Socket): void {
    const timer = setInterval(() => socket.write('X-More: yes\r\n'), 20);
    socket.write('HTTP/1.1 101 Switching Protocols\r\n');
    socket.on('error', () => undefined).on('close', () => clearInterval(timer));
    setTimeout(() => socket.destroy(), 4 * times.answerMs);
  }

  beforeEach(async () => {
    [attempts, lines] = [0, []];
    closing = { code: 4000, isReadyFirst: false };
    const working = new WebSocketServer({ noServer: true });
    gateway = createServer();
    gateway.on('upgrade', (request, socket: Socket, head) => {
      attempts += 1;
      open.push(socket);
      if (mode === 'refused') socket.destroy();
      if (mode === 'bad gateway') socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
      if (mode === 'slow handshake') dribble(socket);
      if (mode !== 'no hello' && mode !== 'working' && mode !== 'fleeting') return;
      working.handleUpgrade(request, socket, head, (client) => {
        if (mode === 'no hello') return;
        client.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 40_000 } }));
        client.on('message', (bytes: Buffer) => {
          const { op } = JSON.parse(bytes.toString()) as { op: number };
          if (op === 6) client.send(JSON.stringify({ op: 0, t: 'RESUMED', s: 2, d: {} }));
          if (op === 6 && mode === 'fleeting') setTimeout(() => client.terminate(), 20);
          if (op !== 2) return;
          const ready = { v: 10, user: USER, guilds: [], session_id: 's', application: { id: USER.id, flags: 0 } };
          client.send(JSON.stringify({ op: 0, t: 'READY', s: 1, d: { ...ready, resume_gateway_url: url } }));
        });
      });
    });
    await new Promise<void>((done) => gateway.listen(0, '127.0.0.1', done));
    url = `ws://127.0.0.1:${(gateway.address() as AddressInfo).port}/gateway`;
    answer = (response) => {
      const limit = { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ url, shards: 1, session_start_limit: limit }));
    };
  });
  afterEach(() => {
    for (const socket of open.splice(0)) socket.destroy();
    gateway.closeAllConnections();
    gateway.close();
  });

  const logged = createLog('info', [], {
    write: (line) => void lines.push(JSON.parse(line) as { msg: string; level: number }),
  });
  const start = (signal = new AbortController().signal) =>
    connectDiscord(options(`http://${base}/api`, { signal, log: logged, gatewayTimes: times }), []);

  it.each(['no handshake', 'slow handshake', 'no hello', 'refused', 'bad gateway'] as const)(
    'says so once, and is there when it works: %s',
    async (how) => {
      mode = how;
      const connecting = start();
      await later(1_600);
      expect(lines.map(({ msg }) => msg)).toEqual([expect.stringMatching(/cannot be reached; trying again/)]);
      expect(attempts).toBeGreaterThan(1);
      mode = 'working';
      const connection = await connecting;
      expect(lines.map(({ msg }) => msg)).toEqual([expect.anything(), 'Discord is reached again']);
      await connection.close();
    },
  );

  it('says so within fifteen seconds by the times of every start', () => {
    const { answerMs, awayMs } = GATEWAY_TIMES;
    expect(2 * answerMs + awayMs).toBeLessThanOrEqual(15_000);
  });

  it('tells once when the gateway that stood is away, and once when it is back', async () => {
    mode = 'working';
    const events: string[] = [];
    const connection = await connectDiscord(
      options(`http://${base}/api`, {
        log: logged,
        gatewayTimes: times,
        onDisconnected: (reason) => void events.push(reason),
        onReconnected: () => void events.push('back'),
      }),
      [],
    );
    // A slow machine may have been told that the gateway is late at first.
    lines.length = 0;
    mode = 'refused';
    for (const socket of open.splice(0)) socket.destroy();
    await later(600);
    expect(events).toEqual(['the gateway does not answer']);
    mode = 'working';
    await until('the gateway', () => (events.length > 1 ? true : null));
    expect(events).toEqual(['the gateway does not answer', 'back']);
    expect(lines.filter(({ msg }) => msg.includes('reached'))).toEqual([]);
    await connection.close();
  });

  it('makes one attempt for each time it logs in, where something before the gateway answers instead', async () => {
    mode = 'bad gateway';
    let logIns = 0;
    const told = answer;
    answer = (response) => {
      logIns += 1;
      told(response);
    };
    const controller = new AbortController();
    const ended = start(controller.signal).catch(() => 'ended');
    // A shard that goes on by itself begins an attempt every half second.
    await later(2_000);
    controller.abort();
    await ended;
    expect(logIns).toBeGreaterThan(1);
    expect(attempts).toBeLessThanOrEqual(logIns);
  });

  it('waits longer after each failure', async () => {
    mode = 'refused';
    const controller = new AbortController();
    const slow = { ...times, longestWaitMs: 60_000 };
    const ended = connectDiscord(
      options(`http://${base}/api`, { signal: controller.signal, log: logged, gatewayTimes: slow }),
      [],
    ).catch(() => 'ended');
    await later(2_400);
    // The library's own pace would be four attempts, ours is after 0, 1 and 2.5 seconds.
    expect(attempts).toBeLessThanOrEqual(2);
    controller.abort();
    expect(await ended).toBe('ended');
  });

  it('waits longer after each session that did not last: identifies are limited to a thousand a day', async () => {
    mode = 'working';
    const slow = { ...times, longestWaitMs: 60_000 };
    const connection = await connectDiscord(options(`http://${base}/api`, { log: logged, gatewayTimes: slow }), []);
    mode = 'fleeting';
    for (const socket of open.splice(0)) socket.destroy();
    await later(4_000);
    // Without a wait the library would be there every half second.
    expect(attempts).toBeLessThanOrEqual(5);
    mode = 'working';
    await connection.close();
  });

  it.each(['no handshake', 'no hello'] as const)(
    'ends at a signal without a sound and without another attempt: %s',
    async (how) => {
      mode = how;
      const controller = new AbortController();
      const ended = start(controller.signal).catch(() => 'ended');
      await later(40);
      controller.abort();
      expect(await ended).toBe('ended');
      const before = attempts;
      mode = 'working';
      await later(900);
      expect(attempts).toBe(before);
    },
  );
});
