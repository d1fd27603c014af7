// What the REST client of discord.js throws, as plain values for the classifier.
import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';
import { errorText } from '../errors.js';
import { REFUSED, type SendAnswer } from './classify.js';
import { StandingRateLimit } from './limits-in-a-row.js';
import { LongRateLimit } from './requests.js';

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, cause, name } = error as { code?: unknown; cause?: unknown; name?: unknown };
  if (typeof code === 'string') return code;
  return name === 'AbortError' ? 'AbortError' : codeOf(cause);
}

/** Whether the body was at fault and nothing was answered: another one may take its place. A failure of our own is one, too. */
export function isRefusedBody(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return REFUSED.includes(Number(error.code));
  return error instanceof TypeError || error instanceof RangeError;
}

/** Whether something was refused because the thread that it is in is archived; sending a message would have opened it. */
export function isOfArchivedThread(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.InvalidActionOnArchivedThread;
}

/** Whether an interaction had its answer already. */
export function isAnsweredBefore(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;
}

/** What the client throws without asking anybody once Discord has refused its token. */
const WITHOUT_TOKEN = /^Expected token to be set/;

/** What the client says where the answer has no reason. */
const NO_REASON = 'No Description';

/** A stack whose innermost place is in the library. */
const THROWN_BY_LIBRARY = /^.*\n\s+at .*[\\/]node_modules[\\/](?:discord\.js|@discordjs)[\\/]/;

/** Of what a server says, so much is told: one sentence of a person has fewer letters. */
const LONGEST_TOLD = 300;

/** Why the REST client, or what the library made of its answer, failed, in words. */
export function failureText(error: unknown): string {
  if (codeOf(error) === 'AbortError') return 'Discord gave no answer in time';
  // The library looks for what an answer without content does not have; a mistake of ours is not called that.
  if (error instanceof TypeError && THROWN_BY_LIBRARY.test(error.stack ?? ''))
    return `an answer that is not Discord's (${error.message})`;
  return error instanceof DiscordAPIError && error.message === NO_REASON
    ? `an answer of status ${error.status} without a reason, perhaps of something between here and Discord`
    : Array.from(errorText(error)).slice(0, LONGEST_TOLD).join('');
}

/** Asked again once an hour at least, whatever a server asks for (milliseconds). */
const LONGEST_ASKED_MS = 3_600_000;

/** How long an answer of Discord's asks to wait; null where it does not. A limit may have another status than 429. */
function askedWait(said: object): number | null {
  const ms = 'retry_after' in said ? Number(said.retry_after) * 1000 : 0;
  return ms > 0 ? Math.min(ms, LONGEST_ASKED_MS) : null;
}

/** Anything that the REST client throws, in plain values. */
export function toAnswer(error: unknown): Exclude<SendAnswer, { kind: 'ok' }> {
  if (error instanceof DiscordAPIError) {
    const code = typeof error.code === 'number' && error.code !== 0 ? error.code : null;
    const said: object = typeof error.rawError === 'object' ? error.rawError : {};
    const facts = { status: error.status, code, isJson: 'message' in said, message: failureText(error) };
    return { kind: 'error', ...facts, retryAfterMs: askedWait(said) };
  }
  const plain = { kind: 'error', code: null, retryAfterMs: null } as const;
  if (error instanceof RateLimitError) {
    const isStanding = error instanceof StandingRateLimit;
    const retryAfterMs = error.retryAfter;
    return { ...plain, status: 429, isJson: true, retryAfterMs, isStanding, message: 'rate limited' };
  }
  if (error instanceof LongRateLimit)
    return { ...plain, status: 429, isJson: true, retryAfterMs: error.retryAfterMs, message: error.message };
  if (error instanceof HTTPError) return { ...plain, status: error.status, isJson: false, message: error.message };
  if (error instanceof Error && WITHOUT_TOKEN.test(error.message))
    return { ...plain, status: 401, isJson: true, message: 'the token was refused before' };
  return { kind: 'network', code: codeOf(error), message: failureText(error) };
}
