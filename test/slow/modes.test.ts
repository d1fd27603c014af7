// A day of 200 papers in every mode, and what modes promise: pace, counts, order, hours, roles, and lines that are edited.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restButton, restPagesButton } from '../../commands/digest-pages.js';
import type { Context, Press } from '../../src/domain/context.js';
import type { SendOutcome } from '../../src/domain/delivery.js';
import type { MessageBody } from '../../src/domain/message.js';
import type { Mode, RuleOptions } from '../../src/domain/subscription.js';
import { NO_OPTIONS } from '../../src/domain/subscription.js';
import { ledgerLines, ledgerTotal } from '../../src/cli/ledger.js';
import { openMemoryDiscord, type Kind, type MemoryDiscord } from '../helpers/memory-discord.js';
import { change, dayDump, misplaced, papersOfADay, rowsOf } from '../helpers/modes.js';
import { dumpText } from '../helpers/dump-generator.js';
import { openTestStore, taxonomy, type TestStore } from '../helpers/stores.js';

const HOUR_MS = 3_600_000;
const clock = { ms: 0 };
let store: TestStore;
let discord: MemoryDiscord;
beforeEach(() => {
  clock.ms = Date.parse('2030-01-02T03:04:05Z');
  store = openTestStore(() => new Date(clock.ms));
});
afterEach(async () => {
  await discord.stop();
  const total = ledgerTotal(store.reader, ledgerLines(store.reader.ledgerGroups(), 'Asia/Tokyo'));
  expect(total.problems).toEqual([]);
  store.close();
});

interface Rule {
  readonly mode: Mode;
  readonly hour?: number;
  readonly value?: string;
  readonly options?: Partial<RuleOptions>;
}

function open(kind: Kind = 'channel', cardsPerHour = 30): void {
  discord = openMemoryDiscord({ store, kind, clock, cardsPerHour });
}

const CHANNEL = { guildId: '1' as string | null, destination: '1000' };

function follow({ mode, hour, value = 'cs.LG', options = {} }: Rule, place = CHANNEL): number {
  return store.writer.addSubscription(
    {
      ...place,
      kind: 'category',
      value,
      category: value,
      announcements: 'cross',
      options: { ...NO_OPTIONS, ...options },
      mode,
      hour: hour ?? (mode === 'digest' ? 8 : null),
      createdBy: '2',
      createdAt: '2030-01-01T00:00:00Z',
    },
    { name: 'papers', language: 'ja', fallback: 'ja' },
  ).subscription.id;
}

const rows = () => rowsOf(store.path);
const texts = (): string[] => discord.messages.map(({ body }) => body.embeds?.[0]?.description ?? '');
const numbers = (text: string): number => (text.match(/^\*\*\d+\.\*\*/gm) ?? []).length;

/** The next morning at the hour of digests. */
async function untilMorning(): Promise<void> {
  clock.ms = Date.parse('2030-01-02T23:00:01Z');
  await discord.drain();
}

