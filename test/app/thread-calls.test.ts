// Calls between threads: what is thrown in one arrives in the other as what it was.
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { carryOut, toError } from '../../src/app/thread-calls.js';
import { TransientError, UserError } from '../../src/errors.js';
import { isDamage, sqliteErrorText } from '../../src/store/database/sqlite-errors.js';

async function failed(error: unknown): Promise<Error> {
  const answer = await carryOut({ work: () => Promise.reject(error) }, { id: 1, name: 'work', args: [] });
  if (answer.ok) throw new Error('it did not fail');
  return toError(structuredClone(answer));
}

describe('an error of another thread', () => {
  it('keeps code, sentence and exit code where it was made for a person', async () => {
    const error = await failed(new UserError('bad-configuration', 'Set it right.', { exitCode: 2 }));
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ code: 'bad-configuration', message: 'Set it right.', exitCode: 2 });
  });

  it('stays a transient failure, or a fault with the stack of where it was thrown', async () => {
    expect(await failed(new TransientError('The disk is full.'))).toBeInstanceOf(TransientError);
    const fault = new RangeError('out of range');
    const arrived = await failed(fault);
    expect(arrived).not.toBeInstanceOf(UserError);
    expect(arrived.stack).toBe(fault.stack);
  });

  it('of SQLite can be told in a sentence, and damage stays damage', async () => {
    const full = await failed(new Database.SqliteError('database or disk is full', 'SQLITE_FULL'));
    expect(full).toBeInstanceOf(TransientError);
    expect(full.message).toBe('database or disk is full');
    expect(sqliteErrorText('/data/bot.db', full)).toMatch(
      /^The database \/data\/bot\.db cannot be used now: the disk is/,
    );
    const wrapped = await failed(new TransientError('The dump waits.', { cause: full.cause }));
    expect(sqliteErrorText('/data/bot.db', wrapped)).toBe(sqliteErrorText('/data/bot.db', full));
    const damage = new Database.SqliteError('database disk image is malformed', 'SQLITE_CORRUPT');
    expect(isDamage(await failed(damage))).toBe(true);
  });
});
