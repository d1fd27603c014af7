// Destinations as the gateway's cache knows them: kind, what may be done there, the last id seen.
import {
  ChannelFlags,
  ChannelType,
  PermissionFlagsBits,
  Status,
  type Channel,
  type Client,
  type PrivateThreadChannel,
} from 'discord.js';
import type { ChannelRef } from '../domain/context.js';
import type { Destinations, ForumTag } from '../domain/delivery.js';
import { laterId } from '../domain/fingerprint.js';
import { untilAborted } from './retry.js';

const {
  Administrator,
  EmbedLinks,
  ManageThreads,
  ReadMessageHistory,
  SendMessages,
  SendMessagesInThreads,
  ViewChannel,
} = PermissionFlagsBits;

const THREADS = [ChannelType.AnnouncementThread, ChannelType.PublicThread, ChannelType.PrivateThread];

function has(client: Client<true>, channel: Channel, bits: readonly bigint[]): boolean | null {
  if (channel.isDMBased()) return true;
  return channel.permissionsFor(client.user)?.has([...bits]) ?? null;
}

/**
 * Whether a time-out keeps the bot from posting; administrators are above it. The library leaves the bot its rights: asked in
 * vain in each channel of a large server, Discord's refusals would keep the cards of all servers back.
 */
function isSilencedIn(client: Client<true>, channel: Channel): boolean {
  if (channel.isDMBased() || channel.guild.members.me?.isCommunicationDisabled() !== true) return false;
  return has(client, channel, [Administrator]) !== true;
}

/** Whether a channel is a private thread that whoever has these rights there sees only as its member. */
export function isForMembers(channel: Channel, rights: bigint): channel is PrivateThreadChannel {
  return channel.type === ChannelType.PrivateThread && (rights & (ManageThreads | Administrator)) === 0n;
}

/** A channel that is not in the cache, such as an archived thread, is asked for; null when it cannot be had now, or before `signal` is aborted. */
export async function findChannel(
  client: Client<true>,
  channelId: string,
  signal?: AbortSignal,
): Promise<Channel | null> {
  const cached = client.channels.cache.get(channelId);
  if (cached !== undefined) return cached;
  try {
    const ask = (): Promise<Channel | null> => client.channels.fetch(channelId);
    return await (signal === undefined ? ask() : untilAborted(ask, signal));
  } catch {
    return null;
  }
}

function tagsOf(client: Client<true>, channelId: string): ForumTag[] {
  const channel = client.channels.cache.get(channelId);
  const tags = channel !== undefined && 'availableTags' in channel ? channel.availableTags : [];
  // Discord refuses a post with a tag that moderators alone may give.
  const mayModerate = channel !== undefined && has(client, channel, [ManageThreads]) === true;
  return tags.filter(({ moderated }) => mayModerate || !moderated).map(({ id, name }) => ({ id, name }));
}

/** What a ChannelRef tells of the tags that posts need there (domain/context.ts). */
export function tagsRequired(client: Client<true>, channelId: string): Pick<ChannelRef, 'tagsRequired'> {
  const channel = client.channels.cache.get(channelId);
  const isRequired = channel !== undefined && 'availableTags' in channel && channel.flags.has(ChannelFlags.RequireTag);
  return isRequired ? { tagsRequired: tagsOf(client, channelId).map(({ name }) => name) } : {};
}

/** After `signal` is aborted no channel is asked for. */
export function createDestinations(client: Client<true>, signal: AbortSignal): Destinations {
  return {
    kindOf(channelId) {
      const type = client.channels.cache.get(channelId)?.type;
      if (type === undefined) return null;
      if (type === ChannelType.GuildForum || type === ChannelType.GuildMedia) return 'forum';
      if (THREADS.includes(type)) return 'thread';
      return type === ChannelType.GuildAnnouncement ? 'announcement' : 'channel';
    },
    tagsOf: (channelId) => tagsOf(client, channelId),
    hasRole(channelId, roleId) {
      const channel = client.channels.cache.get(channelId);
      return channel === undefined || channel.isDMBased() ? null : channel.guild.roles.cache.has(roleId);
    },
    canPost(channelId) {
      const channel = client.channels.cache.get(channelId);
      // In an outage of the guild the cache is of before it; that the guild is back is news, and ends the rests that it made.
      if (channel === undefined || channel.isDMBased() || !channel.guild.available) return null;
      const rights = [ViewChannel, EmbedLinks, channel.isThread() ? SendMessagesInThreads : SendMessages];
      return isSilencedIn(client, channel) ? false : has(client, channel, rights);
    },
    isSilenced(channelId) {
      const channel = client.channels.cache.get(channelId);
      return channel !== undefined && isSilencedIn(client, channel);
    },
    stateOf(channelId) {
      const channel = client.channels.cache.get(channelId);
      if (channel === undefined || channel.isDMBased()) return null;
      const { type, flags, guild } = channel;
      const tags = 'availableTags' in channel ? channel.availableTags.map(({ id, moderated }) => [id, moderated]) : [];
      const thread = channel.isThread() ? [channel.locked, channel.archived] : [];
      const rights = channel.permissionsFor(client.user)?.bitfield.toString();
      const silencedUntil = guild.members.me?.communicationDisabledUntilTimestamp ?? null;
      return JSON.stringify([type, flags.bitfield, tags, thread, rights, silencedUntil]);
    },
    async canReadHistory(channelId) {
      // Without a connection, or in an outage of the guild, the cache may be outdated, so that an empty history proves nothing.
      if (client.ws.shards.some((shard) => shard.status !== Status.Ready)) return null;
      const channel = await findChannel(client, channelId, signal);
      if (channel !== null && !channel.isDMBased() && !channel.guild.available) return null;
      return channel === null ? null : has(client, channel, [ViewChannel, ReadMessageHistory]);
    },
    lastKnownId(channelId) {
      const channel = client.channels.cache.get(channelId);
      const last = channel !== undefined && 'lastMessageId' in channel ? channel.lastMessageId : null;
      return last === null || last === undefined ? channelId : laterId(last, channelId);
    },
  };
}
