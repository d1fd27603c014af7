// Papers that turn out to be one after both were posted: their messages stand, and tell what becomes of the paper.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dumpText } from '../../helpers/dump-generator.js';
import { openMemoryDiscord, type MemoryDiscord } from '../../helpers/memory-discord.js';
import { messageProblems } from '../../../src/sandbox/discord/validate.js';
import { papersOfADay, rowsOf, setMode } from '../../helpers/modes.js';
import { storePapers } from '../../helpers/papers.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';
import { until } from '../../helpers/control.js';

const clock = { ms: 0 };
let store: TestStore;
let discord: MemoryDiscord;
beforeEach(() => {
  clock.ms = Date.parse('2030-01-02T03:04:05Z');
  store = openTestStore(() => new Date(clock.ms));
  discord = openMemoryDiscord({ store, kind: 'channel', clock });
});
afterEach(async () => {
  await discord.stop();
  store.close();
});

const LATER = '2031-01-01T00:00:00.000Z';
const [entry] = papersOfADay(5, 1);
const FIRST = { ...entry!, date: '2026-01-01 10:00:00+00:00', categories: ['cs.LG'] };
const SECOND = { ...FIRST, title: 'Another name for the same work', date: '2026-02-01 10:00:00+00:00' };

/** arXiv tells both versions, by whose times both entries are of its paper. */
function join(change: object = {}): void {
  clock.ms += 3_600_000;
  const versions = [FIRST, SECOND].map(({ date }, index) => ({
    version: index + 1,
    at: date.replace(' ', 'T').replace('+00:00', 'Z'),
  }));
  storePapers(store, [
    {
      title: SECOND.title,
      authors: FIRST.authors,
      categories: ['cs.LG'],
      arxivId: '2601.00001',
      version: 2,
      submittedAt: versions[0]!.at,
      updatedAt: versions[1]!.at,
      versions,
      ...change,
    },
  ]);
}

async function settled(): Promise<void> {
  clock.ms += 700_000;
  await until('the end of edits', () => {
    discord.wake();
    clock.ms += 1_000;
    return store.reader.dueUpdates('2099', null, 10).steps.length === 0 ? true : null;
  });
}

async function post(mode: string): Promise<void> {
  store.subscribe('1000', 'cs.LG');
  await store.ingest(dumpText([FIRST, SECOND]));
  setMode({ store }, mode);
  await discord.drain();
}

const WITHDRAWN = { withdrawn: true, version: 3, comments: 'Withdrawn by the authors: an error' };

