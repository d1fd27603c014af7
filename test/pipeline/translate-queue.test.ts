// The queue of translations against a translator that misbehaves: what is stored, spent, asked again, and let go.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHttpClient, type HttpClient } from '../../src/http/client.js';
import { createLog } from '../../src/log.js';
import { translateOnRequest } from '../../src/pipeline/translate/on-request.js';
import type { TranslateParts } from '../../src/pipeline/translate/parts.js';
import { createTranslationPlan } from '../../src/pipeline/translate/plan.js';
import { createRound } from '../../src/pipeline/translate/round.js';
import { createTranslating } from '../../src/pipeline/translate/translating.js';
import { createGate } from '../../src/pipeline/translate/gate.js';
import { TEST_CHARACTERS, troubleOf } from '../../src/pipeline/translate/trial.js';
import { ownPort } from '../../src/store/port.js';
import { createGlossary } from '../../src/translate/glossary.js';
import { createTranslator } from '../../src/translate/providers/by-name.js';
import type { ProviderName } from '../../src/domain/translation.js';
import {
  baseUrl,
  isTest,
  PLAIN,
  startFakeTranslator,
  type FakeTranslator,
  type Fault,
} from '../helpers/fake-translator.js';
import { openTestStore, type TestStore } from '../helpers/stores.js';
import { dumpText } from '../helpers/dump-generator.js';
import { rssFeed } from '../helpers/translation.js';

const START = Date.parse('2030-01-02T03:00:00Z');
let clock = START;
const now = (): Date => new Date(clock);
let store: TestStore;
let fake: FakeTranslator;
let client: HttpClient;
const stop = new AbortController();

beforeEach(async () => {
  clock = START;
  store = openTestStore(now);
  fake = await startFakeTranslator();
  const limits = { headersMs: 1_000, idleMs: 1_000, totalMs: 2_000 };
  client = createHttpClient({ userAgent: 't', allowed: [{ host: '127.0.0.1', port: null }], now, limits });
});
afterEach(async () => {
  await client.close();
  await fake.close();
  store.close();
});

function partsFor(provider: ProviderName = 'deepl', dailyCharacters = 0): TranslateParts {
  const settings = { url: baseUrl(fake, provider), key: 'k', region: null, model: 'm', request: client.request };
  return {
    translator: createTranslator(provider, settings),
    glossary: createGlossary([]),
    settings: { dailyCharacters, waitMs: 600_000, timezone: 'Asia/Tokyo' },
    reader: store.reader,
    writer: ownPort(store.writer),
    askedBy: 'bot',
    now,
    random: () => 0.5,
    log: createLog('silent'),
  };
}

const PAPERS = Array.from({ length: 12 }, (_, index) => ({
  title: `Deep study number ${index} of $x_${index}$ in graphs`,
  abstract: `We study the graph $x_${index}$ with ${index + 3} nodes in detail. The method of ours needs no labels at all. It works well for $y^${index}$.`,
}));

const due = () => store.reader.nextDelivery('c', '2099-01-01T00:00:00Z')!;
const papers = () => [...store.reader.eachPaper()].map(({ paper }) => paper);
const day = '2030-01-02';
const spent = () => store.reader.charactersOn(day);
const waiting = () => store.reader.waitingForTranslation();

/** Papers owed to a Japanese channel, all of which have been looked at. */
async function owe(parts: TranslateParts, count: number): Promise<void> {
  store.subscribe('c', 'cs.LG', 'ja');
  await store.ingest(rssFeed(PAPERS.slice(0, count)), 'always');
  clock += 1_000;
  const delivery = due();
  const gate = createGate(parts, { plan: createTranslationPlan(parts), wake: () => undefined });
  await gate(delivery, store.reader.findPaper(delivery.paperKey)!);
}

async function run(parts: TranslateParts): Promise<void> {
  const round = createRound(parts);
  for (let count = 0; count < 500; count += 1) {
    const outcome = await round(stop.signal);
    if (outcome === 'idle') return;
    if (outcome === 'resting') clock += 60_000;
  }
  throw new Error('there is no end to it');
}

