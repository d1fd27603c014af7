// A machine that loses its power: only what was synchronised is on the disk. What Discord may have of the rest is known.
import { copyFileSync, existsSync, fdatasyncSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openWriter } from '../../../src/store/writer.js';
import { taxonomy, temporaryFolder } from '../../helpers/stores.js';

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
/** What happens when a file is synchronised. */
let onSync = (): void => undefined;
vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  fdatasyncSync: vi.fn(() => onSync()),
}));
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'bot.db');
  onSync = () => undefined;
});
afterEach(() => folder.remove());

const disk = (end: string): string => join(folder.path, `disk${end}`);

it('knows that commits were lost, though the log and all that was written beside it went with them', () => {
  const before = openWriter(path, taxonomy);
  before.rememberJob('a', '2030-01-01T00:00:00Z');
  before.sealCommit();
  before.close();
  for (const end of ['', '.last-commit']) copyFileSync(`${path}${end}`, disk(end));
  onSync = () => copyFileSync(`${path}.last-commit`, disk('.last-commit'));
  const writer = openWriter(path, taxonomy);
  writer.rememberJob('b', '2030-01-01T00:01:00Z');
  // The writing thread does so before it answers: a card whose claim this is has not left yet.
  writer.sealCommit();
  writer.close();
  expect(existsSync(disk('-wal'))).toBe(false);
  const after = openWriter(disk(''), taxonomy);
  expect(after.takeLoss()).toMatch(/1 later changes had been committed/);
  after.close();
});

it('goes on where the disk does not take the number, and tries again at the next commit', () => {
  const failing = Object.assign(new Error('EIO: i/o error, fdatasync'), { syscall: 'fdatasync', code: 'EIO' });
  onSync = () => {
    throw failing;
  };
  const writer = openWriter(path, taxonomy);
  writer.rememberJob('a', '2030-01-01T00:00:00Z');
  writer.sealCommit();
  const tries = vi.mocked(fdatasyncSync).mock.calls.length;
  writer.sealCommit();
  expect(vi.mocked(fdatasyncSync).mock.calls.length).toBe(tries + 1);
  writer.close();
});
