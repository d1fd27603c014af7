// Providers: what each sends, and what each of its recorded replies means.
import { describe, expect, it } from 'vitest';
import type { HttpAnswer } from '../../src/http/answer.js';
import type { HttpRequest } from '../../src/http/client.js';
import { classifyAzure } from '../../src/translate/providers/azure.js';
import { createTranslator } from '../../src/translate/providers/by-name.js';
import { classifyDeepl } from '../../src/translate/providers/deepl.js';
import { classifyGoogle } from '../../src/translate/providers/google.js';
import { classifyLibretranslate } from '../../src/translate/providers/libretranslate.js';
import { classifyOpenai, instructions } from '../../src/translate/providers/openai.js';
import { PROVIDERS } from '../../src/domain/translation.js';

function reply(
  status: number,
  body: unknown,
  retryAfterMs: number | null = null,
): Extract<HttpAnswer, { kind: 'response' }> {
  const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
  return {
    kind: 'response',
    url: 'http://x/',
    status,
    bytes,
    headers: { etag: null, lastModified: null, contentType: null, retryAfterMs },
  };
}
const lost: HttpAnswer = { kind: 'failure', lasts: 'passing', reason: 'x could not be reached.' };
const google = (message: string, reason: string) => ({ error: { code: 403, message, errors: [{ reason }] } });
const azure = (code: number, message = 'no') => ({ error: { code, message } });

/** In a list, as Gemini's address for chat completions answers. */
const gemini = (quotaId: string, retryDelay: string): HttpAnswer =>
  reply(429, [
    {
      error: {
        code: 429,
        message: 'You exceeded your current quota, please check your plan and billing details.',
        status: 'RESOURCE_EXHAUSTED',
        details: [
          { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId }] },
          { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay },
        ],
      },
    },
  ]);
const tokensAMinute = reply(429, {
  error: {
    message: 'Rate limit reached on tokens per minute (TPM). Need more tokens? Visit https://x/settings/billing',
    code: 'rate_limit_exceeded',
  },
});

type Row = readonly [string, HttpAnswer, string];
const EVERY: readonly Row[] = [
  ['no answer', lost, 'later'],
  ['too many requests', reply(429, ''), 'later'],
  ['a server that fails', reply(503, ''), 'later'],
  ['an unknown key', reply(401, ''), 'stop'],
  ['an empty account', reply(402, { error: { message: 'Insufficient Balance' } }), 'quota'],
  ['no content', reply(204, ''), 'later'],
  ['a wrong address', reply(404, ''), 'stop'],
  ['a page instead of JSON', reply(200, '<html>'), 'later'],
  ['too much', reply(413, ''), 'split'],
];

