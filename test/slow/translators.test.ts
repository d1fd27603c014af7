// Translating between the store, a local server of each provider's shape, and the sandbox: right Japanese, or none.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpClient } from '../../src/http/client.js';
import { PROVIDERS, type ProviderName } from '../../src/domain/translation.js';
import { readGlossary } from '../../src/pipeline/translate/open-translator.js';
import { createTranslator } from '../../src/translate/providers/by-name.js';
import { findFormulas } from '../../src/translate/masking/formulas.js';
import { openDesk, type Desk } from '../helpers/desk.js';
import {
  baseUrl,
  fakeJapanese,
  startFakeTranslator,
  type FakeTranslator,
  type Fault,
} from '../helpers/fake-translator.js';
import { until } from '../helpers/control.js';
import { root } from '../helpers/root.js';
import { samplesDir } from '../helpers/samples.js';
import { rssFeed } from '../helpers/translation.js';

let desk: Desk;
let fake: FakeTranslator;
const clients: { close(): Promise<void> }[] = [];
const allowed = [{ host: '127.0.0.1', port: null }];
const limits = { headersMs: 2_000, totalMs: 2_000 };

beforeEach(async () => {
  [desk, fake] = await Promise.all([openDesk(), startFakeTranslator()]);
});
afterEach(async () => {
  await desk.close();
  await fake.close();
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

const glossary = readGlossary({ dataDir: join(root, 'data'), say: () => undefined });

function use(provider: ProviderName, dailyCharacters = 0, waitMs = 600_000): void {
  const client = createHttpClient({ userAgent: 'test', allowed, now: () => new Date(), limits });
  clients.push(client);
  const settings = { url: baseUrl(fake, provider), key: 'secret', region: null, model: 'model-x' };
  desk.translator = {
    translator: createTranslator(provider, { ...settings, request: client.request }),
    glossary,
    settings: { dailyCharacters, waitMs, timezone: 'Asia/Tokyo' },
  };
}

const channel = (): string => desk.channels['cs-lg']!;
const counts = () => desk.store.reader.outboxCounts();
const papers = () => [...desk.store.reader.eachPaper()].map(({ paper }) => paper);
const sent = (count: number) => until(`${count} cards`, () => (counts().sent === count ? true : null));
const cards = async () => (await desk.control.messages(channel())).filter(({ embeds }) => embeds.length > 0);
const formulas = (text: string | null): string[] =>
  findFormulas(text ?? '')
    .map(({ start, end }) => (text ?? '').slice(start, end))
    .sort();

async function owe(feed: string): Promise<number> {
  desk.store.subscribe(channel(), 'cs', 'ja');
  await desk.store.ingest(feed, 'always');
  return counts().pending;
}

const FAULTS: readonly Fault[] = [
  ...(['echo', 'lost-token', 'doubled-token', 'repetition', 'preamble', 'think', 'fence', 'cut-off'] as const),
  ...(['lost-number', 'chinese', 'injected', 'control'] as const),
];

describe.skipIf(samplesDir() === null)('a day of real papers in a Japanese channel', () => {
  it.each(PROVIDERS)('comes whole from %s with a fifth of its answers bad', async (provider) => {
    use(provider);
    let asked = 0;
    fake.faultFor = (text) => {
      if (text === null) return null;
      asked += 1;
      return asked % 5 === 0 ? FAULTS[asked % FAULTS.length]! : null;
    };
    const count = await owe(readFileSync(join(samplesDir()!, 'rss2-generated', 'rss-cs.xml'), 'utf8'));
    expect(count).toBeGreaterThan(15);
    await desk.start();
    await sent(count);
    const shown = await cards();
    expect(new Set(shown.map(({ embeds }) => JSON.stringify(embeds[0]))).size).toBe(count);
    expect(shown).toHaveLength(count);
    const translated = papers().filter(({ abstractJa }) => abstractJa !== null);
    expect(translated.length).toBeGreaterThan(count / 2);
    for (const paper of translated) {
      expect(formulas(paper.abstractJa)).toEqual(formulas(paper.abstract));
      expect(paper.translation).toEqual({ site: null, service: desk.translator!.translator.service });
    }
    expect(asked).toBeGreaterThan(count);
    expect(JSON.stringify(shown)).not.toMatch(/以下は|think|evil|学習の学習の|本文提出|```/);
  });
});

describe('a paper that a Japanese channel is owed', () => {
  it('is shown with its Japanese title over the original, marked as machine translation, and found in both languages', async () => {
    use('deepl');
    await owe(
      rssFeed([
        {
          title: 'Learning the $\\beta$ function',
          abstract: 'We study the $\\beta$ function of deep models in 3 settings.',
        },
      ]),
    );
    await desk.start();
    await sent(1);
    const [card] = await cards();
    const [paper] = papers();
    expect(paper!.titleJa).toContain('$\\beta$');
    expect(card!.embeds[0]!.title).toBe(paper!.titleJa!.replace('$\\beta$', 'β'));
    expect(card!.embeds[0]!.description).toMatch(/^-# Learning the β function\n/);
    expect(card!.embeds[0]!.footer!.text).toContain('機械翻訳 DeepL');
    const word = fakeJapanese('models').slice(0, 2);
    for (const text of [word, 'settings']) expect(desk.store.reader.search({ ...search, text }).hits).toHaveLength(1);
  });
});

const search = {
  author: null,
  category: null,
  since: null,
  until: null,
  sort: 'newest',
  limit: 10,
  offset: 0,
} as const;
