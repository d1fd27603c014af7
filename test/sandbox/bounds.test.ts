// What the sandbox remembers is bounded, and its state outlives kills: snapshot, changes, lines that were cut off.
import { appendFileSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.js';
import { createInteractions, MOST_PENDING } from '../../src/sandbox/discord/interactions.js';
import { messagePayload } from '../../src/sandbox/discord/payloads.js';
import { createRequestLog, MOST_CHARACTERS, MOST_REQUESTS } from '../../src/sandbox/discord/request-log.js';
import {
  MOST_KEPT_CHARACTERS,
  MOST_CHANNELS,
  MOST_IN_ALL,
  MOST_MESSAGES,
  MOST_NONCES,
  openWorld,
  type World,
} from '../../src/sandbox/discord/state.js';
import { newChannel } from '../../src/sandbox/discord/world-data.js';
import { temporaryFolder } from '../helpers/stores.js';

const log = createLog('silent');
let folder: ReturnType<typeof temporaryFolder>;
let file: string;
let clock: number;
let opened: World[];
const open = (path: string | null = file): World => {
  const world = openWorld({ file: path, now: () => new Date(clock), log });
  opened.push(world);
  return world;
};
interface Posting {
  readonly visibleTo?: string | null;
  readonly channelId?: string;
}
const post = (world: World, content: string, { visibleTo = null, channelId = lobby(world) }: Posting = {}) => {
  const given = { channelId, authorId: world.data.botId, body: { content }, now: new Date(clock), visibleTo };
  const message = messagePayload(world, given);
  world.putMessage(message);
  return message;
};
const lobby = (world: World): string => world.demo().channels['lobby']!;
const contents = (world: World): string[] => world.messagesOf(lobby(world)).map(({ content }) => content);

beforeEach(() => {
  opened = [];
  folder = temporaryFolder();
  file = join(folder.path, 'state', 'world.json');
  clock = Date.UTC(2030, 0, 1);
});
afterEach(async () => {
  for (const world of opened) await world.written();
  folder.remove();
});

describe('the state', () => {
  it('holds what was written, edited, deleted and accepted, without what only one person saw', async () => {
    const world = open();
    const [first, second] = [post(world, 'one'), post(world, 'two')];
    post(world, 'private', { visibleTo: world.demo().memberId });
    world.putMessage({ ...first, content: 'one, edited' });
    world.deleteMessage(lobby(world), second.id);
    world.acceptNonce({ channelId: lobby(world), nonce: 'n', messageId: first.id, at: clock });
    world.putChannel(newChannel({ id: world.nextId(), guildId: world.demo().guildId, name: 'added', type: 0 }));
    await world.written();
    const again = open();
    expect(contents(again)).toEqual(['one, edited']);
    expect(again.data.nonces).toMatchObject([{ nonce: 'n', messageId: first.id }]);
    expect(again.demo().channels['added']).toBeDefined();
    expect(again.demo()).toMatchObject({ guildId: world.demo().guildId, botId: world.demo().botId });
    expect(BigInt(again.nextId())).toBeGreaterThan(BigInt(second.id));
    await again.written();
  });

  it('is found after a kill in the middle of a line', async () => {
    const world = open();
    post(world, 'whole');
    await world.written();
    appendFileSync(file, '{"kind":"message","mess');
    const again = open();
    post(again, 'after');
    await again.written();
    expect(contents(open())).toEqual(['whole', 'after']);
  });

  it('takes one line for a message, and is replaced in one step when changes grow', async () => {
    const world = open();
    await world.written();
    const before = statSync(file);
    post(world, 'small');
    await world.written();
    expect(statSync(file).ino).toBe(before.ino);
    expect(statSync(file).size - before.size).toBeLessThan(1_000);
    for (let round = 0; round < 3; round += 1) {
      post(world, 'x'.repeat(3 * 1024 * 1024));
      await world.written();
    }
    post(world, 'last');
    await world.written();
    expect(statSync(file).ino).not.toBe(before.ino);
    expect(contents(open()).at(-1)).toBe('last');
  });

  it('holds every message of a full channel where others come while it is written', async () => {
    const first = open();
    for (let count = 0; count < MOST_MESSAGES; count += 1) post(first, String(count));
    await first.written();
    const second = open();
    for (let count = 0; count < 300; count += 1) {
      post(second, `later ${count}`);
      await setImmediate();
    }
    await second.written();
    const ids = (world: World): string[] => world.messagesOf(lobby(world)).map(({ id }) => id);
    expect(ids(open())).toEqual(ids(second));
  });

  it('is written once more at the end where its last change could not be', async () => {
    const world = open();
    await world.written();
    renameSync(join(folder.path, 'state'), join(folder.path, 'away'));
    writeFileSync(join(folder.path, 'state'), '');
    post(world, 'said on a full disk');
    await world.written();
    expect(statSync(join(folder.path, 'state')).size).toBe(0);
    rmSync(join(folder.path, 'state'));
    await world.written();
    expect(contents(open())).toEqual(['said on a full disk']);
  });

  it('of a version that kept all messages in one object is read', async () => {
    const world = open();
    await world.written();
    const data = JSON.parse(readFileSync(file, 'utf8').split('\n')[0]!) as object;
    const message = post(world, 'old');
    await world.written();
    writeFileSync(file, JSON.stringify({ ...data, messages: { [lobby(world)]: [message] } }));
    expect(contents(open())).toEqual(['old']);
  });
});

describe('memory is bounded:', () => {
  it('the newest messages of a channel', () => {
    const world = open(null);
    for (let number = 0; number < MOST_MESSAGES + 5; number += 1) post(world, String(number));
    expect(world.messagesOf(lobby(world))).toHaveLength(MOST_MESSAGES);
    expect(contents(world).at(-1)).toBe(String(MOST_MESSAGES + 4));
    expect(world.messagesOf('asked-for-but-unknown')).toEqual([]);
  });

  it('the messages of all channels together, of which the fullest forget first, also where some were deleted', () => {
    const world = open(null);
    const small = world.nextId();
    post(world, 'of a small channel', { channelId: small });
    const full = Array.from({ length: MOST_IN_ALL / MOST_MESSAGES + 1 }, () => world.nextId());
    const fill = (): void => {
      for (const channelId of full)
        for (let number = world.messagesOf(channelId).length; number < MOST_MESSAGES; number += 1)
          world.putMessage({ ...message, id: world.nextId(), channel_id: channelId });
    };
    const inAll = (): number =>
      [small, lobby(world), ...full].reduce((sum, id) => sum + world.messagesOf(id).length, 0);
    const message = post(world, 'x');
    fill();
    expect(inAll()).toBe(MOST_IN_ALL);
    expect(world.messagesOf(small)).toHaveLength(1);
    for (const { id } of world.messagesOf(full[0]!).slice(0, 100)) world.deleteMessage(full[0]!, id);
    expect(inAll()).toBe(MOST_IN_ALL - 100);
    fill();
    expect(inAll()).toBe(MOST_IN_ALL);
  });

  it('the size of all messages together, of which the heaviest channel forgets first', () => {
    const world = open(null);
    const small = world.nextId();
    post(world, 'small', { channelId: small });
    const heavy = 'x'.repeat(MOST_KEPT_CHARACTERS / 8);
    for (let number = 0; number < 20; number += 1) post(world, `${number} ${heavy}`);
    expect(world.messagesOf(lobby(world)).map(({ content }) => content.slice(0, 2))).toEqual([
      '13',
      '14',
      '15',
      '16',
      '17',
      '18',
      '19',
    ]);
    const [oldest, edited, deleted] = world.messagesOf(lobby(world));
    world.putMessage({ ...edited!, content: 'short' });
    world.deleteMessage(lobby(world), deleted!.id);
    for (let number = 0; number < 2; number += 1) post(world, `${number} ${heavy}`);
    expect(world.messagesOf(lobby(world))[0]).toBe(oldest);
    expect(world.messagesOf(small)).toHaveLength(1);
  });

  it('the newest threads, and their messages', () => {
    const world = open(null);
    const { guildId } = world.demo();
    const forgotten = Array.from({ length: MOST_CHANNELS + 5 }, (_, number) => {
      const id = world.nextId();
      post(world, 'post', { channelId: id });
      return world.putChannel(newChannel({ id, guildId, name: `post ${number}`, type: 11 }));
    }).filter((each) => each !== null);
    expect(world.data.channels).toHaveLength(MOST_CHANNELS);
    expect(forgotten[0]?.name).toBe('post 0');
    expect(world.messagesOf(forgotten[0]!.id)).toEqual([]);
    expect(world.demo().channels['lobby']).toBeDefined();
  });

  it('nonces', () => {
    const world = open(null);
    for (let number = 0; number < MOST_NONCES + 5; number += 1)
      world.acceptNonce({ channelId: '1', nonce: String(number), messageId: String(number), at: clock });
    expect(world.data.nonces).toHaveLength(MOST_NONCES);
  });

  it('requests, by number and by size', () => {
    const requests = createRequestLog();
    const seen = (path: string) => ({ method: 'GET', path, status: 200, body: null, answer: null, at: '' });
    for (let number = 0; number < MOST_REQUESTS + 5; number += 1) requests.add(seen(String(number)), 0);
    expect(requests.all()).toHaveLength(MOST_REQUESTS);
    requests.clear();
    for (let number = 0; number < 5; number += 1) requests.add(seen(String(number)), MOST_CHARACTERS / 2);
    expect(requests.all().map(({ path }) => path)).toEqual(['3', '4']);
    requests.add(seen('answered'), 0)('large', MOST_CHARACTERS);
    expect(requests.all().map(({ path }) => path)).toEqual(['answered']);
  });

  it('interactions that nobody answered', async () => {
    const world = open(null);
    world.setCommands([{ name: 'help' } as never]);
    const gateway = { isConnected: () => true, dispatch: () => undefined } as never;
    const interactions = createInteractions({ world, gateway, now: () => new Date(clock), publish: () => undefined });
    const ask = () =>
      interactions.run({
        kind: 'command',
        userId: world.demo().adminId,
        locale: 'ja',
        channelId: lobby(world),
        command: 'help',
        subcommand: null,
        options: {},
      });
    const answers = Array.from({ length: MOST_PENDING + 5 }, ask);
    expect(interactions.pendingCount()).toBe(MOST_PENDING);
    clock += 16 * 60_000;
    answers.push(ask());
    expect(interactions.pendingCount()).toBe(1);
    interactions.close();
    expect(new Set((await Promise.all(answers)).map(({ outcome }) => outcome))).toEqual(new Set(['timeout']));
  });
});
