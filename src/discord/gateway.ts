// The gateway's connection attempts: limited in time, with back-off between them, and none after the end.
import {
  Events,
  GatewayDispatchEvents,
  SimpleShardingStrategy,
  WebSocketShardStatus,
  type Client,
  type WebSocketShardDestroyOptions,
} from 'discord.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { backOff } from '../domain/back-off.js';
import type { Log } from '../log.js';
import { createFailuresInARow, type FailuresInARow } from './failures-in-a-row.js';
import { UnreadableAnswer } from './requests.js';
import type { OutageNotice } from './retry.js';
import { reconnectWhenUnreadable, type ReadingShard } from './unreadable.js';

export interface GatewayTimes {
  /** How long an attempt waits for the handshake (milliseconds), and as long again for Hello. */
  readonly answerMs: number;
  /**
   * The longest wait between two attempts (milliseconds). An attempt may use one of the 1,000 identifies a day; at 120
   * seconds, half of them left to chance, a day has 820 attempts with what they take.
   */
  readonly longestWaitMs: number;
  /** How long the gateway may be away before that is said (milliseconds); Discord itself renews connections now and then. */
  readonly awayMs: number;
}

export const GATEWAY_TIMES: GatewayTimes = { answerMs: 5_000, longestWaitMs: 120_000, awayMs: 5_000 };

/** The library's own manager of the gateway, which discord.js wraps in one of the same name. */
type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

export interface GatewayAttempts {
  /** For the client's option `ws.buildStrategy`. */
  buildStrategy(manager: Manager): SimpleShardingStrategy;
  /** A session stands. */
  readonly succeeded: FailuresInARow['succeeded'];
  /** No attempt begins from now on. */
  end(): void;
}

/** How long the gateway may take to answer a close (milliseconds). */
const CLOSING_MS = 500;

/** What is used of the library's shards, which it keeps to itself. */
interface Shard extends ReadingShard {
  readonly status: WebSocketShardStatus;
  readonly connection: { on(event: 'error', heard: () => void): void; terminate(): void } | null;
}

/** The library leaves a connection that is being made without listening to its end: an error that nobody hears ends the process. */
function hearErrors(shard: Shard): void {
  const destroy = shard.destroy.bind(shard);
  shard.destroy = (options) => {
    shard.connection?.on('error', () => undefined);
    return destroy(options);
  };
}

/** At the end a connection is cut off, whatever the gateway answers. */
class QuietStrategy extends SimpleShardingStrategy {
  constructor(
    manager: Manager,
    private readonly log: Log,
  ) {
    super(manager);
  }

  override async spawn(shardIds: number[]): Promise<void> {
    await super.spawn(shardIds);
    for (const shard of this.shardsById().values()) {
      hearErrors(shard);
      reconnectWhenUnreadable(shard, this.log);
    }
  }

  shardsById(): ReadonlyMap<number, Shard> {
    return Reflect.get(this, 'shards') as ReadonlyMap<number, Shard>;
  }

  override async destroy(options?: Omit<WebSocketShardDestroyOptions, 'recover'>): Promise<void> {
    const sockets = [...this.shardsById().values()].map((shard) => shard.connection);
    // A silent gateway does not answer a close either; and where Hello is still waited for, the library closes twice at once
    // and waits for ever for the first.
    await Promise.race([super.destroy(options), sleep(CLOSING_MS)]);
    for (const socket of sockets) socket?.terminate();
  }
}

/** Whether a connection can be tried there; the library ends the process where it cannot. */
function isGatewayAddress(address: unknown): boolean {
  return typeof address === 'string' && URL.canParse(address) && /^wss?:$/.test(new URL(address).protocol);
}

/** What Discord says of its gateway; throws UnreadableAnswer where that is no address. */
function checkGateway(manager: Manager): void {
  const ask = manager.fetchGatewayInformation.bind(manager);
  manager.fetchGatewayInformation = async (force) => {
    const information = await ask(force);
    if (!isGatewayAddress(information.url)) throw new UnreadableAnswer('an answer without the address of the gateway');
    return information;
  };
}

interface AttemptOptions {
  readonly random: () => number;
  readonly log: Log;
}

/** Without this the library retries every 500 ms without end, and an attempt without an answer takes a minute and a half. */
export function createGatewayAttempts(times: GatewayTimes, { random, log }: AttemptOptions): GatewayAttempts {
  const inARow = createFailuresInARow(times.longestWaitMs);
  const ended = new AbortController();

  async function waitForTurn(): Promise<void> {
    const failures = inARow.begin();
    const wait = backOff({ failures, longestMs: times.longestWaitMs, random });
    // An attempt that is waiting at the end never begins: its promise stays pending and is collected.
    if (failures > 0)
      await sleep(wait, undefined, { signal: ended.signal }).catch(() => new Promise<never>(() => undefined));
    if (ended.signal.aborted) await new Promise<never>(() => undefined);
  }

  return {
    buildStrategy(manager) {
      const sessionOf = manager.options.retrieveSessionInfo;
      const strategy = new QuietStrategy(manager, log);
      checkGateway(manager);
      Object.assign(manager.options, {
        handshakeTimeout: times.answerMs,
        // Counted from the same moment. It must be over later: what the library does then assumes an open connection.
        helloTimeout: 2 * times.answerMs,
        /** Every attempt begins by asking for the session that it may resume; a shard that is not idle asks in between. */
        async retrieveSessionInfo(shardId: number) {
          // At the end the strategy forgets its shards; one whose connection breaks at that moment begins another attempt.
          const shard = strategy.shardsById().get(shardId);
          const isConnecting = shard === undefined || shard.status === WebSocketShardStatus.Idle;
          if (isConnecting) await waitForTurn();
          const session = await sessionOf(shardId);
          return isConnecting && session !== null && !isGatewayAddress(session.resumeURL) ? null : session;
        },
      });
      return strategy;
    },
    succeeded: (how) => inARow.succeeded(how),
    end: () => ended.abort(),
  };
}

/** Says once when the gateway has been away for a while, and once when it is back; answers how to end that. */
export function watchGateway(client: Client, notice: OutageNotice, { awayMs }: GatewayTimes): () => void {
  let timer: NodeJS.Timeout | null = null;
  const stop = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const away = (): void => {
    timer ??= setTimeout(() => notice.began('the gateway does not answer'), awayMs).unref();
  };
  const back = (): void => {
    stop();
    notice.ended();
  };
  client.on(Events.ShardReconnecting, away);
  // The shard itself is ready only when all guilds have come; one that is away is waited for.
  client.ws.on(GatewayDispatchEvents.Ready, back);
  client.on(Events.ShardResume, back);
  away();
  return () => {
    // Closing the connection on purpose also looks like an outage.
    client.off(Events.ShardReconnecting, away);
    stop();
  };
}
