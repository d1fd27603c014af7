// Damage of the database that shows in a call or a read of the running bot is heard once each; what passes is not.
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { heedDamage, heedDamageOfReads } from '../../src/app/heed-damage.js';
import type { CallPort } from '../../src/store/port.js';

interface Work {
  countCards(from: number): number;
  rescue(): string;
}

const failureOf = (code: string): Error => new Database.SqliteError(code, code);

it.each([
  ['SQLITE_CORRUPT_INDEX', true],
  ['SQLITE_NOTADB', true],
  ['SQLITE_IOERR_READ', false],
  ['SQLITE_FULL', false],
])('%s: damage %s', async (code, isDamage) => {
  const heard: string[] = [];
  const onDamage = (error: Error): void => void heard.push(error.message);
  const thread: CallPort<Work> = { call: () => Promise.reject(failureOf(code)) };
  const port = heedDamage(thread, onDamage);
  await expect(port.call('countCards', 1)).rejects.toThrow(code);
  expect(heard).toEqual(isDamage ? [code] : []);
  const reader = heedDamageOfReads(
    {
      countCards(): number {
        throw failureOf(code);
      },
    },
    onDamage,
  );
  expect(() => reader.countCards()).toThrow(code);
  expect(heard).toEqual(isDamage ? [code, code] : []);
});

it('what was rescued of a lost file tells of its own failure', async () => {
  const heard: Error[] = [];
  const port = heedDamage<Work>({ call: () => Promise.reject(failureOf('SQLITE_CORRUPT')) }, (error) =>
    heard.push(error),
  );
  await expect(port.call('rescue')).rejects.toThrow();
  expect(heard).toEqual([]);
});

it('calls and reads answer as before', async () => {
  const port = heedDamage<Work>({ call: () => Promise.resolve(3 as never) }, () => undefined);
  expect(await port.call('countCards', 1)).toBe(3);
  expect(heedDamageOfReads({ add: (a: number, b: number) => a + b }, () => undefined).add(1, 2)).toBe(3);
});
