// A run that ends by itself: writes that fail again and again end it with a sentence, what passes does not.
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { endUnwritten } from '../../src/app/unwritten.js';
import type { ThreadWrites } from '../../src/app/writes.js';
import { TransientError } from '../../src/errors.js';
import type { CallPort } from '../../src/store/port.js';

const full = new TransientError('database or disk is full', {
  cause: new Database.SqliteError('database or disk is full', 'SQLITE_FULL'),
});

function stage() {
  const failing = new Map<string, Error>();
  const said: string[] = [];
  let at = 0;
  const thread: CallPort<ThreadWrites> = {
    call: (...[name]) => {
      const error = failing.get(name);
      return error === undefined ? Promise.resolve(undefined as never) : Promise.reject(error);
    },
  };
  const port = endUnwritten(thread, {
    databasePath: '/data/bot.db',
    monotonic: () => at,
    fail: (reason) => void said.push(reason),
  });
  return {
    said,
    failing,
    pass: (ms: number) => void (at += ms),
    fanOut: () =>
      port.call('fanOut').then(
        () => 'written',
        (error: unknown) => error,
      ),
    other: () => port.call('takeLoss'),
  };
}

describe('a write under --until-idle', () => {
  it('that fails for ten seconds ends the run with a sentence, whatever else is written meanwhile', async () => {
    const { said, failing, pass, fanOut, other } = stage();
    failing.set('fanOut', full);
    expect(await fanOut()).toBe(full);
    pass(9_000);
    await fanOut();
    await other();
    expect(said).toEqual([]);
    pass(1_000);
    await fanOut();
    expect(said).toEqual([
      'The database /data/bot.db cannot be used now: the disk is full or failing (SQLITE_FULL). What was stored before is kept. Free some space, then try again. With --until-idle a database that cannot be written is not waited for; everything owed is kept.',
    ]);
  });

  it('that succeeds in between is waited for', async () => {
    const { said, failing, pass, fanOut } = stage();
    for (let time = 0; time < 3; time += 1) {
      failing.set('fanOut', full);
      await fanOut();
      failing.clear();
      pass(9_000);
      expect(await fanOut()).toBe('written');
    }
    expect(said).toEqual([]);
  });

  it('that fails for another reason ends nothing', async () => {
    const { said, failing, pass, fanOut } = stage();
    failing.set('fanOut', new RangeError('an error of ours'));
    for (let time = 0; time < 3; time += 1) {
      await fanOut();
      pass(60_000);
    }
    expect(said).toEqual([]);
  });
});
