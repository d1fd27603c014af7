// Rules that change while a message is under way: each of its papers stands in one place in the end, or is told as not posted.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NONCE_WINDOW_MS, type SendOutcome } from '../../../src/domain/delivery.js';
import { snowflakeAt } from '../../../src/domain/fingerprint.js';
import type { MessageBody } from '../../../src/domain/message.js';
import { MODES, type Mode } from '../../../src/domain/subscription.js';
import { randomFrom } from '../../helpers/dump-generator.js';
import { openMemoryDiscord, type MemoryDiscord } from '../../helpers/memory-discord.js';
import { dayDump, misplaced, rowsOf, setMode } from '../../helpers/modes.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';
import { seeds } from '../../helpers/seeds.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

const HERE = '1000';
const THERE = '2000';
const COUNT = 3;
const clock = { ms: 0 };
let store: TestStore;
let discord: MemoryDiscord;
let rule = 0;
beforeEach(() => {
  clock.ms = Date.parse('2030-01-02T03:04:05Z');
  store = openTestStore(() => new Date(clock.ms));
  discord = openMemoryDiscord({ store, kind: 'channel', clock });
  rule = store.subscribe(HERE, 'cs.LG');
});
afterEach(async () => {
  await discord.stop();
  store.close();
});

const at = (): string => new Date(clock.ms).toISOString();
/** Papers in the messages of a channel and its threads. */
function papersIn(channel: string): string[] {
  const texts = discord.messages.filter(({ parentId }) => parentId === channel).map(({ body }) => JSON.stringify(body));
  return rowsOf(store.path)
    .map(({ key }) => key)
    .filter((key, index, all) => all.indexOf(key) === index)
    .flatMap((key) => texts.filter((text) => text.includes(key)).map(() => key));
}
interface Row {
  readonly destination: string;
  readonly state: string;
  readonly reason: string | null;
  readonly language: string;
}
function fates(destination: string): string[] {
  const db = new Database(store.path, { readonly: true });
  const rows = db.prepare<[string], Row>('SELECT state, reason FROM deliveries WHERE destination = ?').all(destination);
  db.close();
  return [...new Set(rows.map(({ state, reason }) => (reason === null ? state : `${state}: ${reason}`)))];
}

/** Nobody hears what became of a message; by the time it is tried again, its nonce is of no use, and the history decides. */
function lost(channelId: string, body: MessageBody, stands: boolean): SendOutcome {
  if (stands) {
    const parentId = discord.messages.find(({ id }) => id === channelId)?.parentId ?? channelId;
    const message = { channelId, parentId, body, nonce: null, at: clock.ms, tags: [] };
    discord.messages.push({ ...message, id: (BigInt(snowflakeAt(new Date(clock.ms))) + 99n).toString() });
  }
  clock.ms += NONCE_WINDOW_MS;
  return { kind: 'retry', maybeAccepted: true, afterMs: null, reason: 'no answer' };
}

/** The first message with papers is answered by nobody, and `meanwhile` happens; it stands, or it does not. */
async function interrupted(mode: string, stands: boolean, meanwhile: () => void): Promise<void> {
  await store.ingest(dayDump(5, COUNT));
  setMode({ store }, mode);
  let isFirst = true;
  discord.answer = (channelId, body) => {
    if (!isFirst || body.embeds === undefined) return null;
    isFirst = false;
    meanwhile();
    return lost(channelId, body, stands);
  };
  await discord.drain();
  // After its back-off it is tried again.
  clock.ms += 3_600_000;
  await discord.drain();
}

const fatesOf = (modes: readonly string[]) =>
  modes.flatMap((mode) => [true, false].map((stands) => ({ mode, stands })));

