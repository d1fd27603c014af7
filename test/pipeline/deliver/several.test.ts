// Messages of several papers between the store and the sandbox: after any interruption every paper stands in one message.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEASE_MS } from '../../../src/domain/delivery.js';
import { until } from '../../helpers/control.js';
import { openDesk, type Desk } from '../../helpers/desk.js';
import { change, dayDump, misplaced, papersOfADay, rowsOf, setMode } from '../../helpers/modes.js';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const channel = (name = 'cs-lg'): string => desk.channels[name]!;
const counts = () => desk.store.reader.outboxCounts();
const rows = () => rowsOf(desk.store.path);
const all = (state: 'sent' | 'held' | 'rejected', count: number) =>
  until(`${count} ${state}`, () => (counts()[state] === count ? true : null));
const messages = async (id = channel()) =>
  (await desk.control.messages(id)).filter((message) => message.webhook_id === undefined);
const shown = async () => (await messages()).map(({ embeds }) => embeds[0]?.description ?? '').join('\n');

async function enqueue(mode: string, count: number, name = 'cs-lg'): Promise<void> {
  desk.store.subscribe(channel(name), 'cs.LG');
  await desk.store.ingest(dayDump(3, count));
  setMode(desk, mode);
}

/** A run that dies at its first step of this name. */
async function die(when: 'before' | 'after', what: string): Promise<void> {
  desk.dies = (_step, name) => (name === what ? when : null);
  await desk.start();
  await desk.death();
}

async function restart(): Promise<void> {
  desk.dies = null;
  desk.ahead.bot += LEASE_MS + 1_000;
  desk.ahead.monotonic += LEASE_MS + 1_000;
  await desk.start();
}

/** Each title stands in the messages of the channel so often. */
async function timesShown(count: number): Promise<Set<number>> {
  const text = await shown();
  return new Set(papersOfADay(3, count).map(({ title }) => text.split(`[${title}]`).length - 1));
}

describe('a list', () => {
  it('holds up to ten papers, oldest first, each row with its message and line', async () => {
    await enqueue('compact', 23);
    await desk.start();
    await all('sent', 23);
    const posted = await messages();
    expect(posted.map(({ embeds }) => embeds[0]?.description?.match(/\*\*\d+\.\*\*/g)?.length)).toEqual([10, 10, 3]);
    expect(misplaced(rows())).toEqual([]);
    expect(await timesShown(23)).toEqual(new Set([1]));
    const times = papersOfADay(3, 23).toSorted((a, b) => a.date.localeCompare(b.date));
    const text = await shown();
    const places = times.map(({ title }) => text.indexOf(title));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('whose answer is lost is repeated with its nonce, and stands once', async () => {
    await enqueue('compact', 7);
    await desk.control.fault({ route: 'POST /channels/:id/messages', kind: 'reset-after-accept', times: 1 });
    await desk.start();
    await all('sent', 7);
    expect(await desk.posts()).toHaveLength(2);
    expect(await messages()).toHaveLength(1);
    expect(misplaced(rows())).toEqual([]);
  });

  it('killed between acceptance and commit is found by its own mark, with all its papers', async () => {
    await enqueue('compact', 7);
    await die('after', 'send');
    expect(await messages()).toHaveLength(1);
    expect(counts().sending).toBe(7);
    await restart();
    await all('sent', 7);
    expect(await messages()).toHaveLength(1);
    expect(misplaced(rows())).toEqual([]);
  });

  it('killed before acceptance is owed again', async () => {
    await enqueue('compact', 7);
    await die('before', 'send');
    expect(counts().sending).toBe(7);
    await restart();
    await all('sent', 7);
    expect(await messages()).toHaveLength(1);
    expect(misplaced(rows())).toEqual([]);
  });

  it('is taken back whole when one of its papers was settled between choice and claim', async () => {
    await enqueue('compact', 3);
    const [first, second, third] = rows().map(({ id }) => id);
    desk.store.writer.reject(second!, 'meanwhile', '2030-01-02T00:00:00.000Z');
    const lines = [first!, second!, third!].map((id) => ({ id, shows: 0 }));
    const claim = { id: first!, nonce: 'n', body: '{}', historyAfter: '1', several: { form: 'list' as const, lines } };
    expect(desk.store.writer.claimDelivery(claim, desk.now().toISOString())).toBe(false);
    expect(rows().map(({ state }) => state)).toEqual(['pending', 'rejected', 'pending']);
    expect(misplaced(rows())).toEqual([]);
  });

  it('that Discord refuses for one paper in it is split until that paper alone is rejected', async () => {
    await enqueue('compact', 9);
    const bad = papersOfADay(3, 9)[4]!.title;
    desk.answerFor = (body) =>
      JSON.stringify(body).includes(`[${bad}]`) ? { kind: 'reject', reason: '400/50035: bad' } : null;
    await desk.start();
    await all('sent', 8);
    await all('rejected', 1);
    expect(await timesShown(9)).toEqual(new Set([1, 0]));
    expect(await shown()).not.toContain(bad);
    expect(misplaced(rows())).toEqual([]);
  });

  it('that cannot be worked on any more is held with all its papers, for it may stand', async () => {
    await enqueue('compact', 4);
    await die('after', 'send');
    desk.ahead.bot += LEASE_MS + 1_000;
    desk.dies = null;
    change(desk.store.path, "UPDATE deliveries SET body = 'not JSON' WHERE leader_id = id");
    await desk.start();
    await all('held', 4);
    expect(await messages()).toHaveLength(1);
  });

  it('in doubt where no history can be read is held with all its papers, and found once it can', async () => {
    await enqueue('compact', 4);
    await die('after', 'send');
    desk.ahead.bot += LEASE_MS + 1_000;
    desk.dies = null;
    await desk.control.permissions(channel(), ['READ_MESSAGE_HISTORY']);
    await desk.start();
    await all('held', 4);
    await desk.control.permissions(channel(), []);
    await all('sent', 4);
    expect(await messages()).toHaveLength(1);
    expect(misplaced(rows())).toEqual([]);
  });
});

describe('cards', () => {
  it('go out singly up to the pace of the hour, and the others in lists at once (trap 10: a cap is no loss)', async () => {
    desk.cardsPerHour = 5;
    await enqueue('cards', 28);
    await desk.start();
    await all('sent', 28);
    const forms = rows().map(({ form }) => form);
    expect(forms.filter((form) => form === 'card')).toHaveLength(5);
    expect(await messages()).toHaveLength(5 + 3);
    expect(misplaced(rows())).toEqual([]);
  });

  it('have no pace where it is 0', async () => {
    desk.cardsPerHour = 0;
    await enqueue('cards', 12);
    await desk.start();
    await all('sent', 12);
    expect(await messages()).toHaveLength(12);
  });
});

describe('a digest', () => {
  it('is one message with counts that add up; every paper has its line', async () => {
    await enqueue('digest', 42);
    await desk.start();
    await all('sent', 42);
    const [digest, ...more] = await messages();
    expect(more).toEqual([]);
    expect(digest?.embeds[0]?.description).toContain('新着 42 = 表示 10 + その他 32');
    expect(
      rows()
        .map(({ line }) => line)
        .toSorted((a, b) => a! - b!),
    ).toEqual(Array.from({ length: 42 }, (_, i) => i + 1));
    expect(misplaced(rows())).toEqual([]);
  });
});
