// The HTTP client of this program: one request as a value, with every limit, and never an exception for what a server does.
import { request as send } from 'undici';
import { errorText } from '../errors.js';
import type { AllowedHost } from './allow.js';
import { parseRetryAfter, type HttpAnswer, type HttpFailure, type HttpResponse } from './answer.js';
import { DamagedBodyError, readBody, WrongBodyError, type BodyLimits } from './body.js';
import { guardedAgent, RefusedAddressError, type Lookup } from './connect.js';

export interface HttpLimits extends BodyLimits {
  /** Milliseconds until the connection stands, until the headers are there, between two pieces of the body, in all. */
  readonly connectMs: number;
  readonly headersMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
  readonly redirects: number;
}

const DEFAULT_LIMITS: HttpLimits = {
  connectMs: 10_000,
  headersMs: 60_000,
  idleMs: 30_000,
  totalMs: 180_000,
  // Several times the largest page of arXiv's servers. A page is read whole, so that memory grows with this.
  bytes: 32 * 1024 * 1024,
  decodedBytes: 32 * 1024 * 1024,
  redirects: 5,
};

export interface HttpRequest {
  readonly url: string;
  /** Of the copy that we have: the server may answer 304. */
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes it a POST, whose redirects are not followed. */
  readonly body?: string;
  /** Ends the request when the program stops. */
  readonly signal?: AbortSignal;
  readonly limits?: Partial<HttpLimits>;
}

/** Waits until a request to the address may begin, runs it to its end, and remembers when that was. */
export type Turn = <T>(url: URL, work: () => Promise<T>) => Promise<T>;

export interface HttpClientOptions {
  /** See userAgent. */
  readonly userAgent: string;
  readonly allowed: readonly AllowedHost[];
  /** The setting in which the operator names what is allowed; SOURCE_ALLOW when left out. */
  readonly setting?: string;
  /** Called for each request on the line, also for each redirect. */
  readonly turn?: Turn;
  readonly now: () => Date;
  readonly lookup?: Lookup;
  readonly limits?: Partial<HttpLimits>;
}