describe('two papers that turn out to be one after both were posted', () => {
  it('have two cards that show it, and what becomes of it later', async () => {
    await post('cards');
    expect(discord.messages).toHaveLength(2);
    join();
    await settled();
    for (const { body } of discord.messages)
      expect(body.embeds?.[0]).toMatchObject({ url: 'https://arxiv.org/abs/2601.00001' });
    join(WITHDRAWN);
    await settled();
    for (const { body } of discord.messages) expect(body.embeds?.[0]?.title).toMatch(/^~~/);
    expect(discord.messages).toHaveLength(2);
    expect(discord.edits).toHaveLength(4);
  });

  it('have two lines of one list, in whose menu the paper stands once', async () => {
    await post('compact');
    join(WITHDRAWN);
    await settled();
    const [message] = discord.messages;
    expect(message!.body.embeds?.[0]?.description?.match(/~~\[/g)).toHaveLength(2);
    expect(messageProblems({ ...message!.body })).toEqual([]);
    expect(JSON.stringify(message!.body.components)).toContain('1. Another name');
  });
});

it('a card in doubt is not posted where it turns out not to be there, and another card shows the same paper', async () => {
  store.subscribe('1000', 'cs.LG');
  await store.ingest(dumpText([FIRST]));
  await discord.drain();
  let asked = 0;
  discord.answer = () => {
    asked += 1;
    return { kind: 'retry', reason: 'time-out', afterMs: null, maybeAccepted: true };
  };
  await store.ingest(dumpText([SECOND]));
  await until('the second card to be in doubt', () => {
    clock.ms += 1_000;
    discord.wake();
    return asked > 0 ? true : null;
  });
  join();
  discord.answer = () => null;
  await until('the outcome to be known', () => {
    clock.ms += 60_000;
    discord.wake();
    return rowsOf(store.path).every(({ state }) => state !== 'sending') ? true : null;
  });
  await discord.drain();
  expect(discord.messages).toHaveLength(1);
  expect(rowsOf(store.path).map(({ state }) => state)).toEqual(['sent', 'withheld']);
});

describe('papers that become one where each was wanted by another rule', () => {
  const papers = [FIRST, { ...SECOND, categories: ['cs.CL'] }];
  const later = (): string => new Date((clock.ms += 60_000)).toISOString();
  let rules: number[];
  beforeEach(() => {
    rules = ['cs.LG', 'cs.CL'].map((category) => store.subscribe('1000', category));
  });
  const ORDERS = [
    [0, 1],
    [1, 0],
  ] as const;

  it.each(ORDERS)('are posted though the rule of one is paused (%i)', async (paused) => {
    store.writer.pauseSubscription(rules[paused]!, later());
    await store.ingest(dumpText(papers));
    join();
    await discord.drain();
    expect(discord.messages).toHaveLength(1);
  });

  it.each(ORDERS)('are posted though one rule is removed before (%i)', async (removed) => {
    await store.ingest(dumpText(papers));
    join();
    store.writer.removeSubscription(rules[removed]!, later(), null);
    await discord.drain();
    expect(discord.messages).toHaveLength(1);
  });

  it.each(ORDERS)(
    'come to a paused rule that goes on, though the rule of the other has ended (%i)',
    async (ended, paused) => {
      await store.ingest(dumpText(papers));
      store.writer.removeSubscription(rules[ended]!, later(), null);
      store.writer.pauseSubscription(rules[paused]!, later());
      join();
      store.writer.resumeSubscription(rules[paused]!, later());
      clock.ms += 3_600_000;
      await discord.drain();
      expect(discord.messages).toHaveLength(1);
    },
  );

  it.each(ORDERS)('are not posted again once the paused rule of the other goes on (%i)', async (sent, other) => {
    store.writer.pauseSubscription(rules[other]!, later());
    await store.ingest(dumpText(papers));
    await discord.drain();
    expect(discord.messages).toHaveLength(1);
    join();
    store.writer.resumeSubscription(rules[other]!, later());
    clock.ms += 3_600_000;
    await discord.drain();
    expect(discord.messages).toHaveLength(1);
    expect(rowsOf(store.path).find(({ state }) => state === 'sent')?.id).toBe(sent + 1);
  });
});

it('another paper of the same title and first family name does not take the place of one that became another paper', async () => {
  await post('cards');
  join();
  await settled();
  const before = discord.messages.map(({ body }) => body.embeds?.[0]?.title);
  const [author = ''] = FIRST.authors;
  const other = {
    ...SECOND,
    date: '2029-12-31 10:00:00+00:00',
    authors: [`Another ${author.split(' ').at(-1)}`, 'Wei Li'],
  };
  await store.ingest(dumpText([other]));
  await settled();
  await discord.drain();
  expect(discord.messages).toHaveLength(before.length + 1);
  expect(discord.messages.slice(0, -1).map(({ body }) => body.embeds?.[0]?.title)).toEqual(before);
  expect(store.reader.counts().papers).toBe(2);
});

it('what is asked for of a paper is waited for by the paper that it became', async () => {
  await post('cards');
  const keys = [...store.reader.eachPaper()].map(({ paper }) => paper.key);
  const text = { kind: 'title', source: 'A title', hash: 'a'.repeat(64), dropped: null, isAwaited: true } as const;
  const want = { texts: [text], urgency: 1, again: 'no', deliveries: [], holdsEdits: false, waitUntil: LATER } as const;
  const [stays = '', goes = ''] = keys;
  store.writer.wantTranslations([{ ...want, paperKey: goes }], new Date(clock.ms).toISOString());
  expect(store.reader.isTranslationAwaited(stays)).toBe(false);
  join();
  expect([...store.reader.eachPaper()].map(({ paper }) => paper.key)).toEqual([stays]);
  expect(store.reader.isTranslationAwaited(stays)).toBe(true);
});

it('a card says that its paper is withdrawn once OAI-PMH calls it deleted', async () => {
  await post('cards');
  join();
  await settled();
  clock.ms += 3_600_000;
  const at = new Date(clock.ms).toISOString();
  store.writer.batch(() => store.writer.storeDeletion('2601.00001', '2030-01-01', at));
  await settled();
  for (const { body } of discord.messages) expect(body.embeds?.[0]?.title).toMatch(/^~~/);
});

it('a card loses the translation that turns out to be of another paper', async () => {
  const named = { title: FIRST.title, authors: FIRST.authors, categories: ['cs.LG'] };
  store.subscribe('1000', 'cs.LG');
  storePapers(store, [{ ...named, arxivId: '2512.00001', submittedAt: '2025-12-01T00:00:00Z' }]);
  await store.ingest(dumpText([FIRST]));
  await discord.drain();
  const shown = (): string => discord.messages[0]?.body.embeds?.[0]?.description ?? '';
  expect(shown()).toContain(FIRST.ja[0]);
  expect(store.reader.counts().papers).toBe(1);
  clock.ms += 3_600_000;
  storePapers(store, [{ ...named, arxivId: '2601.00001', submittedAt: '2026-01-01T10:00:00Z' }]);
  await settled();
  expect(store.reader.findPaper('2512.00001')?.abstractJa ?? null).toBeNull();
  expect(shown()).not.toContain(FIRST.ja[0]);
});
