// The ledger: its sums are kept apart from the rows that they are about, so that a hole in the books shows.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ledgerLines, ledgerTotal, printLedger } from '../../src/cli/ledger.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { openTestStore, type TestStore, listDue } from '../helpers/stores.js';

let store: TestStore;
let now: Date;
beforeEach(() => {
  now = new Date('2030-01-02T14:59:00Z');
  store = openTestStore(() => now);
});
afterEach(() => store.close());

const lines = (zone = 'Asia/Tokyo') => ledgerLines(store.reader.ledgerGroups(), zone);
const total = () => ledgerTotal(store.reader, lines());
const due = () => listDue(store.reader, '2099-01-01T00:00:00.000Z');
/** Changes the file behind the program's back. */
function tamper(sql: string): void {
  const db = new Database(store.path);
  db.exec(sql);
  db.close();
}
async function printed(isJson: boolean): Promise<{ code: number; text: string }> {
  const out: string[] = [];
  const code = await printLedger(store.reader, 'Asia/Tokyo', {
    print: (line) => Promise.resolve(void out.push(line)),
    isJson,
  });
  return { code, text: out.join('\n') };
}

describe('the ledger', () => {
  it('has a line for each destination and day of the operator’s zone, by the time of the match', async () => {
    store.subscribe('100', 'cs.LG');
    store.subscribe('200', 'cs.LG');
    await store.ingest(dumpText(generateEntries(81, 2)));
    now = new Date('2030-01-02T15:01:00Z');
    await store.ingest(dumpText(generateEntries(82, 3)));
    expect(lines().map(({ day, destination, matched }) => [day, destination, matched])).toEqual([
      ['2030-01-02', '100', 2],
      ['2030-01-02', '200', 2],
      ['2030-01-03', '100', 3],
      ['2030-01-03', '200', 3],
    ]);
    expect(lines('UTC').map(({ day, matched }) => [day, matched])).toEqual([
      ['2030-01-02', 5],
      ['2030-01-02', 5],
    ]);
  });

  it('is read as one group for each destination and quarter of an hour, however many matches there are', async () => {
    store.subscribe('100', 'cs.LG');
    for (const minute of [0, 5, 14, 15, 29]) {
      now = new Date(Date.UTC(2030, 0, 2, 3, minute, minute));
      await store.ingest(dumpText(generateEntries(90 + minute, 4)));
    }
    expect(store.reader.ledgerGroups().map(({ matchedAt, count }) => [matchedAt, count])).toEqual([
      ['2030-01-02T03:00:00Z', 12],
      ['2030-01-02T03:15:00Z', 8],
    ]);
  });

  it('says what became of every match, and why', async () => {
    const first = store.subscribe('100', 'cs.LG');
    await store.ingest(dumpText(generateEntries(83, 5)));
    const ids = [1, 2, 3, 4, 5];
    const claim = (id: number) =>
      store.writer.claimDelivery({ id, nonce: `n${id}`, body: '{}', historyAfter: '1' }, '2030-01-02T15:00:00.000Z');
    ids.slice(0, 3).forEach(claim);
    store.writer.markSent(
      1,
      { messageId: '9', channelId: '100', body: null, isToPublish: false },
      '2030-01-02T15:00:01.000Z',
    );
    store.writer.reject(2, '400/50035: Invalid Form Body', '2030-01-02T15:00:01.000Z');
    store.writer.holdUnknown(3, '2030-01-02T15:00:01.000Z');
    store.writer.removeSubscription(first, '2030-01-02T15:00:02Z', null);
    expect(lines()).toMatchObject([
      { matched: 5, sent: 1, waiting: 0, held: 1, rejected: 1, withheld: 2, problems: [] },
    ]);
    expect(lines()[0]!.reasons).toEqual([
      { state: 'held', reason: 'outcome unknown', count: 1 },
      { state: 'rejected', reason: '400/50035: Invalid Form Body', count: 1 },
      { state: 'withheld', reason: 'unsubscribed', count: 2 },
    ]);
    expect(await printed(false)).toMatchObject({
      code: 0,
      text: expect.stringContaining('2 withheld: unsubscribed') as string,
    });
  });

  it('has no line for what is no announcement; the line of its dump says why', async () => {
    store.subscribe('100', 'cs.LG');
    await store.ingest(dumpText(generateEntries(84, 3)), 'never');
    expect(lines()).toEqual([]);
    const { code, text } = await printed(true);
    expect(code).toBe(0);
    expect(text.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)).toMatchObject([
      { kind: 'dump', records: 3, announced: 0, silentReason: 'stored, not posted: the operator asked for that' },
      { kind: 'total', matched: 0, balanced: true, integrity: 'ok', foreignKeys: 0 },
    ]);
    expect((await printed(false)).text).toContain(
      '3 records, 0 announced; stored, not posted: the operator asked for that',
    );
  });

  it.each([
    [
      'a delivery that vanished',
      'DELETE FROM matches; DELETE FROM deliveries WHERE id = 1',
      /matched 3 ≠ sent 0 \+ waiting 2 .* = 2/,
    ],
    [
      'a refusal without a reason',
      "UPDATE deliveries SET state = 'rejected' WHERE id = 1",
      /1 rejected without a reason/,
    ],
    [
      'a delivery that was moved to another destination',
      "UPDATE deliveries SET destination = '300' WHERE id = 1",
      /matched 3 ≠/,
    ],
    ['a line that was taken out', 'DELETE FROM ledger WHERE delivery_id = 1', /1 deliveries stand in no line/],
    ['a reference that leads nowhere', 'UPDATE papers SET announced_by = 99 WHERE id = 1', /1 references lead nowhere/],
  ])('notices %s', async (_, sql, problem) => {
    store.subscribe('100', 'cs.LG');
    await store.ingest(dumpText(generateEntries(85, 3)));
    expect(total().balanced).toBe(true);
    tamper(`PRAGMA foreign_keys = OFF; ${sql}`);
    expect(total().balanced).toBe(false);
    expect(total().problems.join('; ')).toMatch(problem);
    expect((await printed(false)).code).toBe(1);
  });

  it('accepts a row that is gone for a recorded reason', async () => {
    store.subscribe('100', 'cs.LG');
    await store.ingest(dumpText(generateEntries(86, 2)));
    tamper(
      "UPDATE ledger SET closed_reason = 'its paper became one with another' WHERE delivery_id = 1; DELETE FROM matches; DELETE FROM deliveries WHERE id = 1",
    );
    expect(lines()).toMatchObject([{ matched: 2, waiting: 1, withheld: 1, problems: [] }]);
    expect(due()).toHaveLength(1);
  });
});