describe('the day’s budget', () => {
  it.each([0, 777, 1_500])('holds to the character at %d, with a fifth of the answers bad', async (limit) => {
    const parts = partsFor('deepl', limit);
    let asked = 0;
    fake.faultFor = (text) => (text !== null && (asked += 1) % 5 === 0 ? 'lost-token' : null);
    await owe(parts, 12);
    await run(parts);
    expect(spent()).toBe(fake.characters());
    if (limit > 0) expect(spent()).toBeLessThanOrEqual(limit);
    expect(spent()).toBeGreaterThan(limit / 2);
    expect(waiting()).toBe(0);
  });

  it('goes to titles first, and nothing waits once it is spent', async () => {
    const parts = partsFor('deepl', 600);
    await owe(parts, 12);
    await run(parts);
    expect(papers().filter(({ titleJa }) => titleJa !== null).length).toBeGreaterThan(8);
    const [paper] = papers();
    expect(store.reader.paperTranslations(paper!).find(({ kind }) => kind === 'abstract')?.reason).toContain(
      'budget of 600',
    );
    expect(due().waitsSince === null || Date.parse('2030-01-02T03:00:00Z') <= clock).toBe(true);
    expect(waiting()).toBe(0);
  });

  it('starts counting again on another day', async () => {
    const parts = partsFor('deepl', 300);
    await owe(parts, 3);
    await run(parts);
    clock += 86_400_000;
    const [paper] = papers().filter(({ abstractJa }) => abstractJa === null);
    const round = createRound(parts);
    const work = async () => (await round(stop.signal, 0)) !== 'idle';
    expect((await translateOnRequest(parts, paper!, { again: 'no', work })).status).toBe('done');
    expect(store.reader.charactersOn('2030-01-03')).toBeGreaterThan(0);
  });
});

describe('a bad translation', () => {
  it('is asked for once more sentence by sentence, and what is good then is kept', async () => {
    const parts = partsFor('openai');
    await owe(parts, 1);
    fake.faultFor = (text) => (text?.includes('labels') === true && text.includes('works') ? 'lost-token' : null);
    await run(parts);
    expect(papers()[0]!.abstractJa).toContain('$x_0$');
    expect(fake.requests).toHaveLength(1 + 1 + 3);
  });

  it('is never stored: the text stays in English with the reason', async () => {
    const parts = partsFor();
    await owe(parts, 1);
    fake.faultFor = (text) => (text === null || text === PLAIN ? null : 'echo');
    await run(parts);
    const [paper] = papers();
    expect(paper).toMatchObject({ titleJa: null, abstractJa: null, translation: null });
    expect(store.reader.paperTranslations(paper!)).toMatchObject([
      { state: 'refused' },
      { state: 'refused', reason: 'it is the original again' },
    ]);
    expect(waiting()).toBe(0);
  });
});

