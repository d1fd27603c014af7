// The sandbox is private and cannot be brought down: foreign pages, malformed frames, oversized bodies, odd requests.
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createLog } from '../../src/log.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({
    port: 0,
    stateFile: null,
    assetsDir: '/nonexistent',
    log: createLog('silent'),
    now: () => new Date(),
  });
});
afterEach(() => sandbox.close());

const gatewayUrl = (): string => `${sandbox.url.replace('http', 'ws')}gateway?v=10&encoding=json`;

/** The status of a request with headers that fetch does not let a program set. */
function status(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((done, failed) => {
    const asked = request(new URL(path, sandbox.url), { method, headers }, (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    });
    asked.on('error', failed);
    asked.end();
  });
}

/** `open`, or the status with which the upgrade was refused. */
function upgrade(headers: Record<string, string>): Promise<string | number> {
  return new Promise((done) => {
    const socket = new WebSocket(gatewayUrl(), { headers });
    socket.on('open', () => {
      socket.terminate();
      done('open');
    });
    socket.on('unexpected-response', (asked, response) => {
      asked.destroy();
      done(response.statusCode ?? 0);
    });
    socket.on('error', (error) => done(error.message));
  });
}

/** The code with which the gateway closes after what was sent. */
function closeCode(...frames: readonly (string | Buffer)[]): Promise<number> {
  return new Promise((done) => {
    const socket = new WebSocket(gatewayUrl());
    socket.on('open', () => frames.forEach((frame) => socket.send(frame)));
    socket.on('close', done);
    socket.on('error', () => undefined);
  });
}

const isAlive = async (): Promise<boolean> =>
  (await fetch(`${sandbox.apiUrl}/v10/gateway/bot`, { headers: { authorization: 'Bot t' } })).ok;

const FOREIGN: readonly (readonly [string, Record<string, string>])[] = [
  ['another page', { origin: 'http://evil.example' }],
  ['a page of another port of this machine', { origin: 'http://127.0.0.1:1' }],
  ['a page without origin', { origin: 'null' }],
  ['a name that leads to this machine', { host: 'evil.example' }],
  ['that name with the right port', { host: 'evil.example:8080' }],
  ['a cross-site request without origin', { 'sec-fetch-site': 'cross-site' }],
  ['a same-site request without origin', { 'sec-fetch-site': 'same-site' }],
];

