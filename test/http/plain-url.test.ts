// Addresses as they may be shown: whatever may be a key in them is left out.
import { expect, it } from 'vitest';
import { withoutSecrets, withShownAddresses } from '../../src/http/plain-url.js';

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

it.each([
  ['arxiv.jp/feed/?key=SECRET', 'arxiv.jp/feed/?[secret]'],
  ['//arxiv.jp/feed/?key=SECRET', '//arxiv.jp/feed/?[secret]'],
  ['https//arxiv.jp/feed/#SECRET', 'https//arxiv.jp/feed/#[secret]'],
  ['htps://arxiv.jp/feed/?SECRET', 'htps://arxiv.jp/feed/?[secret]'],
  ['https://arxiv.jp/feed/?key=a b=SECRET', 'https://arxiv.jp/feed/?[secret]'],
  ['https://arxiv.jp/feed/? SECRET', 'https://arxiv.jp/feed/?[secret]'],
  ['https://arxiv.jp/?key="SECRET\nSECRET"', 'https://arxiv.jp/?[secret]'],
  ['arxiv.jp/feed/key=SECRET&l=SECRET', 'arxiv.jp/feed/key=[secret]'],
  ['arxiv.jp/feed%3fkey%3DSECRET', 'arxiv.jp/feed%3f[secret]'],
  ['arxiv.jp/?k=SECRET,SECRET, auto,https://b.example/', 'arxiv.jp/?[secret] auto,https://b.example/'],
  ['auto arxiv.jp/?k=SECRET HTTPS://b.example/?SECRET', 'auto arxiv.jp/?[secret] HTTPS://b.example/?[secret]'],
  ['https://me:SECRET@arxiv.jp/feed/', 'https://[secret]@arxiv.jp/feed/'],
  ['SECRET@arxiv.jp/feed/, //SECRET@b.example', '[secret]@b.example'],
  ['0 0 ? * MON#', '0 0 ? * MON#'],
  ['*/5 * * * ?', '*/5 * * * ?'],
  ['30 # note', '30 # note'],
])('a wrong value %j is shown as %j', (value, shown) => {
  expect(withoutSecrets(value)).toBe(shown);
});

it('a long wrong value takes no longer than a short one, by length', () => {
  const started = performance.now();
  for (const part of ['?', '@', '#', ' a', '/', '? ', '/?,']) withoutSecrets(part.repeat(60_000));
  expect(performance.now() - started).toBeLessThan(1_000);
});
