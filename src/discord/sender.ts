// The sender: posts cards through a REST client of its own, so that a long queue never delays an answer to a person.
import { DiscordAPIError, HTTPError, RateLimitError, REST, Routes } from 'discord.js';
import type { CardBody, Sender } from '../domain/delivery.js';
import { errorText } from '../errors.js';
import { classifyAnswer, type SendAnswer } from './classify.js';

const TIMEOUT_MS = 15_000;
/** Half of Discord's 50 requests a second, so that people's answers always find room. */
const REQUESTS_PER_SECOND = 25;
/** Longer waits go back to the outbox instead of sitting in memory, where a shutdown would have to wait for them. */
const LONGEST_WAIT_MS = 500;

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, cause, name } = error as { code?: unknown; cause?: unknown; name?: unknown };
  if (typeof code === 'string') return code;
  return name === 'AbortError' ? 'AbortError' : codeOf(cause);
}

/** Anything that the REST client throws, in plain values. */
export function toAnswer(error: unknown): SendAnswer {
  if (error instanceof DiscordAPIError) {
    const code = typeof error.code === 'number' && error.code !== 0 ? error.code : null;
    const isJson = typeof error.rawError === 'object' && 'message' in error.rawError;
    return { kind: 'error', status: error.status, code, isJson, retryAfterMs: null, message: error.message };
  }
  if (error instanceof RateLimitError) {
    return {
      kind: 'error',
      status: 429,
      code: null,
      isJson: true,
      retryAfterMs: error.retryAfter,
      message: 'rate limited',
    };
  }
  if (error instanceof HTTPError) {
    return {
      kind: 'error',
      status: error.status,
      code: null,
      isJson: false,
      retryAfterMs: null,
      message: error.message,
    };
  }
  return { kind: 'network', code: codeOf(error), message: errorText(error) };
}

/** Posts messages; every answer is an outcome, nothing is thrown, nothing is repeated by the library. */
export function createSender(apiUrl: string, token: string): Sender {
  const rest = new REST({
    api: apiUrl,
    version: '10',
    retries: 0,
    timeout: TIMEOUT_MS,
    globalRequestsPerSecond: REQUESTS_PER_SECOND,
    rejectOnRateLimit: (limit) => limit.retryAfter > LONGEST_WAIT_MS,
  }).setToken(token);
  return {
    async send(destination: string, body: CardBody) {
      try {
        const message = (await rest.post(Routes.channelMessages(destination), { body })) as { id: string };
        return classifyAnswer({ kind: 'ok', messageId: message.id });
      } catch (error) {
        return classifyAnswer(toAnswer(error));
      }
    },
  };
}
