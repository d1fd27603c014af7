// The world of the sandbox: servers, channels, people, messages, commands and nonces, bounded, kept in a file.
import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { Log } from '../../log.js';
import { createSnowflakes } from './snowflake.js';
import { readWorld, type Change, type Kept } from './kept-world.js';
import { createStateFile } from './state-file.js';
import type { SandboxPerson, StoredMessage } from './types.js';
import {
  demoIds,
  demoWorld,
  type AcceptedNonce,
  type DemoIds,
  type StoredChannel,
  type WorldData,
} from './world-data.js';

/** Most that is remembered; what is older is forgotten, as if it had been deleted. */
export const MOST_MESSAGES = 2_000;
/** In all channels together: about 100 MB of memory, and 60 in the file. */
export const MOST_IN_ALL = 50_000;
/** Of their JSON: those with files are larger, and all of it is written again every few changes, and read at once at a start. */
export const MOST_KEPT_CHARACTERS = 128 * 1024 * 1024;
export const MOST_CHANNELS = 2_000;
export const MOST_NONCES = 10_000;

const isThread = (channel: StoredChannel): boolean => channel.type >= 10 && channel.type <= 12;

export interface WorldOptions {
  /** Null keeps the world in memory. */
  readonly file: string | null;
  readonly now: () => Date;
  readonly log: Log;
}

/** Opens the world of a file, or a new demo world. Throws StateFileError when the file cannot be used. */
export function openWorld({ file, now, log }: WorldOptions) {
  const found = file === null ? null : readWorld(file, { now, log });
  const nextId = createSnowflakes(now, BigInt(found?.kept.lastId ?? 0));
  const { messages: keptMessages = {}, ...data }: Kept = found?.kept ?? demoWorld(nextId);
  const messages = new Map(Object.entries(keptMessages));
  const sizes = new WeakMap<StoredMessage, number>();
  let inAll = 0;
  let characters = 0;
  for (const message of [...messages.values()].flat()) count(message);

  function* snapshot(): Iterable<string> {
    data.lastId = nextId();
    yield JSON.stringify(data);
    for (const list of messages.values()) {
      // A copy: what a full channel forgets while this is written would shift the others past the one that is read next.
      for (const message of [...list]) {
        if (message.visibleTo === null) yield JSON.stringify({ kind: 'message', message } satisfies Change);
      }
    }
  }
  const state = createStateFile({ path: file, snapshot, log });

  function sizeOf(message: StoredMessage): number {
    const size = sizes.get(message) ?? JSON.stringify(message).length;
    sizes.set(message, size);
    return size;
  }

  function count(message: StoredMessage): void {
    inAll += 1;
    characters += sizeOf(message);
  }

  function uncount(gone: readonly StoredMessage[]): void {
    inAll -= gone.length;
    for (const message of gone) characters -= sizeOf(message);
  }

  /** Forgets the oldest message of the channel that has most of something. */
  function forgetOne(measure: (list: readonly StoredMessage[]) => number): void {
    let fullest: StoredMessage[] = [];
    let most = 0;
    for (const list of messages.values()) {
      const size = measure(list);
      if (size > most) [fullest, most] = [list, size];
    }
    uncount(fullest.splice(0, 1));
  }

  function putMessage(message: StoredMessage): void {
    const list = messages.get(message.channel_id) ?? [];
    messages.set(message.channel_id, list);
    const index = list.findLastIndex((each) => each.id === message.id);
    if (index >= 0) uncount(list.splice(index, 1, message));
    else list.push(message);
    count(message);
    if (list.length > MOST_MESSAGES) uncount(list.splice(0, 1));
    while (inAll > MOST_IN_ALL) forgetOne(({ length }) => length);
    while (characters > MOST_KEPT_CHARACTERS) forgetOne((each) => each.reduce((sum, kept) => sum + sizeOf(kept), 0));
  }

  function putChannel(channel: StoredChannel): void {
    const index = data.channels.findIndex((each) => each.id === channel.id);
    if (index >= 0) data.channels[index] = channel;
    else data.channels.push(channel);
  }

  function putNonce(nonce: AcceptedNonce): void {
    if (data.nonces.some(({ messageId }) => messageId === nonce.messageId)) return;
    data.nonces.push(nonce);
    if (data.nonces.length > MOST_NONCES) data.nonces.shift();
  }

  function apply(change: Change): void {
    if (change.kind === 'message') putMessage(change.message);
    if (change.kind === 'channel') putChannel(change.channel);
    if (change.kind === 'commands') data.commands = change.commands;
    if (change.kind === 'nonce') putNonce(change.nonce);
    if (change.kind === 'deleted') {
      const list = messages.get(change.channelId) ?? [];
      const index = list.findIndex((each) => each.id === change.messageId);
      if (index >= 0) uncount(list.splice(index, 1));
    }
    if (change.kind === 'forgotten') {
      uncount(messages.get(change.channelId) ?? []);
      messages.delete(change.channelId);
      data.channels = data.channels.filter((each) => each.id !== change.channelId);
    }
  }

  function change(made: Change): void {
    apply(made);
    if (made.kind !== 'message' || made.message.visibleTo === null) state.append(JSON.stringify(made));
  }

  for (const made of found?.later ?? []) apply(made);
  const ids = [...data.channels.map((each) => each.id), ...[...messages.values()].flat().map((each) => each.id)];
  for (const id of ids) nextId.since(id);
  // From here on the file holds this world, also a new one.
  change({ kind: 'commands', commands: data.commands });

  return {
    data: data as Readonly<WorldData>,
    nextId: (): string => nextId(),
    /** Resolves when everything so far is in the file. */
    written: (): Promise<void> => state.written(),
    channel: (id: string): StoredChannel | undefined => data.channels.find((channel) => channel.id === id),
    messagesOf: (id: string): readonly StoredMessage[] => messages.get(id) ?? [],
    user: (id: string): SandboxPerson | undefined => data.users.find((user) => user.id === id),
    demo: (): DemoIds => demoIds(data),
    /** Adds a message, or puts it in the place of the one with its id. */
    putMessage: (message: StoredMessage): void => change({ kind: 'message', message }),
    deleteMessage: (channelId: string, messageId: string): void => change({ kind: 'deleted', channelId, messageId }),
    acceptNonce: (nonce: AcceptedNonce): void => change({ kind: 'nonce', nonce }),
    setCommands: (commands: APIApplicationCommand[]): void => change({ kind: 'commands', commands }),
    /** Adds or changes a channel; answers the oldest thread where it had to be forgotten for a new one. */
    putChannel(channel: StoredChannel): StoredChannel | null {
      change({ kind: 'channel', channel });
      const oldest = data.channels.length > MOST_CHANNELS ? data.channels.find(isThread) : undefined;
      if (oldest === undefined) return null;
      change({ kind: 'forgotten', channelId: oldest.id });
      return oldest;
    },
  };
}

export type World = ReturnType<typeof openWorld>;