describe('a translator that', () => {
  it.each<[string, Fault]>([
    ['asks for patience', { status: 429, retryAfter: '30' }],
    ['is in trouble', { status: 503 }],
    ['hangs up', 'hang-up'],
    ['is too slow', 'silence'],
    ['breaks off in the middle', 'cut-off-answer'],
    ['answers with a page', 'not-json'],
    ['gives half a batch', 'half-a-batch'],
    ['finds the request too large', { status: 413 }],
  ])('%s three times is asked again until all is translated', async (_, fault) => {
    const parts = partsFor();
    await owe(parts, 4);
    fake.faultFor = (text, request) => (text === null && request <= 3 ? fault : null);
    await run(parts);
    expect(papers().every(({ titleJa, abstractJa }) => titleJa !== null && abstractJa !== null)).toBe(true);
    expect(spent()).toBe(fake.characters());
  });

  it('asks for 30 seconds is left alone for 30 seconds, by another program too', async () => {
    const parts = partsFor();
    await owe(parts, 2);
    fake.faultFor = (text) => (text === null ? { status: 429, retryAfter: '30' } : null);
    await createRound(parts)(stop.signal);
    clock += 29_000;
    expect(await createRound(parts)(stop.signal)).toBe('resting');
    expect(fake.requests).toHaveLength(1);
    clock += 2_000;
    await createRound(parts)(stop.signal);
    expect(fake.requests).toHaveLength(2);
  });

  it.each(['0', '-1', 'Mon, 01 Jan 1990 00:00:00 GMT'])(
    'wants to be asked again at once (Retry-After: %s) is not',
    async (at) => {
      const parts = partsFor();
      await owe(parts, 2);
      fake.faultFor = (text) => (text === null ? { status: 429, retryAfter: at } : null);
      await createRound(parts)(stop.signal);
      expect(await createRound(parts)(stop.signal)).toBe('resting');
      clock += 1_000;
      await createRound(parts)(stop.signal);
      clock += 1_000;
      expect(await createRound(parts)(stop.signal)).toBe('resting');
      expect(fake.requests).toHaveLength(2);
    },
  );

  it('fails for a while is tested with one text, so that the budget of the day outlives it', async () => {
    const parts = partsFor('deepl', 3_600);
    await owe(parts, 12);
    fake.faultFor = (text, request) => (text === null && request <= 8 ? { status: 503 } : null);
    await run(parts);
    expect(fake.requests[0]?.length).toBeGreaterThan(1);
    expect(fake.requests.slice(1, 9).map((texts) => texts.length)).toEqual(Array(8).fill(1));
    expect(fake.requests[9]?.length).toBeGreaterThan(1);
    expect(papers().filter(({ titleJa }) => titleJa !== null)).toHaveLength(12);
  });

  it('fails at one text each time translates all others meanwhile, and spends little on that one', async () => {
    const parts = partsFor();
    await owe(parts, 12);
    const begun = clock;
    const isPoison = (text: string): boolean => text.startsWith('Deep study number 4');
    fake.faultFor = (text, request) =>
      text === null && (fake.requests[request - 1] ?? []).some(isPoison) ? { status: 503 } : null;
    const round = createRound(parts);
    const left = (): number =>
      papers().filter(({ titleJa, abstractJa }) => titleJa === null || abstractJa === null).length;
    for (let count = 0; count < 100 && left() > 1; count += 1)
      if ((await round(stop.signal)) === 'resting') clock += 1_000;
    expect(left()).toBe(1);
    expect(clock - begun).toBeLessThan(60_000);
    expect(fake.requests.filter((texts) => texts.length > 1 && texts.some(isPoison))).toHaveLength(3);
  });

  it('fails several times is told once by each program, and once more when it answers', async () => {
    const lines: string[] = [];
    const log = createLog('info', [], { write: (line) => void lines.push(line), isPretty: false });
    const parts = { ...partsFor(), log };
    await owe(parts, 2);
    fake.faultFor = (text, request) => (text === null && request <= 3 ? { status: 503 } : null);
    const told = (): string[] => lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
    await createRound(parts)(stop.signal);
    clock += 60_000;
    expect(told()).toEqual(['a translation was not given']);
    // A program that is started meanwhile tells its own operator.
    await run(parts);
    expect(told().slice(1)).toEqual(['a translation was not given', 'translations are given again']);
  });

  it.each<[string, Fault]>([
    ['has no Japanese', { status: 400, body: { error: 'ja is not supported' } }],
    ['gives nothing back', { status: 200, body: { translations: [] } }],
    ['gives answers without a text', { status: 200, body: { translations: [{}] } }],
  ])('%s is one that fails: everything is translated once that is mended', async (_, fault) => {
    const parts = partsFor();
    await owe(parts, 4);
    fake.faultFor = (text, request) => (text === null && request <= 20 ? fault : null);
    await run(parts);
    expect(papers().every(({ titleJa, abstractJa }) => titleJa !== null && abstractJa !== null)).toBe(true);
  });

  it.each<[string, Fault]>([
    ['stops to take any text', { status: 400 }],
    ['gives every text back as it was', 'echo'],
    ['answers in Chinese for a while', 'chinese'],
  ])('%s loses none of them', async (_, fault) => {
    const parts = partsFor();
    await owe(parts, 12);
    fake.faultFor = (text, request) =>
      (text === null) === (typeof fault === 'object') && request > 1 && request <= 20 ? fault : null;
    await run(parts);
    expect(papers().every(({ titleJa, abstractJa }) => titleJa !== null && abstractJa !== null)).toBe(true);
    expect(
      store.reader.translationStatus({ provider: 'deepl', translator: null, dailyCharacters: 0, day, now: '' }).failed,
    ).toBe(0);
    expect(spent()).toBe(fake.characters());
  });

  it.each<[string, Fault, string]>([
    ['refuses', { status: 400 }, 'refused'],
    ['gives no text for', { status: 200, body: { choices: [{ message: {}, finish_reason: 'length' }] } }, 'refused'],
    ['fails at', { status: 500 }, 'refused'],
  ])(
    '%s the only text that waits does not rest for it: the next one is translated at once',
    async (_, fault, state) => {
      const parts = partsFor('openai');
      await owe(parts, 1);
      fake.faultFor = (text, request) =>
        text === null && !isTest(fake.requests[request - 1]?.[0]) && !isNext() ? fault : null;
      const isNext = (): boolean => fake.requests.at(-1)?.[0]?.includes('tree') === true;
      const begun = clock;
      await run(parts);
      expect(clock - begun).toBeLessThan(1_200_000);
      const reports = store.reader.paperTranslations(papers()[0]!);
      expect(reports.map((each) => each.state)).toEqual(reports.map(() => state));
      expect(waiting()).toBe(0);
      const next = PAPERS.slice(1, 2).map(({ title, abstract }) => ({
        title: `A tree: ${title}`,
        abstract: abstract.replaceAll(/graph|labels|works/g, 'tree'),
      }));
      await store.ingest(rssFeed(next).replaceAll('2604.', '2605.'), 'always');
      clock += 1_000;
      await createTranslationPlan(parts).forDue();
      expect(await createRound(parts)(stop.signal)).toBe('worked');
      expect(papers().find(({ arxivId }) => arxivId === '2605.00001')?.titleJa).not.toBeNull();
      expect(spent()).toBe(fake.characters());
    },
  );

  it('refuses two texts translates all others, and says why those stay in English', async () => {
    const parts = partsFor();
    await owe(parts, 12);
    const isRefused = (text: string): boolean => /^Deep study number [47] /.test(text);
    fake.faultFor = (text, request) =>
      text === null && (fake.requests[request - 1] ?? []).some(isRefused) ? { status: 400 } : null;
    await run(parts);
    const left = papers().filter(({ titleJa }) => titleJa === null);
    expect(left).toHaveLength(2);
    expect(papers().every(({ abstractJa }) => abstractJa !== null)).toBe(true);
    for (const paper of left)
      expect(store.reader.paperTranslations(paper).find(({ kind }) => kind === 'title')?.reason).toContain('HTTP 400');
  });

  it.each<[string, Fault, RegExp]>([
    ['has no quota left', { status: 456 }, /quota/],
    ['refuses the key', { status: 403 }, /403/],
    ['wants more patience than a message has', { status: 429, retryAfter: '7200' }, /429/],
  ])('%s holds nothing up and is not asked again', async (_, fault, reason) => {
    const parts = partsFor();
    await owe(parts, 5);
    expect(waiting()).toBe(5);
    fake.faultFor = (text) => (text === null ? fault : null);
    expect(await createRound(parts)(stop.signal)).toBe('worked');
    expect(await createRound(parts)(stop.signal)).toBe('resting');
    expect(createTranslating(parts, () => 0).isIdle()).toBe(true);
    expect(store.reader.nextDelivery('c', now().toISOString())?.waitsSince).not.toBeNull();
    const status = store.reader.translationStatus({
      provider: 'deepl',
      translator: parts.translator.id,
      dailyCharacters: 0,
      day,
      now: now().toISOString(),
    });
    expect(status.error).toMatch(reason);
    expect(fake.requests).toHaveLength(1);
  });
});

