// Repeats: what a channel has shown that a person reads is left out of their messages, however soon these are due.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import type { ChannelNews } from '../../../src/domain/delivery.js';
import type { NewSubscription } from '../../../src/domain/subscription.js';
import { createRepeats, LOOKED_AT_ONCE } from '../../../src/pipeline/deliver/repeats.js';
import { ownPort } from '../../../src/store/port.js';
import { dumpText, generateEntries } from '../../helpers/dump-generator.js';
import { rowsOf } from '../../helpers/modes.js';
import { openMemoryDiscord, type MemoryDiscord } from '../../helpers/memory-discord.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

const LATE = '2030-02-01T00:00:00.000Z';
const clock = { ms: 0 };
let store: TestStore;
let discord: MemoryDiscord | null = null;
let isUnknown = false;
/** Turns of the event loop, as far as they are counted, and in which somebody's rights in a channel were asked for. */
let turn = 0;
let asked: number[] = [];
/** Papers of which was asked where they were shown. */
let searched: number[] = [];
beforeEach(() => {
  clock.ms = Date.parse('2030-01-02T03:04:05Z');
  store = openTestStore(() => new Date(clock.ms));
  isUnknown = false;
  asked = [];
  searched = [];
});
afterEach(async () => {
  await discord?.stop();
  discord = null;
  store.close();
});

/** The person reads the channel 10, and nothing else. */
const places: ChannelNews = {
  takeDeleted: () => [],
  isMember: () => true,
  isGone: () => Promise.resolve(false),
  readers: () => (_user, channelId) => {
    asked.push(turn);
    return isUnknown ? Promise.reject(new Error('none')) : Promise.resolve(channelId === '10');
  },
};
const person = (more: Partial<NewSubscription> = { mode: 'digest', hour: 8 }, id = '77'): number =>
  store.writer.addSubscription(ruleFor(id, 'cs.LG', { guildId: null, createdBy: id, ...more }), PLACE).subscription.id;

describe('a person gets nothing again', () => {
  let slice = 500;
  const look = (isStopping = () => false) =>
    createRepeats({
      isStopping,
      reader: {
        ...store.reader,
        repeatsDue: (by, after) => store.reader.repeatsDue(by, after).slice(0, slice),
        channelsShowing(paperId) {
          searched.push(paperId);
          return store.reader.channelsShowing(paperId);
        },
      },
      writer: ownPort(store.writer),
      places,
      pause: () => new Promise((go) => setImmediate(go)),
      now: () => new Date(clock.ms),
      log: pino({ level: 'silent' }),
    }).look();

  function sentIn(destination: string, count: number): void {
    for (let index = 0; index < count; index += 1) {
      const delivery = store.reader.nextDelivery(destination, LATE)!;
      const found = { messageId: String(index + 1), channelId: destination, body: '{}', isToPublish: false };
      store.writer.markSent(delivery.id, found, new Date(clock.ms).toISOString());
    }
  }

  it('and a stop ends the look, however many papers are owed', async () => {
    person();
    store.subscribe('10', 'cs.LG');
    await store.ingest(dumpText(generateEntries(7, 20)));
    sentIn('10', 20);
    clock.ms = Date.parse('2030-01-03T08:00:00Z');
    await look(() => searched.length >= 3);
    expect(searched).toHaveLength(3);
  });

  it('either where much before it was shown where they cannot read', async () => {
    slice = 1;
    person();
    store.subscribe('20', 'cs.LG');
    await store.ingest(dumpText(generateEntries(3, 1)));
    store.subscribe('10', 'cs.LG');
    await store.ingest(dumpText(generateEntries(4, 1)));
    sentIn('20', 2);
    sentIn('10', 1);
    clock.ms = Date.parse('2030-01-03T08:00:00Z');
    await look();
    expect(store.reader.outboxCounts()).toMatchObject({ pending: 1, withheld: 1 });
  });

  it('that a channel which they read has shown, unless they ask for it', async () => {
    const id = person();
    store.subscribe('10', 'cs.LG');
    store.subscribe('20', 'cs.LG');
    await store.ingest(dumpText(generateEntries(3, 3)));
    sentIn('10', 2);
    sentIn('20', 3);
    const { options } = store.reader.findSubscription(id)!;
    store.writer.changeSubscription(id, { options: { ...options, withRepeats: true } }, '2030-01-02T08:00:00Z');
    clock.ms = Date.parse('2030-01-03T08:00:00Z');
    await look();
    expect(store.reader.outboxCounts()).toMatchObject({ pending: 4, withheld: 0 });
    store.writer.changeSubscription(id, { options }, '2030-01-02T08:00:00Z');
    await look();
    expect(store.reader.outboxCounts()).toMatchObject({ pending: 2, withheld: 2 });
    expect(store.reader.ledgerGroups().map(({ reason }) => reason)).toContain(
      'shown in a channel that the person reads',
    );
  });

  it('and is looked for once in each channel, each paper once for all people, and others have their turn between', async () => {
    slice = 500;
    const channels = Array.from({ length: 3 * LOOKED_AT_ONCE }, (_, index) => String(1_000 + index));
    person();
    person({ mode: 'digest', hour: 8 }, '78');
    for (const channel of channels) store.subscribe(channel, 'cs.LG');
    await store.ingest(dumpText(generateEntries(3, 3)));
    for (const channel of channels) sentIn(channel, 3);
    clock.ms = Date.parse('2030-01-03T08:00:00Z');
    let next = setImmediate(function count() {
      turn += 1;
      next = setImmediate(count);
    });
    await look();
    clearImmediate(next);
    expect(asked).toHaveLength(2 * channels.length);
    expect(searched).toHaveLength(3);
    const most = Math.max(...asked.map((each) => asked.filter((other) => other === each).length));
    expect(most).toBeLessThanOrEqual(LOOKED_AT_ONCE);
    expect(store.reader.outboxCounts()).toMatchObject({ pending: 6, withheld: 0 });
  });
});

