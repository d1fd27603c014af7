// Google Cloud Translation v2: HTML in which what is marked stays as it is; quotas are answered with 403.
import type { HttpAnswer } from '../../http/answer.js';
import { HTML_TOKENS } from '../masking/styles.js';
import {
  bodyOf,
  commonFailure,
  completeTranslation,
  unexpectedAnswer,
  type ProviderSettings,
  type Provider,
  type TranslateOutcome,
} from '../translator.js';

const ADDRESS = 'https://translation.googleapis.com/language/translate/v2';
const PER_MINUTE = /user ?rate ?limit|rate ?limit ?exceeded|per ?minute/i;
const QUOTA = /daily ?limit|quota|limit ?exceeded|billing/i;

interface Body {
  readonly error?: { readonly message?: unknown; readonly errors?: readonly { readonly reason?: unknown }[] };
  readonly data?: { readonly translations?: readonly ({ readonly translatedText?: unknown } | null)[] };
}

const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** 403 is a minute's rate, a day's quota, or a key without rights; only the words tell. */
export function classifyGoogle(answer: HttpAnswer, sent: number): TranslateOutcome {
  if (answer.kind === 'failure') return commonFailure(answer, '') ?? unexpectedAnswer('');
  const { text, json } = bodyOf(answer);
  const { error, data } = (json ?? {}) as Body;
  const reasons = Array.isArray(error?.errors) ? error.errors.map((each) => stringOf(each?.reason)) : [];
  const said = [typeof error?.message === 'string' ? error.message : text, ...reasons].join(' ');
  const reason = `HTTP ${answer.status}: ${said.slice(0, 200)}`;
  if (answer.status === 403 || answer.status === 429) {
    if (PER_MINUTE.test(said)) return { kind: 'later', afterMs: answer.headers.retryAfterMs ?? 60_000, reason };
    if (QUOTA.test(said)) return { kind: 'quota', reason };
  }
  if (answer.status === 400 && /api key/i.test(said)) return { kind: 'stop', reason };
  if (answer.status === 400 && /too (?:long|large|many)|text segments/i.test(said)) return { kind: 'split', reason };
  const failure = commonFailure(answer, said);
  if (failure !== null) return failure;
  const translations = data?.translations;
  if (!Array.isArray(translations)) return unexpectedAnswer(text);
  return completeTranslation(
    translations.map((each) => (typeof each?.translatedText === 'string' ? each.translatedText : null)),
    sent,
  );
}

export function createGoogle({ url, key, request }: ProviderSettings): Provider {
  return {
    provider: 'google',
    service: 'Google',
    limits: { texts: 20, characters: 5_000 },
    tokens: HTML_TOKENS,
    async translate(texts, _terms, signal) {
      const answer = await request({
        url: url ?? ADDRESS,
        headers: { 'content-type': 'application/json', 'x-goog-api-key': key ?? '' },
        body: JSON.stringify({ q: texts, source: 'en', target: 'ja', format: 'html' }),
        signal,
      });
      return classifyGoogle(answer, texts.length);
    },
  };
}