export interface HttpClient {
  request(wanted: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** Name, version and the operator's address, in the characters that a header takes. */
export function userAgent(version: string, contact: string | null): string {
  const address = (contact ?? '').replace(/[^\x20-\x7e]/g, '').trim();
  return `Shinchaku/${version}${address === '' ? '' : ` (${address})`}`;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

class TimeLimitError extends Error {
  override readonly name = 'TimeLimitError';
}

/** One abort signal for the limits of a request; `wait` begins a phase that must end within its time. */
function createDeadline(limits: HttpLimits, outer: AbortSignal | undefined) {
  const controller = new AbortController();
  const giveUp = (what: string, ms: number): void =>
    controller.abort(new TimeLimitError(`The server ${what} within ${ms / 1000} seconds.`));
  const total = setTimeout(() => giveUp('did not finish its answer', limits.totalMs), limits.totalMs);
  let phase: NodeJS.Timeout | undefined;
  const stop = (): void => controller.abort(outer?.reason);
  if (outer?.aborted === true) stop();
  outer?.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    wait(what: string, ms: number): void {
      clearTimeout(phase);
      phase = setTimeout(() => giveUp(what, ms), ms);
    },
    end(): void {
      clearTimeout(total);
      clearTimeout(phase);
      outer?.removeEventListener('abort', stop);
    },
  };
}

/** Addresses that a server sends us to can be of any length. */
const REASON_UNITS = 500;

function failure(lasts: HttpFailure['lasts'], reason: string): HttpFailure {
  const told = reason.length > REASON_UNITS ? `${reason.slice(0, REASON_UNITS)}…` : reason;
  return { kind: 'failure', lasts, reason: told };
}
const passing = (reason: string): HttpFailure => failure('passing', reason);
const lasting = (reason: string): HttpFailure => failure('lasting', reason);

/** `status` of HTTP; null where nothing answered. */
function failureOf(url: URL, error: unknown, status: number | null): HttpFailure {
  if (error instanceof DamagedBodyError) return passing(`The answer (HTTP ${status}) is damaged: ${error.message}.`);
  if (error instanceof RefusedAddressError || error instanceof WrongBodyError) return lasting(error.message);
  if (error instanceof TimeLimitError) return passing(error.message);
  if (status !== null) return passing(`${url.host} broke off its answer (HTTP ${status}): ${errorText(error)}.`);
  return passing(`${url.host} could not be reached, or broke off: ${errorText(error)}.`);
}

function headerOf(headers: Readonly<Record<string, string | string[] | undefined>>, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** Whether what a server sent can be sent back: a header with other signs would keep the request from ever going out. */
function isSendable(value: string | null | undefined): value is string {
  return typeof value === 'string' && /^[\x20-\x7e]{1,1000}$/.test(value);
}

/** Whether a request tells the server which copy we have: only then is "nothing has changed" an answer to it. */
export function isConditional({ etag, lastModified }: HttpRequest): boolean {
  return isSendable(etag) || isSendable(lastModified);
}

function parseUrl(text: string, base?: URL): URL | null {
  return URL.canParse(text, base?.href) ? new URL(text, base) : null;
}

/** Opens a client; `close` ends what is under way. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const base = { ...DEFAULT_LIMITS, ...options.limits };
  const agent = guardedAgent({
    allowed: options.allowed,
    ...(options.setting === undefined ? {} : { setting: options.setting }),
    connectMs: base.connectMs,
    ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
  });
  const turn: Turn = options.turn ?? ((_url, work) => work());

  function headersFor({ etag, lastModified, headers }: HttpRequest): Record<string, string> {
    return {
      'user-agent': options.userAgent,
      'accept-encoding': 'gzip, deflate, br',
      ...(isSendable(etag) ? { 'if-none-match': etag } : {}),
      ...(isSendable(lastModified) ? { 'if-modified-since': lastModified } : {}),
      ...headers,
    };
  }

  /** One request on the line: an answer, or where it sends us. */
  async function hop(url: URL, wanted: HttpRequest, limits: HttpLimits): Promise<HttpAnswer | { to: string }> {
    const deadline = createDeadline(limits, wanted.signal);
    let status: number | null = null;
    try {
      deadline.wait('sent no headers', limits.connectMs + limits.headersMs);
      const { statusCode, headers, body } = await send(url, {
        dispatcher: agent,
        method: wanted.body === undefined ? 'GET' : 'POST',
        headers: headersFor(wanted),
        body: wanted.body ?? null,
        signal: deadline.signal,
      });
      status = statusCode;
      const location = headerOf(headers, 'location');
      if (REDIRECTS.has(statusCode) && location !== null) {
        body.on('error', () => {}).destroy();
        return { to: location };
      }
      const heard = (): void => deadline.wait('fell silent and sent nothing', limits.idleMs);
      heard();
      const bytes = await readBody(body, headerOf(headers, 'content-encoding'), { ...limits, heard });
      return {
        kind: 'response',
        url: url.href,
        status: statusCode,
        headers: {
          etag: headerOf(headers, 'etag'),
          lastModified: headerOf(headers, 'last-modified'),
          contentType: headerOf(headers, 'content-type'),
          retryAfterMs: parseRetryAfter(headerOf(headers, 'retry-after'), options.now()),
        },
        bytes,
      } satisfies HttpResponse;
    } catch (error) {
      return failureOf(url, deadline.signal.aborted ? deadline.signal.reason : error, status);
    } finally {
      deadline.end();
    }
  }

  async function request(wanted: HttpRequest): Promise<HttpAnswer> {
    const limits = { ...base, ...wanted.limits };
    const seen = new Set<string>();
    let url = parseUrl(wanted.url);
    while (url !== null) {
      if (!/^https?:$/.test(url.protocol)) return lasting(`${url.href} is not an http or https address.`);
      if (seen.has(url.href)) return lasting(`The server sends us round in a circle, back to ${url.href}.`);
      if (seen.size > limits.redirects) return lasting(`The server redirects more than ${limits.redirects} times.`);
      seen.add(url.href);
      const from: URL = url;
      const answer = await turn(from, () => hop(from, wanted, limits));
      if (!('to' in answer)) return answer;
      if (wanted.body !== undefined) return lasting(`${from.host} redirects to ${answer.to}; that is not followed.`);
      url = parseUrl(answer.to, from);
      if (url === null) return lasting(`The server redirects to "${answer.to}", which is not an address.`);
    }
    return lasting(`"${wanted.url}" is not an address.`);
  }

  return { request, close: () => agent.destroy() };
}
