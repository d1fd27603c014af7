// Papers that turn out to be one after both were posted: their messages stand, and tell what becomes of the paper.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dumpText } from '../../helpers/dump-generator.js';
import { openMemoryDiscord, type MemoryDiscord } from '../../helpers/memory-discord.js';
import { messageProblems } from '../../../src/sandbox/discord/validate.js';
import { snowflakeAt } from '../../../src/domain/fingerprint.js';
import type { MessageBody } from '../../../src/domain/message.js';
import type { Mode } from '../../../src/domain/subscription.js';
import { papersOfADay, rowsOf, setMode } from '../../helpers/modes.js';
import { storePapers } from '../../helpers/papers.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';
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

const instantOf = (date: string): string => date.replace(' ', 'T').replace('+00:00', 'Z');
const nowText = (): string => new Date(clock.ms).toISOString();

/** arXiv tells both versions, by whose times both entries are of its paper. */
function join(change: object = {}): void {
  clock.ms += 3_600_000;
  const versions = [FIRST, SECOND].map(({ date }, index) => ({ version: index + 1, at: instantOf(date) }));
  const known = {
    title: SECOND.title,
    authors: FIRST.authors,
    categories: ['cs.LG'],
    arxivId: '2601.00001',
    version: 2,
    submittedAt: versions[0]!.at,
    updatedAt: versions[1]!.at,
    versions,
    ...change,
  };
  storePapers(store, [known], nowText());
}