it.each<[string, Fault]>([
  ['a quota is spent', { status: 456 }],
  ['a key is refused', { status: 403 }],
  ['a server wants patience', { status: 429, retryAfter: '1800' }],
])('asks after a start whether %s still, with a plain sentence, and translates where it is not', async (_, fault) => {
  const parts = partsFor();
  await owe(parts, 3);
  fake.faultFor = (text) => (text === null ? fault : null);
  await createRound(parts)(stop.signal);
  const restart = (): Promise<void> => createTranslating(parts, () => 0).recover();
  const next = async (): Promise<void> => {
    clock += 1_000;
    await createTranslationPlan(parts).forDue();
  };
  await restart();
  await store.ingest(rssFeed(PAPERS.slice(3, 6)).replaceAll('2604.', '2605.'), 'always');
  await next();
  await createRound(parts)(stop.signal);
  expect(fake.requests.slice(1)).toEqual([[PLAIN]]);
  expect(await createRound(parts)(stop.signal)).toBe('resting');
  fake.faultFor = () => null;
  await restart();
  await store.ingest(rssFeed(PAPERS.slice(6, 9)).replaceAll('2604.', '2606.'), 'always');
  await next();
  await run(parts);
  const translated = papers().filter(({ titleJa }) => titleJa !== null);
  expect(translated.filter(({ arxivId }) => arxivId?.startsWith('2606.'))).toHaveLength(3);
});

