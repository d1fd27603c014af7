// The HTTP client against a server on loopback that misbehaves in every way that the client must survive.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { judge, parseRetryAfter, type HttpAnswer } from '../../src/http/answer.js';
import { createHttpClient, userAgent, type HttpClient, type HttpLimits } from '../../src/http/client.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const NOW = new Date('2030-06-03T04:00:00Z');
const SMALL: Partial<HttpLimits> = { bytes: 4000, decodedBytes: 9000 };
const text = (answer: HttpAnswer): string =>
  answer.kind === 'response' ? Buffer.from(answer.bytes).toString() : answer.reason;

let port = 0;
let handle: Handler = () => {};
let seen: IncomingMessage[] = [];
const sockets = new Set<Socket>();
const server = createServer((request, response) => {
  seen.push(request);
  handle(request, response);
});
server.on('connection', (socket) => sockets.add(socket));
let client: HttpClient;
const turns: string[] = [];

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  sockets.forEach((socket) => socket.destroy());
  server.close();
});
beforeEach(() => {
  seen = [];
  turns.length = 0;
  client = createHttpClient({
    userAgent: userAgent('1.2.3', 'mailto:a@example.org\r\nX-Evil: 1'),
    allowed: [{ host: '127.0.0.1', port: String(port) }],
    limits: SMALL,
    now: () => NOW,
    turn: (url, work) => {
      turns.push(url.pathname);
      return work();
    },
    lookup: (_host, options, found) =>
      options.all === true ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4),
  });
});
afterEach(() => client.close());

const get = (path: string, more = {}): Promise<HttpAnswer> =>
  client.request({ url: `http://127.0.0.1:${port}${path}`, ...more });
const answerWith =
  (status: number, headers: Record<string, string> = {}, body: string | Buffer = ''): Handler =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);

describe('an answer', () => {
  it('is a value with status, headers and bytes; the request says who asks and what it has', async () => {
    handle = answerWith(
      200,
      { etag: '"a"', 'last-modified': 'Mon, 03 Jun 2030 04:00:00 GMT', 'retry-after': '7' },
      'feed',
    );
    const answer = await get('/rss', { etag: '"old"', lastModified: 'then' });
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"a"', retryAfterMs: 7_000 } });
    expect(text(answer)).toBe('feed');
    expect(seen[0]?.headers).toMatchObject({
      'user-agent': 'Shinchaku/1.2.3 (mailto:a@example.orgX-Evil: 1)',
      'if-none-match': '"old"',
      'if-modified-since': 'then',
    });
  });

  it('is asked for again though what the last one was called cannot be sent back', async () => {
    handle = answerWith(200, {}, 'feed');
    for (const odd of ['"é"', '"日本"', 'a\nb', 'x'.repeat(60_000), ''])
      expect(text(await get('/rss', { etag: odd, lastModified: odd }))).toBe('feed');
    for (const { headers } of seen) expect(headers).not.toHaveProperty('if-none-match');
  });

  it.each([
    ['gzip', gzipSync('a feed')],
    ['deflate', deflateSync('a feed')],
    ['deflate', deflateRawSync('a feed')],
    ['br', brotliCompressSync('a feed')],
    ['gzip, br', brotliCompressSync(gzipSync('a feed'))],
    // A file that is packed itself, sent as it is and packed once more.
    ['identity', gzipSync('a feed')],
    ['gzip', gzipSync(gzipSync('a feed'))],
  ])('in %s is decompressed', async (coding, body) => {
    handle = answerWith(200, { 'content-encoding': coding }, body);
    expect(text(await get('/'))).toBe('a feed');
  });

  it('may carry a post', async () => {
    handle = (request, response) => void request.pipe(response);
    expect(text(await get('/', { body: '{"a":1}' }))).toBe('{"a":1}');
    expect(seen[0]?.method).toBe('POST');
  });
});

describe('limits', () => {
  it.each<[string, Partial<HttpLimits>, Handler, RegExp]>([
    ['no headers', { connectMs: 50, headersMs: 50 }, () => {}, /no headers/],
    ['a body that falls silent', { idleMs: 50 }, (_q, r) => void r.writeHead(200).write('x'), /fell silent/],
    [
      'a body that never ends',
      { totalMs: 400 },
      (_q, r) => {
        const timer = setInterval(() => r.write('x'), 20);
        r.on('close', () => clearInterval(timer));
      },
      /did not finish/,
    ],
  ])('of time end %s', async (_name, limits, handler, reason) => {
    handle = handler;
    const verdict = judge(await get('/', { limits }));
    expect(verdict).toMatchObject({ kind: 'later', reason: expect.stringMatching(reason) as string });
  });

  it.each<[string, Handler, 'later' | 'bad', RegExp]>([
    ['a body that is too large', answerWith(200, {}, 'x'.repeat(9_001)), 'bad', /larger than 9000/],
    [
      'a bomb',
      answerWith(200, { 'content-encoding': 'gzip' }, gzipSync('x'.repeat(500_000))),
      'bad',
      /larger than 9000/,
    ],
    [
      'a bomb in a bomb',
      answerWith(200, { 'content-encoding': 'gzip, gzip' }, gzipSync(gzipSync('x'.repeat(5_000_000)))),
      'bad',
      /larger than/,
    ],
    ['a bomb as a file', answerWith(200, {}, gzipSync('x'.repeat(500_000))), 'bad', /larger than 9000/],
    ['an unknown coding', answerWith(200, { 'content-encoding': 'zstd' }, 'x'), 'bad', /"zstd"/],
    [
      'a cut-off gzip',
      answerWith(200, { 'content-encoding': 'gzip' }, gzipSync('a feed').subarray(0, 20)),
      'later',
      /^The answer \(HTTP 200\) is damaged: it cannot be unpacked as gzip\.$/,
    ],
    ['a page that is no gzip', answerWith(200, { 'content-encoding': 'gzip' }, 'a page'), 'later', /is damaged/],
    [
      'a length that is not kept',
      (_q, r) => {
        r.writeHead(200, { 'content-length': '500' }).write('short');
        setTimeout(() => r.destroy(), 10);
      },
      'later',
      /broke off/,
    ],
    ['a reset', (q) => void q.socket.resetAndDestroy(), 'later', /broke off/],
  ])('end %s', async (_name, handler, kind, reason) => {
    handle = handler;
    const verdict = judge(await get('/'));
    expect(verdict).toMatchObject({ kind });
    expect('reason' in verdict ? verdict.reason : '').toMatch(reason);
  });

  it('end a request when the program stops', async () => {
    handle = () => {};
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('stopping')), 5);
    expect(text(await get('/', { signal: stop.signal }))).toContain('stopping');
  });
});

