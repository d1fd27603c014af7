// Care for rules: deleted channels, servers that we left, closed direct messages.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelNews, Sender, SendOutcome } from '../../../src/domain/delivery.js';
import { createRuleCare } from '../../../src/pipeline/deliver/rule-care.js';
import { TransientError } from '../../../src/errors.js';
import { ownPort } from '../../../src/store/port.js';
import { dumpText, generateEntries } from '../../helpers/dump-generator.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';
import { listDue, openTestStore, type TestStore } from '../../helpers/stores.js';
import { pino } from 'pino';

const LATE = '2030-02-01T00:00:00.000Z';
let now = new Date('2030-01-02T03:04:05Z');
let store: TestStore;
let deleted: string[] = [];
let gone: string[] = [];
let isMember: boolean | null = true;
let refusedChannels: string[] = [];
let canWrite = true;
let failing: { readonly userId: string; readonly answer: () => Promise<SendOutcome> } | null = null;
let outageMs = 0;
let isStopping = false;
const told: string[] = [];
const warned: string[] = [];
const places: ChannelNews = {
  takeDeleted: () => deleted.splice(0),
  isMember: () => isMember,
  isGone: (channelId) => Promise.resolve(gone.includes(channelId)),
  readers: () => (_user, channelId) => Promise.resolve(channelId === '10'),
};
const sender: Pick<Sender, 'send' | 'tell'> = {
  send(destination, body) {
    if (refusedChannels.includes(destination))
      return Promise.resolve({ kind: 'hold', reason: '404/10003: Unknown Channel', afterMs: null, isGone: true });
    told.push(`${destination}: ${'content' in body ? String(body.content) : ''}`);
    return Promise.resolve({ kind: 'sent', messageId: '1', channelId: destination });
  },
  tell(userId, body) {
    if (userId === failing?.userId) return failing.answer();
    told.push(`${userId}: ${String(body.content)}`);
    return Promise.resolve({ kind: 'sent', messageId: '1', channelId: '2' });
  },
};
/** One run of the bot looks as often as it is called. */
const begin = () =>
  createRuleCare({
    reader: store.reader,
    writer: {
      call: (name, ...args) =>
        canWrite ? ownPort(store.writer).call(name, ...args) : Promise.reject(new TransientError('the disk is full')),
    },
    sender,
    places,
    outage: { waitMs: () => outageMs, probe: () => undefined },
    isStopping: () => isStopping,
    now: () => now,
    monotonic: () => now.getTime(),
    log: pino({ level: 'warn' }, { write: (line: string) => void warned.push(line) }),
  });
const care = () => begin()();

beforeEach(() => {
  now = new Date('2030-01-02T03:04:05Z');
  [deleted, gone, refusedChannels, isMember, canWrite] = [[], [], [], true, true];
  failing = null;
  outageMs = 0;
  isStopping = false;
  told.length = 0;
  warned.length = 0;
  store = openTestStore(() => now);
});
afterEach(() => store.close());

const person = () =>
  store.writer.addSubscription(
    ruleFor('77', 'cs.LG', { guildId: null, mode: 'digest', hour: 8, createdBy: '77' }),
    PLACE,
  ).subscription.id;

