// Publishing in announcement channels: cards and the message of a day, as many an hour as Discord takes, each once.
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { daysBetween } from '../../../src/domain/local-time.js';
import { createSender } from '../../../src/discord/sender.js';
import { until } from '../../helpers/control.js';
import type { Outgoing } from '../../../src/pipeline/deliver/outgoing.js';
import { openDesk, type Desk } from '../../helpers/desk.js';
import { change, dayDump, setMode } from '../../helpers/modes.js';

const ANNOUNCEMENT = 5;
const CROSSPOSTED = 1;
const HOUR_MS = 3_600_000;
const QUOTA = 10;
let desk: Desk;
let channel: string;
let outgoing: Outgoing;
beforeEach(async () => {
  desk = await openDesk();
  channel = (await desk.control.newChannel('news', ANNOUNCEMENT)).id;
  await until('the channel', () => (desk.connection.kindOf(channel) === 'announcement' ? true : null));
});
afterEach(() => desk.close());

const messages = () => desk.control.messages(channel);
const published = async () => (await messages()).filter(({ flags = 0 }) => (flags & CROSSPOSTED) !== 0);
const asked = async () => (await desk.control.requests()).filter(({ path }) => path.endsWith('/crosspost'));
const sent = (count: number) =>
  until(`${count} sent`, () => (desk.store.reader.outboxCounts().sent === count ? true : null));

function reasons(): unknown[] {
  const db = new Database(desk.store.path, { readonly: true });
  const found = db.prepare("SELECT reason FROM message_steps WHERE kind = 'publish'").pluck().all();
  db.close();
  return found;
}

async function owe(mode: string, count: number): Promise<void> {
  desk.store.subscribe(channel, 'cs.LG');
  await desk.store.ingest(dayDump(3, count));
  setMode(desk, mode);
}

/** Rounds of steps until a condition holds. */
async function rounds(what: string, look: () => Promise<boolean>): Promise<void> {
  await until(what, async () => {
    outgoing.wake();
    return (await look()) ? true : null;
  });
}

it('publishes the message of a day once, and not the lists in its thread, after a restart too', async () => {
  await owe('thread', 12);
  outgoing = await desk.start();
  await sent(12);
  await rounds('the message of the day', async () => (await published()).length === 1);
  await desk.store.ingest(dayDump(4, 2));
  setMode(desk, 'thread');
  outgoing = await desk.start();
  await sent(14);
  expect(await messages()).toHaveLength(1);
  expect((await asked()).map(({ status }) => status)).toEqual([200]);
  expect(desk.store.reader.unpublishedDays('2999')).toEqual([]);
});

it('publishes cards that were posted before the gateway had told of the channel, as where a server comes late at a start', async () => {
  const { kindOf, canPost } = desk.connection;
  Object.assign(desk.connection, { kindOf: () => null, canPost: () => null });
  await owe('cards', 2);
  outgoing = await desk.start();
  await sent(2);
  await until('a try', () => (reasons().some((reason) => reason !== null) ? true : null));
  Object.assign(desk.connection, { kindOf, canPost });
  await outgoing.release();
  await rounds('both cards', async () => (await published()).length === 2);
});

it('asks for no publishing of the message of a day where the gateway tells late of a channel that is none for announcements', async () => {
  Object.assign(desk.connection, { kindOf: () => null });
  await owe('thread', 1);
  outgoing = await desk.start();
  await sent(1);
  Object.assign(desk.connection, { kindOf: () => 'channel' });
  await rounds('its end', () => Promise.resolve(desk.store.reader.unpublishedDays('2999').length === 0));
  expect(await asked()).toEqual([]);
});

