// A token that is refused while the bot runs: the library would make no request any more, without a word.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { REST } from 'discord.js';
import { expect, it } from 'vitest';
import { watchToken } from '../../src/discord/refusals.js';
import { makeRequest } from '../../src/discord/requests.js';

it.each([
  ['a request with the token', true, 401, 1],
  ['an answer to an interaction, which bears that of the interaction', false, 401, 0],
  ['a request that is not allowed', true, 403, 0],
])('is told of %s', async (_what, auth, status, times) => {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"code":0,"message":"no"}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  const rest = new REST({ api, version: '10', retries: 0, makeRequest }).setToken('t');
  let refused = 0;
  watchToken(rest, () => void (refused += 1));
  await expect(rest.get('/channels/1', { auth })).rejects.toThrow('no');
  expect(refused).toBe(times);
  await new Promise((done) => server.close(done));
});
