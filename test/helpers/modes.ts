// Modes in tests: a day's dump, deliveries put into a mode, and where every paper stands in the sandbox.
import Database from 'better-sqlite3';
import { dumpText, generateEntries, type Entry } from './dump-generator.js';
import type { Desk } from './desk.js';

/** So many papers of cs.LG with titles of their own. */
export function papersOfADay(seed: number, count: number): Entry[] {
  const dumps = Array.from({ length: Math.ceil(count / 16) }, (_, index) => generateEntries(seed * 100 + index, 16));
  return dumps.flat().slice(0, count);
}

export const dayDump = (seed: number, count: number): string => dumpText(papersOfADay(seed, count));

export interface PlacedRow {
  readonly id: number;
  readonly state: string;
  readonly leader_id: number | null;
  readonly line: number | null;
  readonly message_id: string | null;
  readonly message_channel: string | null;
  readonly form: string | null;
  readonly next_attempt_at: string;
  readonly key: string;
}

/** The rows of the outbox as they are. */
export function rowsOf(path: string): PlacedRow[] {
  const db = new Database(path, { readonly: true });
  try {
    return db
      .prepare<[], PlacedRow>(
        `SELECT deliveries.id, state, leader_id, line, message_id, message_channel, form, next_attempt_at, papers.key
         FROM deliveries JOIN papers ON papers.id = paper_id ORDER BY deliveries.id`,
      )
      .all();
  } finally {
    db.close();
  }
}

export function change(path: string, sql: string, ...values: unknown[]): void {
  const db = new Database(path);
  try {
    db.prepare(sql).run(...values);
  } finally {
    db.close();
  }
}

/** Everything that waits goes in this mode. */
export function setMode(desk: Pick<Desk, 'store'>, mode: string): void {
  change(desk.store.path, 'UPDATE deliveries SET mode = ?', mode);
}

/** What breaks the rule that every sent row stands in one message with a line of its own, and an unsent one in none. */
export function misplaced(rows: readonly PlacedRow[]): string[] {
  const places = rows.map(({ message_id: message, line }) => `${message} ${line}`);
  return rows.flatMap(({ id, state, leader_id: leader, line, message_id: message, form }, index) => {
    const isOwn = leader === null && line === null;
    const wrong = [
      state === 'sent' && message === null ? 'sent without a message' : null,
      state === 'pending' && !isOwn ? 'pending in a message' : null,
      state === 'sent' && (form === 'card') !== isOwn ? `a ${form} with leader ${leader} and line ${line}` : null,
      state === 'sent' && places.indexOf(places[index]!) !== index ? `a second one at ${places[index]}` : null,
    ];
    return wrong.filter((each) => each !== null).map((each) => `${id}: ${each}`);
  });
}
