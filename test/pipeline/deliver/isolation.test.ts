// Isolation: what goes wrong while one card, edit or notice is made costs that one, with its stack in the log.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDesk, type Desk } from '../../helpers/desk.js';
import { dumpText, generateEntries } from '../../helpers/dump-generator.js';
import { until } from '../../helpers/control.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const channel = (name = 'cs-lg'): string => desk.channels[name]!;
const counts = () => desk.store.reader.outboxCounts();
const change = (sql: string, ...values: unknown[]): void => {
  const db = new Database(desk.store.path);
  db.prepare(sql).run(...values);
  db.close();
};
const ids = (): number[] => {
  const db = new Database(desk.store.path, { readonly: true });
  const found = db.prepare<[], number>('SELECT id FROM deliveries ORDER BY id').pluck().all();
  db.close();
  return found;
};
const settled = (count: number) =>
  until(`${count} settled`, () => (counts().sent + counts().rejected >= count ? true : null));

describe('a paper that no card can be made of', () => {
  it.each([
    ['facts that are no JSON', 'not JSON'],
    ['facts without lists', '{"title":"t"}'],
  ])('with %s costs its own delivery; the others of its channel go on', async (_, facts) => {
    const entries = generateEntries(71, 3);
    desk.store.subscribe(channel(), 'cs.LG');
    await desk.store.ingest(dumpText(entries));
    const [, second] = [...desk.store.reader.eachPaper()].map(({ paper }) => paper.key);
    change('UPDATE papers SET facts = ? WHERE key = ?', facts, second);
    await desk.start();
    await settled(3);
    expect(counts()).toMatchObject({ sent: 2, rejected: 1, pending: 0, sending: 0, held: 0 });
    expect(desk.stopped).toEqual([]);
    const reason = desk.store.reader.ledgerGroups().find(({ state }) => state === 'rejected')?.reason;
    expect(reason).toMatch(/^an error of this program: /);
    const line = desk.logged.find((each) => each.includes('a delivery failed'));
    expect(line).toMatch(/"paper":.*"stack":|"stack":.*"paper":/s);
    expect(line).toContain('attempt.');
  });

  it.each(['compact', 'digest'] as const)(
    'costs its own line in the mode %s; the message has the others',
    async (mode) => {
      desk.store.writer.addSubscription(
        ruleFor(channel(), 'cs.LG', { mode, hour: mode === 'digest' ? 8 : null }),
        PLACE,
      );
      await desk.store.ingest(dumpText(generateEntries(74, 3)));
      const [, second] = [...desk.store.reader.eachPaper()].map(({ paper }) => paper.key);
      change('UPDATE papers SET facts = ? WHERE key = ?', 'not JSON', second);
      change("UPDATE deliveries SET next_attempt_at = '2020-01-01T00:00:00.000Z', not_before = NULL");
      await desk.start();
      await settled(3);
      expect(counts()).toMatchObject({ sent: 2, rejected: 1 });
      expect(await desk.posts()).toHaveLength(1);
      expect(desk.logged.find((line) => line.includes('a line failed'))).toContain('"stack":');
    },
  );

  it('costs its own edit; the edits after it go on', async () => {
    const entries = generateEntries(72, 2);
    desk.store.subscribe(channel('cs-lg'), 'cs.LG');
    desk.store.subscribe(channel('papers-en'), 'cs.LG', 'en');
    await desk.store.ingest(dumpText(entries));
    await desk.start();
    await settled(4);
    change("UPDATE deliveries SET body = 'not JSON' WHERE id = (SELECT min(id) FROM deliveries)");
    await desk.store.ingest(
      dumpText(entries.map((entry) => ({ ...entry, date: '2026-05-05 01:02:03+00:00', ja: ['新しい要約です。'] }))),
    );
    desk.ahead.bot += 4_000;
    await desk.start();
    const states = (): string[] => {
      const db = new Database(desk.store.path, { readonly: true });
      const found = db.prepare<[], string>('SELECT state FROM message_steps ORDER BY state').pluck().all();
      db.close();
      return found;
    };
    await until('the edits', () => (states().includes('pending') ? null : true));
    expect(states()).toEqual(['done', 'done', 'done', 'dropped']);
    expect(desk.logged.filter((each) => each.includes('is dropped'))).toHaveLength(1);
  });
});

