// Outages: told once at each end, nothing counts against a card or an edit, and nothing waits when they are over.
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SendOutcome, Sender } from '../../../src/domain/delivery.js';
import { MOST_ATTEMPTS } from '../../../src/pipeline/deliver/attempt.js';
import { createCooldowns } from '../../../src/pipeline/deliver/cooldown.js';
import { createOutage, type Outage } from '../../../src/pipeline/deliver/outage.js';
import { until } from '../../helpers/control.js';
import { openDesk, type Desk } from '../../helpers/desk.js';
import { dumpText, generateEntries } from '../../helpers/dump-generator.js';

const SENT: SendOutcome = { kind: 'sent', messageId: '1', channelId: '1' };
const HOLD: SendOutcome = { kind: 'hold', reason: '404', afterMs: null };
const LIMITED: SendOutcome = { kind: 'retry', maybeAccepted: false, afterMs: 1000, reason: '429' };
const DOWN: SendOutcome = { kind: 'retry', maybeAccepted: true, afterMs: null, isUnreachable: true, reason: '503' };
const NO_NET: SendOutcome = { ...DOWN, maybeAccepted: false, isOffline: true, reason: 'ECONNREFUSED' };
/** Refused by Discord itself, for one server maybe: 130000. */
const OVERLOADED: SendOutcome = { ...DOWN, maybeAccepted: false, reason: '503/130000' };

/** An outage over a sender that answers as it is told, with a clock that stands until it is moved. */
function observe() {
  const lines: Record<string, unknown>[] = [];
  const clock = { ms: 0 };
  let ends = 0;
  let next: SendOutcome = SENT;
  const answer = (): Promise<SendOutcome> => Promise.resolve(next);
  const history = (): Promise<{ kind: 'page'; messages: []; next: null }> =>
    Promise.resolve({ kind: 'page', messages: [], next: null });
  const plain: Sender = {
    send: answer,
    edit: answer,
    openThread: answer,
    openDirect: answer,
    publish: answer,
    tell: answer,
    readHistory: history,
  };
  const outage: Outage = createOutage({
    monotonic: () => clock.ms,
    random: () => 1,
    log: pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    waiting: () => 7,
    onEnd: () => void (ends += 1),
  });
  const sender = outage.watch(plain);
  const edit = async (place: string, outcome: SendOutcome): Promise<void> => {
    next = outcome;
    expect(await sender.edit(place, 'm', {})).toBe(outcome);
  };
  return { outage, sender, edit, lines, clock, ends: () => ends };
}

