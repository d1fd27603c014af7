// Reasons of failed requests: words that an operator can use, also where the library failed at what answered.
import { Client, DiscordAPIError } from 'discord.js';
import { expect, it } from 'vitest';
import { reasonWords } from '../../src/cards/wording/reasons.js';
import { classifyRefusal } from '../../src/discord/classify.js';
import { LongRateLimit, UnreadableAnswer } from '../../src/discord/requests.js';
import { failureText, toAnswer } from '../../src/discord/rest-errors.js';

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

it('a request that ran out of time is told as that, and not as something that we aborted', () => {
  const aborted = new DOMException('This operation was aborted', 'AbortError');
  expect(failureText(aborted)).toBe('Discord gave no answer in time');
  const refusal = classifyRefusal(toAnswer(aborted));
  expect(refusal).toMatchObject({
    kind: 'retry',
    maybeAccepted: true,
    reason: 'AbortError: Discord gave no answer in time',
  });
  expect(reasonWords(refusal.reason, 'ja')).toBe('Discord から応答がありません');
});

it.each([
  [{ retry_after: 2.5 }, 2_500],
  [{ retry_after: 21_600 }, 3_600_000],
  [{ retry_after: 'soon' }, 60_000],
  [{ retry_after: null }, 60_000],
  [{}, 60_000],
])('a limit under a code of its own rests as long as the answer says, at most an hour: %j', (asked, afterMs) => {
  const said = { code: 20016, message: 'slow mode', ...asked };
  const refusal = classifyRefusal(
    toAnswer(new DiscordAPIError(said, 20016, 400, 'POST', 'https://discord.invalid', {})),
  );
  expect(refusal).toEqual({ kind: 'retry', maybeAccepted: false, afterMs, reason: '400/20016: slow mode' });
  expect(reasonWords(refusal.reason, 'en')).toBe('the channel is in slow mode');
});

it.each([400, 403, 404])(
  'a refusal that is not Discord’s is told as that, and not as a missing right: %d',
  (status) => {
    // The client reads bytes where an answer is not JSON.
    const page = new ArrayBuffer(0) as never;
    const refusal = classifyRefusal(
      toAnswer(new DiscordAPIError(page, 0, status, 'POST', 'https://discord.invalid', {})),
    );
    expect(refusal).toMatchObject({ kind: 'retry', isUnreachable: true });
    expect(reasonWords(refusal.reason, 'ja')).toBe('Discord に届く前に通信が拒否されています');
    expect(reasonWords(refusal.reason, 'en')).toBe('something before Discord refused the request');
  },
);

it.each([
  "an answer of status 200 that is not Discord's",
  'an answer without an id',
  'an answer of more than 5 bytes',
  'a page that was read before',
])('an answer that cannot be read is told in the reader’s language: %s', (text) => {
  const { reason } = classifyRefusal(toAnswer(new UnreadableAnswer(text)));
  expect(reasonWords(reason, 'ja')).toBe('Discord からの正しい応答がありません');
  expect(reasonWords(reason, 'en')).toBe('what came back isn’t an answer of Discord’s');
});

it('a rate limit that is not waited for in silence rests as long as Discord asks for', () => {
  const refusal = classifyRefusal(toAnswer(new LongRateLimit(40_000)));
  expect(refusal).toMatchObject({ kind: 'retry', maybeAccepted: false, afterMs: 40_000 });
});

it('of a long refusal its beginning is told', () => {
  const long = {
    code: 50035,
    message: 'Invalid Form Body',
    errors: { name: { _errors: [{ code: 'X', message: 'n'.repeat(3_000) }] } },
  };
  const text = failureText(new DiscordAPIError(long, 50035, 400, 'PUT', 'https://discord.invalid', {}));
  expect(text).toMatch(/^Invalid Form Body/);
  expect(text.length).toBeLessThan(400);
});