describe('a message of several papers that fails after its request', () => {
  it('is in doubt as a whole, whichever of its papers came first', async () => {
    desk.store.writer.addSubscription(ruleFor(channel(), 'cs.LG', { mode: 'digest', hour: 8 }), PLACE);
    await desk.store.ingest(dumpText(generateEntries(74, 3)));
    change("UPDATE deliveries SET next_attempt_at = '2020-01-01T00:00:00.000Z', not_before = NULL");
    Object.assign(desk.sender, { send: () => Promise.reject(new Error('broken')) });
    await desk.start();
    await until('the failure', () => (counts().held + counts().rejected > 0 ? true : null));
    expect(counts()).toMatchObject({ held: 3, rejected: 0, sending: 0 });
  });
});

describe('a database that cannot be read for a moment', () => {
  it('costs no delivery: what was begun then goes out later', async () => {
    desk.store.subscribe(channel(), 'cs.LG');
    await desk.store.ingest(dumpText(generateEntries(75, 2)));
    const { findPaper } = desk.store.reader;
    let failures = 0;
    const failing = (): never => {
      failures += 1;
      throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_READ');
    };
    Object.assign(desk.store.reader, { findPaper: failing });
    const outgoing = await desk.start();
    await until('a failure', () => (failures > 0 ? true : null));
    Object.assign(desk.store.reader, { findPaper });
    desk.ahead.monotonic += 10_000;
    desk.ahead.bot += 10_000;
    outgoing.wake();
    await settled(2);
    expect(counts()).toMatchObject({ sent: 2, rejected: 0 });
  });
});

describe('a database that cannot be read for long', () => {
  it('is said once, and what is due goes out when it can', async () => {
    desk.store.subscribe(channel(), 'cs.LG');
    await desk.store.ingest(dumpText(generateEntries(76, 1)));
    let looks = 0;
    const failing = vi.spyOn(desk.store.reader, 'dueDestinations').mockImplementation(() => {
      looks += 1;
      throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_READ');
    });
    const outgoing = await desk.start();
    for (let wakes = 0; wakes < 3; wakes += 1) outgoing.wake();
    expect(looks).toBeGreaterThan(2);
    failing.mockRestore();
    outgoing.wake();
    await settled(1);
    expect(desk.logged.filter((line) => line.includes('cannot be read'))).toHaveLength(1);
    expect(counts()).toMatchObject({ sent: 1 });
  });
});

describe('a failure to look at places', () => {
  it('is logged with its stack, and what is held goes out all the same', async () => {
    desk.store.subscribe(channel(), 'cs.LG');
    await desk.store.ingest(dumpText(generateEntries(73, 1)));
    const [id] = ids();
    desk.store.writer.holdDestination(
      id!,
      { destination: channel(), reason: '403/50013: Missing Permissions' },
      desk.now().toISOString(),
    );
    const fail = (): never => {
      throw new Error('no places');
    };
    desk.places = { takeDeleted: fail, isMember: fail, isGone: fail, readers: fail };
    await desk.start();
    await settled(1);
    expect(counts()).toMatchObject({ sent: 1, held: 0 });
    expect(desk.logged.find((line) => line.includes('no places'))).toContain('"stack":');
  });
});

describe('a database that is damaged while deliveries are worked on', () => {
  it('is named as the reason why sending stops', async () => {
    desk.store.subscribe(channel(), 'cs.LG');
    await desk.store.ingest(dumpText(generateEntries(79, 1)));
    vi.spyOn(desk.store.reader, 'findPaper').mockImplementation(() => {
      throw new Database.SqliteError('file is not a database', 'SQLITE_NOTADB');
    });
    await desk.start();
    await until('sending to stop', () => (desk.stopped.length > 0 ? true : null));
    expect(desk.stopped).toEqual(['the database is damaged (file is not a database)']);
  });
});
