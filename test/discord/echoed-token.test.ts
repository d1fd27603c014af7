// A server that echoes the token: what it says is stored as the reason of a delivery and shown by /why, without the token.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSender } from '../../src/discord/sender.js';
import type { Sender } from '../../src/domain/delivery.js';
import { createLog } from '../../src/log.js';
import { own } from '../../src/text/markdown.js';
import { createRedactor } from '../../src/text/redact.js';
import { run } from '../helpers/program.js';

const TOKEN = 'MTIz"n0t.s0.pub%lic';
let server: Server;
let apiUrl: string;
let sender: Sender;
beforeEach(async () => {
  server = createServer((request, response) => {
    const message = `bad ${request.headers.authorization}, ${encodeURIComponent(TOKEN)}`;
    response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ code: 50035, message }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  const monotonic = (): number => performance.now();
  sender = createSender({
    apiUrl,
    token: TOKEN,
    log: createLog('silent'),
    monotonic,
    redact: createRedactor([TOKEN]),
  });
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

it('is not believed to be a reason', async () => {
  const body = { content: own`x`, nonce: 'n' };
  const outcomes = [
    await sender.send('1', { ...body, enforce_nonce: true, allowed_mentions: { parse: [] } }),
    await sender.readHistory('1', false, '0'),
    await sender.tell('1', body),
  ];
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ kind: 'reject', reason: expect.stringContaining('bad Bot [secret], [secret]') });
    expect(JSON.stringify(outcome)).not.toContain('n0t');
  }
});

it('is not printed by register', async () => {
  const { code, stdout, stderr } = await run(['register'], { DISCORD_TOKEN: TOKEN, DISCORD_API_URL: apiUrl });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('bad Bot [secret], [secret]');
  expect(stderr).not.toContain('n0t');
});
