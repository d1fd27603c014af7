// The order of translating: titles, gists of what is shown, abstracts of cards; the rest when somebody presses.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gistToTranslate } from '../../src/text/gist.js';
import { translateOnRequest } from '../../src/pipeline/translate/on-request.js';
import { createGate } from '../../src/pipeline/translate/gate.js';
import { createRound } from '../../src/pipeline/translate/round.js';
import { providerText } from '../../src/cards/paper-text.js';
import type { Mode } from '../../src/domain/subscription.js';
import { PLACE, ruleFor } from '../helpers/rules.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { isTest } from '../helpers/fake-translator.js';
import { rssFeed } from '../helpers/translation.js';
import { openTranslating, type Translating } from '../helpers/translating.js';

let t: Translating;
beforeEach(async () => {
  t = await openTranslating();
});
afterEach(() => t.close());

const PAPERS = [1, 2, 3].map((number) => ({
  title: `Deep study number ${number} of graphs`,
  abstract: [
    'Many graphs were studied before in many other ways by many other people.',
    `We propose a new method for graph ${number} that needs no labels at all.`,
    ...Array.from(
      { length: 6 },
      (_, index) => `Sentence ${index + 4} says more about what the method does in each detail.`,
    ),
  ].join(' '),
}));
const gists = PAPERS.map(({ abstract }) => gistToTranslate(abstract) ?? '');
const papers = () => [...t.store.reader.eachPaper()].map(({ paper }) => paper);
const asked = (): string[] => t.fake.requests.flat().filter((text) => !isTest(text));
const later = (ms: number): void => void (t.now = new Date(t.now.getTime() + ms));

async function owe(mode: Mode, hour: number | null = null): Promise<void> {
  const createdAt = '2030-01-01T00:00:00Z';
  t.store.writer.addSubscription(ruleFor('c', 'cs.LG', { mode, hour, createdAt }), { ...PLACE, language: 'ja' });
  await t.store.ingest(rssFeed(PAPERS), 'always');
  later(1_000);
}
const delivery = () => t.store.reader.nextDelivery('c', '2099-01-01T00:00:00Z')!;
const mayGo = () => {
  const next = delivery();
  return createGate(t.parts, { plan: t.plan, wake: () => undefined })(next, t.store.reader.findPaper(next.paperKey)!);
};

/** Somebody asks for the first paper. */
function askFor(again: 'no' | 'all') {
  const round = createRound(t.parts);
  const work = async () => (await round(new AbortController().signal, 0)) !== 'idle';
  return translateOnRequest(t.parts, papers()[0]!, { again, work });
}

