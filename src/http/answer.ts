// What a request came to, and what that means for the source: one pure classification of every answer.

/** Headers that are used; null when the answer had none. `retryAfterMs` from the time of the answer. */
export interface AnswerHeaders {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly contentType: string | null;
  readonly retryAfterMs: number | null;
}

export interface HttpResponse {
  readonly kind: 'response';
  /** The address that answered, after redirects. */
  readonly url: string;
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** Decompressed. */
  readonly bytes: Uint8Array;
}

/** `passing`: the same request can succeed later. `lasting`: not before the address, its server or a setting changes. */
export interface HttpFailure {
  readonly kind: 'failure';
  readonly lasts: 'passing' | 'lasting';
  /** A whole sentence. */
  readonly reason: string;
}

export type HttpAnswer = HttpResponse | HttpFailure;

export type HttpVerdict =
  | { readonly kind: 'ok'; readonly response: HttpResponse }
  /** The copy we have is the newest (304). */
  | { readonly kind: 'unchanged' }
  /** `afterMs` null: the server did not say when. */
  | { readonly kind: 'later'; readonly afterMs: number | null; readonly reason: string }
  /** The server refuses us; no request goes to the host for hours. */
  | { readonly kind: 'blocked'; readonly reason: string }
  | { readonly kind: 'gone'; readonly reason: string }
  | { readonly kind: 'bad'; readonly reason: string };

/** These blame the request, too, but it can succeed later. */
export const PASSING_STATUS: ReadonlySet<number> = new Set([408, 425, 429]);
const GONE_STATUS = new Set([404, 410, 451]);

/** Classifies an answer. A page of a wrong kind with status 200 is found out by its reader, not here. */
export function judge(answer: HttpAnswer): HttpVerdict {
  if (answer.kind === 'failure') {
    const { reason } = answer;
    return answer.lasts === 'passing' ? { kind: 'later', afterMs: null, reason } : { kind: 'bad', reason };
  }
  const { status, headers } = answer;
  const reason = `The server answered with HTTP ${status}.`;
  if (status === 200) return { kind: 'ok', response: answer };
  if (status === 304) return { kind: 'unchanged' };
  if (status === 403) return { kind: 'blocked', reason: `${reason} It has shut this program out.` };
  if (GONE_STATUS.has(status)) return { kind: 'gone', reason };
  if (PASSING_STATUS.has(status) || status >= 500) return { kind: 'later', afterMs: headers.retryAfterMs, reason };
  return { kind: 'bad', reason };
}

/** No server may put us off for longer than this (milliseconds). */
export const LONGEST_RETRY_MS = 24 * 3_600_000;

/** Seconds, also as some servers write them: with a fraction, a unit, or twice. */
const SECONDS = /^(\d+(?:\.\d+)?)(?:\s*(?:[,;]|s(?:ec|$)).*)?$/;

/** `Retry-After` in milliseconds: a number of seconds or an HTTP date; null when it is neither. */
export function parseRetryAfter(text: string | null, now: Date): number | null {
  if (text === null) return null;
  const trimmed = text.trim();
  const seconds = SECONDS.exec(trimmed)?.[1];
  // Other numbers, such as -5, would be read as dates of long ago: ask again at once.
  const date = /^[A-Za-z]/.test(trimmed) ? Date.parse(trimmed) : Number.NaN;
  const ms = seconds === undefined ? date - now.getTime() : Number(seconds) * 1000;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), LONGEST_RETRY_MS);
}