describe('an outage', () => {
  it('is tested by the next request where what was to be the test needed none', async () => {
    const { outage, edit, lines, clock } = observe();
    await edit('a', NO_NET);
    clock.ms += outage.waitMs();
    for (let unseen = 0; unseen < 100; unseen += 1) {
      outage.probe();
      expect(outage.waitMs()).toBeGreaterThan(0);
      outage.release();
      expect(outage.waitMs()).toBe(0);
    }
    outage.probe();
    await edit('a', NO_NET);
    const rest = outage.waitMs();
    outage.release();
    expect([outage.waitMs(), rest]).toEqual([2_000, 2_000]);
    clock.ms += rest;
    outage.probe();
    await edit('a', SENT);
    clock.ms += 30_000;
    outage.tellEnd();
    expect(lines.at(-1)).toMatchObject({ tries: 2 });
  });

  it('is told once when it begins and once when it ends, with the cards that wait and how long it took', async () => {
    const { outage, edit, lines, clock, ends } = observe();
    await edit('a', DOWN);
    expect(lines).toEqual([]);
    await edit('b', DOWN);
    await edit('c', DOWN);
    clock.ms = 90_000;
    outage.probe();
    await edit('a', SENT);
    clock.ms += 29_999;
    outage.tellEnd();
    expect(lines).toHaveLength(1);
    clock.ms += 1;
    outage.tellEnd();
    outage.tellEnd();
    expect(lines).toEqual([
      expect.objectContaining({ level: 40, reason: '503', waiting: 7, msg: expect.stringContaining('an outage') }),
      expect.objectContaining({
        level: 30,
        seconds: 90,
        waiting: 7,
        tries: 1,
        msg: expect.stringContaining('is over'),
      }),
    ]);
    expect([outage.isOn(), outage.waitMs(), ends()]).toEqual([false, 0, 1]);
  });

  it('is one where answers come and are lost in turn, by the requests or by the gateway', async () => {
    const { outage, edit, lines, clock, ends } = observe();
    for (let turn = 1; turn <= 10; turn += 1) {
      await edit('a', NO_NET);
      outage.lost('the gateway does not answer');
      outage.probe();
      clock.ms += 1_000;
      outage.reached();
      await edit('a', SENT);
      clock.ms += 20_000;
      outage.tellEnd();
      // What waited goes out each time all the same.
      expect(ends()).toBe(turn);
    }
    expect(lines).toHaveLength(1);
    clock.ms += 10_000;
    outage.tellEnd();
    expect(lines.slice(1)).toEqual([expect.objectContaining({ seconds: 190, tries: 10 })]);
    await edit('a', NO_NET);
    expect(lines).toHaveLength(3);
  });

  it.each([
    ['no connection at all', [['a', NO_NET]], true],
    ['one destination that Discord is overloaded for', Array(4).fill(['a', OVERLOADED]), false],
    ['one destination that fails four times', Array(4).fill(['a', DOWN]), false],
    ['one destination that fails five times while nothing else is heard', Array(5).fill(['a', DOWN]), true],
    [
      'two destinations of which one took a card between',
      [
        ['a', DOWN],
        ['b', SENT],
        ['c', DOWN],
      ],
      false,
    ],
    [
      'two destinations with a refusal of a third between',
      [
        ['a', DOWN],
        ['b', HOLD],
        ['c', DOWN],
      ],
      false,
    ],
    [
      'two destinations with a rate limit between',
      [
        ['a', DOWN],
        ['b', LIMITED],
        ['c', DOWN],
      ],
      true,
    ],
    ['rate limits alone', Array(9).fill(['a', LIMITED]), false],
  ] as [string, [string, SendOutcome][], boolean][])('%s: %#', async (_, answers, isOutage) => {
    const { outage, edit } = observe();
    for (const [place, outcome] of answers) await edit(place, outcome);
    expect(outage.isOn()).toBe(isOutage);
  });

  it.each([
    ['a refusal of one destination', HOLD],
    ['a refusal of one payload', { kind: 'reject', reason: '400' }],
  ] as [string, SendOutcome][])('is over with %s: Discord answers', async (_, outcome) => {
    const { outage, edit } = observe();
    await edit('a', NO_NET);
    await edit('a', outcome);
    expect(outage.isOn()).toBe(false);
  });

  it('does not begin where only those fail that failed while others were answered, until nobody has been for a minute', async () => {
    const { outage, edit, clock, ends } = observe();
    const closed = Array.from({ length: 40 }, (_, index) => `closed ${index}`);
    await edit('open', SENT);
    for (const place of closed) await edit(place, DOWN);
    expect([outage.isOn(), outage.witnesses()]).toEqual([true, ['open']]);
    await edit('open', SENT);
    expect(outage.witnesses()).toEqual([]);
    for (let round = 0; round < 5; round += 1) for (const place of closed) await edit(place, DOWN);
    expect([outage.isOn(), ends()]).toEqual([false, 1]);
    // One that was answered since is heard like any other.
    await edit('closed 1', SENT);
    await edit('closed 1', DOWN);
    await edit('closed 2', DOWN);
    expect(outage.isOn()).toBe(false);
    await edit('open', DOWN);
    expect(outage.isOn()).toBe(true);
    await edit('open', SENT);
    clock.ms += 60_000;
    await edit('closed 2', DOWN);
    await edit('closed 3', DOWN);
    expect(outage.isOn()).toBe(true);
  });

  it.each([
    ['Discord says that it is overloaded', OVERLOADED, false],
    ['histories are read, and no card is taken', DOWN, true],
  ])('does not begin again at such places where %s', async (_, refusal, isHistoryRead) => {
    const { outage, edit, sender } = observe();
    const closed = ['closed 1', 'closed 2', 'closed 3'];
    await edit('open', SENT);
    for (const place of closed) await edit(place, refusal);
    await edit('open', SENT);
    for (const place of closed) if (isHistoryRead) await sender.readHistory(place, false, '0');
    for (const place of closed) await edit(place, refusal);
    expect(outage.isOn()).toBe(false);
    // Nor is such a place the one to ask first where there is an outage.
    await edit('elsewhere', NO_NET);
    expect(outage.witnesses()).toEqual(['open']);
  });

  it('remembers no more than a thousand such places, the latest', async () => {
    const { outage, edit } = observe();
    const fail = async (...numbers: number[]): Promise<void> => {
      for (const number of numbers) await edit(`place ${number}`, DOWN);
    };
    for (let number = 1; number <= 1_002; number += 1) {
      // The first one goes on failing, and is no old one.
      await fail(1, number);
      await edit('open', SENT);
    }
    await fail(1, 4, 5);
    expect(outage.isOn()).toBe(false);
    await fail(2, 3);
    expect(outage.isOn()).toBe(true);
  });

  it('begins with a request that finds no connection, wherever', async () => {
    const { outage, edit } = observe();
    await edit('a', DOWN);
    await edit('b', SENT);
    await edit('a', NO_NET);
    expect(outage.isOn()).toBe(true);
  });

  it('is over when a history is read', async () => {
    const { outage, edit, sender } = observe();
    await edit('a', NO_NET);
    await sender.readHistory('a', false, '0');
    expect(outage.isOn()).toBe(false);
  });

  it('that ended with a history alone goes on with its rests where cards fail again, until one is taken', async () => {
    const { outage, edit, sender, clock } = observe();
    const rests: number[] = [];
    const begin = async (): Promise<void> => {
      for (const place of ['a', 'b']) if (!outage.isOn()) await edit(place, DOWN);
      rests.push(outage.waitMs());
      clock.ms += outage.waitMs();
      outage.probe();
    };
    for (let times = 0; times < 3; times += 1) {
      await begin();
      await sender.readHistory('a', true, '0');
    }
    await edit('c', SENT);
    clock.ms += 60_000;
    await begin();
    expect(rests).toEqual([1000, 4000, 16_000, 1000]);
  });

  it('that ended with a history alone is another one than the next day’s', async () => {
    const { outage, edit, sender, clock } = observe();
    await edit('a', NO_NET);
    for (let times = 0; times < 5; times += 1) {
      clock.ms += outage.waitMs();
      outage.probe();
      await edit('a', NO_NET);
    }
    await sender.readHistory('a', true, '0');
    clock.ms += 86_400_000;
    await edit('a', NO_NET);
    expect(outage.waitMs()).toBe(1000);
  });

  it('asks ever more rarely, and at least every 30 seconds, whether it is over', async () => {
    const { outage, edit, clock } = observe();
    await edit('a', NO_NET);
    const waits: number[] = [];
    for (let tries = 0; tries < 7; tries += 1) {
      waits.push(outage.waitMs());
      clock.ms += outage.waitMs();
      outage.probe();
      expect(outage.waitMs()).toBe(20_000);
      await edit('a', NO_NET);
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });
});

describe('rests', () => {
  it('end with an outage, but for those that Discord asked for', () => {
    const cooldowns = createCooldowns(
      () => 0,
      () => 1,
    );
    cooldowns.pause('own', null);
    cooldowns.pause('asked', 5_000);
    cooldowns.clearBackOffs();
    expect([cooldowns.waitMs('own'), cooldowns.waitMs('asked')]).toEqual([0, 5_000]);
    cooldowns.pause('own', null);
    expect(cooldowns.waitMs('own')).toBe(1_000);
  });
});

describe('an outage of the gateway as well', () => {
  it('ends with a request that may be made as soon as the gateway stands again', async () => {
    const { outage, edit } = observe();
    await edit('a', NO_NET);
    expect(outage.waitMs()).toBeGreaterThan(0);
    outage.reached();
    expect([outage.isOn(), outage.waitMs()]).toEqual([true, 0]);
  });
});

describe('an outage of the gateway alone', () => {
  it('is told at both ends with counts and holds up no card', async () => {
    const { outage, edit, lines, clock } = observe();
    outage.lost('the gateway does not answer');
    outage.lost('the gateway does not answer');
    await edit('a', SENT);
    expect([outage.isOn(), outage.waitMs()]).toEqual([false, 0]);
    clock.ms = 65_000;
    outage.reached();
    clock.ms += 30_000;
    outage.reached();
    outage.tellEnd();
    expect(lines).toEqual([
      { level: 40, reason: 'the gateway does not answer', waiting: 7, msg: expect.stringContaining('an outage') },
      { level: 30, seconds: 65, waiting: 7, tries: 0, msg: expect.stringContaining('is over') },
    ]);
  });

  it.each([
    ['the gateway goes first and comes last', ['lost', 'down', 'up', 'reached']],
    ['requests fail first and are answered last', ['down', 'lost', 'reached', 'up']],
  ] as const)('is one with that of requests: %s', async (_, events) => {
    const { outage, edit, lines, clock, ends } = observe();
    for (const event of events) {
      if (event === 'lost') outage.lost('the gateway does not answer');
      if (event === 'reached') outage.reached();
      if (event === 'down') await edit('a', NO_NET);
      if (event === 'up') await edit('a', SENT);
      const isLast = event === events.at(-1);
      clock.ms += 30_000;
      outage.tellEnd();
      expect(lines).toHaveLength(isLast ? 2 : 1);
      // Nothing waits any longer than requests fail.
      if (event === 'up') expect(ends()).toBe(1);
    }
  });
});

describe('deliveries in an outage', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());
  const counts = () => desk.store.reader.outboxCounts();
  /** Both clocks: one alone would be taken for a clock that was set. */
  const pass = (): void => {
    desk.ahead.monotonic += 30_000;
    desk.ahead.bot += 30_000;
  };
  const attempts = (): number[] => {
    const db = new Database(desk.store.path, { readonly: true });
    const found = db.prepare<[], number>('SELECT attempts FROM deliveries ORDER BY id').pluck().all();
    db.close();
    return found;
  };
  const change = (sql: string): void => {
    const db = new Database(desk.store.path);
    db.prepare(sql).run();
    db.close();
  };

  it('are not counted, never given up, and go out at once when it is over', async () => {
    const dump = (...seeds: number[]): string => dumpText(seeds.flatMap((seed) => generateEntries(seed, 1)));
    desk.store.subscribe(desk.channels['cs-lg']!, 'cs.LG');
    await desk.store.ingest(dump(91));
    const outgoing = await desk.start();
    await until('the first card', () => (counts().sent === 1 ? true : null));
    let asked = 0;
    desk.answerFor = () => {
      asked += 1;
      return NO_NET;
    };
    await desk.store.ingest(dump(93, 94));
    // Both failed often while their destination took another; one of them waits for its next attempt.
    change(
      `UPDATE deliveries SET attempts = ${MOST_ATTEMPTS - 1}, first_attempt_at = '2020-01-01T00:00:00.000Z' WHERE state = 'pending'`,
    );
    change(`UPDATE deliveries SET reason = '500', next_attempt_at = '2098-01-01T00:00:00.000Z'
      WHERE id = (SELECT max(id) FROM deliveries)`);
    outgoing.wake();
    for (let tries = 1; tries < 5; tries += 1) {
      await until('a try', () => (asked >= tries && counts().sending === 0 ? true : null));
      pass();
      outgoing.wake();
    }
    await until('the last try', () => (asked >= 5 && counts().sending === 0 ? true : null));
    expect(counts()).toMatchObject({ sent: 1, pending: 2, rejected: 0 });
    expect(attempts()).toEqual([1, MOST_ATTEMPTS - 1, MOST_ATTEMPTS - 1]);
    expect(desk.logged.filter((line) => line.includes('an outage'))).toHaveLength(1);
    expect(desk.logged.filter((line) => line.includes('was not accepted'))).toHaveLength(0);
    desk.answerFor = () => null;
    pass();
    outgoing.wake();
    await until('all cards', () => (counts().sent === 3 ? true : null));
  });

  it('are not told one by one where answers come and are lost in turn', async () => {
    desk.store.subscribe(desk.channels['cs-lg']!, 'cs.LG');
    await desk.store.ingest(dumpText([96, 97, 98].flatMap((seed) => generateEntries(seed, 1))));
    let asked = 0;
    desk.answerFor = () => {
      asked += 1;
      if (asked === 1) return NO_NET;
      return asked % 2 === 1 ? DOWN : null;
    };
    const outgoing = await desk.start();
    await until('all cards', () => {
      pass();
      outgoing.wake();
      return counts().sent === 3 ? true : null;
    });
    expect(asked).toBeGreaterThan(4);
    expect(desk.logged.filter((line) => line.includes('an outage'))).toHaveLength(1);
    expect(desk.logged.filter((line) => line.includes('was not accepted'))).toEqual([]);
  });

  it('are not told one by one where their history proves nothing while the gateway is away', async () => {
    desk.store.subscribe(desk.channels['cs-lg']!, 'cs.LG');
    await desk.store.ingest(dumpText(generateEntries(99, 1)));
    let asked = 0;
    desk.answerFor = () => {
      asked += 1;
      return { ...DOWN, isUnreachable: false };
    };
    let looks = 0;
    Object.assign(desk.connection, { canReadHistory: () => Promise.resolve(((looks += 1), null)) });
    const outgoing = await desk.start();
    outgoing.lost('the gateway does not answer');
    await until('the lost answer', () => (asked === 1 && counts().sending === 1 ? true : null));
    // Two looks each; what Discord remembers of the first attempt is over.
    for (let tries = 1; tries <= 3; tries += 1) {
      desk.ahead.monotonic += 300_000;
      desk.ahead.bot += 300_000;
      outgoing.wake();
      await until('a look', () => (looks >= 2 * tries ? true : null));
    }
    expect(desk.logged.filter((line) => line.includes('history'))).toEqual([]);
    await outgoing.stop();
  });

  it('that were refused a while ago are tried at once when the gateway stands again', async () => {
    desk.store.subscribe(desk.channels['cs-lg']!, 'cs.LG');
    await desk.store.ingest(dumpText(generateEntries(95, 1)));
    let asked = 0;
    desk.answerFor = () => {
      asked += 1;
      return { ...DOWN, maybeAccepted: false, isUnreachable: false };
    };
    const outgoing = await desk.start();
    // Ten failures in a row: the destination itself rests for minutes.
    for (let tries = 1; tries <= 10; tries += 1) {
      await until('a try', () => (asked === tries && counts().sending === 0 ? true : null));
      if (tries === 10) break;
      desk.ahead.monotonic += 300_000;
      desk.ahead.bot += 300_000;
      outgoing.wake();
    }
    desk.answerFor = () => null;
    change("UPDATE deliveries SET next_attempt_at = '2098-01-01T00:00:00.000Z'");
    await outgoing.reached();
    await until('the card', () => (counts().sent === 1 ? true : null));
  });

  it('of edits are not told one by one', async () => {
    const entries = generateEntries(90, 1);
    desk.store.subscribe(desk.channels['cs-lg']!, 'cs.LG');
    await desk.store.ingest(dumpText(entries));
    const outgoing = await desk.start();
    await until('the card', () => (counts().sent === 1 ? true : null));
    await desk.store.ingest(
      dumpText(entries.map((entry) => ({ ...entry, date: '2026-05-05 01:02:03+00:00', ja: ['新しい要約です。'] }))),
    );
    let asked = 0;
    Object.assign(desk.sender, { edit: () => Promise.resolve(((asked += 1), DOWN)) });
    outgoing.lost('the gateway does not answer');
    desk.ahead.bot += 4_000;
    await until('a try', () => {
      outgoing.wake();
      return asked > 0 ? true : null;
    });
    await outgoing.stop();
    expect(desk.logged.filter((line) => line.includes('could not be changed'))).toEqual([]);
  });

  it('do not lose an edit', async () => {
    const entries = generateEntries(92, 1);
    desk.store.subscribe(desk.channels['cs-lg']!, 'cs.LG');
    await desk.store.ingest(dumpText(entries));
    await desk.start();
    await until('the card', () => (counts().sent === 1 ? true : null));
    await desk.store.ingest(
      dumpText(entries.map((entry) => ({ ...entry, date: '2026-05-05 01:02:03+00:00', ja: ['新しい要約です。'] }))),
    );
    change(`UPDATE message_steps SET attempts = ${MOST_ATTEMPTS - 1}`);
    let asked = 0;
    const { edit } = desk.sender;
    Object.assign(desk.sender, { edit: () => Promise.resolve(((asked += 1), NO_NET)) });
    desk.ahead.bot += 4_000;
    let outgoing = await desk.start();
    const step = (): unknown => {
      const db = new Database(desk.store.path, { readonly: true });
      const found = db.prepare('SELECT state, attempts FROM message_steps').get();
      db.close();
      return found;
    };
    for (let tries = 1; tries < 4; tries += 1) {
      await until('a try', () => (asked >= tries ? true : null));
      desk.ahead.monotonic += 30_000;
      desk.ahead.bot += 30_000;
      outgoing = await desk.start();
    }
    expect(step()).toEqual({ state: 'pending', attempts: MOST_ATTEMPTS - 1 });
    Object.assign(desk.sender, { edit });
    desk.ahead.monotonic += 30_000;
    outgoing = await desk.start();
    await until('the edit', () => ((step() as { state: string }).state === 'done' ? true : null));
    await outgoing.stop();
  });
});