it('publishes the message of a day though those of a hundred channels that are gone were due before it', async () => {
  await owe('thread', 1);
  outgoing = await desk.start();
  await sent(1);
  await rounds('the message of the day', async () => (await published()).length === 1);
  const { kindOf } = desk.connection;
  Object.assign(desk.connection, { kindOf: (id: string) => (id === channel ? kindOf(id) : null) });
  change(
    desk.store.path,
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
     INSERT INTO day_threads (destination, day, nonce, body, history_after, first_attempt_at, lease_until, message_id, publish_at)
     SELECT 'gone ' || i, '2020-01-01', 'n', '{}', '0', '2020', '2020', '1', '2020' FROM n`,
  );
  change(desk.store.path, "UPDATE day_threads SET publish_at = '2021' WHERE destination = ?", channel);
  const waits = (): unknown => {
    const db = new Database(desk.store.path, { readonly: true });
    const at = db.prepare('SELECT publish_at FROM day_threads WHERE destination = ?').pluck().get(channel);
    db.close();
    return at;
  };
  await rounds('its turn', () => Promise.resolve(waits() === null));
});

it('keeps trying to publish the message of a day, and gives it up where that is refused for good', async () => {
  await owe('thread', 1);
  await desk.control.fault({
    route: 'POST /channels/:id/messages/:id/crosspost',
    kind: '503',
    times: 1,
  });
  outgoing = await desk.start();
  await rounds('a refusal', async () => (await asked()).length === 1);
  await until('its next time', () =>
    desk.store.reader.unpublishedDays('2999')[0]?.attempts === 1 &&
    desk.store.reader.unpublishedDays('2020').length === 0
      ? true
      : null,
  );
  change(desk.store.path, "UPDATE day_threads SET message_id = '1', publish_at = '2020'");
  outgoing = await desk.start();
  await rounds('the end', () => Promise.resolve(desk.store.reader.unpublishedDays('2999').length === 0));
  expect(await published()).toEqual([]);
});

it('asks nothing of Discord while the bot is in a time-out, and publishes once that is over', async () => {
  const lift = (isSilenced: boolean) => Object.assign(desk.connection, { isSilenced: () => isSilenced });
  await owe('thread', 1);
  lift(true);
  outgoing = await desk.start();
  await sent(1);
  for (let looks = 0; looks < 5; looks += 1) {
    outgoing.wake();
    await new Promise((look) => setTimeout(look, 20));
  }
  expect(await asked()).toEqual([]);
  await until('nothing more to do now', () => (outgoing.isIdle(0) ? true : null));
  lift(false);
  await rounds('the message of the day', async () => (await published()).length === 1);
});

it('publishes the message of a day at once when an outage is over, and not sooner than Discord asked', () => {
  for (const day of ['2030-01-01', '2030-01-02'])
    desk.store.writer.claimDayThread(
      { destination: 'a', day, nonce: 'n', body: '{}', historyAfter: '1' },
      `${day}T00:00:00.000Z`,
    );
  const at = '2030-01-02T00:00:00.000Z';
  change(
    desk.store.path,
    `UPDATE day_threads SET message_id = '1', thread_id = '1', publish_attempts = 1,
    publish_at = iif(day = '2030-01-01', '2030-01-02T00:04:00.000Z', '2030-01-02T01:00:00.000Z')`,
  );
  expect(desk.store.reader.unpublishedDays(at)).toEqual([]);
  desk.store.writer.recallFailed(at);
  expect(desk.store.reader.unpublishedDays(at).map(({ day }) => day)).toEqual(['2030-01-01']);
});

it('publishes ten cards in an hour, asks once more, and publishes the others when the hour is over', async () => {
  const count = QUOTA + 2;
  await owe('cards', count);
  outgoing = await desk.start();
  await sent(count);
  const due = () => desk.store.reader.dueUpdates(desk.now().toISOString(), null, 99).steps.length;
  await rounds('the quota', async () => (await asked()).length > QUOTA);
  for (let looks = 0; looks < 5; looks += 1) {
    outgoing.wake();
    await new Promise((look) => setTimeout(look, 20));
  }
  expect(await published()).toHaveLength(QUOTA);
  expect(await asked()).toHaveLength(QUOTA + 1);
  for (const clock of ['bot', 'sandbox', 'monotonic'] as const) desk.ahead[clock] += HOUR_MS;
  // The library keeps the limit by the clock of the machine, which does not jump.
  const { publish } = createSender({
    apiUrl: desk.sandbox.apiUrl,
    token: 't',
    log: pino({ level: 'silent' }),
    monotonic: () => performance.now(),
  });
  Object.assign(desk.sender, { publish });
  expect(due()).toBeGreaterThan(0);
  await rounds('the others', async () => (await published()).length === count);
});

it('forgets days after 90 days and 90 more of them, and finds a day by its thread without reading all of them', async () => {
  const claim = { destination: 'a', nonce: 'n', body: '{}', historyAfter: '1' };
  for (const day of daysBetween('2030-01-01', '2030-04-01'))
    desk.store.writer.claimDayThread({ ...claim, day }, `${day}T00:00:00.000Z`);
  expect(desk.store.reader.dayThread('a', '2030-01-01')).not.toBeNull();
  desk.store.writer.claimDayThread({ ...claim, day: '2030-04-02' }, '2030-04-02T00:00:00.000Z');
  expect(desk.store.reader.dayThread('a', '2030-01-01')).toBeNull();
  expect(desk.store.reader.dayThread('a', '2030-01-02')).not.toBeNull();
  const db = new Database(desk.store.path, { readonly: true });
  const plan = db.prepare<[], { detail: string }>(
    'EXPLAIN QUERY PLAN SELECT destination FROM day_threads WHERE thread_id = 1',
  );
  expect(plan.all().map(({ detail }) => detail)).toEqual([expect.stringContaining('day_threads_thread')]);
  db.close();
});