describe('a day of 200 papers', () => {
  it('in cards: thirty cards, and the others in lists within the hour (traps 9 and 10: nothing is trimmed or capped away)', async () => {
    open();
    follow({ mode: 'cards' });
    await store.ingest(dayDump(1, 200));
    await discord.drain();
    expect(rows().filter(({ form }) => form === 'card')).toHaveLength(30);
    expect(discord.messages).toHaveLength(30 + 17);
    expect(store.reader.outboxCounts()).toMatchObject({ sent: 200, pending: 0, withheld: 0, rejected: 0 });
    expect(misplaced(rows())).toEqual([]);
  });

  it('in compact: twenty lists of ten, each with its ten numbered', async () => {
    open();
    follow({ mode: 'compact' });
    await store.ingest(dayDump(1, 200));
    await discord.drain();
    expect(texts().map(numbers)).toEqual(Array.from({ length: 20 }, () => 10));
    expect(store.reader.outboxCounts()).toMatchObject({ sent: 200 });
    expect(misplaced(rows())).toEqual([]);
  });

  it('in digest: one message at the hour, with counts that add up; its pages show every paper once, after a restart too', async () => {
    open();
    follow({ mode: 'digest', hour: 8 });
    await store.ingest(dayDump(1, 200));
    await discord.drain();
    expect(discord.messages).toEqual([]);
    await untilMorning();
    expect(discord.messages).toHaveLength(1);
    expect(texts()[0]).toContain('新着 200 = 表示 10 + その他 190');
    expect(misplaced(rows())).toEqual([]);
    await discord.stop();
    clock.ms += 89 * 24 * HOUR_MS;
    const pages = await pageThrough(discord.messages[0]!.body);
    const seen = [texts()[0]!, ...pages].flatMap((text) => [...text.matchAll(/^\*\*(\d+)\.\*\* \[([^\]]+)\]/gm)]);
    expect(seen.map((found) => Number(found[1]))).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
    expect(seen.map((found) => found[2]).toSorted()).toEqual(
      papersOfADay(1, 200)
        .map(({ title }) => title)
        .toSorted(),
    );
  });

  it('in thread: one message in the channel, and lists in its thread', async () => {
    open();
    follow({ mode: 'thread' });
    await store.ingest(dayDump(1, 200));
    await discord.drain();
    const [head, ...lists] = discord.messages;
    expect(discord.messages.filter(({ channelId }) => channelId === '1000')).toEqual([head]);
    expect(lists.map(({ channelId }) => channelId)).toEqual(lists.map(() => head!.id));
    expect(lists.map(({ body }) => numbers(body.embeds?.[0]?.description ?? ''))).toEqual(lists.map(() => 10));
    expect(rows().every(({ message_channel: channel }) => channel === head!.id)).toBe(true);
    expect(misplaced(rows())).toEqual([]);
  });

  it('in a forum with lists: one post of the day that takes them', async () => {
    open('forum');
    follow({ mode: 'compact' });
    await store.ingest(dayDump(1, 30));
    await discord.drain();
    expect(
      discord.messages.filter(({ parentId, id, channelId }) => parentId === '1000' && id === channelId),
    ).toHaveLength(1);
    expect(discord.messages).toHaveLength(1 + 3);
    expect(misplaced(rows())).toEqual([]);
  });
});

describe('a post of a forum', () => {
  it('carries the tags that are named like its categories', async () => {
    open('forum');
    discord.tags = [
      { id: '1', name: 'CS.lg' },
      { id: '2', name: 'hep-th' },
    ];
    follow({ mode: 'cards' });
    await store.ingest(dayDump(1, 1));
    await discord.drain();
    expect(discord.messages.map(({ tags }) => tags)).toEqual([['1']]);
  });

  it('that takes the lists of a day carries those of its first papers: a forum may want a tag', async () => {
    open('forum');
    discord.tags = [{ id: '1', name: 'CS.lg' }];
    follow({ mode: 'compact' });
    await store.ingest(dayDump(1, 3));
    await discord.drain();
    const posts = discord.messages.filter(({ id, channelId }) => id === channelId);
    expect(posts.map(({ tags }) => tags)).toEqual([['1']]);
  });
});

