// The file that somebody gives to a command: its size is not believed, and an answer that refuses it is no file.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MOST_FILE, readGivenFile } from '../../src/discord/given-file.js';
import { TransientError } from '../../src/errors.js';

let server: Server;
let url: string;
let isCut = false;
beforeEach(async () => {
  isCut = false;
  server = createServer((request, response) => {
    if (request.url === '/file') return void response.end('{"shinchaku":1}');
    if (request.url === '/broken') return void request.socket.destroy();
    if (request.url !== '/endless') return void response.writeHead(404).end('{"shinchaku":1}');
    response.on('close', () => (isCut = true));
    const piece = Buffer.alloc(65_536, 'a');
    const more = (): void => {
      while (!response.destroyed && response.write(piece));
    };
    response.on('drain', more);
    return more();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

it('is read to its end', async () => {
  expect(await readGivenFile(`${url}/file`)).toBe('{"shinchaku":1}');
  expect(await readGivenFile(`data:text/plain;base64,${Buffer.from('あ').toString('base64')}`)).toBe('あ');
});

it('that does not end is cut off at the limit, and is no settings file', async () => {
  expect(await readGivenFile(`${url}/endless`)).toBeNull();
  await expect.poll(() => isCut).toBe(true);
  expect(await readGivenFile(`data:text/plain,${'a'.repeat(MOST_FILE + 1)}`)).toBeNull();
});

it('that is refused has a status, whatever the answer holds', async () => {
  expect(await readGivenFile(`${url}/gone`)).toEqual({ status: 404 });
});

it('without an answer is a passing failure', async () => {
  await expect(readGivenFile(`${url}/broken`)).rejects.toThrow(TransientError);
});