describe('redirects', () => {
  it.each(['http://' + 'x'.repeat(9_000) + '/', 'ftp://a/' + 'x'.repeat(9_000), '/' + 'x'.repeat(9_000)])(
    'to an address of any length are refused in a sentence',
    async (location) => {
      handle = answerWith(302, { location });
      const answer = await get('/');
      expect(answer).toMatchObject({ kind: 'failure' });
      expect((answer as { reason: string }).reason.length).toBeLessThanOrEqual(501);
    },
  );

  it('are followed, each in a turn of its own', async () => {
    handle = (request, response) =>
      request.url === '/to' ? void response.end('there') : answerWith(302, { location: 'to' })(request, response);
    expect(text(await get('/from'))).toBe('there');
    expect(turns).toEqual(['/from', '/to']);
  });

  it('that go in a circle or on and on are given up', async () => {
    handle = answerWith(301, { location: '/b' });
    expect(text(await get('/a'))).toContain('in a circle');
    handle = (request, response) => answerWith(307, { location: `${request.url}x` })(request, response);
    expect(text(await get('/a'))).toContain('more than 5 times');
  });

  it.each([
    'http://localhost/',
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://rebound.example/',
    'https://rebound.example/',
  ])('inward to %s are refused before anything is sent', async (location) => {
    handle = answerWith(302, { location });
    expect(judge(await get('/'))).toMatchObject({ kind: 'bad', reason: expect.stringContaining('not public') });
    expect(judge(await client.request({ url: location }))).toMatchObject({ kind: 'bad' });
    expect(seen).toHaveLength(1);
  });

  it('to anything but http and https, and of a post, are refused', async () => {
    handle = answerWith(302, { location: 'file:///etc/passwd' });
    expect(text(await get('/'))).toContain('not an http or https address');
    handle = answerWith(302, { location: '/else' });
    expect(text(await get('/', { body: 'x' }))).toContain('not followed');
  });

  it('to a private address name the setting in which the operator would allow it', async () => {
    const named = (setting?: string) =>
      createHttpClient({ userAgent: 'x', allowed: [], now: () => NOW, ...(setting === undefined ? {} : { setting }) });
    for (const [setting, given] of [
      ['SOURCE_ALLOW', undefined],
      ['TRANSLATOR_URL', 'TRANSLATOR_URL'],
    ] as const) {
      const other = named(given);
      expect(text(await other.request({ url: 'http://127.0.0.1/' }))).toContain(
        `if it is yours, name it in ${setting}.`,
      );
      await other.close();
    }
  });

  it('to another port of an allowed host are refused where the port was named', async () => {
    handle = answerWith(302, { location: `http://127.0.0.1:${port + 1}/` });
    expect(text(await get('/'))).toContain('not public');
  });
});

describe('the verdict', () => {
  it.each([
    [200, 'ok'],
    [304, 'unchanged'],
    [403, 'blocked'],
    [404, 'gone'],
    [410, 'gone'],
    [400, 'bad'],
    [401, 'bad'],
    [206, 'bad'],
    [429, 'later'],
    [500, 'later'],
    [503, 'later'],
  ])('of HTTP %d is %s', async (status, kind) => {
    handle = answerWith(status, { 'retry-after': 'Mon, 03 Jun 2030 04:01:00 GMT' });
    const verdict = judge(await get('/'));
    expect(verdict.kind).toBe(kind);
    if (verdict.kind === 'later') expect(verdict.afterMs).toBe(60_000);
  });

  it('of a server that is not there is later', async () => {
    const closed = createServer();
    await new Promise<void>((done) => closed.listen(0, '127.0.0.1', done));
    const free = (closed.address() as AddressInfo).port;
    await new Promise((done) => closed.close(done));
    const other = createHttpClient({ userAgent: 'x', allowed: [{ host: '127.0.0.1', port: null }], now: () => NOW });
    expect(judge(await other.request({ url: `http://127.0.0.1:${free}/` }))).toMatchObject({ kind: 'later' });
    await other.close();
  });
});

describe('Retry-After', () => {
  it.each([
    ['10', 10_000],
    ['0', 0],
    ['Mon, 03 Jun 2030 03:00:00 GMT', 0],
    ['999999999', 86_400_000],
    ['1.5', 1_500],
    ['120, 240', 120_000],
    ['120 seconds', 120_000],
    ['-5', null],
    ['+60', null],
    ['1700-01-01', null],
    ['soon', null],
    [null, null],
  ])('"%s" is %s ms', (value, ms) => expect(parseRetryAfter(value, NOW)).toBe(ms));
});
