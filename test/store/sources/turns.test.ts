// Turns at sources: one request at a time and a pause after it, for every process that has the database open.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TURN_LEASE_MS } from '../../../src/store/sources/turns.js';
import { openWriter, type Writer } from '../../../src/store/writer.js';
import { openTestStore, taxonomy, type TestStore } from '../../helpers/stores.js';

let store: TestStore;
let other: Writer;
beforeEach(() => {
  store = openTestStore();
  other = openWriter(store.path, taxonomy);
});
afterEach(() => {
  other.close();
  store.close();
});

const ask = (holder: string, nowMs: number) => ({ lane: 'arxiv', holder, paceMs: 3_000, nowMs });

it('lets another process ask only when the pause after the end of the last request is over', () => {
  expect(store.writer.takeTurn(ask('a', 1_000))).toBe(0);
  expect(other.takeTurn(ask('b', 2_000))).toBe(TURN_LEASE_MS - 1_000);
  store.writer.endTurn('arxiv', 'a', 5_000);
  expect(other.takeTurn(ask('b', 7_999))).toBe(1);
  expect(other.takeTurn(ask('b', 8_000))).toBe(0);
  expect(store.writer.takeTurn({ ...ask('c', 8_000), lane: 'else' })).toBe(0);
});

it('takes the turn of a process that is gone, after its lease and the pause', () => {
  store.writer.takeTurn(ask('a', 1_000));
  expect(store.writer.renewTurn('arxiv', 'a', 4_000)).toBe(true);
  expect(other.takeTurn(ask('b', 4_000 + TURN_LEASE_MS + 2_999))).toBe(1);
  expect(other.takeTurn(ask('b', 4_000 + TURN_LEASE_MS + 3_000))).toBe(0);
  expect(store.writer.renewTurn('arxiv', 'a', 20_000)).toBe(false);
  store.writer.endTurn('arxiv', 'a', 20_000);
  expect(store.writer.takeTurn(ask('c', 20_001))).toBeGreaterThan(0);
});

it('keeps the pause when the last request ended while the question waited for the database', () => {
  store.writer.takeTurn(ask('a', 1_000));
  store.writer.endTurn('arxiv', 'a', 5_000);
  expect(other.takeTurn(ask('b', 4_900))).toBe(3_000);
  expect(other.takeTurn(ask('b', 8_000))).toBe(0);
});

it('counts a time that lies far ahead as one of before the machine was started', () => {
  store.writer.takeTurn(ask('a', 900_000));
  expect(other.takeTurn(ask('b', 500))).toBe(0);
  other.endTurn('arxiv', 'b', 700_000);
  expect(other.takeTurn(ask('c', 600))).toBe(0);
});