describe('what a channel showed before', () => {
  async function showIn(channel: string, mode: Partial<NewSubscription>): Promise<number> {
    discord = openMemoryDiscord({ store, kind: 'channel', clock, places });
    store.subscribe(channel, 'cs.LG');
    const id = person(mode);
    if (mode.mode !== 'digest') store.writer.pauseSubscription(id, new Date(clock.ms).toISOString());
    await store.ingest(dumpText(generateEntries(3, 4)));
    await discord.drain();
    expect(discord.messages.map(({ channelId }) => channelId)).toEqual(Array<string>(4).fill(channel));
    return id;
  }

  it('is left out of a digest whose hour came while the bot did not run', async () => {
    await showIn('10', { mode: 'digest', hour: 8 });
    await discord!.stop();
    clock.ms = Date.parse('2030-01-03T01:00:00Z');
    discord!.start();
    await discord!.drain();
    expect(discord!.messages).toHaveLength(4);
    expect(store.reader.outboxCounts()).toMatchObject({ pending: 0, sent: 4, withheld: 4 });
  });

  it('is left out of what comes when a subscription goes on', async () => {
    const id = await showIn('10', { mode: 'compact', hour: null });
    store.writer.resumeSubscription(id, new Date(clock.ms).toISOString());
    await discord!.drain();
    expect(store.reader.outboxCounts()).toMatchObject({ pending: 0, sent: 4, withheld: 4 });
  });

  it('comes where it stands only behind the button of a digest', async () => {
    discord = openMemoryDiscord({ store, kind: 'channel', clock, places });
    store.writer.addSubscription(ruleFor('10', 'cs.LG', { mode: 'digest', hour: 8 }), PLACE);
    person({ mode: 'digest', hour: 9 });
    await store.ingest(dumpText(generateEntries(3, 14)));
    clock.ms = Date.parse('2030-01-02T08:30:00Z');
    await discord.drain();
    const inChannel = rowsOf(store.path).filter(({ state }) => state === 'sent');
    expect(inChannel).toHaveLength(14);
    clock.ms = Date.parse('2030-01-02T09:30:00Z');
    await discord.drain();
    await discord.drain();
    expect(discord.messages.map(({ channelId }) => channelId)).toEqual(['10', '771']);
    const leftOut = rowsOf(store.path).filter(({ state }) => state === 'withheld');
    const shown = inChannel.filter(({ line }) => line! <= 10);
    expect(leftOut.map(({ key }) => key).toSorted()).toEqual(shown.map(({ key }) => key).toSorted());
    expect(store.reader.outboxCounts()).toMatchObject({ pending: 0, sent: 18, withheld: 10 });
  });

  it.each([
    ['they cannot read there', false],
    ['that cannot be told', true],
  ])('comes where %s', async (_why, isFailing) => {
    const id = await showIn('20', { mode: 'compact', hour: null });
    isUnknown = isFailing;
    store.writer.resumeSubscription(id, new Date(clock.ms).toISOString());
    // It is put off for a second, until that was looked at.
    await discord!.drain();
    await discord!.drain();
    expect(discord!.messages.at(-1)?.channelId).toBe('771');
    expect(store.reader.outboxCounts()).toMatchObject({ pending: 0, sent: 8, withheld: 0 });
  });
});
