// A clock that was ahead and is right again: nothing waits for, or counts, what was written in that future.
import { afterEach, beforeEach, expect, it } from 'vitest';
import Database from 'better-sqlite3';
import { snowflakeAt } from '../../../src/domain/fingerprint.js';
import { isNamedBy, ruleReference } from '../../../src/cards/rule-reference.js';
import { markAsOfThePast } from '../../../src/store/database/past.js';
import { createEditRequests } from '../../../src/store/delivery/message-updates.js';
import { openMemoryDiscord, type MemoryDiscord } from '../../helpers/memory-discord.js';
import { change, dayDump, rowsOf } from '../../helpers/modes.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

const RIGHT = Date.parse('2030-01-02T03:04:05Z');
const MONTH_MS = 30 * 86_400_000;
const clock = { ms: RIGHT };
let store: TestStore;
let discord: MemoryDiscord;
beforeEach(() => {
  clock.ms = RIGHT + MONTH_MS;
  store = openTestStore(() => new Date(clock.ms));
  discord = openMemoryDiscord({ store, kind: 'channel', clock, cardsPerHour: 3 });
});
afterEach(async () => {
  await discord.stop();
  store.close();
});

const at = (): string => new Date(clock.ms).toISOString();
function read<T>(sql: string): T[] {
  const db = new Database(store.path, { readonly: true });
  const rows = db.prepare<[], T>(sql).pluck().all();
  db.close();
  return rows;
}

it('single cards that it took in the future do not turn the next ones into lists', async () => {
  store.subscribe('1000', 'cs.LG');
  await store.ingest(dayDump(5, 3));
  await discord.drain();
  clock.ms = RIGHT;
  await store.ingest(dayDump(6, 2));
  await discord.drain();
  expect(rowsOf(store.path).map(({ form }) => form)).toEqual(Array(5).fill('card'));
});

it('papers that came in the future are no news of a day before', async () => {
  store.subscribe('1000', 'cs.LG');
  await store.ingest(dayDump(5, 1));
  await discord.drain();
  const dayBefore = (ms: number): string => new Date(ms - 86_400_000).toISOString();
  expect(store.reader.hasNews('1000', dayBefore(clock.ms), dayBefore(clock.ms))).toBe(true);
  expect(store.reader.hasNews('1000', dayBefore(RIGHT), dayBefore(RIGHT))).toBe(false);
});

it('a rule that was made in the future gets what is announced from now on', () => {
  store.writer.addSubscription(ruleFor('1000', 'cs.LG', { createdAt: `${at().slice(0, 19)}Z` }), PLACE);
  clock.ms = RIGHT;
  store.writer.recallWaiting(at());
  expect(read('SELECT created_at FROM subscriptions')).toEqual(['2030-01-02T03:04:05Z']);
});

it('a rule that was made in the future is found by the buttons of then, however often the clock is set back', () => {
  const { id } = store.writer.addSubscription(
    ruleFor('1000', 'cs.LG', { createdAt: `${at().slice(0, 19)}Z` }),
    PLACE,
  ).subscription;
  const find = () => store.reader.findSubscription(id) ?? expect.fail('the rule is gone');
  const button = ruleReference(find());
  for (const back of [MONTH_MS / 2, 0]) {
    clock.ms = RIGHT + back;
    store.writer.recallWaiting(at());
    expect(isNamedBy(button, find())).toBe(true);
  }
});

it('a rule that was moved in the future counts as moved now', () => {
  const { subscription } = store.writer.addSubscription(ruleFor('1000', 'cs.LG'), PLACE);
  store.writer.moveSubscription(subscription.id, { destination: '1001', place: PLACE }, `${at().slice(0, 19)}Z`);
  clock.ms = RIGHT;
  store.writer.recallWaiting(at());
  expect(read('SELECT moved_at FROM subscriptions')).toEqual(['2030-01-02T03:04:05Z']);
});

it('a rule keeps the time when it was made where the clock of the machine begins in 1970', () => {
  store.writer.addSubscription(ruleFor('1000', 'cs.LG'), PLACE);
  store.writer.recallWaiting('1970-01-01T00:00:10.000Z');
  expect(read('SELECT created_at FROM subscriptions')).toEqual(['2030-01-01T00:00:00Z']);
});

it('a message that was edited in the future is edited again after the usual pause', async () => {
  store.subscribe('1000', 'cs.LG');
  await store.ingest(dayDump(5, 1));
  await discord.drain();
  change(
    store.path,
    `INSERT INTO message_steps (delivery_id, kind, state, next_attempt_at, created_at, settled_at)
     SELECT id, 'edit', 'done', ?, ?, ? FROM deliveries`,
    at(),
    at(),
    at(),
  );
  clock.ms = RIGHT;
  const db = new Database(store.path);
  createEditRequests(db)(1, at());
  db.close();
  const [next = ''] = read<string>("SELECT next_attempt_at FROM message_steps WHERE state = 'pending'");
  expect(Date.parse(next) - clock.ms).toBe(600_000);
});

it.each([
  [
    "INSERT INTO notices (destination, since, next_attempt_at) VALUES ('1', ?, ?)",
    'SELECT next_attempt_at FROM notices',
  ],
  [
    "INSERT INTO rule_notices (kind, user_id, facts, since, next_attempt_at) VALUES ('left', '1', '{}', ?, ?)",
    'SELECT next_attempt_at FROM rule_notices',
  ],
  [
    `INSERT INTO day_threads (destination, day, nonce, body, history_after, first_attempt_at, lease_until, publish_at)
     VALUES ('1', '2030-02-01', 'n', '{}', '0', '2030-02-01T00:00:00Z', ?, ?)`,
    'SELECT publish_at FROM day_threads',
  ],
] as const)('what was put off in the future is due now: %s', (insert, select) => {
  change(store.path, insert, at(), at());
  clock.ms = RIGHT;
  store.writer.recallWaiting(at());
  expect(read(select)).toEqual([at()]);
});

it('a database that was saved in the future has the history read since the newest message that it knows', async () => {
  store.subscribe('1000', 'cs.LG');
  clock.ms = RIGHT;
  await store.ingest(dayDump(5, 2));
  await discord.drain();
  const [newest = ''] = read<string>('SELECT max(message_id) FROM deliveries');
  const db = new Database(store.path);
  markAsOfThePast(db, new Date(RIGHT + MONTH_MS), new Date(RIGHT));
  db.close();
  const since = new Date(store.reader.restoredBackupOf() ?? 0);
  expect(BigInt(snowflakeAt(since))).toBeLessThanOrEqual(BigInt(newest));
  expect(clock.ms - since.getTime()).toBeLessThan(60_000);
});
