// The sandbox refuses what Discord refuses, remembers what Discord remembers, and fails on demand.
import { REST, Routes } from 'discord.js';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inert } from '../../src/text/markdown.js';
import { createLog } from '../../src/log.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { createSender } from '../../src/discord/sender.js';
import type { CardBody } from '../../src/domain/delivery.js';
import { until } from '../helpers/control.js';
import { launch } from '../helpers/program.js';
import { temporaryFolder } from '../helpers/stores.js';

let folder: ReturnType<typeof temporaryFolder>;
let sandbox: Sandbox;
let channel: string;
let clock: number;

const open = (port = 0, name = 'world.json') =>
  startSandbox({
    port,
    stateFile: join(folder.path, name),
    assetsDir: folder.path,
    log: createLog('silent'),
    now: () => new Date(clock),
  });

beforeEach(async () => {
  folder = temporaryFolder();
  clock = Date.UTC(2030, 0, 1);
  sandbox = await open();
  channel = sandbox.demo.channels['lobby']!;
});
afterEach(async () => {
  await sandbox.close();
  folder.remove();
});

const body = (nonce: string, content = 'x'): CardBody => ({
  content: inert(content),
  nonce,
  enforce_nonce: true,
  allowed_mentions: { parse: [] },
});
const control = (path: string, value: unknown) =>
  fetch(`${sandbox.url}control/${path}`, { method: 'POST', body: JSON.stringify(value) });
const rest = () => new REST({ api: sandbox.apiUrl, version: '10', retries: 0 }).setToken('t');
const refusal = (request: Promise<unknown>) =>
  request.then(
    () => null,
    (error: unknown) => error as { code: number; status: number; message: string },
  );

describe('its file', () => {
  it('is private to its owner, as the database beside it is', async () => {
    await control('channels', { name: 'new', type: 0 });
    const file = join(folder.path, 'world.json');
    await until('the file', () => (existsSync(file) ? true : null));
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  });

  it('is written to its end, and not after the caller was told, where the port is taken', async () => {
    await expect(open(Number(new URL(sandbox.url).port), 'other.json')).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const left = readdirSync(folder.path).filter((name) => name.startsWith('other'));
    expect(left).toEqual(['other.json']);
  });
});