/** Presses 残りを見る and every 次へ; what the pages said. */
async function pageThrough(digest: MessageBody): Promise<string[]> {
  const context = {
    taxonomy,
    zone: 'Asia/Tokyo',
    posted: {
      message: (id: number) => Promise.resolve(store.reader.linedMessage(id)),
      lines: (...asked: [number, number, number]) => Promise.resolve(store.reader.linesOf(...asked)),
    },
  } as unknown as Context;
  const press = (argument: string): Press => ({ argument, language: 'ja' }) as unknown as Press;
  const buttonsOf = ({ components = [] }: MessageBody) =>
    components.flatMap(({ components: controls }) => controls.flatMap((each) => ('custom_id' in each ? [each] : [])));
  const argumentOf = (body: MessageBody, label: RegExp): string | null => {
    const button = buttonsOf(body).find((each) => 'label' in each && label.test(each.label));
    return button === undefined ? null : button.custom_id.replace(/^[^:]+:/, '');
  };
  const pages: string[] = [];
  let argument = argumentOf(digest, /^残りを見る/);
  for (let isFirst = true; argument !== null; isFirst = false) {
    const result = await (isFirst ? restButton : restPagesButton).run(press(argument), context);
    const page = 'reply' in result ? result.reply.messages[0] : 'update' in result ? result.update : {};
    pages.push(page.embeds?.[0]?.description ?? '');
    argument = argumentOf(page, /^次へ/);
  }
  return pages;
}

describe('a digest', () => {
  it('of several rules of one channel repeats nothing, and says what all of them are about', async () => {
    open();
    follow({ mode: 'digest' });
    follow({ mode: 'digest', value: 'cs' });
    await store.ingest(dayDump(1, 12));
    await untilMorning();
    expect(discord.messages).toHaveLength(1);
    expect(discord.messages[0]?.body.embeds?.[0]?.title).toContain('cs.LG・cs');
    expect(texts()[0]).toContain('新着 12 = 表示 10 + その他 2');
  });

  it('is not posted on a day without papers', async () => {
    open();
    follow({ mode: 'digest' });
    await untilMorning();
    expect(discord.messages).toEqual([]);
  });

  it('keeps its hour over a restart (trap 15: the clock on the wall decides, not a timer)', async () => {
    open();
    follow({ mode: 'digest', hour: 8 });
    await store.ingest(dayDump(1, 3));
    store.writer.recallWaiting(new Date(clock.ms).toISOString());
    clock.ms += 2 * HOUR_MS;
    await discord.drain();
    expect(discord.messages).toEqual([]);
    await untilMorning();
    expect(discord.messages).toHaveLength(1);
  });

  it('keeps its hour when its channel was held and is open again', async () => {
    open();
    follow({ mode: 'digest', hour: 8 });
    await store.ingest(dayDump(1, 3));
    const at = new Date(clock.ms).toISOString();
    store.writer.holdDestination(rows()[0]!.id, { destination: '1000', reason: '403' }, at);
    store.writer.releaseDestination('1000', at);
    await discord.drain();
    expect(discord.messages).toEqual([]);
    await untilMorning();
    expect(texts()[0]).toContain('新着 3');
  });

  it.each(['pending', 'held'])(
    'whose hour has come goes out that day though a rule changes while it is still %s; one that is to come moves',
    async (state) => {
      open();
      const rule = follow({ mode: 'digest', hour: 8 });
      await store.ingest(dayDump(1, 3));
      clock.ms = Date.parse('2030-01-02T08:05:00Z');
      const at = () => new Date(clock.ms).toISOString();
      if (state === 'held') store.writer.holdDestination(rows()[0]!.id, { destination: '1000', reason: '403' }, at());
      await store.ingest(dayDump(2, 2));
      const { options } = store.reader.findSubscription(rule)!;
      store.writer.changeSubscription(rule, { options: { ...options, isSilent: true }, hour: 9 }, at());
      if (state === 'held') store.writer.releaseDestination('1000', at());
      await discord.drain();
      expect(texts().map((text) => text.split('\n')[0])).toEqual(['新着 3']);
      clock.ms = Date.parse('2030-01-02T09:00:01Z');
      await discord.drain();
      expect(texts().map((text) => text.split('\n')[0])).toEqual(['新着 3', '新着 2']);
    },
  );

  it('that quiet hours put off goes out at their end though a rule changes meanwhile', async () => {
    open();
    const rule = follow({ mode: 'digest', hour: 8 });
    store.writer.changeSettings('1', { quietFrom: 7, quietUntil: 10 }, new Date(clock.ms).toISOString());
    await store.ingest(dayDump(1, 3));
    await untilMorning();
    expect(discord.messages).toEqual([]);
    const { options } = store.reader.findSubscription(rule)!;
    store.writer.changeSubscription(
      rule,
      { options: { ...options, isSilent: true } },
      new Date(clock.ms).toISOString(),
    );
    clock.ms += 2 * HOUR_MS;
    await discord.drain();
    expect(texts().map((text) => text.split('\n')[0])).toEqual(['新着 3']);
  });

  it('whose rule becomes one of cards goes out at once, each paper once', async () => {
    open();
    const rule = follow({ mode: 'digest', hour: 8 });
    await store.ingest(dayDump(1, 4));
    store.writer.changeSubscription(rule, { mode: 'cards' }, new Date(clock.ms).toISOString());
    await discord.drain();
    await untilMorning();
    expect(discord.messages).toHaveLength(4);
    expect(misplaced(rows())).toEqual([]);
  });

  it('shows what is most relevant first, then what is newest', async () => {
    open();
    follow({ mode: 'digest', value: 'cs.CL' });
    follow({ mode: 'digest', value: 'cs.LG' });
    const papers = papersOfADay(1, 8);
    await store.ingest(dumpText(papers));
    await untilMorning();
    const both = papers.filter(({ categories }) => categories.includes('cs.CL'));
    const first = [...texts()[0]!.matchAll(/\*\*\d+\.\*\* \[([^\]]+)\]/g)].map((found) => found[1]);
    expect(first.slice(0, both.length).toSorted()).toEqual(both.map(({ title }) => title).toSorted());
    const dates = new Map(papers.map(({ title, date }) => [title, date]));
    const rest = first.slice(both.length).map((title) => dates.get(title ?? '') ?? '');
    expect(rest).toEqual(rest.toSorted().toReversed());
  });
});

