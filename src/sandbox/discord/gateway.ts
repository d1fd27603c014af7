// The gateway: Hello, Identify, Ready, Guild Create, heartbeats, resume, and events to the bots that are connected.
import type { Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { guildPayload, userPayload } from './payloads.js';
import type { World } from './state.js';

/** Discord's close code for a refused token. */
const AUTHENTICATION_FAILED = 4004;

interface Session {
  readonly id: string;
  sequence: number;
  socket: WebSocket;
}

interface Frame {
  readonly op: number;
  readonly d?: { readonly token?: string; readonly session_id?: string; readonly seq?: number };
}

export interface Gateway {
  isConnected(): boolean;
  dispatch(event: string, data: unknown): void;
  /** Closes every connection with a code, as Discord does when it restarts. */
  closeAll(code: number): void;
  close(): void;
}

/** Serves the gateway on `/gateway` of an HTTP server. `url` is what READY gives for resuming. */
export function createGateway(
  server: Server,
  world: World,
  isToken: (token: string) => boolean,
  url: () => string,
  onChange: () => void,
): Gateway {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    if (!/^\/gateway(?:\?|$)/.test(request.url ?? '')) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
    return undefined;
  });
  const sessions = new Map<string, Session>();

  function send(session: Session, event: string, data: unknown): void {
    session.sequence += 1;
    session.socket.send(JSON.stringify({ op: 0, t: event, s: session.sequence, d: data }));
  }

  function identify(socket: WebSocket, token: string): void {
    if (!isToken(token.replace(/^Bot /, ''))) return socket.close(AUTHENTICATION_FAILED, 'Authentication failed.');
    const session: Session = { id: world.nextId(), sequence: 0, socket };
    sessions.set(session.id, session);
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

  sockets.on('connection', (socket) => {
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 } }));
    socket.on('close', onChange);
    socket.on('message', (bytes: Buffer) => {
      const frame = JSON.parse(bytes.toString('utf8')) as Frame;
      if (frame.op === 1) socket.send(JSON.stringify({ op: 11 }));
      if (frame.op === 2) identify(socket, frame.d?.token ?? '');
      if (frame.op === 6) resume(socket, frame.d?.session_id ?? '');
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
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