/** The second entry is the first version of a paper of its own. */
function part(): void {
  clock.ms += 3_600_000;
  const known = { title: SECOND.title, authors: FIRST.authors, categories: ['cs.LG'] };
  storePapers(store, [{ ...known, arxivId: '2602.00002', submittedAt: '2026-02-01T10:00:00Z' }], nowText());
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

it('a third paper that turns out to be the same as two is not posted where a card of one of them stands', async () => {
  store.subscribe('1000', 'cs.LG');
  await store.ingest(dumpText([FIRST, SECOND]));
  const bodies: MessageBody[] = [];
  discord.answer = (_channel, body) => {
    bodies.push(body);
    return { kind: 'retry', reason: 'time-out', afterMs: null, maybeAccepted: true };
  };
  await until('both cards to be in doubt', () => {
    clock.ms += 1_000;
    discord.wake();
    return rowsOf(store.path).every(({ state }) => state === 'sending') ? true : null;
  });
  join();
  // Of the two, the card of the row that is another one's by now stands.
  const stood = bodies.find(({ embeds }) => JSON.stringify(embeds).includes(SECOND.title))!;
  const message = { channelId: '1000', parentId: '1000', body: stood, nonce: null, at: clock.ms, tags: [] };
  discord.messages.push({ ...message, id: (BigInt(snowflakeAt(new Date(clock.ms))) + 99n).toString() });
  discord.answer = () => null;
  await until('the outcome to be known', () => {
    clock.ms += 60_000;
    discord.wake();
    return rowsOf(store.path).every(({ state }) => state !== 'sending') ? true : null;
  });
  expect(rowsOf(store.path).map(({ state }) => state)).toEqual(['withheld', 'sent']);
  const third = { ...SECOND, title: 'A third name for it', date: '2026-03-01 10:00:00+00:00' };
  await store.ingest(dumpText([third]));
  join({ versions: [FIRST, SECOND, third].map(({ date }, index) => ({ version: index + 1, at: instantOf(date) })) });
  expect(store.reader.counts().papers).toBe(1);
  await discord.drain();
  await settled();
  expect(discord.messages).toHaveLength(1);
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
  const text = {
    kind: 'title',
    source: 'A title',
    hash: 'a'.repeat(64),
    reason: null,
    isDropped: false,
    isAwaited: true,
  } as const;
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

describe('of two papers that become one, of which the card of one was refused after an attempt that nobody answered', () => {
  const CLAIM = { id: 1, nonce: 'n', body: '{}', historyAfter: '1' } as const;
  beforeEach(async () => {
    store.subscribe('1000', 'cs.LG');
    await store.ingest(dumpText([FIRST, SECOND]));
    expect(store.writer.claimDelivery(CLAIM, nowText())).toBe(true);
    expect(store.writer.claimAgain(1, nowText())).toBe(true);
  });

  it('the other one is posted where the refused card does not stand', async () => {
    store.writer.reject(1, '400', nowText());
    join();
    await discord.drain();
    expect(discord.messages).toHaveLength(1);
  });

  it('none is posted where it may stand', async () => {
    store.writer.giveUp(1, 'an error; its message may stand', nowText());
    join();
    await discord.drain();
    expect(discord.messages).toHaveLength(0);
  });

  it('none is posted where it may stand, and the other one turns out not to', () => {
    expect(store.writer.claimDelivery({ ...CLAIM, id: 2 }, nowText())).toBe(true);
    join();
    store.writer.giveUp(1, 'an error; its message may stand', nowText());
    store.writer.markAbsent(2, nowText());
    expect(rowsOf(store.path).map(({ state }) => state)).toEqual(['rejected', 'withheld']);
  });
});

describe('a paper that is told apart again from the one that it was taken for', () => {
  const addresses = (): (string | undefined)[] => discord.messages.map(({ body }) => body.embeds?.[0]?.url);
  const [ONE, OTHER] = ['https://arxiv.org/abs/2601.00001', 'https://arxiv.org/abs/2602.00002'] as const;

  /** Each entry is wanted by a rule of its own. */
  async function joined(...modes: readonly Mode[]): Promise<void> {
    for (const [index, mode] of modes.entries())
      store.writer.addSubscription(ruleFor('1000', ['cs.LG', 'cs.CL'][index]!, { mode, hour: 8 }), PLACE);
    await store.ingest(dumpText([FIRST, { ...SECOND, categories: ['cs.CL'] }]));
    if (modes.length === 2) await discord.drain();
    join();
  }

  it.each<[string, ...Mode[]]>([
    ['both', 'cards', 'cards'],
    ['the first', 'cards', 'digest'],
    ['the second', 'digest', 'cards'],
  ])('has a card of its own (posted before: %s)', async (_posted, ...modes) => {
    await joined(...modes);
    await discord.drain();
    await settled();
    part();
    await discord.drain();
    await settled();
    expect(addresses().toSorted()).toEqual([ONE, OTHER]);
  });

  it('has one as well where none had been posted', async () => {
    store.subscribe('1000', 'cs');
    await joined();
    part();
    await discord.drain();
    expect(addresses().toSorted()).toEqual([ONE, OTHER]);
  });

  it('is not posted when nobody wants it any more', async () => {
    const rule = store.subscribe('1000', 'cs');
    await joined();
    store.writer.removeSubscription(rule, nowText(), null);
    part();
    await discord.drain();
    expect(addresses()).toEqual([]);
  });

  it('is not posted when its time is over', async () => {
    store.subscribe('1000', 'cs');
    await joined();
    await discord.drain();
    clock.ms += 15 * 86_400_000;
    part();
    await discord.drain();
    await settled();
    expect(addresses()).toEqual([ONE]);
  });
});

describe('of two rules of a channel, of which each wanted one of two papers that are one', () => {
  const papers = [FIRST, { ...SECOND, categories: ['cs.CL'] }];

  it.each([
    ['cs.LG', 'cs.CL'],
    ['cs.CL', 'cs.LG'],
  ])('the one with the sooner mode decides (digest: %s)', async (digest, cards) => {
    store.writer.addSubscription(ruleFor('1000', digest, { mode: 'digest', hour: 8 }), PLACE);
    store.subscribe('1000', cards);
    await store.ingest(dumpText(papers));
    join();
    await discord.drain();
    expect(rowsOf(store.path).map(({ state, form }) => [state, form])).toContainEqual(['sent', 'card']);
    expect(discord.messages).toHaveLength(1);
  });
});