describe('quiet hours', () => {
  it('put off what falls due in them, and it comes in lists', async () => {
    open();
    store.writer.changeSettings('1', { quietFrom: 12, quietUntil: 15 }, new Date(clock.ms).toISOString());
    follow({ mode: 'cards' });
    await store.ingest(dayDump(1, 13));
    await discord.drain();
    expect(discord.messages).toEqual([]);
    clock.ms += 3 * HOUR_MS;
    await discord.drain();
    expect(discord.messages).toHaveLength(2);
    expect(misplaced(rows())).toEqual([]);
  });
});

describe('a person', () => {
  it('gets a digest in direct messages, whose channel is asked for once', async () => {
    open();
    for (const value of ['cs.LG', 'cs']) follow({ mode: 'digest', value }, { guildId: null, destination: '55' });
    await store.ingest(dayDump(1, 11));
    await untilMorning();
    clock.ms += HOUR_MS;
    await store.ingest(dayDump(2, 2));
    clock.ms += 24 * HOUR_MS;
    await discord.drain();
    expect(discord.messages.map(({ channelId }) => channelId)).toEqual(['551', '551']);
    expect(discord.steps.filter((step) => step === 'keepDirectChannel')).toHaveLength(1);
    expect(texts()[0]).toContain('新着 11 = 表示 10 + その他 1');
    expect(misplaced(rows())).toEqual([]);
  });
});