it('translates what a refused key left, once there is another, and edits the cards that went out in English', async () => {
  const parts = partsFor();
  await owe(parts, 3);
  const gate = createGate(parts, { plan: createTranslationPlan(parts), wake: () => undefined });
  const mayGo = () => gate(due(), store.reader.findPaper(due().paperKey)!);
  fake.faultFor = (text) => (text === null ? { status: 403 } : null);
  await createRound(parts)(stop.signal);
  expect(store.reader.nextDelivery('c', now().toISOString())).not.toBeNull();
  expect(await mayGo()).toBe(true);
  // What comes meanwhile waits neither, and is not lost.
  await store.ingest(rssFeed(PAPERS.slice(3, 5)).replaceAll('2604.', '2605.'), 'always');
  clock += 1_000;
  await createTranslationPlan(parts).forDue();
  expect(waiting()).toBe(3);
  for (const { key } of papers()) expect(store.reader.paperHere(key, 'c').untranslated?.reason).toContain('HTTP 403');
  fake.faultFor = () => null;
  await createTranslating(parts, () => 0).recover();
  await run(parts);
  expect(papers().every(({ titleJa, abstractJa }) => titleJa !== null && abstractJa !== null)).toBe(true);
});

it('rests for the translator that failed, not for one at another address', async () => {
  const parts = partsFor();
  await owe(parts, 1);
  fake.faultFor = (text) => (text === null ? { status: 403 } : null);
  await createRound(parts)(stop.signal);
  fake.faultFor = () => null;
  const settings = { url: `${fake.url}/other`, key: 'k', region: null, model: null, request: client.request };
  await run({ ...parts, translator: createTranslator('deepl', settings) });
  expect(papers()[0]!.titleJa).not.toBeNull();
  expect(fake.requests.flat()).not.toContain(PLAIN);
});

it('does not count a test that the day’s budget does not allow as a failure', async () => {
  const parts = partsFor('openai', 1_000);
  await owe(parts, 1);
  fake.faultFor = (text) => (text === null ? null : 'echo');
  await createRound(parts)(stop.signal);
  // What is left allows the title once more, and no test behind it.
  await parts.writer.call('spendOfPerson', '', { day, characters: 990 - 2 * spent(), limit: 1_000 });
  await run(parts);
  expect(fake.requests).toHaveLength(2);
  expect(store.reader.translatorRest(parts.translator.id)).toBeNull();
  expect(waiting()).toBe(0);
});

