// The client: logs in as soon as Discord lets it, answers interactions, tells what changed in guilds and channels.
import { Client, Events, GatewayCloseCodes, GatewayIntentBits, Options, REST, Routes } from 'discord.js';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandDefinition } from '../domain/context.js';
import type { Destinations, ChannelNews } from '../domain/delivery.js';
import { errorText, UserError } from '../errors.js';
import type { Log } from '../log.js';
import { createOneByOne } from '../domain/one-by-one.js';
import { createAcknowledging } from './acknowledging.js';
import { createDestinations } from './destinations.js';
import { watchPlaces } from './places.js';
import { createInteractionListener, type InteractionOptions } from './interactions.js';
import {
  createGatewayAttempts,
  GATEWAY_TIMES,
  watchGateway,
  type GatewayAttempts,
  type GatewayTimes,
} from './gateway.js';
import { closedForGood, isConnectionRefused, isTokenRefused, REFUSED_TOKEN, watchToken } from './refusals.js';
import { createFirstSight } from './first-sight.js';
import { NotRegistered, registerCommands } from './registration.js';
import { idOf, impatient, IMPATIENT } from './requests.js';
import { failureText, toAnswer } from './rest-errors.js';
import { leaveOutUnreadable } from './unreadable.js';
import { createOutageNotice, retried, untilAborted, type OutageNotice } from './retry.js';

export interface DiscordOptions extends InteractionOptions {
  readonly apiUrl: string;
  readonly token: string;
  readonly log: Log;
  /** Permissions, channels or membership changed: what was held there may be tried again. */
  readonly onChannelsChanged: () => void;
  /** The gateway stood and has been away for a while; `reason` is for the log. */
  readonly onDisconnected: (reason: string) => void;
  /** The gateway was lost and stands again. */
  readonly onReconnected: () => void;
  /** The gateway closed for good, or the token was refused, after the start; `reason` is a sentence. */
  readonly onClosedForGood: (reason: string) => void;
  /** Other times than those for Discord. */
  readonly gatewayTimes?: GatewayTimes;
}

export interface DiscordConnection extends Destinations, ChannelNews {
  readonly applicationId: string;
  readonly name: string;
  readonly inviteUrl: string;
  /** The bot's own user: the author of its cards. */
  readonly userId: string;
  guildCount(): number;
  /** Ids of the commands by their names; empty before they are registered. */
  commandIds(): ReadonlyMap<string, string>;
  /** Writes the command definitions where they differ: one attempt. Throws UserError when the token is refused. */
  register(): Promise<'unchanged' | 'registered'>;
  close(): Promise<void>;
}

/** View Channel, Send Messages, Embed Links, Read Message History, Send Messages in Threads, Create Public Threads. */
const INVITE_PERMISSIONS = 309_237_730_304n;

export function inviteUrl(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: INVITE_PERMISSIONS.toString(),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}

/** Registers without a gateway connection. Throws UserError when the token is refused, else what the REST client throws. */
export async function registerOnce(
  apiUrl: string,
  token: string,
  definitions: readonly CommandDefinition[],
): Promise<'unchanged' | 'registered'> {
  const rest = new REST({ api: apiUrl, version: '10', ...impatient().options }).setToken(token);
  try {
    const id = idOf(await rest.get(Routes.currentApplication()));
    return (await registerCommands(rest, id, definitions)).outcome;
  } catch (error) {
    throw notRegistered(error);
  }
}

function notRegistered(error: unknown): UserError {
  if (isTokenRefused(error)) return new UserError('token-refused', REFUSED_TOKEN, { cause: error });
  const message = `The commands could not be registered: ${failureText(error)}. Nothing was changed; try again.`;
  return new UserError('not-registered', message, { cause: error });
}

/** How long one request of a registration may take (milliseconds). */
const REGISTERING_MS = 8_000;
/** How long the rate limits of one registration may last in all before it is told, and all else goes on (milliseconds). */
const REGISTERING_PATIENCE_MS = 2_000;
/** How long answers to people that are under way are waited for at the end (milliseconds). */
const ANSWERING_MS = 1_000;

function createClient(options: DiscordOptions, attempts: GatewayAttempts): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: options.apiUrl, ...IMPATIENT, makeRequest: createAcknowledging() },
    ws: { buildStrategy: (manager) => attempts.buildStrategy(manager) },
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
    }),
  });
  leaveOutUnreadable(client, options.log);
  client.on(Events.Error, (err) => options.log.warn({ err }, 'the connection to Discord had an error'));
  // The library goes by a field of the event that may be missing, and would take the guild for away for ever.
  client.on(Events.GuildAvailable, (guild) => void (guild.available = true));
  client.on(Events.ShardReady, () => attempts.succeeded('new'));
  client.on(Events.ShardResume, () => attempts.succeeded('resumed'));
  return client;
}