describe('after a restore', () => {
  it("a person's messages are looked for in the channel of their direct messages", async () => {
    open();
    discord.gone.add('55');
    change(store.path, "INSERT INTO meta VALUES ('restored_backup_of', '2030-01-01T00:00:00Z')");
    follow({ mode: 'digest' }, { guildId: null, destination: '55' });
    await store.ingest(dayDump(1, 3));
    await untilMorning();
    expect(store.reader.outboxCounts()).toMatchObject({ sent: 3, held: 0 });
    expect(store.reader.isSearched('55')).toBe(true);
  });

  it.each([
    { kind: 'channel', knows: 'does not know' },
    { kind: 'channel', knows: 'knows' },
    { kind: 'forum', knows: 'does not know' },
    { kind: 'forum', knows: 'knows' },
  ] as const)(
    'of a backup that $knows the thread of the day, its lists are recognised in a $kind',
    async ({ kind, knows }) => {
      open(kind);
      follow({ mode: 'thread' });
      await store.ingest(dayDump(1, 12));
      await discord.drain();
      await discord.stop();
      const posted = discord.messages.length;
      change(
        store.path,
        `UPDATE deliveries SET state = 'pending', nonce = NULL, body = NULL, leader_id = NULL, line = NULL, form = NULL,
         message_id = NULL, message_channel = NULL, first_attempt_at = NULL, attempts = 0, settled_at = NULL, next_attempt_at = created_at`,
      );
      if (knows === 'does not know') change(store.path, 'DELETE FROM day_threads');
      change(store.path, "INSERT INTO meta VALUES ('restored_backup_of', '2030-01-02T03:04:00Z')");
      clock.ms += HOUR_MS;
      discord.start();
      await discord.drain();
      expect(discord.messages).toHaveLength(posted);
      expect(store.reader.outboxCounts()).toMatchObject({ sent: 12, pending: 0 });
      await store.ingest(dayDump(2, 3));
      await discord.drain();
      // The next list goes into the same thread.
      expect(discord.messages.map(({ channelId }) => channelId).at(-1)).toBe(discord.messages[posted - 1]!.channelId);
      expect(discord.messages).toHaveLength(posted + 1);
    },
  );
});

describe("a person's digest", () => {
  it('counts what was left out since the one before because a channel showed it', async () => {
    open();
    follow({ mode: 'digest' }, { guildId: null, destination: '55' });
    await store.ingest(dayDump(1, 5));
    for (const { id } of rows().slice(0, 2)) store.writer.withholdShown(id, new Date(clock.ms).toISOString());
    await untilMorning();
    clock.ms += HOUR_MS;
    await store.ingest(dayDump(2, 3));
    clock.ms += HOUR_MS;
    store.writer.withholdShown(rows().at(-1)!.id, new Date(clock.ms).toISOString());
    clock.ms += 24 * HOUR_MS;
    await discord.drain();
    await store.ingest(dayDump(3, 1));
    clock.ms += 24 * HOUR_MS;
    await discord.drain();
    expect(texts().map((text) => text.split('\n').slice(0, 2))).toEqual([
      ['新着 3', '閲覧できるチャンネルに投稿済みの 2 件は省いています'],
      ['新着 2', '閲覧できるチャンネルに投稿済みの 1 件は省いています'],
      ['新着 1', ''],
    ]);
  });
});

describe('a role', () => {
  it('is called by the first message of a batch alone, and by the next batch again', async () => {
    open();
    follow({ mode: 'compact', options: { role: '77' } });
    await store.ingest(dayDump(1, 25));
    await discord.drain();
    clock.ms += HOUR_MS;
    await store.ingest(dayDump(2, 12));
    await discord.drain();
    expect(discord.messages.map(({ body }) => body.content ?? '')).toEqual(['<@&77>', '', '', '<@&77>', '']);
    expect(discord.messages.map(({ body }) => body.allowed_mentions?.roles ?? [])).toEqual([
      ['77'],
      [],
      [],
      ['77'],
      [],
    ]);
  });

  it('that was deleted is not called: another one of the rules is', async () => {
    open();
    follow({ mode: 'compact', options: { role: '77' } });
    follow({ mode: 'compact', value: 'cs', options: { role: '78' } });
    discord.gone.add('77');
    await store.ingest(dayDump(1, 3));
    await discord.drain();
    discord.gone.add('78');
    await store.ingest(dayDump(2, 3));
    await discord.drain();
    expect(discord.messages.map(({ body }) => body.content ?? '')).toEqual(['<@&78>', '']);
    expect(discord.messages.map(({ body }) => body.allowed_mentions?.roles ?? [])).toEqual([['78'], []]);
  });

  it('of nobody is called where no rule asks for it; silent rules post without a sound', async () => {
    open();
    follow({ mode: 'cards', options: { isSilent: true } });
    await store.ingest(dayDump(1, 1));
    await discord.drain();
    expect(discord.messages.map(({ body }) => body.flags)).toEqual([4096]);
    expect(discord.messages.map(({ body }) => body.allowed_mentions)).toEqual([{ parse: [] }]);
  });
});