describe('papers owed to a Japanese channel', () => {
  it('as cards have their titles asked for first, then their gists, then their abstracts', async () => {
    await owe('cards');
    expect(await mayGo()).toBe(false);
    await t.run();
    expect(asked()).toEqual([...PAPERS.map(({ title }) => title), ...gists, ...PAPERS.map(({ abstract }) => abstract)]);
    expect(gists.every((gist) => gist.startsWith('We propose') && gist.length <= 320)).toBe(true);
  });

  it('wait for titles and gists, not for abstracts that nobody sees yet', async () => {
    await owe('cards');
    await mayGo();
    const round = createRound(t.parts);
    for (let requests = 0; requests < 6; requests += 1) await round(new AbortController().signal);
    expect(t.store.reader.waitingForTranslation()).toBe(0);
    expect(await mayGo()).toBe(true);
    expect(
      papers().map(({ titleJa, gistJa, abstractJa }) => [titleJa === null, gistJa === undefined, abstractJa]),
    ).toEqual(PAPERS.map(() => [false, false, null]));
  });

  it.each(['compact', 'thread', 'digest'] as const)(
    'as %s have no abstract translated until somebody presses',
    async (mode) => {
      await owe(mode, mode === 'digest' ? 23 : null);
      await t.plan.forDue();
      await t.plan.ahead();
      await t.run();
      expect(asked()).toEqual([...PAPERS.map(({ title }) => title), ...gists]);
      expect((await askFor('no')).status).toBe('done');
      expect(asked().at(-1)).toBe(PAPERS[0]!.abstract);
      expect(papers()[0]!.abstractJa).not.toBeNull();
    },
  );

  it('in a digest are translated before its hour, and nothing waits for them', async () => {
    await owe('digest', 23);
    expect(t.store.reader.nextDelivery('c', t.now.toISOString())).toBeNull();
    await t.plan.ahead();
    expect(t.store.reader.waitingForTranslation()).toBe(0);
    await t.run();
    expect(papers().every(({ titleJa, gistJa }) => titleJa !== null && gistJa !== undefined)).toBe(true);
  });

  it('in a digest are not asked for again and again where the translator fails at one text alone', async () => {
    await owe('digest', 23);
    t.fake.faultFor = (text, request) =>
      text === null && t.fake.requests[request - 1]?.[0] === gists[1] ? { status: 500 } : null;
    const failures = (): number => asked().filter((text) => text === gists[1]).length;
    await t.plan.ahead();
    await t.run();
    const once = failures();
    expect(once).toBeGreaterThan(1);
    for (let looks = 0; looks < 3; looks += 1) {
      later(600_000);
      await t.plan.ahead();
      await t.run();
    }
    expect(failures()).toBe(once);
    const [, report] = t.store.reader.paperTranslations(papers()[1]!);
    expect(report).toMatchObject({ kind: 'gist', state: 'refused', reason: expect.stringContaining('given up after') });
  });

  it('in a digest of more papers than are looked at in one go are all translated before its hour', async () => {
    const createdAt = '2030-01-01T00:00:00Z';
    t.store.writer.addSubscription(ruleFor('c', 'cs.LG', { mode: 'digest', hour: 23, createdAt }), {
      ...PLACE,
      language: 'ja',
    });
    const feed = Array.from({ length: 1_100 }, (_, index) => ({
      title: `Deep study ${index} of graphs`,
      abstract: '',
    }));
    await t.store.ingest(rssFeed(feed), 'always');
    for (let looks = 0; looks < 4; looks += 1) await t.plan.ahead();
    const queued = t.store.reader.translationStatus({
      provider: 'openai',
      translator: null,
      dailyCharacters: 0,
      day: '',
      now: '',
    }).queued;
    expect(queued).toBe(1_100);
  });

  it.each(['stop', 'later'] as const)('do not fill the queue with weeks of text while it fails (%s)', async (kind) => {
    await t.close();
    t = await openTranslating({ dailyCharacters: 1_000 });
    const rule = { mode: 'digest', hour: 23, createdAt: '2030-01-01T00:00:00Z' } as const;
    t.store.writer.addSubscription(ruleFor('c', 'cs.LG', rule), { ...PLACE, language: 'ja' });
    if (kind === 'stop') t.store.subscribe('d', 'cs.LG', 'ja');
    const title = (index: number): string => `Deep study ${index} of graphs`;
    const feed = Array.from({ length: 400 }, (_, index) => ({ title: title(index + 100), abstract: '' }));
    await t.store.ingest(rssFeed(feed), 'always');
    for (let looks = 0; looks < 6; looks += 1) {
      later(600_000);
      const until = new Date(t.now.getTime() + 60_000).toISOString();
      const rest = { translator: t.parts.translator.id, kind, until, reason: 'no' };
      t.store.writer.restTranslator(rest, t.now.toISOString());
      await t.plan.ahead();
      if (kind === 'stop') await t.plan.forDue();
    }
    const question = { provider: 'openai', translator: null, dailyCharacters: 0, day: '', now: '' };
    expect(t.store.reader.translationStatus(question).queued).toBe(Math.floor(1_000 / title(100).length));
    expect(t.store.reader.translationStatus({ ...question, provider: null }).queued).toBe(0);
  });

  it('wait also where more than 500 others are due before them that need nothing', async () => {
    t.store.subscribe('d', 'cs.LG', 'ja');
    // Their abstracts came translated and their one title was asked for before: nothing of them is missing, and none waits.
    const others = generateEntries(7, 501).map((entry, index) => {
      return { ...entry, title: 'Proceedings of a conference', authors: [`Editor Number${index}`] };
    });
    await t.store.ingest(dumpText(others), 'always');
    later(1_000);
    for (let looks = 0; looks < 2; looks += 1) {
      await t.plan.forDue();
      await t.run();
    }
    expect(papers().filter(({ titleJa }) => titleJa !== null)).toHaveLength(501);
    const db = new Database(t.store.path);
    db.exec('UPDATE deliveries SET waits_since = NULL');
    db.close();
    await owe('cards');
    expect(t.store.reader.owedTranslations(t.now.toISOString(), 500).owed).toEqual([]);
    expect(await mayGo()).toBe(false);
    await t.run();
    expect(asked()).toContain(PAPERS[0]!.title);
    expect(await mayGo()).toBe(true);
  });

  it('from arxiv.jp wait for their titles, which the site leaves in English, and nothing else of them is sent', async () => {
    t.store.subscribe('c', 'cs.LG', 'ja');
    const entry = { ...PAPERS[0]!, ja: ['サイトによる要約です。'], en: PAPERS[0]!.abstract, authors: ['Ada First'] };
    await t.store.ingest(dumpText([{ ...entry, date: '2030-01-01 10:00:00+00:00', categories: ['cs.LG'] }]), 'always');
    later(1_000);
    expect(await mayGo()).toBe(false);
    await t.run();
    expect(await mayGo()).toBe(true);
    expect(asked()).toEqual([PAPERS[0]!.title]);
    expect(papers()).toMatchObject([
      {
        titleJa: expect.any(String),
        abstractJa: 'サイトによる要約です。',
        translation: { site: 'arxiv.jp', service: 'Google' },
        titleService: 'm',
      },
    ]);
    expect(providerText(papers()[0]!, 'ja')).toBe('機械翻訳 Google · タイトルの機械翻訳 m');
    expect((await askFor('no')).status).toBe('known');
    expect((await askFor('all')).status).toBe('done');
    expect(asked()).toEqual([PAPERS[0]!.title, PAPERS[0]!.title]);
  });

  it('have all gists before any abstract where the budget is short', async () => {
    await t.close();
    const share = [...PAPERS.map(({ title }) => title), ...gists].reduce((sum, text) => sum + [...text].length, 0);
    t = await openTranslating({ dailyCharacters: share + 20 });
    await owe('cards');
    await mayGo();
    await t.run();
    expect(papers().every(({ gistJa, abstractJa }) => gistJa !== undefined && abstractJa === null)).toBe(true);
    expect(t.store.reader.charactersOn('2030-01-02')).toBe(t.fake.characters());
  });
});

