// Addresses as they may be shown: whatever may be a key in them is left out.
import { expect, it } from 'vitest';
import { withShownAddresses } from '../../src/http/plain-url.js';

it.each([
  ['https://site.example/feed/?key=SECRET', 'https://site.example/feed/'],
  ['https://site.example/feed/#SECRET', 'https://site.example/feed/'],
  ['https://me:SECRET@site.example/feed/', 'https://site.example/feed/'],
  ['HTTPS://SECRET@site.example?SECRET#SECRET', 'HTTPS://site.example'],
  ['a feed (https://site.example/?a=SECRET): it fails.', 'a feed (https://site.example/): it fails.'],
  ['back to http://a.example:81/b?k=(SECRET)&l=SECRET. And on', 'back to http://a.example:81/b. And on'],
  ['to "ftp://me:SECRET@a.example/@b?k=SECRET", which', 'to "ftp://a.example/@b", which'],
  ['auto https://a.example/?k=SECRET,https://b.example/?k=SECRET', 'auto https://a.example/'],
  ['oai:cs, cs.CL: what? #1 me@home.example', 'oai:cs, cs.CL: what? #1 me@home.example'],
  ['/inbox/what?.txt', '/inbox/what?.txt'],
])('%s', (text, shown) => {
  expect(withShownAddresses(text)).toBe(shown);
});

it('takes no longer for a long text than for a short one, by length', () => {
  const started = performance.now();
  withShownAddresses(`https://a.example/${')'.repeat(200_000)}x ${'a'.repeat(200_000)} ${'https://'.repeat(50_000)}`);
  expect(performance.now() - started).toBeLessThan(1_000);
});
