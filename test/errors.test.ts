// Texts of what was thrown: words that an operator can use, not a library's report for its own makers.
import { createServer, type AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { expect, it } from 'vitest';
import { errorText } from '../src/errors.js';

it('says in words that a server does not speak TLS, without the source lines of OpenSSL', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const error = await new Promise<unknown>((failed) => connect({ host: '127.0.0.1', port }).once('error', failed));
  expect(errorText(error)).toBe('no encrypted connection (TLS) with that server: wrong version number');
  server.close();
});

it('says the same where the socket names what it was doing, as that of the gateway', () => {
  const report =
    '809CA869B27F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl/record/ssl3_record.c:350:\n';
  for (const doing of ['read', 'write'])
    expect(errorText(new Error(`${doing} EPROTO ${report}`))).toBe(
      'no encrypted connection (TLS) with that server: wrong version number',
    );
});

it('leaves every other text as it is', () => {
  expect(errorText(new Error('self-signed certificate'))).toBe('self-signed certificate');
  expect(errorText('12:error:a:b')).toBe('12:error:a:b');
});