describe('after a day without a translator', () => {
  const today = PAPERS.map(({ title, abstract }) => ({
    title: title.replace('Deep', 'Wide'),
    abstract: abstract.replaceAll('graph', 'tree'),
  }));
  // In any order: while it fails, the one of the fewest attempts tests it.
  const first = [...today.map(({ title }) => title), ...today.map(({ abstract }) => gistToTranslate(abstract) ?? '')];

  /** Cards of a day on which it failed went out as they were; a day later others are owed, and it is still away. */
  async function fallBehind(): Promise<void> {
    await owe('cards');
    t.fake.faultFor = (text) => (text === null ? { status: 503 } : null);
    await mayGo();
    const round = createRound(t.parts);
    await round(new AbortController().signal);
    for (let sent = 0; sent < PAPERS.length; sent += 1) {
      const { id } = delivery();
      t.store.writer.claimDelivery({ id, nonce: `n${id}`, body: '{}', historyAfter: '1' }, t.now.toISOString());
      const place = { messageId: `${id}`, channelId: 'c', body: null, isToPublish: false };
      t.store.writer.markSent(id, place, t.now.toISOString());
    }
    later(86_400_000);
    await t.store.ingest(rssFeed(today).replaceAll('2604.', '2605.'), 'always');
    later(1_000);
    expect(await mayGo()).toBe(false);
    await round(new AbortController().signal);
    t.fake.faultFor = () => null;
    t.fake.requests.length = 0;
  }

  it('what the cards of today wait for is asked for before what is left of yesterday', async () => {
    await fallBehind();
    await t.run();
    expect(asked().slice(0, first.length).toSorted()).toEqual(first.toSorted());
    expect(papers().every(({ titleJa, abstractJa }) => titleJa !== null && abstractJa !== null)).toBe(true);
  });

  it('the budget of the day is spent on them first', async () => {
    await t.close();
    const most = [...PAPERS, ...today].reduce((sum, { title, abstract }) => sum + [...title, ...abstract].length, 0);
    t = await openTranslating({ dailyCharacters: Math.ceil(most * 0.7) });
    await fallBehind();
    await t.run();
    expect(asked().slice(0, first.length).toSorted()).toEqual(first.toSorted());
    expect(t.fake.characters()).toBeLessThanOrEqual(Math.ceil(most * 0.7));
  });
});

