// The translator: what every provider offers, and what one request to it can come to.
import type { ProviderName } from '../domain/translation.js';
import type { HttpAnswer, HttpResponse } from '../http/answer.js';
import type { HttpClient } from '../http/client.js';
import type { Term } from './glossary.js';
import type { TokenStyle } from './masking/styles.js';

/**
 * What a request came to. `ok`: one text for each that was sent; null where the provider itself says that it is not whole.
 * `later`: `afterMs` null when the provider did not say when. `quota`: nothing more today. `split`: too much at once.
 * `refused`: this text will not be translated. `stop`: no request succeeds before a setting changes.
 */
export type TranslateOutcome =
  | { readonly kind: 'ok'; readonly texts: readonly (string | null)[] }
  | { readonly kind: 'later'; readonly afterMs: number | null; readonly reason: string }
  | { readonly kind: 'quota'; readonly reason: string }
  | { readonly kind: 'stop'; readonly reason: string }
  | { readonly kind: 'split'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

export type TranslateFailure = Exclude<TranslateOutcome, { kind: 'ok' }>;

/** A failure at whatever is asked for. */
export type Trouble = Exclude<TranslateFailure, { kind: 'split' | 'refused' }>;

/** The most that goes into one request; `characters` in code points over all its texts. */
export interface RequestLimits {
  readonly texts: number;
  readonly characters: number;
}

export interface Provider {
  readonly provider: ProviderName;
  /** What readers are told: DeepL, Google, Azure, LibreTranslate, or the model's name. */
  readonly service: string;
  readonly limits: RequestLimits;
  readonly tokens: TokenStyle;
  /** Masked texts from English to Japanese; `terms` are those of the glossary that occur. Never rejects. */
  translate(texts: readonly string[], terms: readonly Term[], signal: AbortSignal): Promise<TranslateOutcome>;
}

export interface Translator extends Provider {
  /** Names it among all that were ever set: what one rests for says nothing of another one. */
  readonly id: string;
}

/** `url` null: the provider's own address. */
export interface ProviderSettings {
  readonly url: string | null;
  readonly key: string | null;
  readonly region: string | null;
  readonly model: string | null;
  readonly request: HttpClient['request'];
}

/** The text of an answer's body, and its JSON; null where it is none. */
export function bodyOf(response: HttpResponse): { readonly text: string; readonly json: unknown } {
  const text = new TextDecoder().decode(response.bytes);
  try {
    return { text, json: JSON.parse(text) as unknown };
  } catch {
    return { text, json: null };
  }
}

/** A provider's own words in at most 200 characters on one line, for logs and status. */
export function providerWords(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line === '' ? '' : `: ${line.length > 200 ? `${line.slice(0, 200)}…` : line}`;
}

/** What is the same for all providers: no answer at all, answers that ask for patience, and servers that fail. */
export function commonFailure(answer: HttpAnswer, said: string): TranslateFailure | null {
  if (answer.kind === 'failure') return { kind: 'later', afterMs: null, reason: answer.reason };
  const { status, headers } = answer;
  const reason = `HTTP ${status}${providerWords(said)}`;
  if (status === 408 || status === 425 || status === 429 || status === 529 || status >= 500)
    return { kind: 'later', afterMs: headers.retryAfterMs, reason };
  if (status === 402) return { kind: 'quota', reason };
  if (status === 413 || status === 414) return { kind: 'split', reason };
  if (status === 403 && headers.retryAfterMs !== null) return { kind: 'later', afterMs: headers.retryAfterMs, reason };
  if (status === 401 || status === 403) return { kind: 'stop', reason };
  if (status === 404 || status === 405 || (status >= 300 && status < 400)) return { kind: 'stop', reason };
  return status >= 200 && status < 300 ? null : { kind: 'refused', reason };
}

/** An answer of success that does not hold what was asked for: a server that fails, or not the one that is meant. */
export function unexpectedAnswer(said: string): TranslateFailure {
  return { kind: 'later', afterMs: null, reason: `the answer is not of the expected form${providerWords(said)}` };
}

/**
 * The outcome where as many texts came back as were sent; with another number they cannot be assigned. One without any text
 * is no answer: a model that has no room left for one gives such to everything.
 */
export function completeTranslation(texts: readonly (string | null)[], sent: number): TranslateOutcome {
  if (texts.length === sent && texts.every((text) => text === null))
    return { kind: 'split', reason: 'the translator broke off' };
  if (texts.length === sent) return { kind: 'ok', texts };
  return { kind: 'split', reason: `${texts.length} texts came back for ${sent}` };
}