describe('a foreign caller', () => {
  it.each(FOREIGN)('is refused everywhere: %s', async (_, headers) => {
    const bot = { authorization: 'Bot t', ...headers };
    for (const path of ['/', '/page/state', '/page/events', '/control/state', '/api/v10/gateway/bot', '/nothing'])
      expect(await status(path, bot), path).toBe(403);
    expect(await status('/api/v10/interactions/1/interaction-1/callback', bot, 'POST')).toBe(403);
    expect(await upgrade(headers)).toBe(403);
  });

  it('that leads a person to the page by a link is no caller: the page opens, in a window of its own alone', async () => {
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    // No page was built here.
    expect(await status('/', link)).toBe(404);
    expect(await status('/', { ...link, 'sec-fetch-dest': 'iframe' })).toBe(403);
    expect(await status('/', { ...link, 'sec-fetch-mode': 'no-cors' })).toBe(403);
    expect(await status('/', { ...link, host: 'evil.example' })).toBe(403);
    expect(await status('/', { ...link, origin: 'http://evil.example' }, 'POST')).toBe(403);
    expect(await status('/page/state', link)).toBe(403);
    expect(await status('/page/clock', link, 'POST')).toBe(403);
  });

  it('that does not hang up after a refused upgrade is hung up on', async () => {
    const { port } = new URL(sandbox.url);
    const caller = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
    caller.write('GET /gateway HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    caller.resume();
    await once(caller, 'end');
    const lost = new Promise((done) => caller.on('error', done));
    const writing = setInterval(() => caller.write('still here'), 10);
    await lost;
    clearInterval(writing);
  });

  it('is told apart from our own page and from a bot in another process', async () => {
    const { host, origin } = new URL(sandbox.url);
    expect(await status('/page/state', { host, origin, 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await status('/page/state', { host: host.replace('127.0.0.1', 'localhost') })).toBe(200);
    expect(await status('/api/v10/gateway/bot', { authorization: 'Bot t' })).toBe(200);
    expect(await upgrade({})).toBe('open');
  });
});

describe('a frame', () => {
  it.each([
    ['no JSON', 'x'],
    ['half of it', '{"op":2,"d":{'],
    ['null', 'null'],
    ['a number', '5'],
    ['longer than 4,096 bytes', JSON.stringify({ op: 1, d: 'x'.repeat(4_100) })],
    ['binary', Buffer.from([0, 255, 254])],
  ])('that is %s ends its connection with 4002 and nothing else', async (_, frame) => {
    expect(await closeCode(frame)).toBe(4002);
    expect(await isAlive()).toBe(true);
  });

  it('beyond all measure ends its connection', async () => {
    expect(await closeCode('x'.repeat(200_000))).not.toBe(1000);
    expect(await isAlive()).toBe(true);
  });

  it.each([{ op: 2 }, { op: 2, d: 5 }, { op: 2, d: { token: {} } }, { op: 2, d: { token: 'wrong' } }])(
    '%j is a refused token',
    async (frame) => {
      expect(await closeCode(JSON.stringify(frame))).toBe(4004);
    },
  );

  it('with bytes that are no WebSocket frame ends its connection', async () => {
    await new Promise<void>((done) => {
      const socket = new WebSocket(gatewayUrl());
      socket.on('upgrade', (response) => response.socket.write(Buffer.alloc(64, 0xff)));
      socket.on('close', () => done());
      socket.on('error', () => undefined);
    });
    expect(await isAlive()).toBe(true);
  });
});

describe('a body', () => {
  const url = (): string => `${sandbox.apiUrl}/v10/channels/${sandbox.demo.channels['lobby']}/messages`;
  const big = Buffer.alloc(26 * 1024 * 1024, 0x20);

  it('of more than 25 MB is refused by its stated length', async () => {
    const answer = await fetch(url(), { method: 'POST', headers: { authorization: 'Bot t' }, body: big }).then(
      (response) => response.status,
      () => 413,
    );
    expect(answer).toBe(413);
    expect(await isAlive()).toBe(true);
  });

  it('of more than 25 MB is refused while it comes without a length', async () => {
    const outcome = await new Promise<number>((done) => {
      const asked = request(url(), { method: 'POST', headers: { authorization: 'Bot t' } }, (response) => {
        response.resume();
        done(response.statusCode ?? 0);
      });
      asked.on('error', () => done(413));
      for (let sent = 0; sent < 26; sent += 1) asked.write(big.subarray(0, 1024 * 1024));
      asked.end();
    });
    expect(outcome).toBe(413);
    expect(await isAlive()).toBe(true);
  });
});

describe('an odd request', () => {
  const ask = (path: string, method: string, body?: unknown): Promise<Response> =>
    fetch(new URL(path, sandbox.url), {
      method,
      headers: { authorization: 'Bot t' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it.each([
    ['PUT', '/api/v10/applications/1/commands', { not: 'a list' }],
    ['GET', '/api/v10/channels/CHANNEL/messages?after=x', undefined],
    ['GET', '/api/v10/channels/CHANNEL/messages?limit=-1', undefined],
    ['POST', '/page/clock', { offsetMs: 9e15 }],
    ['POST', '/page/messages', { content: { toString: 1 } }],
    ['POST', '/control/faults', { route: 5, kind: '500', times: 1 }],
    ['POST', '/control/gateway', { code: 'x' }],
    ['POST', '/control/permissions', { channelId: '1', lacks: 'SEND_MESSAGES' }],
    ['POST', '/control/member-rights', { channelId: '1', userId: '1', allows: 5 }],
    ['POST', '/control/channels', { name: {}, type: 'x' }],
    ['POST', '/control/rate-limit', { perWindow: 'x' }],
    ['POST', '/api/v10/channels/CHANNEL/messages', { embeds: [null] }],
    [
      'POST',
      '/api/v10/channels/CHANNEL/messages',
      { content: 'x'.repeat(2_001), components: [null, { components: [null] }] },
    ],
  ])('is refused: %s %s', async (method, path, body) => {
    const { status: refused } = await ask(path.replace('CHANNEL', sandbox.demo.channels['lobby']!), method, body);
    expect(refused).toBe(400);
    expect(await isAlive()).toBe(true);
  });

  it('with names that every object knows takes no permission, and the gateway goes on', async () => {
    const lacks = ['toString', '__proto__', 'constructor'];
    const { ok } = await ask('/control/permissions', 'POST', { channelId: sandbox.demo.channels['lobby'], lacks });
    expect(ok).toBe(true);
    expect(await closeCode(JSON.stringify({ op: 2, d: { token: 't' } }), 'null')).toBe(4002);
    const names = { name: 'X', description_localizations: JSON.parse(`{"__proto__":"${'x'.repeat(101)}"}`) as object };
    const refused = await ask(`/api/v10/applications/${sandbox.demo.applicationId}/commands`, 'PUT', [names]);
    expect(await refused.text()).toContain('"__proto__":{"_errors"');
    expect({}).not.toHaveProperty('_errors');
  });

  it('that is nested too deeply is taken for none, and the channel can still be read', async () => {
    const channel = sandbox.demo.channels['lobby']!;
    const body = `{"content":"x","components":[{"type":1,"components":[${'['.repeat(50_000)}${']'.repeat(50_000)}]}]}`;
    const posted = await fetch(new URL(`/api/v10/channels/${channel}/messages`, sandbox.url), {
      method: 'POST',
      headers: { authorization: 'Bot t' },
      body,
    });
    expect(posted.status).toBe(400);
    for (const path of [`/page/channels/${channel}/messages`, '/control/requests'])
      expect((await ask(path, 'GET')).status, path).toBe(200);
  });

  it.each([
    ['GET', '/api/v9/users/@me', {}, 404],
    ['GET', '/assets/%20', {}, 404],
    ['GET', `/assets/${'a'.repeat(5_000)}`, {}, 404],
    ['PATCH', '/api/v10/webhooks/1/2/messages/%25E0', {}, 404],
    ['POST', '/api/v10/channels/1/messages', { 'content-type': 'multipart/form-data' }, 404],
  ])('is no failure of the sandbox: %s %s', async (method, path, headers, expected) => {
    expect(await status(path, { authorization: 'Bot t', ...headers }, method)).toBe(expected);
  });

  it('plans a fault on a route that is no pattern, which then meets nothing', async () => {
    await ask('/control/faults', 'POST', { route: 'GET /gateway/((((bot', kind: '500', times: 1 });
    expect(await isAlive()).toBe(true);
  });
});
