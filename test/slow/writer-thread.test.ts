// The writing thread: what ends it unasked is told in words, and at its end everything stands in the file.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../helpers/stores.js';

/** A thread needs the compiled program. */
const { startWriterThread } = (await import(
  new URL('../../dist/src/app/writer-thread.js', import.meta.url).href
)) as typeof import('../../src/app/writer-thread.js');

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const taxonomy = { archives: [], categories: [] };

it('an error of SQLite that ends the thread arrives with its words', async () => {
  const databasePath = join(folder.path, 'bot.db');
  const deaths: Error[] = [];
  const given = { databasePath, taxonomy, terms: {}, zone: 'UTC' };
  const writer = await startWriterThread(given, (error) => void deaths.push(error));
  const other = new Database(databasePath);
  other.exec('DROP TABLE commits');
  other.close();
  await expect(writer.call('rememberJob', 'backup', '2030-01-01T00:00:00Z')).rejects.toThrow('no such table');
  expect(deaths.map(({ message }) => message)).toEqual([expect.stringContaining('no such table')]);
  // It may not have ended quite yet.
  await writer.close().catch(() => undefined);
});
