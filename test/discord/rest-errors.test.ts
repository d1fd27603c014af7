// Reasons of failed requests: words that an operator can use, also where the library failed at what answered.
import { expect, it } from 'vitest';
import { failureText } from '../../src/discord/rest-errors.js';

it('calls an answer without content none of Discord, not by what the library missed in it', async () => {
  const data = (await Promise.resolve(undefined)) as unknown as { session_start_limit: number };
  const error = (() => {
    try {
      return data.session_start_limit;
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(failureText(error)).toMatch(/^an answer that is not Discord's \(Cannot read/);
  expect(failureText(new TypeError('fetch failed', { cause: new Error('refused') }))).toBe('fetch failed');
});
