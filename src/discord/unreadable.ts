// What Discord's gateway sends and discord.js cannot read: said in the log and left out. Its exceptions would end the process.
import { CloseCodes, WebSocketShardDestroyRecovery, type Client, type WebSocketShardDestroyOptions } from 'discord.js';
import type { Log } from '../log.js';

type Packet = { readonly t?: unknown } | undefined;
type Handle = (packet: Packet, shard: unknown) => boolean;

/** One event, such as a channel without an id: the others are read on. The library keeps its handler to itself. */
export function leaveOutUnreadable(client: Client, log: Log): void {
  const handle = Reflect.get(client.ws, 'handlePacket') as Handle;
  const handleSafely: Handle = (packet, shard) => {
    try {
      return handle.call(client.ws, packet, shard);
    } catch (err) {
      log.warn({ event: packet?.t, err }, 'an event of Discord could not be read and was left out');
      return true;
    }
  };
  Reflect.set(client.ws, 'handlePacket', handleSafely);
}

/** A shard of the library, as far as it is needed here. */
export interface ReadingShard {
  onMessage(data: unknown, isBinary: boolean): Promise<void>;
  destroy(options: WebSocketShardDestroyOptions): Promise<void>;
}

const AGAIN: WebSocketShardDestroyOptions = {
  code: CloseCodes.Resuming,
  reason: 'Unreadable packet',
  recover: WebSocketShardDestroyRecovery.Reconnect,
};

/** Hello, Ready and the like: without them nothing goes on, so that the connection is made anew, with the usual back-off. */
export function reconnectWhenUnreadable(shard: ReadingShard, log: Log): void {
  const read = shard.onMessage.bind(shard);
  shard.onMessage = async (data, isBinary) => {
    try {
      await read(data, isBinary);
    } catch (err) {
      log.warn({ err }, 'the gateway sent what could not be read: connecting again');
      await shard.destroy(AGAIN);
    }
  };
}
