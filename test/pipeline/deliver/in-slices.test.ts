// Holding and releasing a destination for which very much waits: in transactions that let small writes in.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { holdAll, releaseAll } from '../../../src/pipeline/deliver/in-slices.js';
import { HELD_AT_ONCE } from '../../../src/store/delivery/outbox.js';
import { ownPort, type WriterPort } from '../../../src/store/port.js';
import { dumpText, generateEntries } from '../../helpers/dump-generator.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

const AT = '2030-01-02T03:04:05.000Z';
const WAITING = 2 * HELD_AT_ONCE + 300;

let store: TestStore;
let calls: [name: string, changed: unknown][];
let port: WriterPort;
beforeEach(async () => {
  store = openTestStore();
  calls = [];
  const writes = Object.fromEntries(
    Object.entries(store.writer).map(([name, write]) => [
      name,
      (...args: unknown[]): unknown => {
        const value = (write as (...given: unknown[]) => unknown)(...args);
        calls.push([name, value]);
        return value;
      },
    ]),
  );
  port = ownPort({ ...store.writer, ...writes });
  store.subscribe('100', 'cs.LG');
  await store.ingest(dumpText(generateEntries(86, 1)));
  const db = new Database(store.path);
  db.pragma('foreign_keys = OFF');
  db.prepare(
    `INSERT INTO deliveries (paper_id, destination, language, state, next_attempt_at, created_at)
     WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i, '100', 'ja', 'pending', '${AT}', '${AT}' FROM n`,
  ).run(WAITING);
  db.close();
});
afterEach(() => store.close());

it('a destination is held and released in slices, each a write of its own', async () => {
  const held = await holdAll(port, { id: 1, destination: '100', reason: '403', at: AT });
  expect(held).toBe(WAITING);
  expect(calls).toEqual([
    ['holdDestination', HELD_AT_ONCE],
    ['holdMore', HELD_AT_ONCE],
    ['holdMore', 300],
  ]);
  expect(store.reader.outboxCounts()).toMatchObject({ held: WAITING, pending: 0 });
  calls = [];
  expect(await releaseAll(port, '100', AT)).toBe(WAITING);
  expect(calls).toHaveLength(3);
  expect(store.reader.outboxCounts()).toMatchObject({ held: 0, pending: WAITING });
});

it('a destination that is held again while it is released stays held with what was not released yet', async () => {
  await holdAll(port, { id: 1, destination: '100', reason: '403', at: AT });
  expect(store.writer.releaseDestination('100', AT)).toBe(HELD_AT_ONCE);
  await holdAll(port, { id: 1, destination: '100', reason: '403 again', at: AT });
  expect(store.writer.releaseMore('100', AT)).toBe(0);
  expect(store.reader.outboxCounts()).toMatchObject({ held: WAITING, pending: 0 });
});