it('waits where the operator’s names make the sentence that tests longer than what is left of the day', async () => {
  const names = ['results', 'with', 'theory'];
  const glossary = createGlossary(names.map((english) => ({ kind: 'keep', english, japanese: '' })));
  const parts = { ...partsFor('deepl', 1_000), glossary };
  store.subscribe('c', 'cs.LG', 'ja');
  await store.ingest(rssFeed([{ title: 'Some trees', abstract: '' }]), 'always');
  clock += 1_000;
  await createTranslationPlan(parts).forDue();
  fake.faultFor = (text) => (text === null ? { status: 500 } : null);
  const round = createRound(parts);
  await round(stop.signal);
  const characters = 1_000 - spent() - 'Some trees'.length - TEST_CHARACTERS;
  await parts.writer.call('spendOfPerson', '', { day, characters, limit: 1_000 });
  clock += 600_000;
  expect(await round(stop.signal)).toBe('idle');
  expect(fake.requests).toHaveLength(1);
});

it('tests a translator with another sentence where it gets one wrong, and says what to do', async () => {
  const lines: string[] = [];
  const log = createLog('warn', [], { write: (line) => void lines.push(line), isPretty: false });
  const parts = { ...partsFor('openai'), log };
  await owe(parts, 1);
  let bad = 0;
  fake.faultFor = (text) => (text === PLAIN || (text?.startsWith('Deep') === true && (bad += 1) <= 2) ? 'echo' : null);
  await run(parts);
  expect(papers()[0]).toMatchObject({ titleJa: expect.any(String), abstractJa: expect.any(String) });
  expect(lines.filter((line) => line.includes('translate --try'))).toHaveLength(1);
});

it('leaves a model that is loaded first, or is slow, some minutes for the plain sentence', async () => {
  const limits = vi.spyOn(AbortSignal, 'timeout');
  expect(await troubleOf(partsFor(), stop.signal)).toBeNull();
  expect(limits.mock.calls.filter(([ms]) => ms < 240_000)).toEqual([]);
  limits.mockRestore();
});

it('holds nothing that is planned while the translator refuses', async () => {
  const parts = partsFor();
  const many = Array.from({ length: 30 }, (_, index) => ({
    title: `Wide study number ${index}`,
    abstract: `Short, ${index}.`,
  }));
  store.subscribe('c', 'cs.LG', 'ja');
  await store.ingest(rssFeed(many), 'always');
  clock += 1_000;
  const at = now().toISOString();
  const { wantTranslations } = store.writer;
  vi.spyOn(store.writer, 'wantTranslations').mockImplementationOnce((wanted) => {
    wantTranslations(wanted, at);
    const until = new Date(clock + 3_600_000).toISOString();
    store.writer.restTranslator({ translator: parts.translator.id, kind: 'quota', until, reason: 'spent' }, at);
    store.writer.dropOpenTranslations('spent', at);
  });
  await createTranslationPlan(parts).forDue();
  expect(waiting()).toBe(0);
});

it('plans once for deliveries that wait for nothing, and again on another day', async () => {
  const parts = partsFor('deepl', 10);
  store.subscribe('c', 'cs.LG', 'ja');
  await store.ingest(rssFeed(PAPERS), 'always');
  clock += 1_000;
  const gate = createGate(parts, { plan: createTranslationPlan(parts), wake: () => undefined });
  const want = vi.spyOn(store.writer, 'wantTranslations');
  const { owed } = store.reader.owedTranslations(now().toISOString(), 100);
  const first = due();
  expect(owed).toHaveLength(12);
  for (const { deliveryId, paper } of owed) expect(await gate({ ...first, id: deliveryId }, paper)).toBe(true);
  expect(want).toHaveBeenCalledTimes(1);
  clock += 86_400_000;
  expect(await gate(first, store.reader.findPaper(first.paperKey)!)).toBe(true);
  expect(want).toHaveBeenCalledTimes(2);
});

