// DeepL v2: XML tags protect what must not be translated; several texts a request.
import type { HttpAnswer } from '../../http/answer.js';
import { XML_TOKENS } from '../masking/styles.js';
import {
  bodyOf,
  commonFailure,
  completeTranslation,
  unexpectedAnswer,
  type ProviderSettings,
  type Provider,
  type TranslateOutcome,
} from '../translator.js';

const PRO = 'https://api.deepl.com';
const FREE = 'https://api-free.deepl.com';

/** The answer to `sent` texts. 456 is DeepL's own status for a quota that is spent. */
export function classifyDeepl(answer: HttpAnswer, sent: number): TranslateOutcome {
  if (answer.kind === 'failure') return commonFailure(answer, '') ?? unexpectedAnswer('');
  const { text, json } = bodyOf(answer);
  const { message, translations } = (json ?? {}) as {
    readonly message?: unknown;
    readonly translations?: readonly { readonly text?: unknown }[];
  };
  const said = typeof message === 'string' ? message : text;
  if (answer.status === 456) return { kind: 'quota', reason: 'DeepL: the quota is spent (HTTP 456)' };
  const failure = commonFailure(answer, said);
  if (failure !== null) return failure;
  if (!Array.isArray(translations)) return unexpectedAnswer(text);
  return completeTranslation(
    translations.map((each) => (typeof each?.text === 'string' ? each.text : null)),
    sent,
  );
}

/** Keys that end in `:fx` belong to the free address. */
export function createDeepl({ url, key, request }: ProviderSettings): Provider {
  const base = url ?? (key?.endsWith(':fx') === true ? FREE : PRO);
  return {
    provider: 'deepl',
    service: 'DeepL',
    limits: { texts: 20, characters: 20_000 },
    tokens: XML_TOKENS,
    async translate(texts, _terms, signal) {
      const answer = await request({
        url: `${base}/v2/translate`,
        headers: { 'content-type': 'application/json', authorization: `DeepL-Auth-Key ${key ?? ''}` },
        body: JSON.stringify({
          text: texts,
          source_lang: 'EN',
          target_lang: 'JA',
          tag_handling: 'xml',
          formality: 'prefer_less',
        }),
        signal,
      });
      return classifyDeepl(answer, texts.length);
    },
  };
}
