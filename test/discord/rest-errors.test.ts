// Reasons of failed requests: words that an operator can use, also where the library failed at what answered.
import { Client } from 'discord.js';
import { expect, it } from 'vitest';
import { failureText } from '../../src/discord/rest-errors.js';

it('calls an answer without content none of Discord, not by what the library missed in it', async () => {
  const client = new Client({
    intents: [],
    rest: { makeRequest: async () => new Response(null, { status: 204 }) as never },
  });
  const error: unknown = await client.login('a-token').catch((thrown: unknown) => thrown);
  expect(failureText(error)).toMatch(/^an answer that is not Discord's \(Cannot read/);
});

it('leaves what failed elsewhere, as in our own code, under its own words', () => {
  expect(failureText(new TypeError('fetch failed', { cause: new Error('refused') }))).toBe('fetch failed');
  expect(failureText(new TypeError('x is not a function'))).toBe('x is not a function');
});
