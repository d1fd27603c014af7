// Addresses and allowed hosts: every spelling of a private address, and what an operator may name.
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../src/http/address.js';
import { isAllowed, parseAllowed } from '../../src/http/allow.js';

describe('a public address', () => {
  it.each(['8.8.8.8', '151.101.131.42', '2a04:4e42:200::810', '::ffff:8.8.8.8', '64:ff9b::808:808', '[2606:4700::1]'])(
    'is %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ...[
      '127.0.0.1',
      '127.8.9.1',
      '0.0.0.0',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
    ],
    ...['100.64.0.1', '192.0.2.1', '198.18.0.1', '203.0.113.9', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::7f00:1'],
    ...['fe80::1', 'fc00::1', 'fd12::1', 'fec0::1', 'ff02::1', '2001:db8::1', '2002:7f00:1::', '2001::1', '100::1'],
    ...['', 'localhost', '127.1', 'example.org'],
  ])('is not "%s"', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('SOURCE_ALLOW', () => {
  const allows = (text: string, url: string): boolean => isAllowed(parseAllowed(text) ?? [], new URL(url));

  it.each([
    ['localhost', 'http://localhost:8080/rss', true],
    ['localhost', 'http://LOCALHOST./rss', true],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080/', true],
    ['127.0.0.1:8080', 'http://2130706433:8080/', true],
    ['127.0.0.1:8080', 'http://127.0.0.1:8081/', false],
    ['127.0.0.1:80', 'http://127.0.0.1/', true],
    ['mirror.lan:443, other', 'https://mirror.lan/oai', true],
    ['mirror.lan', 'http://evil.mirror.lan/', false],
    ['[::1]:9', 'http://[::1]:9/', true],
    ['::1', 'http://[0:0::1]:7/', true],
  ])('"%s" names %s: %s', (text, url, expected) => expect(allows(text, url)).toBe(expected));

  it.each(['http://localhost', 'a/b', 'user@host', 'host:port', '[::1'])('refuses "%s"', (text) =>
    expect(parseAllowed(text)).toBeNull(),
  );
});
