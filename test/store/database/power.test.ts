// A machine that loses its power keeps what its callers were answered: the count of a commit goes to the disk, and all before it.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCommits } from '../../../src/store/database/commits.js';
import { openWriter } from '../../../src/store/writer.js';
import { taxonomy, temporaryFolder } from '../../helpers/stores.js';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

it('waits for the disk once for each write that is answered, and for no transaction before it', () => {
  const path = join(folder.path, 'bot.db');
  openWriter(path, taxonomy).close();
  const statements: string[] = [];
  const db = new Database(path, { verbose: (statement) => statements.push(String(statement).trim()) });
  db.pragma('synchronous = NORMAL');
  const commits = createCommits(db);
  for (const name of ['a', 'b']) db.prepare('INSERT INTO meta VALUES (?, 1)').run(name);
  statements.length = 0;
  commits.countCommit();
  commits.countCommit();
  const told = statements
    .filter((each) => /^(?:PRAGMA|UPDATE)/.test(each))
    .map((each) => each.split(/\s+(?:SET|number)/)[0]);
  expect(told).toEqual(['PRAGMA synchronous = FULL', 'UPDATE commits', 'PRAGMA synchronous = NORMAL']);
  expect(db.pragma('synchronous', { simple: true })).toBe(1);
  commits.closeMark();
  db.close();
});