describe('what is left of a day without a translator', () => {
  const many = (word: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      title: `Deep ${word} number ${index} of graphs`,
      abstract: PAPERS[0]!.abstract.replaceAll('graph', word).replace('no labels', `no labels of ${word}${index}`),
    }));
  const cost = (texts: readonly { title: string; abstract: string }[]): number =>
    texts.reduce(
      (sum, { title, abstract }) => sum + [...title, ...abstract, ...(gistToTranslate(abstract) ?? '')].length,
      0,
    );
  const left = many('tree', 12);
  const today = many('ring', 4);
  const isOf = (word: string) => (text: string) => text.includes(word);

  async function fail(): Promise<void> {
    const createdAt = '2030-01-01T00:00:00Z';
    t.store.writer.addSubscription(ruleFor('c', 'cs.LG', { createdAt }), { ...PLACE, language: 'ja' });
    await t.store.ingest(rssFeed(left), 'always');
    later(1_000);
    await mayGo();
    // The wait of each card is over, and it stands in English.
    for (let next = delivery(); next !== null; next = delivery()) {
      t.store.writer.claimDelivery(
        { id: next.id, nonce: `n${next.id}`, body: '{}', historyAfter: '1' },
        t.now.toISOString(),
      );
      const place = { messageId: `${next.id}`, channelId: 'c', body: null, isToPublish: false };
      t.store.writer.markSent(next.id, place, t.now.toISOString());
    }
    t.now = new Date('2030-01-02T15:00:10Z');
  }

  it('takes half of a day’s budget before the papers of that day come, which have the other half', async () => {
    await t.close();
    const limit = 2 * cost(today);
    expect(cost(left)).toBeGreaterThan(limit);
    t = await openTranslating({ dailyCharacters: limit });
    await fail();
    await t.run();
    const spent = t.fake.characters();
    expect(spent).toBeLessThanOrEqual(limit / 2);
    expect(spent).toBeGreaterThan(limit / 3);
    later(6 * 3_600_000);
    await t.store.ingest(rssFeed(today).replaceAll('2604.', '2605.'), 'always');
    later(1_000);
    expect(await mayGo()).toBe(false);
    await t.run();
    expect(asked().filter(isOf('ring'))).toHaveLength(3 * today.length);
    expect(t.fake.characters()).toBeLessThanOrEqual(limit);
  });

  it('is translated over several days where half of one is not enough', async () => {
    await t.close();
    t = await openTranslating({ dailyCharacters: cost(left) });
    await fail();
    for (let day = 0; day < 4; day += 1) {
      await t.run();
      later(86_400_000);
    }
    expect(papers().every(({ titleJa, abstractJa }) => titleJa !== null && abstractJa !== null)).toBe(true);
  });
});

