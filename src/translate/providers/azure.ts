// Azure Translator v3: HTML with marked spans; a free quota that is spent is answered with 403.
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

const ADDRESS = 'https://api.cognitive.microsofttranslator.com';
const QUERY = 'api-version=3.0&from=en&to=ja&textType=html';
/** Azure's codes: 403001 the free quota is spent; 400050, 400052 and 400077 the request or a text is too large. */
const QUOTA_CODE = 403_001;
const TOO_MUCH = new Set([400_050, 400_052, 400_077]);

interface Failed {
  readonly error?: { readonly code?: unknown; readonly message?: unknown };
}

interface Item {
  readonly translations?: readonly { readonly text?: unknown }[];
}

function textOf(item: Item | null): string | null {
  const text = item?.translations?.[0]?.text;
  return typeof text === 'string' ? text : null;
}

export function classifyAzure(answer: HttpAnswer, sent: number): TranslateOutcome {
  if (answer.kind === 'failure') return commonFailure(answer, '') ?? unexpectedAnswer('');
  const { text, json } = bodyOf(answer);
  const { code, message } = (json as Failed | null)?.error ?? {};
  const said = typeof message === 'string' ? message : text;
  const number = typeof code === 'object' ? null : Number(code);
  const reason = `HTTP ${answer.status}: ${said.slice(0, 200)}`;
  if (answer.status === 403 && (number === QUOTA_CODE || /quota|free tier|exceeded/i.test(said)))
    return { kind: 'quota', reason };
  if (number !== null && TOO_MUCH.has(number)) return { kind: 'split', reason };
  const failure = commonFailure(answer, said);
  if (failure !== null) return failure;
  if (!Array.isArray(json)) return unexpectedAnswer(text);
  return completeTranslation((json as readonly (Item | null)[]).map(textOf), sent);
}

export function createAzure({ url, key, region, request }: ProviderSettings): Provider {
  return {
    provider: 'azure',
    service: 'Azure',
    limits: { texts: 20, characters: 10_000 },
    tokens: HTML_TOKENS,
    async translate(texts, _terms, signal) {
      const place = region === null ? {} : { 'ocp-apim-subscription-region': region };
      const answer = await request({
        url: `${url ?? ADDRESS}/translate?${QUERY}`,
        headers: { 'content-type': 'application/json', 'ocp-apim-subscription-key': key ?? '', ...place },
        body: JSON.stringify(texts.map((text) => ({ Text: text }))),
        signal,
      });
      return classifyAzure(answer, texts.length);
    },
  };
}
