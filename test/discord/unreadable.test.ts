// Events that discord.js cannot read, from a gateway made for the purpose: none may end the process or the connection.
import { WebSocketShardDestroyRecovery } from 'discord.js';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { connectDiscord, type DiscordConnection } from '../../src/discord/client.js';
import { createLog } from '../../src/log.js';
import { reconnectWhenUnreadable, type ReadingShard } from '../../src/discord/unreadable.js';
import { until } from '../helpers/control.js';
import { later, options } from './stage.js';

const GUILD = '100000000000000001';
const CHANNEL = '100000000000000002';
const ready = {
  v: 10,
  user: { id: '100000000000000003', username: 'bot', discriminator: '0' },
  guilds: [],
  session_id: 'a',
  application: { id: '100000000000000004', flags: 0 },
};

let server: Server;
let sockets: WebSocketServer;
let sequence = 0;
let identified = 0;
/** What the REST interface says first of the gateway's address; then it tells the real one. */
let addresses: unknown[] = [];
/** Guilds that come after READY. */
let awaited: { id: string; unavailable: true }[] = [];
let latest: WebSocket | null = null;
let connection: DiscordConnection;
const lines: string[] = [];

function send(event: string, data: unknown): void {
  sequence += 1;
  latest?.send(JSON.stringify({ op: 0, t: event, s: sequence, d: data }));
}

function greet(socket: WebSocket): void {
  latest = socket;
  socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 40_000 } }));
  socket.on('message', (data: Buffer) => {
    const { op } = JSON.parse(data.toString()) as { op: number };
    if (op === 1) socket.send(JSON.stringify({ op: 11 }));
    if (op !== 2) return;
    identified += 1;
    send('READY', { ...ready, guilds: awaited, resume_gateway_url: 'nonsense' });
  });
}

beforeEach(async () => {
  [sequence, identified, lines.length, awaited] = [0, 0, 0, []];
  server = createServer((_request, response) => {
    const { port } = server.address() as AddressInfo;
    const limit = { total: 1_000, remaining: 1_000, reset_after: 0, max_concurrency: 1 };
    response.setHeader('content-type', 'application/json');
    const url = addresses.length > 0 ? addresses.shift() : `ws://127.0.0.1:${port}`;
    response.end(JSON.stringify({ url, shards: 1, session_start_limit: limit }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  sockets = new WebSocketServer({ server });
  sockets.on('connection', greet);
  const { port } = server.address() as AddressInfo;
  const log = createLog('warn', [], { write: (line) => void lines.push(line) });
  connection = await connectDiscord(options(`http://127.0.0.1:${port}/api`, { log }), []);
});
afterEach(async () => {
  await connection.close();
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  server.close();
});

const channel = { id: CHANNEL, type: 0, name: 'papers', guild_id: GUILD, permission_overwrites: [], position: 0 };
const guild = { id: GUILD, name: 'a guild', channels: [channel], roles: [], members: [], threads: [], emojis: [] };

it.each([
  ['without data', 'CHANNEL_UPDATE', null],
  [
    'whose rights are not numbers',
    'CHANNEL_UPDATE',
    { ...channel, permission_overwrites: [{ id: GUILD, allow: 'x' }] },
  ],
  ['whose rights are no list', 'CHANNEL_CREATE', { ...channel, id: '7', permission_overwrites: 'abc' }],
  ['of a guild whose channels are no list', 'GUILD_CREATE', { id: '8', name: 'other', channels: 5 }],
  ['of a role that is missing', 'GUILD_ROLE_CREATE', { guild_id: GUILD, role: null }],
  ['of an interaction without a person', 'INTERACTION_CREATE', { id: '9', type: 2, token: 't', guild_id: GUILD }],
  ['with a name that every object has', '__proto__', {}],
])('an event %s is left out and said, and those after it are read', async (_what, event, data) => {
  send('GUILD_CREATE', guild);
  send(event, data);
  send('GUILD_CREATE', { ...guild, id: '100000000000000009', channels: [] });
  await until('the guild behind it', () => connection.isMember('100000000000000009') || null);
  expect(connection.kindOf(CHANNEL)).toBe('channel');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    event,
    err: { stack: expect.stringContaining('discord.js') as string },
  });
  expect(identified).toBe(1);
});

it('an address that is none is asked for again, and a session that has none to go on at begins anew', async () => {
  addresses = ['nonsense', 5];
  const { port } = server.address() as AddressInfo;
  const other = await connectDiscord(options(`http://127.0.0.1:${port}/api`), []);
  expect([addresses, identified]).toEqual([[], 2]);
  latest?.close(4000);
  await until('another session', () => (identified === 3 ? true : null));
  await other.close();
});

it('a guild that is away, and waited for, makes no outage of the gateway, and nothing is known of its rules', async () => {
  const { port } = server.address() as AddressInfo;
  const log = createLog('info', [], { write: (line) => void lines.push(line) });
  awaited = [{ id: GUILD, unavailable: true }];
  const gatewayTimes = { answerMs: 5_000, longestWaitMs: 1_000, awayMs: 500 };
  const connecting = connectDiscord(options(`http://127.0.0.1:${port}/api`, { log, gatewayTimes }), []);
  await until('another session', () => (identified === 2 ? true : null));
  await later(600);
  send('GUILD_CREATE', guild);
  const other = await connecting;
  expect(lines.join('')).not.toContain('cannot be reached');
  expect(other.isMember(GUILD)).toBe(true);
  send('GUILD_DELETE', awaited[0]);
  await until('the outage of the guild', () => (other.isMember(GUILD) === null ? true : null));
  await other.close();
});

it('what the connection itself cannot do without is said, and it is made anew', async () => {
  const asked: unknown[] = [];
  const shard: ReadingShard = {
    onMessage: () => Promise.reject(new TypeError('no interval')),
    destroy: (how) => Promise.resolve(void asked.push(how.recover)),
  };
  reconnectWhenUnreadable(shard, createLog('warn', [], { write: (line) => void lines.push(line) }));
  await shard.onMessage('{}', false);
  expect(asked).toEqual([WebSocketShardDestroyRecovery.Reconnect]);
  expect(lines.join('')).toContain('no interval');
});