describe('a new version', () => {
  const revised = PAPERS.map((paper) => ({ ...paper, abstract: paper.abstract.replace('a new', 'a newer') }));

  async function revise(text: string): Promise<void> {
    const next = delivery();
    const claim = { id: next.id, nonce: 'n', body: '{}', historyAfter: '1' };
    t.store.writer.claimDelivery(claim, t.now.toISOString());
    t.store.writer.markSent(
      next.id,
      { messageId: '5', channelId: 'c', body: null, isToPublish: false },
      t.now.toISOString(),
    );
    await t.store.ingest(
      text.replaceAll('v1', 'v2').replaceAll('>new<', '>replace<').replaceAll('Type: new', 'Type: replace'),
    );
  }

  it('with the same abstract costs nothing', async () => {
    await owe('cards');
    await mayGo();
    await t.run();
    const before = t.fake.characters();
    await revise(rssFeed(PAPERS));
    later(3_000);
    await t.plan.ahead();
    await t.run();
    expect(t.fake.characters()).toBe(before);
    expect(papers()[0]).toMatchObject({ version: 2 });
    expect(papers()[0]!.abstractJa).not.toBeNull();
  });

  it('with a new abstract is asked for again, and the edit of its card waits for it', async () => {
    await owe('cards');
    await mayGo();
    await t.run();
    await revise(rssFeed(revised));
    expect(papers()[0]).toMatchObject({ version: 2, abstractJa: null });
    await t.plan.ahead();
    later(3_000);
    const due = () =>
      t.store.reader.dueUpdates(t.now.toISOString(), null, 10).steps.filter(({ kind }) => kind === 'edit');
    expect(due()).toEqual([]);
    await t.run();
    expect(papers()[0]!.abstractJa).not.toBeNull();
    expect(asked()).toContain(revised[0]!.abstract);
    later(3_000);
    expect(due()).toHaveLength(1);
  });

  it('is edited after its record was read, not after a file was begun that takes minutes, so that it is asked for before', async () => {
    await owe('cards');
    const began = t.now.getTime();
    const { storeRecord } = t.store.writer;
    vi.spyOn(t.store.writer, 'storeRecord').mockImplementation((...given) => {
      later(600_000);
      return storeRecord(...given);
    });
    await revise(rssFeed(revised));
    const since = new Date(began + 1_200_000).toISOString();
    expect(t.store.reader.changedMessages(10, null, since).messages).toHaveLength(1);
  });

  it('is asked for also while the translator fails for a moment and the day’s budget is queued for what is owed later', async () => {
    await t.close();
    t = await openTranslating({ dailyCharacters: 10_000 });
    await owe('cards');
    await mayGo();
    await t.run();
    const many = Array.from({ length: 400 }, (_, index) => ({
      title: `Deep study ${index + 100} of trees`,
      abstract: '',
    }));
    await t.store.ingest(rssFeed(many).replaceAll('2604.', '2605.'), 'always');
    later(600_000);
    const until = new Date(t.now.getTime() + 60_000).toISOString();
    const rest = { translator: t.parts.translator.id, kind: 'later', until, reason: 'no' } as const;
    t.store.writer.restTranslator(rest, t.now.toISOString());
    await t.plan.ahead();
    await revise(rssFeed(revised));
    later(3_000);
    await t.plan.ahead();
    expect(t.store.reader.translationOf(revised[0]!.abstract)?.state).toBe('waiting');
  });

  describe('beside many others', () => {
    const many = generateEntries(5, 130).map((entry, index) => ({
      ...entry,
      ja: [],
      title: `Study ${index} of graphs`,
      categories: ['cs.LG'],
    }));
    const minute = (index: number): string =>
      `01 0${Math.floor(index / 60)}:${String(index % 60).padStart(2, '0')}:00+00:00`;
    const isAsked = (index: number): boolean =>
      t.store.reader.translationOf(`Another abstract, number ${index}.`) !== null;

    beforeEach(async () => {
      t.store.subscribe('c', 'cs.LG');
      await t.store.ingest(dumpText(many.map((entry, index) => ({ ...entry, date: `2026-01-${minute(index)}` }))));
      const db = new Database(t.store.path);
      db.exec("UPDATE deliveries SET state = 'sent', message_id = '5'");
      db.close();
      await t.store.ingest(
        dumpText(
          many.map((entry, index) => ({
            ...entry,
            en: `Another abstract, number ${index}.`,
            date: `2027-01-${minute(index)}`,
          })),
        ),
      );
    });

    it('is asked for at the second look where a hundred came before it', async () => {
      await t.plan.ahead();
      expect(many.filter((_, index) => isAsked(index))).toHaveLength(100);
      await t.plan.ahead();
      expect(many.filter((_, index) => isAsked(index))).toHaveLength(130);
    });

    it('is asked for at once where a server that the bot left holds the edits of the others, and these are not read each time', async () => {
      const db = new Database(t.store.path);
      const hold = (at: number): void =>
        void db
          .prepare('UPDATE message_steps SET next_attempt_at = ? WHERE id > (SELECT min(id) FROM message_steps)')
          .run(new Date(t.now.getTime() + at).toISOString());
      hold(20 * 3_600_000);
      const read = vi.spyOn(t.store.reader, 'findPaper');
      await t.plan.ahead();
      expect(many.filter((_, index) => isAsked(index))).toHaveLength(1);
      await t.plan.ahead();
      expect(read).toHaveBeenCalledTimes(1);
      hold(-3_600_000);
      db.close();
      await t.plan.ahead();
      const found = vi.spyOn(t.store.reader, 'changedMessages');
      await t.plan.ahead();
      expect(found.mock.results.flatMap(({ value }) => (value as { messages: unknown[] }).messages)).toHaveLength(1);
    });
  });
});
