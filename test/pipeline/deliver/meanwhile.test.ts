// Rules that change while a message is under way: each of its papers stands in one place in the end, or is told as not posted.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NONCE_WINDOW_MS } from '../../../src/domain/delivery.js';
import { snowflakeAt } from '../../../src/domain/fingerprint.js';
import { openMemoryDiscord, type MemoryDiscord } from '../../helpers/memory-discord.js';
import { dayDump, misplaced, rowsOf, setMode } from '../../helpers/modes.js';
import { PLACE } from '../../helpers/rules.js';
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

/** The first message with papers is answered by nobody, and `meanwhile` happens; it stands, or it does not. */
async function interrupted(mode: string, stands: boolean, meanwhile: () => void): Promise<void> {
  await store.ingest(dayDump(5, COUNT));
  setMode({ store }, mode);
  let isFirst = true;
  discord.answer = (channelId, body) => {
    if (!isFirst || body.embeds === undefined) return null;
    isFirst = false;
    meanwhile();
    if (stands) {
      const parentId = discord.messages.find(({ id }) => id === channelId)?.parentId ?? channelId;
      const message = { channelId, parentId, body, nonce: null, at: clock.ms, tags: [] };
      discord.messages.push({ ...message, id: (BigInt(snowflakeAt(new Date(clock.ms))) + 99n).toString() });
    }
    // The nonce is of no use any more when it is tried again: the history decides.
    clock.ms += NONCE_WINDOW_MS;
    return { kind: 'retry', maybeAccepted: true, afterMs: null, reason: 'no answer' };
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
