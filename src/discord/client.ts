// The client: logs in with patience, answers interactions, tells what changed in guilds and channels.
import {
  Client,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  Options,
  PermissionFlagsBits,
  REST,
  Routes,
} from 'discord.js';
import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord-api-types/v10';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorText, UserError } from '../errors.js';
import type { Log } from '../log.js';
import { createInteractionListener, type InteractionOptions } from './interactions.js';
import { registerCommands } from './registration.js';

export interface ConnectOptions extends InteractionOptions {
  readonly apiUrl: string;
  readonly token: string;
  readonly log: Log;
  /** Ends the patient waiting for a network at start. */
  readonly signal: AbortSignal;
  readonly random: () => number;
  /** Permissions, channels or membership changed: what was held there may be tried again. */
  readonly onChannelsChanged: () => void;
  /** The gateway refused our token later on. */
  readonly onTokenRefused: () => void;
}

export interface DiscordConnection {
  readonly applicationId: string;
  readonly name: string;
  readonly inviteUrl: string;
  guildCount(): number;
  /** From the cache: whether cards can be posted there now; `null` when the channel is not known. */
  canPost(channelId: string): boolean | null;
  /** Writes the command definitions where they differ. Throws what the REST client throws. */
  register(): Promise<'unchanged' | 'registered'>;
  close(): Promise<void>;
}

/** View Channel, Send Messages, Embed Links, Read Message History, Send Messages in Threads, Create Public Threads. */
const INVITE_PERMISSIONS = 309_237_730_304n;
const NEEDED = [
  PermissionFlagsBits.ViewChannel,
  PermissionFlagsBits.SendMessages,
  PermissionFlagsBits.EmbedLinks,
  PermissionFlagsBits.ReadMessageHistory,
];
const LONGEST_LOGIN_WAIT_MS = 60_000;

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
  definitions: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[],
): Promise<'unchanged' | 'registered'> {
  const rest = new REST({ api: apiUrl, version: '10' }).setToken(token);
  try {
    const { id } = (await rest.get(Routes.currentApplication())) as { id: string };
    return await registerCommands(rest, id, definitions);
  } catch (error) {
    if (isTokenRefused(error)) throw new UserError(REFUSED_TOKEN, 1, { cause: error });
    throw new UserError(
      `The commands could not be registered: ${errorText(error)}. Nothing was changed; try again.`,
      1,
      { cause: error },
    );
  }
}

const REFUSED_TOKEN =
  'Discord refused the token. Nothing was changed. Copy the bot token again from the developer portal (Bot, Reset Token) into DISCORD_TOKEN.';

function isTokenRefused(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === 401;
  const { code } = (error ?? {}) as { code?: unknown };
  return code === 'TokenInvalid' || code === 4004 || /authentication failed|invalid token/i.test(errorText(error));
}

function isIntentRefused(error: unknown): boolean {
  return /disallowed intents/i.test(errorText(error));
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
  client.on(Events.ShardDisconnect, (event) => {
    if (event.code === 4004) options.onTokenRefused();
  });
  const changed = options.onChannelsChanged;
  client.on(Events.ChannelUpdate, changed);
  client.on(Events.ThreadUpdate, changed);
  client.on(Events.GuildRoleUpdate, changed);
  client.on(Events.GuildMemberUpdate, changed);
  client.on(Events.GuildCreate, changed);
  return client;
}

/** One attempt; a client that failed is thrown away, since it cannot log in again after a refusal. */
async function logIn(options: ConnectOptions): Promise<Client<true>> {
  const client = createClient(options);
  try {
    const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
    await client.login(options.token);
    return await ready;
  } catch (error) {
    await client.destroy();
    throw error;
  }
}

/** Waits for a network with back-off, said once. Throws UserError when the token is refused, AbortError when told to stop. */
export async function connectDiscord(
  options: ConnectOptions,
  definitions: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[],
): Promise<DiscordConnection> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const client = await logIn(options);
      if (attempt > 0) options.log.info('Discord is reached again');
      return toConnection(client, options, definitions);
    } catch (error) {
      options.signal.throwIfAborted();
      if (isTokenRefused(error)) throw new UserError(REFUSED_TOKEN, 1, { cause: error });
      if (isIntentRefused(error))
        throw new UserError(`Discord refused the connection: ${errorText(error)}.`, 1, { cause: error });
      if (attempt === 0) {
        options.log.warn(
          { error: errorText(error) },
          'Discord cannot be reached; trying again until it can, nothing is lost meanwhile',
        );
      }
      const full = Math.min(LONGEST_LOGIN_WAIT_MS, 1000 * 2 ** Math.min(attempt, 10));
      await sleep(full / 2 + (full / 2) * options.random(), undefined, { signal: options.signal });
    }
  }
}

function toConnection(
  client: Client<true>,
  options: ConnectOptions,
  definitions: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[],
): DiscordConnection {
  const applicationId = client.application.id;
  const rest = new REST({ api: options.apiUrl, version: '10' }).setToken(options.token);
  return {
    applicationId,
    name: client.user.username,
    inviteUrl: inviteUrl(applicationId),
    guildCount: () => client.guilds.cache.size,
    canPost(channelId) {
      const channel = client.channels.cache.get(channelId);
      if (channel === undefined || channel.isDMBased()) return null;
      const inThread = channel.isThread() ? [PermissionFlagsBits.SendMessagesInThreads] : [];
      return channel.permissionsFor(client.user)?.has([...NEEDED, ...inThread]) ?? null;
    },
    register: () => registerCommands(rest, applicationId, definitions),
    close: () => client.destroy(),
  };
}