describe('a deleted channel', () => {
  it('ends its rules, withholds what waited with a reason, and tells who made them, or the channel for notices', async () => {
    store.writer.addSubscription(ruleFor('10', 'cs.LG'), { ...PLACE, name: 'papers' });
    store.subscribe('11', 'cs.LG');
    await store.ingest(dumpText(generateEntries(3, 2)));
    deleted = ['10', '99'];
    await care();
    expect(store.reader.listSubscriptions('1').map(({ destination }) => destination)).toEqual(['11']);
    expect(store.reader.outboxCounts()).toMatchObject({ pending: 2, withheld: 2 });
    expect(store.reader.ledgerGroups().map(({ reason }) => reason)).toContain('the channel was deleted');
    // Numbers of rules that are gone tell nobody anything.
    expect(told).toEqual([expect.stringMatching(/^2: .*#papers.*: cs\.LG\b/)]);
    await care();
    expect(told).toHaveLength(1);
    store.writer.changeSettings('1', { noticesChannel: '12' }, now.toISOString());
    deleted = ['11'];
    await care();
    expect(told.at(-1)).toMatch(/^12: /);
  });
});

it('a channel that Discord calls unknown once, and lists, keeps its rules; one that is gone does not', async () => {
  store.subscribe('10', 'cs.LG');
  await store.ingest(dumpText(generateEntries(3, 2)));
  const delivery = store.reader.nextDelivery('10', LATE)!;
  store.writer.holdDestination(
    delivery.id,
    { destination: '10', reason: '404/10003: Unknown Channel' },
    now.toISOString(),
  );
  await care();
  expect(store.reader.outboxCounts()).toMatchObject({ held: 2, withheld: 0 });
  gone = ['10'];
  for (isMember of [null, false]) await care();
  expect(store.reader.listSubscriptions('1')).toHaveLength(1);
  isMember = true;
  await care();
  expect(store.reader.outboxCounts()).toMatchObject({ held: 0, withheld: 2 });
});

/** A delivery that was sent once, whose answer nobody heard, before its destination was refused. */
function doubt(destination: string, reason: string): void {
  const delivery = store.reader.nextDelivery(destination, LATE)!;
  store.writer.claimDelivery({ id: delivery.id, nonce: 'n', body: '{}', historyAfter: '1' }, now.toISOString());
  store.writer.retryLater(
    { id: delivery.id, isDoubtful: true, isCounted: true, next: null, reason: 'time-out' },
    now.toISOString(),
  );
  store.writer.holdDestination(delivery.id, { destination, reason }, now.toISOString());
}

describe('a delivery in doubt', () => {
  const reasons = () => store.reader.ledgerGroups().map(({ state, reason }) => `${state}: ${reason}`);

  it('of a channel that is deleted is withheld with that reason, since nobody can look for it', async () => {
    store.subscribe('10', 'cs.LG');
    await store.ingest(dumpText(generateEntries(3, 2)));
    doubt('10', '404/10003: Unknown Channel');
    expect(store.reader.outboxCounts()).toMatchObject({ held: 2 });
    deleted = ['10'];
    await care();
    expect(store.reader.outboxCounts()).toMatchObject({ held: 0, withheld: 2, sending: 0 });
    expect(reasons()).toEqual(['withheld: the channel was deleted']);
  });

  it('of a person who takes no messages waits to be looked up, and is withheld where it is not found', async () => {
    person();
    await store.ingest(dumpText(generateEntries(3, 2)));
    doubt('77', '403/50007: Cannot send messages to this user');
    await care();
    expect(reasons().toSorted()).toEqual(['held: outcome unknown', 'withheld: paused']);
    expect(store.reader.unknownDestinations()).toEqual(['77']);
    store.writer.releaseUnknown('77', now.toISOString());
    store.writer.markAbsent(store.reader.nextDelivery('77', LATE)!.id, now.toISOString());
    expect(reasons()).toEqual(['withheld: paused']);
  });
});

describe('what Discord has told of a deleted channel', () => {
  it('is not lost where the database cannot be written: all of it is looked at again', async () => {
    store.subscribe('10', 'cs.LG');
    store.subscribe('11', 'cs.LG');
    deleted = ['10', '11'];
    const look = begin();
    canWrite = false;
    await expect(look()).rejects.toThrow('the disk is full');
    canWrite = true;
    await look();
    expect(store.reader.listSubscriptions('1')).toEqual([]);
  });

  it('is told in the language of its rules, where the server chose none', async () => {
    for (const destination of ['10', '11'])
      store.writer.addSubscription(ruleFor(destination, 'cs.LG'), { ...PLACE, language: 'ja' });
    deleted = ['10'];
    await care();
    expect(told.at(-1)).toContain('削除');
    store.writer.changeSettings('1', { language: 'en' }, now.toISOString());
    deleted = ['11'];
    await care();
    expect(told.at(-1)).toContain('was deleted');
  });

  it('is asked for after a start: a channel that was deleted meanwhile ends its rules with a notice', async () => {
    store.writer.addSubscription(ruleFor('10', 'cs.LG'), { ...PLACE, name: 'papers' });
    store.subscribe('11', 'cs.LG');
    [gone, isMember] = [['10'], null];
    const look = begin();
    await look();
    expect(store.reader.listSubscriptions('1')).toHaveLength(2);
    isMember = true;
    await look();
    expect(store.reader.listSubscriptions('1').map(({ destination }) => destination)).toEqual(['11']);
    expect(told).toEqual([expect.stringMatching(/^2: .*#papers/)]);
  });

  it('is told to who made the rules where the channel for notices is gone or closed', async () => {
    store.writer.changeSettings('1', { noticesChannel: '12' }, now.toISOString());
    store.subscribe('10', 'cs.LG');
    [deleted, refusedChannels] = [['10'], ['12']];
    await care();
    expect(told).toEqual([expect.stringMatching(/^2: /)]);
    store.subscribe('11', 'cs.LG');
    deleted = ['12', '11'];
    await care();
    expect(store.reader.findSettings('1').noticesChannel).toBeNull();
    expect(told).toHaveLength(2);
  });

  it('is told to each who made a rule there, with what theirs were about', async () => {
    store.subscribe('10', 'cs.LG');
    store.writer.addSubscription(ruleFor('10', 'cs.CL', { createdBy: '3' }), PLACE);
    deleted = ['10'];
    await care();
    expect(told).toEqual([expect.stringMatching(/^2: .*: cs\.LG。/), expect.stringMatching(/^3: .*: cs\.CL。/)]);
  });
});

describe('the notice of rules that ended', () => {
  beforeEach(() => {
    for (const createdBy of ['2', '3'])
      store.writer.addSubscription(ruleFor(`1${createdBy}`, 'cs.LG', { createdBy }), PLACE);
    deleted = ['12', '13'];
  });

  it('is sent once, however long that cannot be written, as on a full disk', async () => {
    const answer = (): Promise<SendOutcome> => {
      told.push('2');
      canWrite = false;
      return Promise.resolve({ kind: 'sent', messageId: '1', channelId: '2' });
    };
    failing = { userId: '2', answer };
    const look = begin();
    for (let looks = 0; looks < 3; looks += 1) {
      await expect(look()).rejects.toThrow('the disk is full');
      now = new Date(now.getTime() + 600_000);
    }
    canWrite = true;
    await look();
    expect(told).toEqual(['2', expect.stringMatching(/^3: /)]);
    expect(store.reader.dueRuleNotices(LATE)).toEqual([]);
  });

  it('costs no other one anything where the program fails at it', async () => {
    failing = { userId: '2', answer: () => Promise.reject(new TypeError('planted')) };
    await care();
    await care();
    expect(told).toEqual([expect.stringMatching(/^3: /)]);
    expect(store.reader.dueRuleNotices(LATE)).toEqual([]);
  });

  it('is sent again soon where its answer was lost, as long as its nonce holds, and then once an hour', async () => {
    let asked = 0;
    failing = {
      userId: '2',
      answer() {
        asked += 1;
        return Promise.resolve({ kind: 'retry', maybeAccepted: true, afterMs: null, reason: 'no answer' });
      },
    };
    const look = begin();
    for (let looks = 0; looks < 40; looks += 1) {
      await look();
      now = new Date(now.getTime() + 15_000);
    }
    expect(asked).toBe(8);
    now = new Date(now.getTime() + 3_600_000);
    await look();
    expect(asked).toBe(9);
  });

  it('that first never left is sent again soon where a later answer is lost: its nonce begins with what left', async () => {
    let asked = 0;
    let maybeAccepted = false;
    const answer = (): Promise<SendOutcome> => {
      asked += 1;
      return Promise.resolve({ kind: 'retry', maybeAccepted, afterMs: null, reason: 'no answer' });
    };
    failing = { userId: '2', answer };
    const look = begin();
    await look();
    now = new Date(now.getTime() + 3_601_000);
    maybeAccepted = true;
    await look();
    now = new Date(now.getTime() + 15_000);
    await look();
    expect(asked).toBe(3);
  });

  it('is not sent any more while the bot stops', async () => {
    isStopping = true;
    await care();
    expect(told).toEqual([]);
    isStopping = false;
    await care();
    expect(told).toHaveLength(2);
  });

  it('waits for the end of an outage', async () => {
    outageMs = 1_000;
    await care();
    expect(told).toEqual([]);
    outageMs = 0;
    await care();
    expect(told).toHaveLength(2);
  });

  it('is not given up in an outage, however long, and told as soon as that is over', async () => {
    const answer = (): Promise<SendOutcome> =>
      Promise.resolve({ kind: 'retry', maybeAccepted: false, afterMs: null, isUnreachable: true, reason: 'no net' });
    failing = { userId: '2', answer };
    for (let hours = 0; hours < 30; hours += 1) {
      await care();
      now = new Date(now.getTime() + 3_601_000);
    }
    await care();
    failing = null;
    store.writer.recallFailed(now.toISOString());
    await care();
    expect(told).toEqual([expect.stringMatching(/^3: /), expect.stringMatching(/^2: /)]);
  });

  it('is given up with a line in the log where nobody takes it', async () => {
    const answer = (): Promise<SendOutcome> =>
      Promise.resolve({ kind: 'hold', reason: '403/50007: Cannot send messages to this user', afterMs: null });
    failing = { userId: '2', answer };
    await care();
    await care();
    expect(warned).toEqual([expect.stringMatching(/50007.*nobody takes it/)]);
    expect(told).toEqual([expect.stringMatching(/^3: /)]);
  });

  it('is not given up where Discord asked to wait each time, however often', async () => {
    const answer = (): Promise<SendOutcome> =>
      Promise.resolve({ kind: 'retry', maybeAccepted: false, afterMs: 60_000, reason: 'a limit' });
    failing = { userId: '2', answer };
    for (let hours = 0; hours < 30; hours += 1) {
      await care();
      now = new Date(now.getTime() + 3_601_000);
    }
    failing = null;
    await care();
    expect(told).toEqual([expect.stringMatching(/^3: /), expect.stringMatching(/^2: /)]);
  });
});

describe('a server that the bot was removed from', () => {
  it('keeps its rules for 30 days, and for good where the bot comes back', async () => {
    store.subscribe('10', 'cs.LG');
    isMember = false;
    await care();
    now = new Date('2030-01-31T03:04:05Z');
    await care();
    expect(store.reader.listSubscriptions('1')).toHaveLength(1);
    isMember = true;
    await care();
    isMember = false;
    now = new Date('2030-02-03T03:04:05Z');
    await care();
    expect(store.reader.listSubscriptions('1')).toHaveLength(1);
    store.writer.changeSettings('1', { noticesChannel: '12' }, now.toISOString());
    now = new Date('2030-03-06T03:04:05Z');
    await care();
    expect(store.reader.listSubscriptions('1')).toEqual([]);
    // Its channel for notices is out of reach: who made them is told.
    expect(told).toEqual([expect.stringMatching(/^2: .*30 日/)]);
  });
});

describe('a person', () => {
  it.each([
    ['takes no messages', '403/50007: Cannot send messages to this user'],
    ['has left all servers that the bot is in', '403/50278: Cannot send messages to this user'],
    ['has no account any more', '404/10013: Unknown User'],
  ])('who %s is tried once: their rules rest with what waits, and go on when they say so', async (_what, reason) => {
    const id = person();
    await store.ingest(dumpText(generateEntries(3, 2)));
    const [delivery] = listDue(store.reader, LATE);
    store.writer.holdDestination(delivery!.id, { destination: '77', reason }, now.toISOString());
    await care();
    expect(store.reader.findSubscription(id)?.pausedAt).not.toBeNull();
    expect(store.reader.outboxCounts()).toMatchObject({ held: 0, withheld: 2 });
    expect(store.reader.heldDestinations()).toEqual([]);
    expect(store.writer.resumeSubscription(id, now.toISOString())).toMatchObject({ woken: 2 });
    expect(store.reader.outboxCounts()).toMatchObject({ pending: 2 });
  });
});