const EVERY = fatesOf(['cards', 'compact', 'digest', 'thread']);
describe.each(EVERY)('in the mode $mode, where the message stands: $stands', ({ mode, stands }) => {
  /** Papers of the message under way: one of a card, else all. */
  const underWay = mode === 'cards' ? 1 : COUNT;

  it('a rule that was moved takes along what does not stand, and leaves what does', async () => {
    await interrupted(
      mode,
      stands,
      () => void store.writer.moveSubscription(rule, { destination: THERE, place: PLACE }, at()),
    );
    const kept = stands ? underWay : 0;
    expect(papersIn(HERE)).toHaveLength(kept);
    expect(papersIn(THERE)).toHaveLength(COUNT - kept);
    expect(new Set([...papersIn(HERE), ...papersIn(THERE)]).size).toBe(COUNT);
    expect(misplaced(rowsOf(store.path))).toEqual([]);
    expect(store.reader.unwrittenDeliveries()).toBe(0);
    const left = kept < COUNT ? ['withheld: moved to another channel'] : [];
    expect(fates(HERE).toSorted()).toEqual([...(kept > 0 ? ['sent'] : []), ...left]);
  });
});

describe.each(fatesOf(['cards', 'digest']))('in the mode $mode, where it stands: $stands', ({ mode, stands }) => {
  const underWay = mode === 'cards' ? 1 : COUNT;

  it('a rule that was paused keeps what does not stand until it goes on', async () => {
    await interrupted(mode, stands, () => void store.writer.pauseSubscription(rule, at()));
    expect(papersIn(HERE)).toHaveLength(stands ? underWay : 0);
    store.writer.resumeSubscription(rule, at());
    discord.answer = () => null;
    await discord.drain();
    expect(papersIn(HERE).toSorted()).toEqual([...new Set(rowsOf(store.path).map(({ key }) => key))].toSorted());
    expect(misplaced(rowsOf(store.path))).toEqual([]);
  });

  it('a rule that was removed gets nothing more', async () => {
    await interrupted(mode, stands, () => void store.writer.removeSubscription(rule, at(), null));
    expect(papersIn(HERE)).toHaveLength(stands ? underWay : 0);
    expect(fates(HERE)).toContain(stands && underWay === COUNT ? 'sent' : 'withheld: unsubscribed');
  });
});

describe.each(
  ['cards', 'compact', 'digest', 'thread'].flatMap((before) =>
    ['cards', 'compact', 'digest', 'thread'].filter((after) => after !== before).map((after) => ({ before, after })),
  ),
)('a rule that went from the mode $before to $after while a message was in doubt', ({ before, after }) => {
  const NEXT_HOUR = Date.parse('2030-01-02T23:00:00Z');
  const HOUR = 8;
  const wanted = { mode: after as Mode, hour: after === 'digest' ? HOUR : null };

  it.each([true, false])('has each paper once, what does not stand in its new mode (stands: %s)', async (stands) => {
    await interrupted(before, stands, () => void store.writer.changeSubscription(rule, wanted, at()));
    const standing = stands ? (before === 'cards' ? 1 : COUNT) : 0;
    expect(papersIn(HERE)).toHaveLength(after === 'digest' ? standing : COUNT);
    clock.ms = NEXT_HOUR;
    await discord.drain();
    expect(papersIn(HERE)).toHaveLength(COUNT);
    expect(new Set(papersIn(HERE)).size).toBe(COUNT);
    expect(misplaced(rowsOf(store.path))).toEqual([]);
    const later = rowsOf(store.path).slice(standing);
    const form = after === 'cards' ? 'card' : after === 'digest' ? 'digest' : 'list';
    expect(later.map((row) => [row.form, row.message_channel !== null])).toEqual(
      later.map(() => [form, after === 'thread']),
    );
  });
});

it('a card that is refused while its rule is moved goes along, as it would have a moment before', async () => {
  await store.ingest(dayDump(5, COUNT));
  let isFirst = true;
  discord.answer = () => {
    if (!isFirst) return null;
    isFirst = false;
    store.writer.moveSubscription(rule, { destination: THERE, place: PLACE }, at());
    return { kind: 'reject', reason: '400: no' };
  };
  await discord.drain();
  expect(fates(HERE).toSorted()).toEqual(['rejected: 400: no', 'withheld: moved to another channel']);
  expect(papersIn(THERE)).toHaveLength(COUNT);
  expect(store.reader.unwrittenDeliveries()).toBe(0);
});

