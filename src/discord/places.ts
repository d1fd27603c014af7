// What the gateway tells of channels and guilds: channels that were deleted, guilds that the bot is in.
import {
  DiscordAPIError,
  Events,
  GatewayDispatchEvents,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
  Status,
  type Client,
  type GuildMember,
  type PermissionsBitField,
  type PrivateThreadChannel,
} from 'discord.js';
import type { APIChannel, GatewayGuildCreateDispatchData, GatewayReadyDispatchData } from 'discord-api-types/v10';
import type { ChannelNews } from '../domain/delivery.js';
import { isForMembers } from './destinations.js';
import { untilAborted } from './retry.js';

const { ViewChannel, ReadMessageHistory } = PermissionFlagsBits;

/** Deleted channels that are remembered until takeDeleted is called. */
const MOST_REMEMBERED = 10_000;

/** After `signal` is aborted nothing is gone and nobody can read: a stop waits for no look-up. */
export function watchPlaces(client: Client<true>, changed: () => void, signal: AbortSignal): ChannelNews {
  let deleted: string[] = [];
  const remember = ({ id }: { readonly id: string }): void => {
    if (deleted.length < MOST_REMEMBERED) deleted.push(id);
    changed();
  };
  client.on(Events.ChannelDelete, remember);
  client.on(Events.ThreadDelete, remember);
  client.on(Events.GuildDelete, changed);
  // A new session names all guilds of its shard. The library keeps the others, which the bot was removed from meanwhile, as they
  // were, also when it comes back to one.
  client.ws.on(GatewayDispatchEvents.Ready, ({ guilds }: GatewayReadyDispatchData, shardId: number) => {
    const named = new Set(guilds.map(({ id }) => id));
    const left = client.guilds.cache.filter((guild) => guild.shardId === shardId && !named.has(guild.id));
    if (left.size === 0) return;
    client.guilds.cache.sweep(({ id }) => left.has(id));
    // A guild does not list its archived threads.
    client.channels.cache.sweep((channel) => !channel.isDMBased() && left.has(channel.guildId));
    changed();
  });
  // Where the kind of a channel changed while a session was lost, the library would keep the old one: it is made anew.
  client.ws.on(GatewayDispatchEvents.GuildCreate, (guild: Partial<GatewayGuildCreateDispatchData> | null) => {
    // What cannot be read is left out, and said, where the library reads it.
    const listed: readonly (Partial<APIChannel> | null)[] = Array.isArray(guild?.channels) ? guild.channels : [];
    for (const channel of listed) {
      const known = client.channels.cache.get(channel?.id ?? '');
      if (known !== undefined && known.type !== channel?.type) client.channels.cache.delete(known.id);
    }
  });
  return {
    takeDeleted() {
      const taken = deleted;
      deleted = [];
      return taken;
    },
    async isGone(channelId) {
      const cached = client.channels.cache.get(channelId);
      // What was deleted while a session was lost is missing in the list of its guild alone.
      if (cached !== undefined && (cached.isDMBased() || cached.guild.channels.cache.has(channelId))) return false;
      try {
        await untilAborted(() => client.channels.fetch(channelId, { force: true }), signal);
        return false;
      } catch (error) {
        return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownChannel;
      }
    },
    readers() {
      const members = new Map<string, Promise<GuildMember | null>>();
      const insiders = new Map<string, Promise<boolean>>();
      // The library goes on knowing members of a thread who have left it: their leaving is not told.
      const isInside = (thread: PrivateThreadChannel, userId: string): Promise<boolean> => {
        const key = `${thread.id} ${userId}`;
        const ask = () => thread.members.fetch({ member: userId, force: true, cache: false });
        const asked =
          insiders.get(key) ??
          untilAborted(ask, signal).then(
            () => true,
            () => false,
          );
        insiders.set(key, asked);
        return asked;
      };
      return async (userId, channelId) => {
        const channel = client.channels.cache.get(channelId);
        if (channel === undefined || channel.isDMBased()) return false;
        const key = `${channel.guildId} ${userId}`;
        const asked =
          members.get(key) ?? untilAborted(() => channel.guild.members.fetch(userId), signal).catch(() => null);
        members.set(key, asked);
        const member = await asked;
        // The library has none for a thread whose channel it does not know, whatever its types say.
        const rights: Readonly<PermissionsBitField> | null = member === null ? null : channel.permissionsFor(member);
        if (rights === null || !rights.has([ViewChannel, ReadMessageHistory])) return false;
        return !isForMembers(channel, rights.bitfield) || isInside(channel, userId);
      };
    },
    isMember(guildId) {
      if (client.ws.shards.some((shard) => shard.status !== Status.Ready)) return null;
      const guild = client.guilds.cache.get(guildId);
      return guild === undefined ? false : guild.available || null;
    },
  };
}
