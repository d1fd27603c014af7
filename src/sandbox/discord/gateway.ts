// The gateway: Hello, Identify, Ready, Guild Create, heartbeats, resume, and events to the bots that are connected.
import type { IncomingHttpHeaders, Server } from 'node:http';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { guildPayload, userPayload } from './payloads.js';
import type { Log } from '../../log.js';
import type { World } from './state.js';

/** Discord's close codes: a failure of its own, a frame that cannot be read or is too long, and a refused token. */
const UNKNOWN_ERROR = 4000;
const DECODE_ERROR = 4002;
const AUTHENTICATION_FAILED = 4004;
/** Discord's limit for what a bot sends (bytes). A longer frame is read up to `MOST_READ`, so that its sender is told. */
const MOST_FRAME = 4_096;
const MOST_READ = 65_536;
/** Sessions that can be resumed, the newest ones. */
const MOST_SESSIONS = 20;
/** A bot that does not read is dropped when so much (bytes) waits for it. */
const MOST_WAITING = 16 * 1024 * 1024;

interface Session {
  readonly id: string;
  sequence: number;
  socket: WebSocket;
}

interface Frame {
  readonly op?: unknown;
  readonly d?: { readonly token?: unknown; readonly session_id?: unknown } | null;
}

export interface Gateway {
  isConnected(): boolean;
  dispatch(event: string, data: unknown): void;
  /** Closes every connection with a code, as Discord does when it restarts. */
  closeAll(code: number): void;
  /** While silent, connections are taken and nothing is said on them, not even Hello. */
  setSilent(isSilent: boolean): void;
  close(): void;
}

export interface GatewayOptions {
  readonly server: Server;
  readonly world: World;
  readonly isToken: (token: string) => boolean;
  /** Whether the headers of an upgrade are of somebody who may call. */
  readonly isAllowed: (headers: IncomingHttpHeaders) => boolean;
  /** What READY gives for resuming. */
  readonly url: () => string;
  readonly onChange: () => void;
  readonly log: Log;
}

function parse(data: RawData): Frame | null {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
  if (bytes.length > MOST_FRAME) return null;
  try {
    const frame: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof frame === 'object' && frame !== null ? frame : null;
  } catch {
    return null;
  }
}

/** Serves the gateway on `/gateway` of an HTTP server. */
export function createGateway({ server, world, isToken, isAllowed, url, onChange, log }: GatewayOptions): Gateway {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_READ });
  let isSilent = false;
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    // Whoever is refused and does not hang up would keep the server from closing.
    const hangUp = (): unknown => socket.destroy();
    if (!isAllowed(request.headers))
      return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n', hangUp);
    if (!/^\/gateway(?:\?|$)/.test(request.url ?? '')) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
    return undefined;
  });
  const sessions = new Map<string, Session>();

  function send(session: Session, event: string, data: unknown): void {
    if (session.socket.bufferedAmount > MOST_WAITING) return session.socket.terminate();
    session.sequence += 1;
    session.socket.send(JSON.stringify({ op: 0, t: event, s: session.sequence, d: data }));
  }

  function keep(session: Session): void {
    sessions.set(session.id, session);
    for (const [id, { socket }] of sessions) {
      if (sessions.size <= MOST_SESSIONS) return;
      sessions.delete(id);
      socket.terminate();
    }
  }

  function identify(socket: WebSocket, token: string): void {
    if (!isToken(token.replace(/^Bot /, ''))) return socket.close(AUTHENTICATION_FAILED, 'Authentication failed.');
    const session: Session = { id: world.nextId(), sequence: 0, socket };
    keep(session);
    send(session, 'READY', {
      v: 10,
      user: userPayload(world, world.data.botId),
      guilds: world.data.guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: url(),
      shard: [0, 1],
      application: { id: world.data.applicationId, flags: 0 },
    });
    for (const guild of world.data.guilds) send(session, 'GUILD_CREATE', guildPayload(world, guild.id));
    onChange();
  }

  function resume(socket: WebSocket, id: string): void {
    const session = sessions.get(id);
    if (session === undefined) return socket.send(JSON.stringify({ op: 9, d: false }));
    session.socket = socket;
    send(session, 'RESUMED', {});
    onChange();
  }

  function receive(socket: WebSocket, data: RawData): void {
    const frame = parse(data);
    if (frame === null) return socket.close(DECODE_ERROR, 'Error while decoding payload.');
    const { token, session_id: id } = frame.d ?? {};
    if (frame.op === 1) socket.send(JSON.stringify({ op: 11 }));
    if (frame.op === 2) identify(socket, typeof token === 'string' ? token : '');
    if (frame.op === 6) resume(socket, typeof id === 'string' ? id : '');
  }

  sockets.on('connection', (socket) => {
    // A frame beyond MOST_READ, or one that is no frame, ends its connection and nothing else.
    socket.on('error', () => socket.terminate());
    socket.on('close', onChange);
    if (isSilent) return;
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 } }));
    socket.on('message', (data) => {
      try {
        receive(socket, data);
      } catch (err) {
        log.error({ err }, 'the sandbox could not answer a frame of its gateway');
        socket.close(UNKNOWN_ERROR, 'Unknown error.');
      }
    });
  });

  const live = (): Session[] =>
    [...sessions.values()].filter((session) => session.socket.readyState === session.socket.OPEN);
  return {
    isConnected: () => live().length > 0,
    dispatch: (event, data) =>
      live()
        .slice(-1)
        .forEach((session) => send(session, event, data)),
    closeAll: (code) => live().forEach((session) => session.socket.close(code)),
    setSilent(silent) {
      isSilent = silent;
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