describe('a thread of the day that people delete', () => {
  it('is created again for what is still owed', async () => {
    open();
    follow({ mode: 'thread' });
    await store.ingest(dayDump(1, 3));
    await discord.drain();
    const [head] = discord.messages;
    discord.gone.add(head!.id);
    await store.ingest(dayDump(2, 3));
    await discord.drain();
    clock.ms += 60_000;
    await discord.drain();
    expect(store.reader.outboxCounts()).toMatchObject({ sent: 6, held: 0 });
    expect(discord.messages.filter(({ channelId }) => channelId === '1000')).toHaveLength(2);
  });
});

describe('a thread of the day that Discord refuses to open, as for a word in its name', () => {
  it('is asked for once an hour under the one message of the day, and takes the lists as soon as it opens', async () => {
    open();
    discord.threadAnswer = () => ({ kind: 'reject', reason: '400/200001: Title blocked' });
    follow({ mode: 'thread' });
    await store.ingest(dayDump(1, 3));
    for (let looks = 0; looks < 12; looks += 1) {
      await discord.drain();
      clock.ms += HOUR_MS / 6;
    }
    expect(discord.messages).toHaveLength(1);
    expect(discord.steps.filter((step) => step === 'openThread')).toHaveLength(2);
    discord.threadAnswer = () => null;
    clock.ms += HOUR_MS;
    await discord.drain();
    expect(store.reader.outboxCounts()).toMatchObject({ sent: 3, pending: 0, held: 0 });
    expect(discord.messages).toHaveLength(2);
  });
});

