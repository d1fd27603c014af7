// Counters, read: numbers that are kept with every change instead of being counted when somebody asks.
import type { DeliveryState } from '../domain/delivery.js';
import type { Db } from './database/db.js';

export type CounterName = 'papers' | 'translated' | 'subscriptions' | `outbox.${DeliveryState}`;

/** Answers the value of a counter over a reading connection: one look at a row, however much there is. */
export function createCounters(db: Db): (name: CounterName) => number {
  const value = db.prepare<[string], number>('SELECT value FROM counters WHERE name = ?').pluck();
  return (name) => value.get(name) ?? 0;
}
