// What the file system refuses, told with what to do about that, and not with advice about the place of the database.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockDatabase } from '../../../src/store/database/lock.js';
import { explain } from '../../../src/store/database/open.js';
import { taxonomy, temporaryFolder } from '../../helpers/stores.js';
import { openWriter } from '../../../src/store/writer.js';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  folder.remove();
});

it.each(['ENOSPC', 'EDQUOT'])('asks for space where there is none for a copy: %s', (code) => {
  const refused = Object.assign(new Error(`${code}: write`), { code, syscall: 'write' });
  const { message } = explain('/data/bot.db', refused);
  expect(message).toContain('Free some space');
  expect(message).not.toContain('DATABASE_PATH');
});

it.each([
  ['start', (path: string) => openWriter(path, taxonomy)],
  ['the lock', (path: string) => lockDatabase(path)],
])('asks for a shorter name where there is no place for longer ones beside it: %s', (_, open) => {
  expect(() => open(join(folder.path, 'b'.repeat(252)))).toThrow('Give the file a shorter name');
});
