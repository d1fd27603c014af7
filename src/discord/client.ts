// The client: logs in with patience, answers interactions, tells what changed in guilds and channels.
import {
  Client,
  DiscordAPIError,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  Options,
  REST,
  Routes,
} from 'discord.js';
import type { CommandDefinition } from '../domain/context.js';
import type { Destinations } from '../domain/delivery.js';
import { errorText, UserError } from '../errors.js';
import type { Log } from '../log.js';
import { createDestinations } from './destinations.js';
import { createInteractionListener, type InteractionOptions } from './interactions.js';
import { patiently, untilAborted } from './patience.js';
import { registerCommands } from './registration.js';

export interface ConnectOptions extends InteractionOptions {
  readonly apiUrl: string;
  readonly token: string;
  readonly log: Log;
  /** Ends the waiting for Discord at start. */
  readonly signal: AbortSignal;
  readonly random: () => number;
  /** Permissions, channels or membership changed: what was held there may be tried again. */
  readonly onChannelsChanged: () => void;
  /** The gateway refused our token later on. */
  readonly onTokenRefused: () => void;
}

export interface DiscordConnection extends Destinations {
  readonly applicationId: string;
  readonly name: string;
  readonly inviteUrl: string;
  /** The bot's own user: the author of its cards. */
  readonly userId: string;
  guildCount(): number;
  /** Writes the command definitions where they differ, as soon as Discord lets it. Throws UserError when it refuses. */
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
  const rest = new REST({ api: apiUrl, version: '10' }).setToken(token);
  try {
    const { id } = (await rest.get(Routes.currentApplication())) as { id: string };
    return await registerCommands(rest, id, definitions);
  } catch (error) {
    throw notRegistered(error);
  }
}

function notRegistered(error: unknown): UserError {
  if (isTokenRefused(error)) return new UserError(REFUSED_TOKEN, 1, { cause: error });
  const message = `The commands could not be registered: ${errorText(error)}. Nothing was changed; try again.`;
  return new UserError(message, 1, { cause: error });
}

const REFUSED_TOKEN =
  'Discord refused the token. Nothing was changed. Copy the bot token again from the developer portal (Bot, Reset Token) into DISCORD_TOKEN.';

function isTokenRefused(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === 401;
  const { code } = (error ?? {}) as { code?: unknown };
  return (
    code === 'TokenInvalid' ||
    code === GatewayCloseCodes.AuthenticationFailed ||
    /authentication failed|invalid token/i.test(errorText(error))
  );
}

/** The close codes after which Discord wants no other attempt: shard, version or intents (4010 to 4014). */
function isConnectionRefused(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  const isFinalCode = typeof code === 'number' && code >= 4010 && code <= 4014;
  return isFinalCode || /disallowed intents/i.test(errorText(error));
}

function createClient(options: ConnectOptions): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: options.apiUrl },
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
    }),
  });
  const listen = createInteractionListener(options);
  client.on(Events.InteractionCreate, (interaction) => void listen(interaction));
  client.on(Events.Error, (error) =>
    options.log.warn({ error: errorText(error) }, 'the connection to Discord had an error'),
  );
  return client;
}

/** Begins when the client is ready. A guild comes as available after an outage and after a session that was lost. */
function watch(client: Client<true>, options: ConnectOptions): void {
  const changed = options.onChannelsChanged;
  client.on(Events.ShardDisconnect, ({ code }) => {
    if (code === GatewayCloseCodes.AuthenticationFailed) options.onTokenRefused();
    else options.log.error({ code }, 'Discord closed the connection for good; commands need a new start of the bot');
  });
  client.on(Events.ChannelUpdate, changed);
  client.on(Events.ThreadUpdate, changed);
  client.on(Events.GuildRoleUpdate, changed);
  client.on(Events.GuildRoleDelete, changed);
  client.on(Events.GuildMemberUpdate, changed);
  client.on(Events.GuildCreate, changed);
  client.on(Events.GuildAvailable, changed);
  client.on(Events.ShardResume, changed);
}

/** One attempt; a client that failed is thrown away, since it cannot log in again after a refusal. */
async function logIn(options: ConnectOptions): Promise<Client<true>> {
  const client = createClient(options);
  try {
    const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
    const refused = new Promise<never>((_, reject) => {
      client.once(Events.ShardDisconnect, ({ code }) =>
        reject(Object.assign(new Error(`the gateway closed the connection with code ${code}`), { code })),
      );
    });
    const login = client.login(options.token).then(() => ready);
    return await untilAborted(Promise.race([login, refused]), options.signal);
  } catch (error) {
    await client.destroy();
    throw error;
  }
}

/** Waits for a network with back-off, said once. Throws UserError when refused, AbortError when told to stop. */
export async function connectDiscord(
  options: ConnectOptions,
  definitions: readonly CommandDefinition[],
): Promise<DiscordConnection> {
  try {
    const isFinal = (error: unknown): boolean => isTokenRefused(error) || isConnectionRefused(error);
    const client = await patiently(() => logIn(options), isFinal, options);
    watch(client, options);
    return toConnection(client, options, definitions);
  } catch (error) {
    if (isTokenRefused(error)) throw new UserError(REFUSED_TOKEN, 1, { cause: error });
    if (isConnectionRefused(error))
      throw new UserError(`Discord refused the connection: ${errorText(error)}.`, 1, { cause: error });
    throw error;
  }
}

function toConnection(
  client: Client<true>,
  options: ConnectOptions,
  definitions: readonly CommandDefinition[],
): DiscordConnection {
  const applicationId = client.application.id;
  const rest = new REST({ api: options.apiUrl, version: '10' }).setToken(options.token);
  return {
    applicationId,
    userId: client.user.id,
    name: client.user.username,
    inviteUrl: inviteUrl(applicationId),
    ...createDestinations(client),
    guildCount: () => client.guilds.cache.size,
    async register() {
      const work = () => untilAborted(registerCommands(rest, applicationId, definitions), options.signal);
      try {
        return await patiently(work, (error) => error instanceof DiscordAPIError, options);
      } catch (error) {
        throw options.signal.aborted ? error : notRegistered(error);
      }
    },
    close: () => client.destroy(),
  };
}
