// LibreTranslate: plain text with tokens that look like names; its HTML mode tears masked sentences apart.
import type { HttpAnswer } from '../../http/answer.js';
import { WORD_TOKENS } from '../masking/styles.js';
import {
  bodyOf,
  commonFailure,
  completeTranslation,
  providerWords,
  unexpectedAnswer,
  type ProviderSettings,
  type Provider,
  type TranslateOutcome,
} from '../translator.js';

/** A server answers 400 when a request goes beyond its limits of texts or of characters. */
const TOO_MUCH = /exceed|limit|too (?:long|large|many)/i;

/** Who asked too often is shut out with 403, as is a wrong key; the server forgets that within hours. */
const SHUT_OUT = /violation|banned/i;
const SHUT_OUT_MS = 600_000;

export function classifyLibretranslate(answer: HttpAnswer, sent: number): TranslateOutcome {
  if (answer.kind === 'failure') return commonFailure(answer, '') ?? unexpectedAnswer('');
  const { text, json } = bodyOf(answer);
  const { error, translatedText } = (json ?? {}) as { readonly error?: unknown; readonly translatedText?: unknown };
  const said = typeof error === 'string' ? error : text;
  if (answer.status === 400 && TOO_MUCH.test(said)) return { kind: 'split', reason: `HTTP 400: ${said}` };
  if (answer.status === 403 && SHUT_OUT.test(said)) {
    const afterMs = answer.headers.retryAfterMs ?? SHUT_OUT_MS;
    return { kind: 'later', afterMs, reason: `HTTP 403${providerWords(said)}` };
  }
  const failure = commonFailure(answer, said);
  if (failure !== null) return failure;
  const all: unknown = typeof translatedText === 'string' ? [translatedText] : translatedText;
  if (!Array.isArray(all)) return unexpectedAnswer(text);
  return completeTranslation(
    all.map((each: unknown) => (typeof each === 'string' ? each : null)),
    sent,
  );
}

/** Throws a TypeError without an address; the configuration has made sure that there is one. */
export function createLibretranslate({ url, key, request }: ProviderSettings): Provider {
  if (url === null) throw new TypeError('LibreTranslate needs an address');
  return {
    provider: 'libretranslate',
    service: 'LibreTranslate',
    // A hosted server takes 2,000 characters a request.
    limits: { texts: 8, characters: 2_000 },
    tokens: WORD_TOKENS,
    async translate(texts, _terms, signal) {
      const api = key === null ? {} : { api_key: key };
      const answer = await request({
        url: `${url}/translate`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ q: texts, source: 'en', target: 'ja', format: 'text', ...api }),
        signal,
      });
      return classifyLibretranslate(answer, texts.length);
    },
  };
}
