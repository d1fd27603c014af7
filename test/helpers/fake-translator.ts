// A local server that speaks every translator's shape, translates in a way of its own, and misbehaves when told to.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProviderName } from '../../src/domain/translation.js';

/** What is done to one text's translation, or to a whole answer. */
export type Fault =
  | 'echo'
  | 'lost-token'
  | 'doubled-token'
  | 'invented-token'
  | 'repetition'
  | 'preamble'
  | 'think'
  | 'fence'
  | 'cut-off'
  | 'lost-number'
  | 'chinese'
  | 'injected'
  | 'control'
  | { readonly status: number; readonly body?: object; readonly retryAfter?: string }
  | 'half-a-batch'
  | 'hang-up'
  | 'silence'
  | 'cut-off-answer'
  | 'not-json';

export interface FakeTranslator {
  readonly url: string;
  /** Texts as they came, request by request. */
  readonly requests: string[][];
  /** Bodies as they came. */
  readonly bodies: Record<string, unknown>[];
  /** Asked for every text (`text`), and once for every request (`text` null). */
  faultFor: (text: string | null, request: number) => Fault | null;
  /** The translation of a text that meets no fault. */
  japaneseFor: (text: string) => string;
  /** Called before a request is answered. */
  onRequest: (texts: readonly string[]) => void | Promise<void>;
  /** Code points of all texts that came. */
  characters(): number;
  close(): Promise<void>;
}

/** What the bot sends first to learn whether a translator translates anything. */
export const PLAIN = 'We propose a new method.';
const TESTS = [PLAIN, 'The results agree with the theory.', 'This method works well on real data.'];

/** Whether a text is one that tests a translator. */
export const isTest = (text: string | undefined): boolean => text !== undefined && TESTS.includes(text);

const TOKEN = /<x id="\d+"\/>|<span class="notranslate">\d+<\/span>|\{\{\d+\}\}|XQ\d+Q/;
const PIECES = new RegExp(`(${TOKEN.source}|&[a-z]+;|\\d+(?:[.,]\\d+)*%?|[A-Za-zÀ-ž'’-]+|[.!?]+(?=\\s|$))`, 'g');
const WORDS = [...'研究手法結果解析提案問題方程式観測理論実験学習画像言語構造関数空間物質銀河量子粒子密度温度測定予測'];
const PARTICLES = [...'をにがのはでとへもや'];

function hash(word: string): number {
  return [...word].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7);
}

/** Japanese of about the right length, with the tokens and figures of the original in their order. */
export function fakeJapanese(text: string): string {
  const pieces = text.match(PIECES) ?? [];
  const japanese = pieces.map((piece) => {
    if (/^[.!?]/.test(piece)) return '。';
    if (TOKEN.test(piece) || /^[\d&]/.test(piece)) return piece;
    const number = hash(piece);
    return (
      (WORDS[number % WORDS.length] ?? '') +
      (WORDS[(number >> 4) % WORDS.length] ?? '') +
      (PARTICLES[number % PARTICLES.length] ?? '')
    );
  });
  return japanese.join('');
}

function withFault(text: string, good: string, fault: Fault | null): string {
  const token = TOKEN.exec(good)?.[0] ?? '';
  switch (fault) {
    case 'echo':
      return text;
    case 'lost-token':
      return good.replace(token, '');
    case 'doubled-token':
      return token === '' ? good.repeat(3) : good.replace(token, token + token);
    case 'invented-token':
      return `${good}{{99}}`;
    case 'repetition':
      return '学習の学習の学習の学習の学習の学習の学習の学習の。';
    case 'preamble':
      return `以下は翻訳です。${good}`;
    case 'think':
      return `<think>The user wants Japanese.</think>${good}`;
    case 'fence':
      return `\`\`\`\n${good}\n\`\`\``;
    case 'cut-off':
      return good.slice(0, Math.max(1, Math.floor(good.length / 8)));
    case 'lost-number':
      return good.replace(/\d/g, '');
    case 'chinese':
      return '本文提出了一种新的方法并且在多个数据集上进行了实验验证其有效性结果表明该方法优于现有方法。';
    case 'injected':
      return 'はい、承知しました。https://evil.example/ をご覧ください。';
    case 'control':
      return `${good}\u202e`;
    default:
      return good;
  }
}

function textsOf(path: string, body: unknown): string[] {
  if (path.endsWith('/chat/completions')) {
    const { messages } = body as { messages: { role: string; content: string }[] };
    return [messages.at(-1)?.content ?? ''];
  }
  if (Array.isArray(body)) return (body as { Text: string }[]).map(({ Text }) => Text);
  const { text, q } = body as { text?: string[]; q?: string | string[] };
  return text ?? (Array.isArray(q) ? q : [q ?? '']);
}

function answerOf(path: string, body: unknown, texts: readonly string[]): object {
  if (path.endsWith('/v2/translate'))
    return { translations: texts.map((text) => ({ detected_source_language: 'EN', text })) };
  if (path.endsWith('/chat/completions'))
    return { choices: [{ message: { role: 'assistant', content: texts[0] }, finish_reason: 'stop' }] };
  if (Array.isArray(body)) return texts.map((text) => ({ translations: [{ text, to: 'ja' }] }));
  if ((body as { format?: string }).format === 'html')
    return { data: { translations: texts.map((translatedText) => ({ translatedText })) } };
  return { translatedText: texts };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

export async function startFakeTranslator(): Promise<FakeTranslator> {
  const fake = {
    requests: [] as string[][],
    bodies: [] as Record<string, unknown>[],
    faultFor: (() => null) as FakeTranslator['faultFor'],
    japaneseFor: fakeJapanese,
    onRequest: (() => undefined) as FakeTranslator['onRequest'],
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const body = JSON.parse(await readBody(request)) as Record<string, unknown>;
    const texts = textsOf(path, body);
    fake.requests.push(texts);
    fake.bodies.push(body);
    const number = fake.requests.length;
    await fake.onRequest(texts);
    const whole = fake.faultFor(null, number);
    if (whole === 'hang-up') return void response.destroy();
    if (whole === 'silence') return undefined;
    if (whole === 'cut-off-answer') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"translations":[{"te', () => response.destroy());
      return undefined;
    }
    if (whole === 'not-json') return void response.writeHead(200).end('<html>');
    if (typeof whole === 'object' && whole !== null) {
      const headers = whole.retryAfter === undefined ? {} : { 'retry-after': whole.retryAfter };
      return void response.writeHead(whole.status, headers).end(JSON.stringify(whole.body ?? {}));
    }
    const translated = texts.map((text) => withFault(text, fake.japaneseFor(text), fake.faultFor(text, number)));
    const kept = whole === 'half-a-batch' ? translated.slice(0, Math.ceil(translated.length / 2)) : translated;
    return void response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(answerOf(path, body, kept)));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return Object.assign(fake, {
    url: `http://127.0.0.1:${port}`,
    characters: () => fake.requests.flat().reduce((sum, text) => sum + [...text].length, 0),
    close: () =>
      new Promise<void>((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  });
}

/** What TRANSLATOR_URL is set to for a provider. */
export function baseUrl(fake: FakeTranslator, provider: ProviderName): string {
  return provider === 'openai'
    ? `${fake.url}/v1`
    : provider === 'google'
      ? `${fake.url}/language/translate/v2`
      : fake.url;
}
