// Translating for tests: a store, a local translator that is asked one text at a time, and a clock that is set.
import { createHttpClient } from '../../src/http/client.js';
import { createLog } from '../../src/log.js';
import type { ProviderName } from '../../src/domain/translation.js';
import type { TranslateParts } from '../../src/pipeline/translate/parts.js';
import { createTranslationPlan, type TranslationPlan } from '../../src/pipeline/translate/plan.js';
import { createRound } from '../../src/pipeline/translate/round.js';
import { ownPort } from '../../src/store/port.js';
import { createGlossary } from '../../src/translate/glossary.js';
import { createTranslator } from '../../src/translate/providers/by-name.js';
import { baseUrl, startFakeTranslator, type FakeTranslator } from './fake-translator.js';
import { openTestStore, type TestStore } from './stores.js';

export interface Translating {
  readonly store: TestStore;
  readonly fake: FakeTranslator;
  readonly parts: TranslateParts;
  readonly plan: TranslationPlan;
  /** May be set. */
  now: Date;
  /** Asks until there is nothing to ask for. */
  run(): Promise<void>;
  close(): Promise<void>;
}

export async function openTranslating({
  provider = 'openai' as ProviderName,
  dailyCharacters = 0,
  waitMs = 600_000,
} = {}): Promise<Translating> {
  const fake = await startFakeTranslator();
  let at = new Date('2030-01-02T03:00:00Z');
  const now = (): Date => at;
  const store = openTestStore(now);
  const client = createHttpClient({ userAgent: 't', allowed: [{ host: '127.0.0.1', port: null }], now });
  const settings = { url: baseUrl(fake, provider), key: 'k', region: null, model: 'm', request: client.request };
  const parts: TranslateParts = {
    translator: createTranslator(provider, settings),
    glossary: createGlossary([]),
    settings: { dailyCharacters, waitMs, timezone: 'Asia/Tokyo' },
    reader: store.reader,
    writer: ownPort(store.writer),
    askedBy: 'bot',
    now,
    random: () => 0.5,
    log: createLog('silent'),
  };
  return {
    store,
    fake,
    parts,
    plan: createTranslationPlan(parts),
    get now() {
      return at;
    },
    set now(time) {
      at = time;
    },
    async run() {
      const round = createRound(parts);
      for (let count = 0; count < 500; count += 1) {
        const outcome = await round(new AbortController().signal);
        if (outcome === 'idle') return;
        if (outcome === 'resting') at = new Date(at.getTime() + 60_000);
      }
      throw new Error('there is no end to it');
    },
    async close() {
      await client.close();
      await fake.close();
      store.close();
    },
  };
}
