// Answers that Discord does not give: pages of proxies, halves of answers, waits of no use. None is taken for a success.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { REST, type RateLimitData } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CardBody, PostBody } from '../../src/domain/delivery.js';
import { registerOnce } from '../../src/discord/client.js';
import { impatient, makeRequest } from '../../src/discord/requests.js';
import { createAcknowledging } from '../../src/discord/acknowledging.js';
import { countInvalidRequests, MOST_INVALID } from '../../src/discord/invalid-requests.js';
import { createSender } from '../../src/discord/sender.js';
import { createLog } from '../../src/log.js';
import { own } from '../../src/text/markdown.js';
import { plain } from '../../src/text/visible.js';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

let server: Server;
let asked: number;
let answer: Answer;
beforeEach(async () => {
  asked = 0;
  server = createServer((request, response) => {
    asked += 1;
    request.resume().on('end', () => answer(response, request));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((closed) => server.close(closed));
});

const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const sender = () =>
  createSender({ apiUrl: url(), token: 't', log: createLog('silent'), monotonic: () => performance.now() });
const card: CardBody = { content: own`a`, nonce: 'n', enforce_nonce: true, allowed_mentions: { parse: [] } };
const post: PostBody = { name: plain('a', 100), message: { content: own`a`, allowed_mentions: { parse: [] } } };
const said =
  (status: number, text: string, headers: Record<string, string> = { 'content-type': 'application/json' }): Answer =>
  (response) =>
    void response.writeHead(status, headers).end(text);
const PAGE = '<!DOCTYPE html><title>Just a moment...</title>';

it('a refused token stops what is asked after it as well, and leaves nothing in doubt', async () => {
  answer = said(401, '{"message":"401: Unauthorized","code":0}');
  const one = sender();
  expect(await one.send('1', card)).toMatchObject({ kind: 'stop' });
  expect(await one.send('2', card)).toMatchObject({ kind: 'stop' });
  expect(await one.readHistory('3', false, '1')).toMatchObject({ kind: 'stop' });
  expect(asked).toBe(1);
});

it('a callback that was taken, and whose answer was waited for in vain, is no failure when the client asks again', async () => {
  const acknowledged = said(400, '{"message":"acknowledged","code":40060}');
  answer = (response, request) => void (asked > 1 && acknowledged(response, request));
  const rest = new REST({ api: url(), version: '10', timeout: 100, makeRequest: createAcknowledging() });
  await rest.post('/interactions/1/token/callback', { auth: false, body: {} });
  expect(asked).toBe(2);
  const second = rest.post('/interactions/2/token/callback', { auth: false, body: {} });
  await expect(second).rejects.toThrow('acknowledged');
});

it('a limit says nothing of a callback before it whose answer was lost, and is none of its own', async () => {
  const acknowledged = said(400, '{"message":"acknowledged","code":40060}');
  const limited = said(429, '{"retry_after":0.05}', { 'content-type': 'application/json', 'retry-after': '0.05' });
  const inTurn = (...answers: Answer[]): Answer => {
    return (response, request) => answers.shift()?.(response, request);
  };
  const lost: Answer = () => undefined;
  const rest = new REST({ api: url(), version: '10', timeout: 100, makeRequest: createAcknowledging() });
  answer = inTurn(lost, limited, limited, acknowledged);
  await rest.post('/interactions/1/token/callback', { auth: false, body: {} });
  expect(asked).toBe(4);
  answer = inTurn(limited, acknowledged);
  const second = rest.post('/interactions/2/token/callback', { auth: false, body: {} });
  await expect(second).rejects.toThrow('acknowledged');
});

it.each<[string, Answer]>([
  ['in time', () => undefined],
  ['since the connection was reset', (_response, request) => void request.socket.resetAndDestroy()],
])('a message that follows an answer is not sent a second time where nothing is heard %s', async (_why, given) => {
  answer = given;
  const rest = new REST({ api: url(), version: '10', timeout: 100, makeRequest: createAcknowledging() });
  const sent = rest.post('/webhooks/1/token', { auth: false, body: {}, query: new URLSearchParams({ wait: 'true' }) });
  await expect(sent).rejects.toThrow('no answer to a message');
  expect(asked).toBe(1);
});

describe('an answer that is not Discord’s', () => {
  it('and has no reason is told by its status', async () => {
    answer = said(403, PAGE, { 'content-type': 'text/html' });
    const words = 'an answer of status 403 without a reason';
    await expect(registerOnce(url(), 't', [])).rejects.toThrow(`could not be registered: ${words}`);
    expect(await sender().send('1', card)).toMatchObject({ reason: expect.stringContaining(words) as string });
  });

  it.each<[string, Answer]>([
    ['a page', said(200, PAGE, { 'content-type': 'text/html' })],
    ['a page that is called JSON', said(200, PAGE)],
    ['nothing', said(200, '', {})],
    ['no content', said(204, '', {})],
    ['half of one', said(200, '{"id": "123')],
    ['null', said(200, 'null')],
    ['a list', said(200, '[]')],
    ['without an id', said(200, '{"type":0}')],
    ['whose id is a number', said(200, '{"id":1234567890123456789}')],
    ['whose id is none', said(200, '{"id":"none"}')],
    ['a way to another place', said(302, '', { location: 'http://127.0.0.1:1/' })],
    ['a refusal that is a page', said(400, PAGE, { 'content-type': 'text/html' })],
    ['a refusal that is null', said(400, 'null')],
    ['a refusal that is half of one', said(404, '{"code":')],
    [
      'that ends before its end',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' }).write('{"id":"1');
        setImmediate(() => response.destroy());
      },
    ],
  ])('%s is no success: nobody knows what became of it', async (_what, given) => {
    answer = given;
    const unknown = { kind: 'retry', maybeAccepted: true, isUnreachable: true };
    expect(await sender().send('7', card)).toMatchObject(unknown);
    expect(await sender().send('7', post)).toMatchObject(unknown);
    expect(await sender().edit('7', '8', card)).toMatchObject(unknown);
    expect(await sender().openThread('7', '8', plain('a', 100))).toMatchObject(unknown);
    expect(await sender().publish('7', '8')).toMatchObject(unknown);
    expect(await sender().openDirect('7')).toMatchObject(unknown);
    expect(await sender().tell('7', card)).toMatchObject(unknown);
  });

  it.each<[string, Answer]>([
    ['a page', said(200, PAGE, { 'content-type': 'text/html' })],
    ['no list', said(200, '{"id":"7"}')],
    ['a list of nothing', said(200, '[null]')],
    ['a refusal that is null', said(400, 'null')],
    ['the same page again', said(200, '[{"id":"5","type":0,"author":{"id":"1"},"embeds":[]}]')],
  ])('%s is no history: it proves nothing', async (_what, given) => {
    answer = given;
    expect(await sender().readHistory('7', false, '6')).toMatchObject({ kind: 'retry' });
  });

  it.each([
    ['its own user', { '/users/@me': '{}' }],
    ['the forum', { '/channels/7': '{"id":"7"}' }],
    ['its threads', { '/guilds/3/threads/active': '{}' }],
    ['where its archived threads go on', { '/channels/7/threads/archived/public': '{"threads":[],"has_more":true}' }],
  ])('a forum is not empty because Discord does not tell %s', async (_what, broken: Record<string, string>) => {
    const whole: Record<string, string> = {
      '/users/@me': '{"id":"1"}',
      '/channels/7': '{"id":"7","guild_id":"3"}',
      '/guilds/3/threads/active': '{"threads":[]}',
      '/channels/7/threads/archived/public': '{"threads":[],"has_more":false}',
      ...broken,
    };
    answer = (response, request) =>
      said(200, whole[(request.url ?? '').replace(/^\/v10|\?.*/g, '')] ?? 'null')(response, request);
    expect(await sender().readHistory('7', true, '6')).toMatchObject({ kind: 'retry' });
  });

  it('is needed only where something is read from it: an empty one is Discord’s yes to a reply', async () => {
    answer = said(200, '', {});
    expect(await makeRequest(url(), { method: 'POST' })).toMatchObject({ ok: true, status: 200 });
  });

  it('that does not end is given up when the time of the request is over', async () => {
    answer = (response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":"1');
    await expect(makeRequest(url(), { method: 'GET', signal: AbortSignal.timeout(50) })).rejects.toThrow(/abort/i);
  });

  it('that grows beyond every answer of Discord is given up', async () => {
    const part = 'x'.repeat(1_000_000);
    answer = (response) => {
      const more = (): void =>
        void (response.destroyed || (response.write(part) ? setImmediate(more) : response.once('drain', more)));
      more();
    };
    await expect(makeRequest(url(), { method: 'GET' })).rejects.toThrow('more than 10000000 bytes');
  });
});

describe('a rate limit', () => {
  const json = { 'content-type': 'application/json' };
  it.each([
    ['without a time', '{}', json, 5_000],
    ['with a time before now', '{}', { ...json, 'retry-after': '-5' }, 5_000],
    ['with a date', '{}', { ...json, 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, 5_000],
    ['with a time in its body alone', '{"retry_after":77.5,"global":false}', json, 77_500],
    ['of three thousand years', '{}', { ...json, 'retry-after': '99999999999' }, 3_600_000],
    ['without an end', '{}', { ...json, 'retry-after': 'Infinity' }, 3_600_000],
  ])('%s is kept to, and not asked about again at once', async (_what, body, headers, afterMs) => {
    answer = said(429, body, headers);
    const outcome = await sender().send('7', card);
    expect(outcome).toMatchObject({ kind: 'retry', maybeAccepted: false });
    expect(outcome.kind === 'retry' ? Math.abs((outcome.afterMs ?? 0) - afterMs) : null).toBeLessThan(100);
    expect(asked).toBe(1);
  });

  const short = said(429, '{}', { ...json, 'retry-after': '0.05', 'x-ratelimit-scope': 'user' });
  const done = said(200, '{"id":"1"}');
  it('that is short is waited for once, and nobody need know', async () => {
    answer = (...given) => (asked === 1 ? short : done)(...given);
    expect(await sender().send('7', card)).toMatchObject({ kind: 'sent' });
    expect(asked).toBe(2);
  });

  it.each([
    ['of a channel', {}],
    ['of all requests', { 'x-ratelimit-scope': 'global', 'x-ratelimit-global': 'true' }],
    [
      'that names a bucket',
      { 'x-ratelimit-bucket': 'a', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '0.05' },
    ],
  ])('that is short and stands still is a refusal, not repeated without end: %s', async (_what, more) => {
    answer = said(429, '{}', { ...json, 'retry-after': '0.05', ...more });
    const one = sender();
    const isStanding = !('x-ratelimit-global' in more);
    const limited = { kind: 'retry', maybeAccepted: false, afterMs: expect.any(Number) as number, isStanding };
    expect(await one.send('7', card)).toMatchObject(limited);
    expect(asked).toBe(2);
    expect(await one.send('7', card)).toMatchObject(limited);
    expect(asked).toBe(3);
    answer = done;
    expect(await one.send('7', card)).toMatchObject({ kind: 'sent' });
    answer = (...given) => (asked === 5 ? short : done)(...given);
    expect(await one.send('7', card)).toMatchObject({ kind: 'sent' });
    expect(asked).toBe(6);
  });

  it('that the library knows before a request is none that stands', async () => {
    const spent = { 'x-ratelimit-bucket': 'a', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '5' };
    answer = said(200, '{"id":"1"}', { ...json, ...spent });
    const one = sender();
    // The first answer tells which bucket it is, the second one that it is empty.
    for (let time = 0; time < 2; time += 1) expect(await one.send('7', card)).toMatchObject({ kind: 'sent' });
    for (let time = 0; time < 3; time += 1)
      expect(await one.send('7', card)).toMatchObject({ kind: 'retry', isStanding: false });
    expect(asked).toBe(2);
  });

  it('is counted once towards what is waited for in silence, though the library asks about it twice', () => {
    const { options } = impatient(60_000);
    const limit = (retryAfter: number) => ({ retryAfter }) as RateLimitData;
    expect([options.rejectOnRateLimit(limit(40_000)), options.rejectOnRateLimit(limit(40_000))]).toEqual([
      false,
      false,
    ]);
    expect(() => options.rejectOnRateLimit(limit(60_001))).toThrow('a rate limit of 61 seconds');
  });

  it('is not asked about by what the library kept waiting once 500 requests were refused', async () => {
    const invalid = countInvalidRequests(() => performance.now());
    for (let count = 1; count < MOST_INVALID; count += 1) invalid.note(403, null);
    const api = { apiUrl: url(), token: 't', log: createLog('silent'), monotonic: () => performance.now() };
    answer = short;
    const outcome = await createSender({ ...api, invalid }).send('7', card);
    expect(outcome).toMatchObject({ kind: 'retry', maybeAccepted: false });
    expect(outcome.kind === 'retry' ? outcome.afterMs : 0).toBeGreaterThan(500_000);
    expect(asked).toBe(1);
  });

  it('that stands still has a history asked for ever more rarely', async () => {
    answer = said(429, '{}', { ...json, 'retry-after': '0.4' });
    const began = performance.now();
    const reading = sender().readHistory('7', false, '1');
    while (performance.now() - began < 4_000) await new Promise((later) => setTimeout(later, 100));
    expect(asked).toBeLessThan(7);
    answer = said(200, '[]');
    expect(await reading).toMatchObject({ kind: 'page' });
  }, 20_000);

  it('of an hour keeps nobody waiting for the commands to be registered: it is told', async () => {
    answer = said(429, '{}', { ...json, 'retry-after': '3600' });
    await expect(registerOnce(url(), 't', [])).rejects.toThrow('could not be registered: a rate limit of 36');
  });
});