/** Begins when the client is ready. A guild comes as available after an outage and after a session that was lost. */
function watch(client: Client<true>, options: DiscordOptions): void {
  const changed = options.onChannelsChanged;
  client.on(Events.ShardDisconnect, ({ code }) => options.onClosedForGood(closedForGood(code)));
  watchToken(client.rest, () => options.onClosedForGood(closedForGood(GatewayCloseCodes.AuthenticationFailed)));
  client.on(Events.ShardReady, options.onReconnected);
  client.on(Events.ShardResume, options.onReconnected);
  client.on(Events.ChannelUpdate, changed);
  client.on(Events.ThreadUpdate, changed);
  client.on(Events.GuildRoleUpdate, changed);
  client.on(Events.GuildRoleDelete, changed);
  client.on(Events.GuildMemberUpdate, changed);
  client.on(Events.GuildCreate, changed);
  client.on(Events.GuildAvailable, changed);
  client.on(Events.ShardResume, changed);
}

interface Session {
  readonly client: Client<true>;
  close(): Promise<void>;
}

/** One attempt; a client that failed is thrown away, since it cannot log in again after a refusal. */
async function logIn(options: DiscordOptions, notice: OutageNotice): Promise<Session> {
  const times = options.gatewayTimes ?? GATEWAY_TIMES;
  const attempts = createGatewayAttempts(times, options);
  const client = createClient(options, attempts);
  const stopWatching = watchGateway(client, notice, times);
  const close = async (): Promise<void> => {
    stopWatching();
    attempts.end();
    await client.destroy();
  };
  try {
    const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
    const refused = new Promise<never>((_, reject) => {
      client.once(Events.ShardDisconnect, ({ code }) =>
        reject(Object.assign(new Error(`the gateway closed the connection with code ${code}`), { code })),
      );
    });
    const login = client.login(options.token).then(() => ready);
    // The promise is rejected a second time when the client is closed.
    login.catch(() => undefined);
    return { client: await untilAborted(() => Promise.race([login, refused]), options.signal), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Waits for a network with back-off, said once. Throws UserError when refused, AbortError when told to stop. */
export async function connectDiscord(
  options: DiscordOptions,
  definitions: readonly CommandDefinition[],
): Promise<DiscordConnection> {
  const atStart = createOutageNotice(options.log);
  let isConnected = false;
  const notice: OutageNotice = {
    began: (reason) => (isConnected ? options.onDisconnected(reason) : atStart.began(reason)),
    ended: () => atStart.ended(),
  };
  try {
    const isFinal = (error: unknown): boolean => isTokenRefused(error) || isConnectionRefused(error);
    const session = await retried(() => logIn(options, notice), { ...options, notice, isFinal });
    isConnected = true;
    watch(session.client, options);
    return toConnection(session, options, definitions);
  } catch (error) {
    if (isTokenRefused(error)) throw new UserError('token-refused', REFUSED_TOKEN, { cause: error });
    if (isConnectionRefused(error))
      throw new UserError('connection-refused', `Discord refused the connection: ${errorText(error)}.`, {
        cause: error,
      });
    throw error;
  }
}

function toConnection(
  { client, close }: Session,
  options: DiscordOptions,
  definitions: readonly CommandDefinition[],
): DiscordConnection {
  const applicationId = client.application.id;
  const { apiUrl: api, token } = options;
  const patience = impatient(REGISTERING_PATIENCE_MS);
  const rest = new REST({ api, version: '10', retries: 0, timeout: REGISTERING_MS, ...patience.options });
  rest.setToken(token);
  const listener = createInteractionListener(options);
  const answering = new Set<Promise<void>>();
  // One packet of the gateway may bring hundreds of interactions.
  const turn = createOneByOne();
  // A session that is resumed may bring again what it brought.
  const isNew = createFirstSight();
  let commandIds: ReadonlyMap<string, string> = new Map();
  client.on(Events.InteractionCreate, (interaction) => {
    if (!isNew(interaction.id)) return;
    const answer = turn()
      .then(() => listener(interaction))
      .finally(() => answering.delete(answer));
    answering.add(answer);
  });
  return {
    applicationId,
    userId: client.user.id,
    name: client.user.username,
    inviteUrl: inviteUrl(applicationId),
    ...createDestinations(client, options.signal),
    ...watchPlaces(client, options.onChannelsChanged, options.signal),
    commandIds: () => commandIds,
    guildCount: () => client.guilds.cache.size,
    async register() {
      patience.begin();
      try {
        const { outcome, ids } = await untilAborted(
          () => registerCommands(rest, applicationId, definitions),
          options.signal,
        );
        commandIds = ids;
        return outcome;
      } catch (error) {
        if (isTokenRefused(error)) throw new UserError('token-refused', REFUSED_TOKEN, { cause: error });
        const answer = toAnswer(error);
        throw new NotRegistered(failureText(error), answer.kind === 'error' ? answer.retryAfterMs : null, error);
      }
    },
    async close() {
      await Promise.race([Promise.allSettled(answering), sleep(ANSWERING_MS, undefined, { ref: false })]);
      await close();
    },
  };
}
