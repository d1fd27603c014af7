// The writing thread: what ends it unasked is told in words, and at its end everything stands in the file.
import Database from 'better-sqlite3';
import { mkdirSync, readdirSync } from 'node:fs';
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

it('a backup under way is left at the end: nothing of it stays, and the file alone holds everything', async () => {
  const databasePath = join(folder.path, 'bot.db');
  const given = { databasePath, taxonomy, terms: {}, zone: 'UTC' };
  const backups = join(folder.path, 'backups');
  mkdirSync(backups);
  const writer = await startWriterThread(given, () => undefined);
  const other = new Database(databasePath);
  other.exec(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
     INSERT INTO meta SELECT 'test ' || i, hex(randomblob(600)) FROM n`,
  );
  other.pragma('wal_checkpoint(TRUNCATE)');
  other.close();
  const backup = writer.call('backUp', { folder: backups, keep: 1 }, new Date()).catch((error: unknown) => error);
  while (!readdirSync(backups).some((name) => name.endsWith('.part'))) await new Promise(setImmediate);
  await writer.call('rememberJob', 'while it is made', '2030-01-01T00:00:00Z');
  await writer.close();
  expect(await backup).toMatchObject({ code: 'backup-not-written' });
  expect(readdirSync(backups)).toEqual([]);
  expect(readdirSync(folder.path).toSorted()).toEqual(['backups', 'bot.db', 'bot.db.last-commit']);
});