describe.each([
  [
    'deepl',
    classifyDeepl,
    [
      ['texts', reply(200, { translations: [{ text: 'あ' }, { text: 'い' }] }), 'ok'],
      ['half a batch', reply(200, { translations: [{ text: 'あ' }] }), 'split'],
      ['a spent quota', reply(456, { message: 'Quota exceeded' }), 'quota'],
      ['a refused key', reply(403, ''), 'stop'],
      ['its own too many', reply(529, ''), 'later'],
      ['tags that it cannot parse', reply(400, { message: 'Tag handling parsing failed' }), 'refused'],
    ],
  ],
  [
    'libretranslate',
    classifyLibretranslate,
    [
      ['texts', reply(200, { translatedText: ['あ', 'い'] }), 'ok'],
      ['half a batch', reply(200, { translatedText: ['あ'] }), 'split'],
      [
        'the limit of texts',
        reply(400, { error: 'Invalid request: request (2100) exceeds text limit (2000)' }),
        'split',
      ],
      ['a language it lacks', reply(400, { error: 'ja is not supported' }), 'refused'],
      ['a ban', reply(403, { error: 'Invalid API key' }), 'stop'],
    ],
  ],
  [
    'google',
    classifyGoogle,
    [
      ['texts', reply(200, { data: { translations: [{ translatedText: 'あ' }, { translatedText: 'い' }] } }), 'ok'],
      ['half a batch', reply(200, { data: { translations: [{ translatedText: 'あ' }] } }), 'split'],
      ['the day’s quota', reply(403, google('Daily Limit Exceeded', 'dailyLimitExceeded')), 'quota'],
      ['a minute’s quota', reply(403, google('User Rate Limit Exceeded', 'userRateLimitExceeded')), 'later'],
      [
        'an API that is not enabled',
        reply(403, google('Cloud Translation API has not been used', 'accessNotConfigured')),
        'stop',
      ],
      ['a key that is none', reply(400, { error: { message: 'API key not valid.' } }), 'stop'],
      ['a text that is too long', reply(400, { error: { message: 'Text too long' } }), 'split'],
    ],
  ],
  [
    'azure',
    classifyAzure,
    [
      ['texts', reply(200, [{ translations: [{ text: 'あ' }] }, { translations: [{ text: 'い' }] }]), 'ok'],
      ['half a batch', reply(200, [{ translations: [{ text: 'あ' }] }]), 'split'],
      ['a spent free quota', reply(403, azure(403_001)), 'quota'],
      ['a refused key', reply(403, azure(403_000)), 'stop'],
      ['a request too large', reply(400, azure(400_077)), 'split'],
      ['a bad request', reply(400, azure(400_003)), 'refused'],
    ],
  ],
  [
    'openai',
    (answer: HttpAnswer) => classifyOpenai(answer),
    [
      ['a text', reply(200, { choices: [{ message: { content: 'あ' }, finish_reason: 'stop' }] }), 'ok'],
      // As some servers answer every POST.
      ['a text as “created”', reply(201, { choices: [{ message: { content: 'あ' }, finish_reason: 'stop' }] }), 'ok'],
      [
        'a context that is too small',
        reply(400, { error: { message: 'maximum context length is 2048 tokens' } }),
        'split',
      ],
      [
        'a spent account',
        reply(429, { error: { code: 'insufficient_quota', message: 'You exceeded your current quota' } }),
        'quota',
      ],
      ['a filter', reply(400, { error: { message: 'content policy' } }), 'refused'],
    ],
  ],
] as const)('%s', (_, classify, rows) => {
  it.each<Row>([...EVERY, ...(rows as readonly Row[])])('takes %s as meant', (_name, answer, kind) => {
    expect(classify(answer, 2).kind).toBe(kind);
  });
});

it.each([
  [
    'a minute’s limit of Gemini',
    gemini('GenerateRequestsPerMinutePerProjectPerModel-FreeTier', '32s'),
    'later',
    32_000,
  ],
  ['one that lasts for ever', gemini('GenerateRequestsPerMinute', `${'9'.repeat(30)}s`), 'later', 86_400_000],
  ['a day’s limit of Gemini', gemini('GenerateRequestsPerDayPerProjectPerModel-FreeTier', '32s'), 'quota', undefined],
  ['a minute’s limit that speaks of billing', tokensAMinute, 'later', 60_000],
  [
    'one that says when',
    { ...tokensAMinute, headers: { ...tokensAMinute.headers, retryAfterMs: 7_000 } },
    'later',
    7_000,
  ],
])('tells %s of a server of chat completions from a spent account', (_what, answer, kind, afterMs) => {
  expect(classifyOpenai(answer)).toMatchObject(afterMs === undefined ? { kind } : { kind, afterMs });
});

it('takes being shut out for too many requests for something that passes, not for a refused key', () => {
  const many = { error: 'Too many request limits violations' };
  expect(classifyLibretranslate(reply(403, many), 1)).toMatchObject({ kind: 'later', afterMs: 600_000 });
  expect(classifyLibretranslate(reply(403, many, 5_000), 1)).toMatchObject({ kind: 'later', afterMs: 5_000 });
  expect(classifyDeepl(reply(403, '', 5_000), 1)).toMatchObject({ kind: 'later', afterMs: 5_000 });
});

