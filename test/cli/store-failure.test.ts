// A store that fails in the middle of a verb: the disk and the lock have a sentence, only what nobody foresaw has its stack.
import Database from 'better-sqlite3';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { runCommandLine } from '../../src/command-line.js';
import { parseConfig } from '../../src/config.js';
import { isCronExpression } from '../../src/domain/cron-times.js';
import { TransientError } from '../../src/errors.js';

async function told(failure: Error): Promise<string> {
  let text = '';
  const code = await runCommandLine(['status'], {
    readConfig: () => parseConfig({ DATABASE_PATH: '/nowhere/bot.db' }, isCronExpression),
    callerFolder: '/',
    input: Readable.from([]),
    print: () => Promise.reject(failure),
    writeError: (line) => void (text += line),
    isWatched: false,
    onStop: () => undefined,
  });
  expect(code).toBe(1);
  return text;
}

it.each([
  ['SQLITE_FULL', 'the disk is full or failing'],
  ['SQLITE_IOERR_WRITE', 'the disk is full or failing'],
  ['SQLITE_BUSY', 'another program has locked it'],
  ['SQLITE_READONLY', 'cannot be opened or written'],
  ['SQLITE_CORRUPT', 'it is damaged'],
])('%s is a sentence that names the database', async (code, sentence) => {
  const failure = new Database.SqliteError('it failed', code);
  const text = await told(failure);
  expect(text).toContain('/nowhere/bot.db');
  expect(text).toContain(sentence);
  // As it arrives from the thread that writes.
  expect(await told(new TransientError('it failed', { cause: failure }))).toBe(text);
  expect(text).not.toContain('The program failed');
});

it.each([new Database.SqliteError('UNIQUE constraint failed', 'SQLITE_CONSTRAINT_UNIQUE'), new Error('a fault')])(
  'anything else is told with its stack: %s',
  async (failure) => {
    expect(await told(failure)).toMatch(/The program failed[^]*store-failure\.test/);
  },
);
