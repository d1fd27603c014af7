// Traps into which other bots fell, by their numbers in our list of peers; each one names what would go wrong.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPost } from '../../../src/domain/delivery.js';
import { MOST_ATTEMPTS } from '../../../src/pipeline/deliver/attempt.js';
import { openDesk, type Desk } from '../../helpers/desk.js';
import { listDue } from '../../helpers/stores.js';
import { dumpText, generateEntries, type Entry } from '../../helpers/dump-generator.js';
import { searchFor } from '../../helpers/papers.js';
import { until } from '../../helpers/control.js';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const channel = (name = 'cs-lg'): string => desk.channels[name]!;
const counts = () => desk.store.reader.outboxCounts();
const titles = async (name = 'cs-lg'): Promise<string[]> =>
  (await desk.control.messages(channel(name))).map((card) => card.embeds[0]?.title ?? '').sort();
const wanted = (entries: readonly Entry[]): string[] => entries.map(({ title }) => title).sort();
const sent = (count: number) => until(`${count} sent`, () => (counts().sent === count ? true : null));

describe('what others lost or repeated', () => {
  it('trap 1: nothing counts as sent before Discord accepted it', async () => {
    const entries = generateEntries(51, 2);
    desk.store.subscribe(channel(), 'cs.LG');
    await desk.store.ingest(dumpText(entries));
    desk.answerFor = () => ({ kind: 'retry', maybeAccepted: false, afterMs: null, reason: '500' });
    const outgoing = await desk.start();
    await until('two refusals', () =>
      listDue(desk.store.reader, '2099-01-01T00:00:00.000Z')[0]!.attempts > 0 ? true : null,
    );
    expect(counts().sent).toBe(0);
    expect(await titles()).toEqual([]);
    desk.answerFor = () => null;
    desk.ahead.bot += 600_000;
    desk.ahead.monotonic += 600_000;
    outgoing.wake();
    await sent(2);
    expect(await titles()).toEqual(wanted(entries));
  });

  it('trap 2: each channel has its own books: one that is closed loses nothing while the others go on', async () => {
    const entries = generateEntries(52, 6);
    desk.store.subscribe(channel('cs-lg'), 'cs.LG');
    desk.store.subscribe(channel('papers-en'), 'cs.LG', 'en');
    await desk.control.permissions(channel('papers-en'), ['SEND_MESSAGES']);
    await until('the news', () => (desk.connection.canPost(channel('papers-en')) === false ? true : null));
    await desk.store.ingest(dumpText(entries.slice(0, 3)));
    await desk.start();
    await sent(3);
    await desk.store.ingest(dumpText(entries.slice(3)));
    await desk.start();
    await sent(6);
    await desk.control.permissions(channel('papers-en'), []);
    await sent(12);
    expect(await titles('cs-lg')).toEqual(wanted(entries));
    expect(await titles('papers-en')).toEqual(wanted(entries));
  });

  it('a place that a time-out of the bot closes is held for that reason, not for want of a permission', async () => {
    desk.store.subscribe(channel(), 'cs.LG');
    Object.assign(desk.connection, { canPost: () => false, isSilenced: () => true });
    await desk.store.ingest(dumpText(generateEntries(58, 1)));
    await desk.start();
    const reason = (): string | null => desk.store.reader.placeState(channel(), '2000').waiting[0]?.reason ?? null;
    expect(await until('a reason', reason)).toBe('a time-out keeps the bot from posting there');
  });

  it('trap 5: there is no window of the newest twenty', async () => {
    desk.cardsPerHour = 0;
    const entries = generateEntries(53, 70);
    desk.store.subscribe(channel(), 'cs.LG');
    await desk.store.ingest(dumpText(entries));
    await desk.start();
    await sent(70);
    expect(await titles()).toEqual(wanted(entries));
  });

  it('trap 6: a dump that is read days late, of papers that are years old, is delivered once, and not again a month later', async () => {
    const entries = generateEntries(54, 3).map((entry, index) => ({
      ...entry,
      date: `2019-03-0${index + 1} 10:00:00+00:00`,
    }));
    desk.store.subscribe(channel(), 'cs.LG');
    desk.ahead.bot += 5 * 86_400_000;
    await desk.store.ingest(dumpText(entries));
    const outgoing = await desk.start();
    await sent(3);
    desk.ahead.bot += 30 * 86_400_000;
    await desk.store.ingest(dumpText(entries.toReversed()));
    outgoing.wake();
    await until('the outbox to be idle', () => (outgoing.isIdle(60_000) ? true : null));
    expect(await titles()).toEqual(wanted(entries));
    expect(counts()).toMatchObject({ sent: 3, pending: 0 });
  });

  it('trap 11: one bad paper holds up no other, and is given up with its reason', async () => {
    const entries = generateEntries(55, 4);
    const bad = entries[0]!.title;
    desk.store.subscribe(channel(), 'cs.LG');
    desk.answerFor = (body) =>
      !isPost(body) && body.embeds?.[0]?.title === bad
        ? { kind: 'retry', maybeAccepted: false, afterMs: null, reason: '500: it always fails' }
        : null;
    await desk.store.ingest(dumpText(entries));
    const outgoing = await desk.start();
    let tries = 0;
    await until('the bad one to be given up', () => {
      tries += 1;
      desk.ahead.bot += 310_000;
      desk.ahead.monotonic += 310_000;
      outgoing.wake();
      return counts().rejected === 1 ? true : null;
    });
    expect(counts()).toMatchObject({ sent: 3, rejected: 1, pending: 0, sending: 0 });
    expect(tries).toBeGreaterThanOrEqual(MOST_ATTEMPTS - 5);
    const [group] = desk.store.reader.ledgerGroups().filter(({ state }) => state === 'rejected');
    expect(group?.reason).toBe(`given up after ${MOST_ATTEMPTS} attempts: 500: it always fails`);
  });

  it('trap 11: a card that was asked to wait again and again is not given up for that', async () => {
    const entries = generateEntries(57, 3);
    const slow = entries[0]!.title;
    desk.store.subscribe(channel(), 'cs.LG');
    let asked = 0;
    const answer = (afterMs: number | null) =>
      ({ kind: 'retry', maybeAccepted: false, afterMs, reason: 'no' }) as const;
    desk.answerFor = (body) => {
      if (isPost(body) || body.embeds?.[0]?.title !== slow) return null;
      asked += 1;
      return asked <= MOST_ATTEMPTS ? answer(1_000) : asked <= MOST_ATTEMPTS + 2 ? answer(null) : null;
    };
    await desk.store.ingest(dumpText(entries));
    const outgoing = await desk.start();
    await until('all cards', () => {
      desk.ahead.bot += 5_000;
      desk.ahead.monotonic += 5_000;
      outgoing.wake();
      return counts().sent + counts().rejected === 3 ? true : null;
    });
    expect([counts().sent, asked]).toEqual([3, MOST_ATTEMPTS + 3]);
  });

  it('trap 12: every acceptance is written down at once, not after a batch', async () => {
    const entries = generateEntries(56, 8);
    desk.store.subscribe(channel(), 'cs.LG');
    await desk.store.ingest(dumpText(entries));
    let accepted = 0;
    desk.answerFor = () => {
      accepted += 1;
      return accepted > 4 ? { kind: 'stop', reason: 'the power is gone' } : null;
    };
    await desk.start();
    await until('the stop', () => (desk.stopped.length > 0 ? true : null));
    expect(counts().sent).toBe(4);
    expect(await titles()).toHaveLength(4);
    desk.answerFor = () => null;
    await desk.start();
    await sent(8);
    expect(await titles()).toEqual(wanted(entries));
    expect(await desk.posts()).toHaveLength(8);
  });

  it('trap 13: a limit of the whole bot stops nothing for good, and is not met again and again', async () => {
    const entries = generateEntries(57, 3);
    desk.store.subscribe(channel(), 'cs.LG');
    await desk.control.fault({
      route: 'POST /channels/:id/messages',
      kind: '429',
      isGlobal: true,
      retryAfter: 2,
      times: 1,
    });
    await desk.store.ingest(dumpText(entries));
    await desk.start();
    await sent(3);
    expect(desk.stopped).toEqual([]);
    expect(await titles()).toEqual(wanted(entries));
    expect((await desk.posts()).map(({ status }) => status)).toEqual([429, 200, 200, 200]);
  });

  it('trap 17: a Japanese word of two characters is found', async () => {
    const entries = generateEntries(58, 2);
    await desk.store.ingest(
      dumpText([
        { ...entries[0]!, ja: ['深層学習の手法です。'] },
        { ...entries[1]!, ja: ['模型の解析です。'] },
      ]),
    );
    const { hits } = desk.store.reader.search(searchFor('学習'));
    expect(hits.map(({ paper }) => paper.title)).toEqual([entries[0]!.title]);
  });

  it('trap 18: papers that all carry the same midnight are all delivered, in one dump or in two', async () => {
    const entries = generateEntries(59, 6).map((entry, index) => ({
      ...entry,
      authors: [`Author Number${index}`],
      date: '2026-11-24 00:00:00+00:00',
    }));
    desk.store.subscribe(channel(), 'cs.LG');
    await desk.store.ingest(dumpText(entries.slice(0, 4)));
    await desk.start();
    await sent(4);
    await desk.store.ingest(dumpText(entries.slice(2)));
    await desk.start();
    await sent(6);
    expect(await titles()).toEqual(wanted(entries));
  });
});
