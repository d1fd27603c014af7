// Edits in threads that Discord archived by itself: a server that refuses them until the thread is open.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSender } from '../../src/discord/sender.js';
import { createLog } from '../../src/log.js';
import { own } from '../../src/text/markdown.js';

let server: Server;
let asked: string[];
let isArchived: boolean;
let isLocked: boolean;
beforeEach(async () => {
  asked = [];
  isArchived = true;
  isLocked = false;
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (bytes: Buffer) => (text += bytes.toString()));
    request.on('end', () => {
      const path = (request.url ?? '').replace('/v10', '');
      const { archived } = JSON.parse(text) as { archived?: boolean };
      asked.push(
        archived === undefined ? `${request.method} ${path}` : `${request.method} ${path} archived ${archived}`,
      );
      const refused =
        archived === undefined
          ? isArchived && { status: 400, code: 50_083 }
          : isLocked && { status: 403, code: 50_013 };
      if (refused === false) isArchived = archived ?? isArchived;
      response.writeHead(refused === false ? 200 : refused.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(refused === false ? { id: '7' } : { code: refused.code, message: 'refused' }));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
afterEach(() => new Promise((closed) => server.close(closed)));

const edit = () =>
  createSender({
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: 't',
    log: createLog('silent'),
    monotonic: () => performance.now(),
  }).edit('70', '7', { content: own`new` });

it('are made in the thread opened for them, which rests again afterwards', async () => {
  expect(await edit()).toMatchObject({ kind: 'sent' });
  expect(asked).toEqual([
    'PATCH /channels/70/messages/7',
    'PATCH /channels/70 archived false',
    'PATCH /channels/70/messages/7',
    'PATCH /channels/70 archived true',
  ]);
  expect(isArchived).toBe(true);
});

it('of a thread that is open are one request', async () => {
  isArchived = false;
  expect(await edit()).toMatchObject({ kind: 'sent' });
  expect(asked).toEqual(['PATCH /channels/70/messages/7']);
});

it('wait where the thread may not be opened, and are not given up', async () => {
  isLocked = true;
  expect(await edit()).toMatchObject({ kind: 'hold', reason: expect.stringContaining('50013') });
});