describe('messages', () => {
  it('stand once for a repeated nonce within the window, in this channel, also after a restart', async () => {
    const sender = createSender({
      apiUrl: sandbox.apiUrl,
      token: 't',
      log: createLog('silent'),
      monotonic: () => performance.now(),
    });
    const first = await sender.send(channel, body('n1'));
    expect(await sender.send(channel, body('n1', 'other'))).toEqual(first);
    expect(await sender.send(sandbox.demo.channels['cs-lg']!, body('n1'))).not.toEqual(first);
    await sandbox.close();
    sandbox = await open();
    const again = createSender({
      apiUrl: sandbox.apiUrl,
      token: 't',
      log: createLog('silent'),
      monotonic: () => performance.now(),
    });
    expect(await again.send(channel, body('n1'))).toEqual(first);
    clock += 200_000;
    expect(await again.send(channel, body('n1'))).not.toEqual(first);
  });

  it('are Unknown Message when the first one of a nonce was deleted', async () => {
    const sender = createSender({
      apiUrl: sandbox.apiUrl,
      token: 't',
      log: createLog('silent'),
      monotonic: () => performance.now(),
    });
    const first = await sender.send(channel, body('n1'));
    await rest().delete(Routes.channelMessage(channel, first.kind === 'sent' ? (first.messageId ?? '') : ''));
    expect(await sender.send(channel, body('n1'))).toEqual({ kind: 'sent', messageId: null, channelId: null });
  });

  it.each([
    ['content of 2,001', { content: 'x'.repeat(2_001) }],
    ['11 embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }],
    ['a title of 257', { embeds: [{ title: 'x'.repeat(257) }] }],
    ['6,001 in all', { embeds: [{ description: 'x'.repeat(4_000) }, { description: 'x'.repeat(2_001) }] }],
    ['an empty field value', { embeds: [{ title: 'x', fields: [{ name: 'a', value: ' ' }] }] }],
    ['a javascript address', { embeds: [{ title: 'x', url: 'javascript:alert(1)' }] }],
    [
      'six buttons',
      {
        content: 'x',
        components: [
          {
            type: 1,
            components: Array.from({ length: 6 }, (_, id) => ({
              type: 2,
              style: 2,
              label: 'x',
              custom_id: String(id),
            })),
          },
        ],
      },
    ],
    [
      'the same custom id twice',
      {
        content: 'x',
        components: [{ type: 1, components: [1, 2].map(() => ({ type: 2, style: 2, label: 'x', custom_id: 'same' })) }],
      },
    ],
    ['a nonce of 26', { content: 'x', nonce: 'n'.repeat(26) }],
  ])('are refused with 50035 for %s', async (_, payload) => {
    expect(await refusal(rest().post(Routes.channelMessages(channel), { body: payload }))).toMatchObject({
      status: 400,
      code: 50035,
    });
  });

  it('count emoji as one character each', async () => {
    expect(
      await refusal(rest().post(Routes.channelMessages(channel), { body: { embeds: [{ title: '😀'.repeat(256) }] } })),
    ).toBeNull();
  });

  it('are refused when empty, in unknown channels, in forums, and without permission', async () => {
    const post = (id: string, payload: unknown) => refusal(rest().post(Routes.channelMessages(id), { body: payload }));
    expect(await post(channel, {})).toMatchObject({ code: 50006 });
    expect(await post('1234567890123456789', { content: 'x' })).toMatchObject({ status: 404, code: 10003 });
    expect(await post(sandbox.demo.channels['forum']!, { content: 'x' })).toMatchObject({ code: 40058 });
    await control('permissions', { channelId: channel, lacks: ['EMBED_LINKS'] });
    expect(await post(channel, { embeds: [{ title: 'x' }] })).toMatchObject({ status: 403, code: 50013 });
    expect(await post(channel, { content: 'x' })).toBeNull();
    await control('permissions', { channelId: channel, lacks: ['VIEW_CHANNEL'] });
    expect(await post(channel, { content: 'x' })).toMatchObject({ status: 403, code: 50001 });
  });

  it('are refused in a thread for want of what its channel lacks', async () => {
    const made = (await rest().post(Routes.threads(channel), { body: { name: 'a', type: 11 } })) as { id: string };
    const post = () => refusal(rest().post(Routes.channelMessages(made.id), { body: { content: 'x' } }));
    await control('permissions', { channelId: channel, lacks: ['SEND_MESSAGES'] });
    expect(await post()).toBeNull();
    await control('permissions', { channelId: channel, lacks: ['SEND_MESSAGES_IN_THREADS'] });
    expect(await post()).toMatchObject({ status: 403, code: 50013 });
  });

  it('run into a bucket of five in five seconds, announced by headers', async () => {
    const post = () =>
      fetch(`${sandbox.apiUrl}/v10/channels/${channel}/messages`, {
        method: 'POST',
        headers: { authorization: 'Bot t' },
        body: '{"content":"x"}',
      });
    for (let count = 4; count >= 0; count -= 1)
      expect((await post()).headers.get('x-ratelimit-remaining')).toBe(String(count));
    const refused = await post();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    clock += 5_000;
    expect((await post()).status).toBe(200);
  });

  it('fail on demand, as often as asked', async () => {
    const sender = createSender({
      apiUrl: sandbox.apiUrl,
      token: 't',
      log: createLog('silent'),
      monotonic: () => performance.now(),
    });
    const route = 'POST /channels/:id/messages';
    for (const [kind, outcome] of [
      ['500', { kind: 'retry', maybeAccepted: true }],
      ['reset-before', { kind: 'retry', maybeAccepted: true }],
      ['403', { kind: 'hold' }],
      ['404', { kind: 'hold' }],
      ['html-403', { kind: 'retry', maybeAccepted: true }],
      ['429', { kind: 'retry', maybeAccepted: false }],
    ] as const) {
      await control('faults', { route, kind, times: 1, retryAfter: 1 });
      expect(await sender.send(channel, body(`n${kind}`)), kind).toMatchObject(outcome);
    }
    expect((await rest().get(Routes.channelMessages(channel))) as unknown[]).toHaveLength(0);
  });

  it('are an empty list to a bot that may not read history', async () => {
    await rest().post(Routes.channelMessages(channel), { body: { content: 'x' } });
    expect(await rest().get(Routes.channelMessages(channel))).toHaveLength(1);
    await control('permissions', { channelId: channel, lacks: ['READ_MESSAGE_HISTORY'] });
    expect(await rest().get(Routes.channelMessages(channel))).toEqual([]);
  });
});

describe('the gateway', () => {
  it('closes on demand, and the bot comes back and answers', async () => {
    const bot = await launch(['start'], {
      DISCORD_TOKEN: 't',
      DISCORD_API_URL: sandbox.apiUrl,
      DATABASE_PATH: join(folder.path, 'bot.db'),
      INBOX_DIR: join(folder.path, 'inbox'),
      FEEDS: 'off',
    });
    const help = () =>
      sandbox.runInteraction({
        kind: 'command',
        userId: sandbox.demo.adminId,
        locale: 'ja',
        channelId: channel,
        command: 'help',
        subcommand: null,
        options: {},
      });
    expect((await help()).outcome).toBe('answered');
    await control('gateway', { code: 4000 });
    await until('the bot to come back', async () => ((await help()).outcome === 'answered' ? true : null));
    expect((await bot.stop()).code).toBe(0);
    expect((await help()).outcome).toBe('refused');
  });

  it('refuses an answer to an interaction that it does not know', async () => {
    const callback = (token: string) =>
      refusal(
        rest().post(Routes.interactionCallback('1234567890123456789', token), { body: { type: 5 }, auth: false }),
      );
    expect(await callback('interaction-unknown')).toMatchObject({ status: 404, code: 10062 });
  });
});
