// Requests: how Discord's REST interface is asked. An answer is read whole within its time, and one that cannot be Discord's
// (a page of a proxy, half a JSON text, an object without its id) is an error like a lost connection, never a success.
import { DefaultRestOptions, type RateLimitData, type RESTOptions } from 'discord.js';

/** Bytes of one answer; a full page of history has three million at most. */
const LONGEST_ANSWER = 10_000_000;
/** What a rate limit that names no usable time is taken for (seconds). Without any, the library asks again at once, for ever. */
const UNTOLD_WAIT_S = 5;
/** The longest time that is believed (seconds): asking once an hour costs nothing. */
const LONGEST_WAIT_S = 3_600;
const TOO_MANY_REQUESTS = 429;

/** The answer is none that Discord gives to what was asked, so that nobody knows whether it was done. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
}

async function readWhole(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body ?? []) {
    length += part.length;
    if (length > LONGEST_ANSWER) throw new UnreadableAnswer(`an answer of more than ${LONGEST_ANSWER} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds of a header or a field, as far as they are usable. */
function seconds(given: unknown): number | null {
  const value = Number(given);
  return value > 0 ? Math.min(value, LONGEST_WAIT_S) : null;
}

/** Discord tells the wait in a header and in the body; either will do. */
function untilAskedAgain(headers: Headers, said: unknown): number {
  const told = typeof said === 'object' && said !== null && 'retry_after' in said ? said.retry_after : null;
  return seconds(headers.get('retry-after')) ?? seconds(told) ?? UNTOLD_WAIT_S;
}

function headersOf(given: Iterable<[string, string]>, status: number, said: unknown): Headers {
  const headers = new Headers([...given]);
  const isLimit = status === TOO_MANY_REQUESTS;
  const wait = isLimit ? untilAskedAgain(headers, said) : seconds(headers.get('retry-after'));
  const reset = seconds(headers.get('x-ratelimit-reset-after'));
  headers.delete('retry-after');
  headers.delete('x-ratelimit-reset-after');
  if (wait !== null) headers.set('retry-after', String(wait));
  if (reset !== null) headers.set('x-ratelimit-reset-after', String(reset));
  return headers;
}

/** For the option of the same name of every REST client. The client's own time limit holds to the last byte of an answer. */
export const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  const answer = await DefaultRestOptions.makeRequest(url, init);
  const { status, statusText } = answer;
  const text = await readWhole(answer.body);
  const said = parsed(text);
  const isJson = typeof said === 'object' && said !== null;
  const isDone = status < 400;
  // Whoever needs something of an empty answer misses its id.
  if (isDone && (status >= 300 || (text !== '' && !isJson)))
    throw new UnreadableAnswer(`an answer of status ${status} that is not Discord's`);
  const headers = headersOf(answer.headers, status, said);
  headers.set('content-type', isJson && (isDone || !Array.isArray(said)) ? 'application/json' : 'text/plain');
  return {
    status,
    statusText,
    headers,
    ok: isDone,
    body: null,
    bodyUsed: true,
    json: () => Promise.resolve(said),
    text: () => Promise.resolve(text),
    arrayBuffer: () => Promise.resolve(new ArrayBuffer(0)),
  };
};

/** Rate limits that last longer than this (milliseconds) are failures, told and tried again; the library would wait in silence. */
const PATIENCE_MS = 15_000;

/** A rate limit that nobody waits for in silence. */
export class LongRateLimit extends Error {
  override readonly name = 'LongRateLimit';
  constructor(readonly retryAfterMs: number) {
    super(`a rate limit of ${Math.ceil(retryAfterMs / 1000)} seconds`);
  }
}

/** Options of every REST client but the sender's, which keeps its own waits. */
export const IMPATIENT = {
  makeRequest,
  rejectOnRateLimit({ retryAfter }: RateLimitData): boolean {
    if (retryAfter > PATIENCE_MS) throw new LongRateLimit(retryAfter);
    return false;
  },
};

/** The same for work that somebody waits for: of all its waits together no more than `patienceMs` are waited for in silence. */
export function impatient(patienceMs = PATIENCE_MS) {
  let beganAt = performance.now();
  return {
    /** To be called where the work begins again. */
    begin: () => void (beganAt = performance.now()),
    options: {
      makeRequest,
      rejectOnRateLimit({ retryAfter }: RateLimitData): boolean {
        if (performance.now() - beganAt + retryAfter > patienceMs) throw new LongRateLimit(retryAfter);
        return false;
      },
    },
  };
}

const SNOWFLAKE = /^\d{1,20}$/;

/** The id of what Discord answered. Throws UnreadableAnswer where there is none. */
export function idOf(answer: unknown): string {
  const id = typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : null;
  if (typeof id !== 'string' || !SNOWFLAKE.test(id)) throw new UnreadableAnswer('an answer without an id');
  return id;
}

/** Throws UnreadableAnswer where this is not a list of things with ids. */
export function listOf<Thing>(answer: unknown): Thing[] {
  if (!Array.isArray(answer)) throw new UnreadableAnswer('an answer that should be a list');
  for (const each of answer) idOf(each);
  return answer as Thing[];
}