it('a digest in doubt whose rule gets another hour does not wait for that hour again', async () => {
  const evening = { mode: 'digest', hour: 20 } as const;
  await interrupted('digest', false, () => void store.writer.changeSubscription(rule, evening, at()));
  expect(papersIn(HERE)).toHaveLength(COUNT);
});

it('what is in doubt goes by the rule that is left when the sooner one ends', async () => {
  const digest = ruleFor(HERE, 'cs', { mode: 'digest', hour: 8 });
  store.writer.addSubscription(digest, PLACE);
  await interrupted('cards', false, () => void store.writer.removeSubscription(rule, at(), null));
  expect(papersIn(HERE)).toEqual([]);
  clock.ms = Date.parse('2030-01-02T23:00:00Z');
  await discord.drain();
  expect([...new Set(rowsOf(store.path).map(({ form }) => form))]).toEqual(['digest']);
  expect(papersIn(HERE)).toHaveLength(COUNT);
});

describe('with many changes while messages are in doubt', () => {
  it.each(Array.from({ length: seeds(8) }, (_, seed) => seed))('each paper stands once (%i)', async (seed) => {
    const random = randomFrom(seed);
    const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
    const modeOf = (mode: Mode) => ({ mode, hour: mode === 'digest' ? pick([0, 8, 20]) : null });
    const changes = [
      () => void store.writer.changeSubscription(rule, modeOf(pick(MODES)), at()),
      () => void store.writer.pauseSubscription(rule, at()),
      () => void store.writer.resumeSubscription(rule, at()),
      () => void store.writer.moveSubscription(rule, { destination: pick([HERE, THERE]), place: PLACE }, at()),
    ];
    store.writer.changeSubscription(rule, modeOf(pick(MODES)), at());
    await store.ingest(dayDump(5, COUNT));
    setMode({ store }, pick(MODES));
    discord.answer = (channelId, body) => {
      if (body.embeds === undefined || random() < 0.3) return null;
      const outcome = lost(channelId, body, random() < 0.5);
      if (random() < 0.7) pick(changes)();
      return outcome;
    };
    for (let round = 0; round < 3; round += 1) {
      clock.ms += 7 * 3_600_000;
      await discord.drain();
      pick(changes)();
    }
    store.writer.resumeSubscription(rule, at());
    discord.answer = () => null;
    for (let day = 0; day < 2; day += 1) {
      clock.ms += 86_400_000;
      await discord.drain();
    }
    const all = [...papersIn(HERE), ...papersIn(THERE)];
    expect(all).toHaveLength(COUNT);
    expect(new Set(all).size).toBe(COUNT);
    expect(misplaced(rowsOf(store.path))).toEqual([]);
  });
});

it.each([true, false])('a new language is that of what does not stand (stands: %s)', async (stands) => {
  const english = { ...PLACE, language: 'en' } as const;
  await interrupted('compact', stands, () => void store.writer.setCardLanguage(HERE, '1', english));
  expect(papersIn(HERE)).toHaveLength(COUNT);
  const db = new Database(store.path, { readonly: true });
  const inJapanese = db.prepare<[], number>("SELECT count(*) FROM deliveries WHERE language = 'ja'").pluck().get();
  db.close();
  expect(inJapanese).toBe(stands ? COUNT : 0);
});

it.each([true, false])(
  'what is in doubt in a channel that is deleted goes where its rule was moved to (stands: %s)',
  async (stands) => {
    await interrupted('compact', stands, () => {
      store.writer.moveSubscription(rule, { destination: THERE, place: PLACE }, at());
      discord.gone.add(HERE);
    });
    expect(fates(HERE)).toEqual(['held: 404/10003']);
    store.writer.endDestination(HERE, at());
    await discord.drain();
    expect(fates(HERE)).toEqual(['withheld: moved to another channel']);
    expect(papersIn(THERE)).toHaveLength(COUNT);
  },
);

it('what is in doubt in a channel that is deleted, and whose rule ends with it, is withheld', async () => {
  await interrupted('cards', false, () => discord.gone.add(HERE));
  expect(fates(HERE)).toEqual(['held: 404/10003']);
  store.writer.endDestination(HERE, at());
  await discord.drain();
  expect(fates(HERE)).toEqual(['withheld: the channel was deleted']);
});