it('waits as long as a provider says', () => {
  expect(classifyDeepl(reply(429, '', 7_000), 1)).toMatchObject({ kind: 'later', afterMs: 7_000 });
});

it('takes a text that ended for want of room as not whole', () => {
  expect(classifyOpenai(reply(200, { choices: [{ message: { content: '途中' }, finish_reason: 'length' }] }))).toEqual({
    kind: 'split',
    reason: 'the translator broke off',
  });
});

it('asks a model with the text alone in the message, and without a worked example', () => {
  const prompt = instructions([{ english: 'overfitting', japanese: '過学習' }]);
  expect(prompt).toContain('overfitting = 過学習');
  expect(prompt).not.toMatch(/\{\{\d|例/);
});

it.each(PROVIDERS)('sends %s its key in a header, never in the address or the text', async (provider) => {
  const sent: HttpRequest[] = [];
  const request = (wanted: HttpRequest): Promise<HttpAnswer> => {
    sent.push(wanted);
    return Promise.resolve(lost);
  };
  const translator = createTranslator(provider, {
    url: 'http://localhost:1/v1',
    key: 'the-key',
    region: 'japaneast',
    model: 'm',
    request,
  });
  await translator.translate(['text to translate'], [], new AbortController().signal);
  expect(sent).toHaveLength(1);
  expect(sent[0]!.url).not.toContain('the-key');
  expect(sent[0]!.body).toContain('text to translate');
  if (provider !== 'libretranslate') expect(JSON.stringify(sent[0]!.headers)).toContain('the-key');
});

describe.each(PROVIDERS)('%s that echoes the key', (provider) => {
  it.each([
    ['in a refusal', 403, 'sk-live-1234567890'],
    ['in a page instead of JSON', 200, 'sk-live-1234567890'],
    ['where its words are cut off', 403, `${'x'.repeat(190)}sk-live-1234567890`],
  ])('%s says nothing of it', async (_, status, said) => {
    const key = 'sk-live-1234567890';
    const answer = reply(status, status === 200 ? said : { error: said, message: said });
    const settings = { url: 'http://x/', key, region: null, model: 'm', request: () => Promise.resolve(answer) };
    const outcome = await createTranslator(provider, settings).translate(['Hi'], [], new AbortController().signal);
    expect(outcome.kind).not.toBe('ok');
    expect(JSON.stringify(outcome)).not.toContain('sk-live');
  });
});

describe.each([
  ['deepl', classifyDeepl],
  ['libretranslate', classifyLibretranslate],
  ['google', classifyGoogle],
  ['azure', classifyAzure],
  ['openai', classifyOpenai],
] as const)('a reply of %s in no known form', (_name, classify) => {
  const odd: readonly unknown[] = [
    null,
    7,
    'x',
    [],
    {},
    [null],
    [{ reason: { toString: 1 } }],
    { toString: 1, valueOf: 1 },
    { text: null },
    { translatedText: 7, message: null, content: [] },
  ];
  it.each(
    odd.flatMap((each) => [
      each,
      { error: each },
      { error: { errors: each, message: each, code: each } },
      { translations: each },
      { translatedText: each },
      { data: each },
      { data: { translations: each } },
      { choices: each },
      { choices: [{ message: each }] },
      [{ translations: each }],
      ...(Array.isArray(each)
        ? []
        : [{ translations: [each] }, { data: { translations: [each] } }, { choices: [each] }]),
    ]),
  )('is no translation: %j', (body) => {
    for (const status of [200, 400, 403, 429, 500]) {
      const outcome = classify(reply(status, body), 2);
      if (outcome.kind === 'ok') expect(outcome.texts.every((text) => text === null)).toBe(true);
    }
  });
});