it('lets a card go whose texts came while somebody looked whether it waits on', async () => {
  const parts = partsFor();
  await owe(parts, 1);
  const { id } = due();
  const keepWaiting = () => parts.writer.call('keepWaiting', id, new Date(clock + 600_000).toISOString());
  await keepWaiting();
  expect(store.reader.nextDelivery('c', now().toISOString())).toBeNull();
  await run(parts);
  await keepWaiting();
  expect(store.reader.nextDelivery('c', now().toISOString())?.id).toBe(id);
});

it('asks at most one request again for each kill, loses and repeats nothing', async () => {
  const parts = partsFor('openai');
  await owe(parts, 12);
  let kills = 0;
  fake.faultFor = (text, request) => (text === null && request % 2 === 1 ? 'silence' : null);
  for (let turns = 0; turns < 60; turns += 1) {
    store.writer.recoverTranslations('bot', now().toISOString());
    const before = fake.requests.length;
    const working = createRound(parts)(stop.signal);
    const outcome = await Promise.race([working, silence(before)]);
    if (outcome === 'idle') break;
    if (outcome === 'killed') kills += 1;
  }
  expect(kills).toBeGreaterThan(2);
  expect(papers().every(({ titleJa, abstractJa }) => titleJa !== null && abstractJa !== null)).toBe(true);
  const times = new Map<string, number>();
  for (const text of fake.requests.flat()) times.set(text, (times.get(text) ?? 0) + 1);
  expect(Math.max(...times.values())).toBe(2);
  expect(fake.requests.length).toBe(kills * 2);
  expect(spent()).toBe(fake.characters());

  /** The request came and gets no answer: the program is killed, its promise is never heard of again. */
  async function silence(before: number): Promise<'killed'> {
    while (fake.requests.length === before || fake.requests.length % 2 === 0)
      await new Promise((look) => setTimeout(look, 5));
    return 'killed';
  }
});

it('gives way to what a site translates later, and asks for nothing that a site has translated', async () => {
  const parts = partsFor();
  await owe(parts, 1);
  await run(parts);
  const { title, abstract } = PAPERS[0]!;
  const entry = { title, ja: ['サイトによる要約です。'], en: abstract, authors: ['Ada First', 'Ben Second 0'] };
  await store.ingest(dumpText([{ ...entry, date: '2026-04-26 10:00:00+00:00', categories: ['cs.LG'] }]), 'never');
  expect(papers()).toMatchObject([
    {
      arxivId: '2604.00001',
      abstractJa: 'サイトによる要約です。',
      translation: { site: 'arxiv.jp', service: 'Google' },
    },
  ]);
  const asked = fake.requests.length;
  await createTranslationPlan(parts).forDue();
  await run(parts);
  expect(fake.requests).toHaveLength(asked);
});

it('costs nothing for a second paper with the same texts', async () => {
  const parts = partsFor();
  await owe(parts, 1);
  await run(parts);
  const characters = spent();
  await store.ingest(
    rssFeed([{ title: 'Another', abstract: 'x' }, { ...PAPERS[0]! }]).replaceAll('Ada First', 'Eve Third'),
    'always',
  );
  const again = papers().find(({ arxivId }) => arxivId === '2604.00002')!;
  expect(again.abstractJa).toBeNull();
  const result = await translateOnRequest(parts, again, { again: 'no', work: () => Promise.resolve(false) });
  expect(result).toMatchObject({ status: 'known', characters: 0 });
  expect(papers().find(({ arxivId }) => arxivId === '2604.00002')!.abstractJa).toContain('$x_0$');
  expect(spent()).toBe(characters);
});

it('asks for what was queued while the clock was ahead', async () => {
  const parts = partsFor();
  clock = START + 86_400_000;
  await owe(parts, 2);
  clock = START;
  await run(parts);
  expect(papers().map(({ titleJa }) => titleJa !== null)).toEqual([true, true]);
});
