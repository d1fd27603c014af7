// A secret does not stand in a text, however it is written.
import { describe, expect, it } from 'vitest';
import { createRedactor, createResultRedactor } from '../../src/text/redact.js';

const secret = 'to"ken\\with/odd+signs é&=';
const redact = createRedactor([secret, 'ab']);

describe('a secret', () => {
  it.each([
    ['as it is', secret],
    ['in JSON', JSON.stringify(secret)],
    ['in JSON within JSON', JSON.stringify(JSON.stringify({ secret }))],
    ['in JSON of ASCII alone', JSON.stringify(secret).replace('é', '\\u00e9')],
    ['in JSON within JSON of ASCII alone', JSON.stringify(JSON.stringify(secret).replace('é', '\\u00e9'))],
    ['in an address', encodeURIComponent(secret)],
    ['in an address in small letters', encodeURIComponent(secret).toLowerCase()],
    ['in a form', new URLSearchParams({ secret }).toString()],
    ['in HTML', secret.replace('&', '&amp;').replace('"', '&quot;')],
    ['in HTML by numbers', secret.replace('"', '&#34;').replace('&=', '&#x26;=')],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64 for addresses', Buffer.from(secret).toString('base64url')],
  ])('is replaced %s', (_, text) => {
    const redacted = redact(`refused: ${text}, try again`);
    expect(redacted).toContain('[secret]');
    expect(redacted).toMatch(/^refused: .*try again$/);
    expect(redacted).not.toContain('ken');
    expect(redacted).not.toContain('odd');
    expect(redacted).not.toContain(Buffer.from(secret).toString('base64').slice(4, 16));
  });

  it('leaves everything else, also where it is too short to be one', () => {
    expect(redact('a token with odd signs: ab')).toBe('a token with odd signs: ab');
  });
});

it('stays out of results too, but an ordinary word stays in them', () => {
  const redactResult = createResultRedactor(['token', 'a-key-123']);
  expect(redactResult('each token of a-key-123')).toBe('each token of [secret]');
});

it('is looked for in time that grows with the text, also among a hundred thousand backslashes', () => {
  const backslashes = '\\'.repeat(100_000);
  expect(redact(`${backslashes} ${secret}`)).toBe(`${backslashes} [secret]`);
});

it.each([
  [
    'sk-proj-Ab3dEf6hIj9kLmNoPq',
    'Incorrect key: sk-proj-Ab3d********LmNo. See the page.',
    'Incorrect key: [secret] See the page.',
  ],
  ['279a2e9d-83b3-c416-7e2d-f721593e42a0', 'the key 279a2e9d-83b3… is unknown', 'the key [secret] is unknown'],
  ['MTA1NzQ5ODc2.Gabcde.secretsecret', '{"token":"MTA1NzQ5ODc2","n":1}', '{"token":"[secret]","n":1}'],
])('is replaced where only its beginning is quoted: %s', (whole, text, shown) => {
  expect(createRedactor([whole])(text)).toBe(shown);
});

it.each([
  ['researchgroup2024x', 'a research group, researchgroups and research2024'],
  ['2024-01-02-my-key', 'on 2024-01-02'],
  ['sk-proj-Ab3dEf6hIj9kLmNoPq', 'a key such as sk-proj-… or sk-proj-Xy'],
  ['a1b2c3d4e', 'a1b2c3d4'],
])('with an ordinary beginning leaves ordinary text: %s', (whole, text) => {
  expect(createRedactor([whole])(text)).toBe(text);
});

it('is left in texts of papers where these begin like it', () => {
  const [key, text] = ['llama3-local-key', 'llama3-large に基づく手法'];
  expect(createRedactor([key])(text)).not.toBe(text);
  expect(createResultRedactor([key])(text)).toBe(text);
});