describe('a thread of the day that takes no lists', () => {
  const LOCKED: SendOutcome = { kind: 'hold', reason: '403/160005: locked', afterMs: null, isLocked: true };
  const FORBIDDEN: SendOutcome = { kind: 'hold', reason: '403/50013: Missing Permissions', afterMs: null };
  const inChannel = () => discord.messages.filter(({ channelId }) => channelId === '1000');
  const closedPlaces = () => store.reader.heldDestinations();

  /** A thread of the day with three papers, and a rule for cards beside its own. */
  async function openDay(kind: Kind = 'channel'): Promise<string> {
    open(kind);
    follow({ mode: kind === 'forum' ? 'compact' : 'thread' });
    await store.ingest(dayDump(1, 3));
    await discord.drain();
    follow({ mode: 'cards', value: 'stat.ML' });
    return discord.messages[0]!.id;
  }

  it.each(['channel', 'forum'] as const)(
    'because somebody locked it has another one made, and cards of other rules go on (%s)',
    async (kind) => {
      const head = await openDay(kind);
      discord.answer = (channelId) => (channelId === head ? LOCKED : null);
      await store.ingest(dayDump(2, 16));
      await discord.drain();
      clock.ms += 60_000;
      await discord.drain();
      const cards = rows().filter(({ form }) => form === 'card').length;
      expect(cards).toBeGreaterThan(0);
      expect(store.reader.outboxCounts()).toMatchObject({ sent: 19, pending: 0, held: 0 });
      const posts = discord.messages.filter(({ id, channelId }) => kind === 'forum' && id === channelId);
      expect(kind === 'forum' ? posts.length : inChannel().length).toBe(2 + cards);
      expect(closedPlaces()).toEqual([]);
      expect(misplaced(rows())).toEqual([]);
    },
  );

  it.each([
    ['posted', 1],
    ['lost', 2],
  ])('because it was locked while a list was in doubt that was %s: every paper stands once', async (what, threads) => {
    const head = await openDay();
    let asked = 0;
    discord.answer = (channelId, body) => {
      if (channelId !== head) return null;
      asked += 1;
      if (asked > 1) return LOCKED;
      const [first] = discord.messages;
      if (what === 'posted')
        discord.messages.push({ ...first!, id: `${BigInt(first!.id) + 50n}`, channelId: head, parentId: '1000', body });
      return { kind: 'retry', maybeAccepted: true, afterMs: null, reason: 'reset' };
    };
    await store.ingest(dayDump(2, 2));
    await discord.drain();
    clock.ms += 60_000;
    await discord.drain();
    clock.ms += 300_000;
    await discord.drain();
    expect(store.reader.outboxCounts()).toMatchObject({ sent: 5, pending: 0, sending: 0, held: 0 });
    expect(new Set(discord.messages.map(({ channelId }) => channelId)).size).toBe(1 + threads);
    expect(discord.messages.filter(({ channelId }) => channelId !== '1000')).toHaveLength(2);
  });

  it('for want of a permission keeps its lists waiting, and nothing else; they go out when it is given', async () => {
    const head = await openDay();
    discord.answer = (channelId) => (channelId === head ? FORBIDDEN : null);
    await store.ingest(dayDump(2, 16));
    await discord.drain();
    clock.ms += 600_000;
    await discord.drain();
    const cards = rows().filter(({ form, state }) => form === 'card' && state === 'sent').length;
    expect(cards).toBeGreaterThan(0);
    expect(store.reader.outboxCounts()).toMatchObject({ sent: 3 + cards, pending: 16 - cards, rejected: 0 });
    expect(closedPlaces()).toEqual([]);
    discord.answer = () => null;
    clock.ms += 300_000;
    await discord.drain();
    expect(store.reader.outboxCounts()).toMatchObject({ sent: 19, pending: 0 });
    expect(inChannel()).toHaveLength(1 + cards);
  });

  it.each(['channel', 'forum'] as const)(
    'nor do those after it, as where something locks each: they are made anew once an hour, and the lists keep waiting (%s)',
    async (kind) => {
      await openDay(kind);
      let isLocking = true;
      const days = () =>
        discord.messages.filter((each) => (kind === 'forum' ? each.id === each.channelId : each.channelId === '1000'));
      discord.answer = (channelId) => (isLocking && channelId !== '1000' ? LOCKED : null);
      await store.ingest(dayDump(2, 2));
      for (let minutes = 0; minutes < 150; minutes += 1) {
        // What arrives meanwhile brings no other one.
        if (minutes % 15 === 0) await store.ingest(dayDump(3 + minutes, 1));
        await discord.drain();
        clock.ms += 60_000;
      }
      const made = days().length;
      expect(made).toBeGreaterThan(3);
      expect(made).toBeLessThanOrEqual(6);
      isLocking = false;
      clock.ms += HOUR_MS;
      await discord.drain();
      expect(store.reader.outboxCounts()).toMatchObject({ sent: 15, pending: 0, held: 0 });
      expect(closedPlaces()).toEqual([]);
    },
  );

  it('found after a restore and locked is left for another one', async () => {
    const head = await openDay();
    change(store.path, 'DELETE FROM day_threads');
    change(store.path, "INSERT INTO found_cards VALUES ('1000', ?, ?, '1000')", `head ${head}`, head);
    discord.answer = (channelId) => (channelId === head ? LOCKED : null);
    await store.ingest(dayDump(3, 2));
    await discord.drain();
    clock.ms += 60_000;
    await discord.drain();
    expect(store.reader.outboxCounts()).toMatchObject({ sent: 5, pending: 0 });
  });
});
